"""Wagtail 7.4 has no API v3 and brings no django-ninja: the app does without."""

import subprocess
import sys

from tests.tree import PACKAGE, ROOT

#: Imports every module of the app but those of the room, where neither is there.
WITHOUT = """
import importlib, pkgutil, sys

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in ("ninja", "pydantic") or name == "wagtail.api.v3":
            raise ModuleNotFoundError(name)

sys.meta_path.insert(0, Absent())
from django.conf import settings
from tests import settings as ours
ours.INSTALLED_APPS = [app for app in ours.INSTALLED_APPS if app != "wagtail.api.v3"]
settings.configure(**{k: v for k, v in vars(ours).items() if k.isupper()})
import django
django.setup()
import wagtail_liveconflict
for module in pkgutil.walk_packages(wagtail_liveconflict.__path__, "wagtail_liveconflict."):
    if not module.name.startswith("wagtail_liveconflict.api_v3."):
        importlib.import_module(module.name)
from wagtail_liveconflict.api_v3 import register
try:
    register(None)
except ImportError:
    print("without")
"""


def test_the_app_works_without_ninja(tmp_path):
    """All of it can be imported; who asks for v3 nevertheless is told by the import."""
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT],
        cwd=ROOT,
        env={"TEST_VAR_DIR": str(tmp_path), "PATH": "", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.strip() == "without", done.stderr[-2000:]


def test_nothing_else_imports_the_room():
    """It is there for sites that ask for it."""
    users = [
        path.name
        for path in PACKAGE.rglob("*.py")
        if "api_v3" not in path.parts and "api_v3" in path.read_text()
    ]
    assert users == []
