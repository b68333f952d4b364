"""What `manage.py check` says of a site that lacks something."""

import subprocess
import sys
from types import ModuleType, SimpleNamespace

import pytest
from django.apps import apps
from django.conf.urls.i18n import i18n_patterns
from django.core.checks import run_checks
from django.core.checks.registry import registry
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls

from tests.tree import ROOT
from wagtail_liveconflict.checks.registering import check
from wagtail_liveconflict.required_apps import FOR_MODELS, FOR_USE

APP = "wagtail_liveconflict."
OURS = path("live/", include("wagtail_liveconflict.urls"))
PAGES = path("", include(wagtail_urls))


def find(check_id):
    return [m for m in run_checks(tags=["liveconflict"]) if m.id == APP + check_id]


@pytest.mark.parametrize("name", FOR_USE)
def test_a_missing_app_is_named(monkeypatch, name):
    """Each app that ours builds on is asked for by name."""
    assert find("E007") == []
    is_installed = apps.is_installed
    monkeypatch.setattr(
        apps, "is_installed", lambda app: app != name and is_installed(app)
    )
    (error,) = find("E007")
    assert name in error.msg
    assert name in error.hint


@pytest.mark.parametrize("name", FOR_MODELS)
def test_an_app_without_which_nothing_starts_is_named(name):
    """In one sentence, and not by an error about some model: no check can run."""
    code = (
        "import sys; from django.conf import settings; from tests import settings as s\n"
        "values = {n: getattr(s, n) for n in dir(s) if n.isupper()}\n"
        "values['INSTALLED_APPS'] = [a for a in s.INSTALLED_APPS\n"
        "    if a != sys.argv[1] and not a.startswith(('tests', 'sandbox'))]\n"
        "settings.configure(**values)\n"
        "import django; django.setup()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, name], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode
    assert done.stderr.splitlines()[-1].endswith(
        f"ImproperlyConfigured: wagtail_liveconflict needs {name} in INSTALLED_APPS."
    )


def test_templates_of_an_app_behind_ours_are_not_found(monkeypatch, tmp_path):
    """An override that Django never looks at is named; one of an app before is fine."""
    assert find("W003") == []
    (tmp_path / "templates/wagtail_liveconflict").mkdir(parents=True)
    theirs = SimpleNamespace(name="theme", path=str(tmp_path), models_module=None)
    configs = list(apps.get_app_configs())
    monkeypatch.setattr(apps, "get_app_configs", lambda: [*configs, theirs])
    (warning,) = find("W003")
    assert '"theme" before "wagtail_liveconflict"' in warning.hint
    monkeypatch.setattr(apps, "get_app_configs", lambda: [theirs, *configs])
    assert find("W003") == []


@pytest.mark.parametrize(
    ("patterns", "expected"),
    [
        ([OURS, PAGES], set()),
        ([PAGES], {"E001"}),
        ([], {"E001"}),
        ([PAGES, OURS], {"E010"}),
        ([re_path("^live/", include(wagtail_urls)), OURS], {"E010"}),
        ([path("news/", include([OURS])), PAGES], set()),
        (i18n_patterns(OURS, PAGES), {"W002"}),
        (i18n_patterns(path("news/", include([OURS])), PAGES), {"W002"}),
        ([OURS, *i18n_patterns(PAGES)], set()),
    ],
)
def test_the_delivery_urls_are_looked_for(settings, patterns, expected):
    """Whether they are there, are ours, and are the same in every language."""
    settings.ROOT_URLCONF = ModuleType("their_urls")
    settings.ROOT_URLCONF.urlpatterns = patterns
    assert {i for i in ("E001", "E010", "W002") if find(i)} == expected


def test_a_site_without_time_zones_is_wrong(settings):
    """Times would be."""
    assert find("E013") == []
    settings.USE_TZ = False
    assert find("E013")


def test_a_check_that_fails_does_not_stop_the_others(monkeypatch):
    """It is a warning by itself."""
    monkeypatch.setattr(registry, "registered_checks", set())

    @check("only-here")
    def check_the_unknown(databases):
        yield from databases["nowhere"]

    (warning,) = check_the_unknown(app_configs=None)
    assert warning.id == f"{APP}W012"
    assert "check_the_unknown" in warning.msg
