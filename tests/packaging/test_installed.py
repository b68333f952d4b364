"""The installed app in a bare ``wagtail start`` project, as a stranger gets it."""

import json
import re

import pytest

from tests.tree import ROOT

pytestmark = pytest.mark.packaging


def test_it_is_the_installed_package(project):
    """Not the checkout that happens to be near."""
    path = project.manage(
        "shell",
        "--verbosity",
        "0",
        "--command",
        "import wagtail_liveconflict as app; print(app.__file__)",
    )
    assert "site-packages" in path
    assert str(ROOT) not in path


def test_checks_are_clean(project):
    """After the README's steps Django has nothing to warn of."""
    project.manage("check", "--fail-level", "WARNING")


def test_no_migration_is_missing(project):
    """Installing the app does not make Django want to write into it."""
    project.manage("makemigrations", "--check", "--dry-run")


def test_static_files_survive_hashed_names(project):
    """collectstatic with hashed names finds every file that ours refer to."""
    settings = project.folder / "newsroom" / "settings" / "hashed.py"
    settings.write_text(
        "from .dev import *\n"
        "STORAGES = {**STORAGES, 'staticfiles': {'BACKEND': "
        "'django.contrib.staticfiles.storage.ManifestStaticFilesStorage'}}\n"
    )
    project.manage(
        "collectstatic",
        "--no-input",
        "--verbosity=0",
        "--settings=newsroom.settings.hashed",
    )
    manifest = json.loads((project.folder / "static" / "staticfiles.json").read_text())
    assert "wagtail_liveconflict/reader.js" in manifest["paths"]


def test_the_live_blog_is_served(project, served):
    """The page shows the update, in the site's own base template."""
    status, html = project.get(served["url"])
    assert status == 200
    assert "First boat leaves" in html
    assert "The ferry runs again." in html
    assert "newsroom.css" in html


def test_its_scripts_and_styles_are_served(project, served):
    """Every file of ours that the page names."""
    _status, html = project.get(served["url"])
    paths = re.findall(r'(?:src|href)="(/static/wagtail_liveconflict/[^"]+)"', html)
    assert {path.rsplit(".", 1)[1] for path in paths} == {"js", "css"}
    for path in paths:
        status, body = project.get(path)
        assert status == 200, path
        assert body, path


def test_the_delta_answers(project, served):
    """At the prefix that the site chose."""
    status, body = project.get(f"/live/{served['page']}/changes/0/")
    assert status == 200
    (update,) = json.loads(body)["updates"]
    assert update["id"] == served["update"]
    assert "The ferry runs again." in update["html"]
    assert project.get("/live/999999/changes/0/")[0] == 404


def test_the_permalink_is_served(project, served):
    """The update has a page of its own."""
    status, html = project.get(f"{served['url']}updates/{served['update']}/")
    assert status == 200
    assert "First boat leaves" in html
