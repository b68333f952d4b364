"""Out again, as docs/how-to/remove.md has it: the site works without the app."""

import json
import re
import shutil

import pytest

from tests.packaging.site import Project, ReadmeSteps
from tests.tree import ROOT

pytestmark = [pytest.mark.packaging, pytest.mark.timeout(900)]

LOOK_AROUND = """
import json
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from importlib.util import find_spec
from wagtail.models import Site

home = Site.objects.get(is_default_site=True).root_page
user, _made = get_user_model().objects.get_or_create(
    username="remover", is_superuser=True, is_staff=True
)
client = Client(SERVER_NAME="127.0.0.1", headers={"x-forwarded-proto": "https"})
client.force_login(user)
addresses = [home.url or "/", "/admin/", f"/admin/pages/{home.pk}/",
    f"/admin/pages/{home.pk}/edit/", f"/admin/pages/{home.pk}/history/",
    "/admin/groups/", "/admin/groups/edit/1/", "/admin/reports/site-history/",
    "/admin/reports/page-types-usage/", "/admin/reports/workflow/"]
print(json.dumps({
    "answers": {a: client.get(a, follow=True).status_code for a in addresses},
    "types": ContentType.objects.filter(app_label="wagtail_liveconflict").count(),
    "tables": [t for t in connection.introspection.table_names() if "liveconflict" in t],
    "package": find_spec("wagtail_liveconflict") is not None,
}))
"""


def read_commands() -> tuple[list[list[str]], list[list[str]]]:
    """What the page tells to run by manage.py, in its order, after the site's own:
    with the app, and without it."""
    page = (ROOT / "docs/how-to/remove.md").read_text()
    found = re.findall(r"^\$ python manage\.py (.*)$", page, re.MULTILINE)
    commands = [command.split() for command in found]
    ours = [c for c in commands if "articles" not in c and c[0] != "collectstatic"]
    start = ours.index(["check"])
    return ours[:start], ours[start:]


def take_out_lines(settings, urls) -> None:
    """What the README has added."""
    steps = ReadmeSteps.read()
    kept = [
        line
        for line in settings.read_text().splitlines(keepends=True)
        if line.strip().strip('",') not in steps.apps
        and not line.startswith("LIVECONFLICT_")
    ]
    settings.write_text("".join(kept))
    text = urls.read_text()
    urls.write_text(text.replace(f"    {steps.url_line},\n", ""))


def look_around(project) -> dict:
    # Django's test client asks below no prefix.
    output = project.manage(
        *("shell", "--verbosity", "0", "--command", LOOK_AROUND), NEWSDESK_PREFIX=""
    )
    return json.loads(output.strip().splitlines()[-1])


@pytest.mark.parametrize("project", ["wheel"], indirect=True)
def test_a_bare_site_works_without_it(project, environment, tmp_path_factory):
    """A copy of the site, with a live blog in it, in an environment of its own."""
    project.publish(slug="to-be-removed")
    folder = tmp_path_factory.mktemp("removed") / "site"
    shutil.copytree(project.folder, folder)
    copy = Project(environment.copy(folder.with_name("venv")), folder)
    before, after = read_commands()
    for command in before:
        copy.manage(*command)
    take_out_lines(folder / "newsroom/settings/base.py", folder / "newsroom/urls.py")
    copy.environment.uninstall("wagtail-liveconflict")
    for command in after:
        copy.manage(*command)
    found = look_around(copy)
    assert set(found.pop("answers").values()) == {200}
    assert found == {"types": 0, "tables": [], "package": False}


def test_a_site_with_its_own_type_works_without_it(hard_project):
    """The own type first. Last of all tests of this site."""
    hard_project.run_code(
        "import json\n"
        "from articles.models import OurLive\n"
        "pages = list(OurLive.objects.order_by('-path'))\n"
        "print(json.dumps([page.delete()[0] for page in pages]))"
    )
    hard_project.manage("migrate", "articles", "0001", "--verbosity", "0")
    hard_project.remove_own_type()
    before, after = read_commands()
    for command in before:
        hard_project.manage(*command)
    newsdesk = hard_project.folder / "newsdesk"
    take_out_lines(newsdesk / "settings.py", newsdesk / "urls.py")
    hard_project.environment.uninstall("wagtail-liveconflict")
    for command in after:
        hard_project.manage(*command)
    hard_project.manage("makemigrations", "--check", "--dry-run")
    found = look_around(hard_project)
    assert set(found.pop("answers").values()) == {200}
    assert found == {"types": 0, "tables": [], "package": False}
