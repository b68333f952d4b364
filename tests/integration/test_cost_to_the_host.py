"""A site of its own, with the app and without: what its own pages pay for it."""

import json
import os
import re
import subprocess
import sys

import pytest
import wagtail

from tests.tree import ROOT

PAGE = (ROOT / "docs/explanation/what-it-costs-the-host.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (\w[^|]*) \| (\d+) \|(?: (\d+) \|)?$", PAGE, re.MULTILINE)
READER = ("a reader opens a report", "a reader asks for what is not")
ADMIN = ("the explorer", "a report in the editor", "the admin's home")


# The site is on SQLite, whatever this run is on: once is enough.
pytestmark = pytest.mark.sqlite


@pytest.fixture(scope="module")
def measured(tmp_path_factory):
    """By the name of the work: what it took without the app, and with it."""
    runs = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.hostsite.measure"],
            cwd=ROOT,
            env={
                **os.environ,
                "PYTHONPATH": str(ROOT),
                "DJANGO_SETTINGS_MODULE": "tests.hostsite.settings",
                "HOSTSITE_APPS": apps,
                "HOSTSITE_MEDIA": str(tmp_path_factory.mktemp("media")),
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for apps in ("", "wagtail_liveconflict")
    ]
    # Both at once; each ends by itself.
    outputs = [run.communicate() for run in runs]
    for run, (_output, errors) in zip(runs, outputs, strict=True):
        assert run.returncode == 0, errors
    without, with_app = (json.loads(output) for output, _errors in outputs)
    assert without.keys() == with_app.keys()
    return {name: (without[name], with_app[name]) for name in without}


def test_a_page_that_does_not_use_it_is_the_same(measured):
    """To the byte, with the same queries, headers and cookies, and nothing of the app on
    it."""
    for name in READER:
        without, with_app = measured[name]
        for what in ("status", "body", "bytes", "queries", "headers", "cookies"):
            assert with_app[what] == without[what], name
        assert "liveconflict" not in json.dumps(with_app)


def test_files_in_the_admin(measured):
    """None of the app's, but those of its panels on the home page."""
    files_of = {name: int(files) for name, _queries, files in ROWS if files}
    for name in ADMIN:
        without, with_app = measured[name]
        assert with_app["status"] == without["status"] == 200
        added = {file for file in with_app["files"] if "liveconflict" in file}
        assert len(added) == files_of[name], name
        # Wagtail's own bear a version, which is another in each site.
        names = [
            {file.partition("?")[0] for file in files}
            for files in (without["files"], {*with_app["files"]} - added)
        ]
        assert names[0] == names[1]


def test_the_page_tells_of_every_query(measured):
    """Each figure on it is measured, and none is left out."""
    told = {name: int(queries) for name, queries, _files in ROWS}
    added = {
        name: with_app["queries"] - without["queries"]
        for name, (without, with_app) in measured.items()
    }
    assert added.keys() == told.keys()
    assert {name: n for name, n in added.items() if n > told[name]} == {}
    if wagtail.VERSION >= (8, 0):
        assert added == told
