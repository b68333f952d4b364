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


@pytest.mark.parametrize("name", READER)
def test_a_page_that_does_not_use_it_is_the_same(measured, name):
    """To the byte, with the same queries, headers and cookies, and nothing of the app on
    it."""
    without, with_app = measured[name]
    for what in ("status", "body", "bytes", "queries", "headers", "cookies", "files"):
        assert with_app[what] == without[what]
    assert "liveconflict" not in json.dumps(with_app)


@pytest.mark.parametrize("name", ADMIN)
def test_files_in_the_admin(measured, name):
    """None of the app's, but those of its panels on the home page."""
    (_name, _queries, files) = next(row for row in ROWS if row[0] == name)
    without, with_app = measured[name]
    assert with_app["status"] == without["status"] == 200
    added = [file for file in with_app["files"] if "liveconflict" in file]
    assert len(added) == int(files)
    # Wagtail's own bear a version, which is another in each site.
    names = [
        {file.partition("?")[0] for file in each["files"] if "liveconflict" not in file}
        for each in (without, with_app)
    ]
    assert names[0] == names[1]


def test_every_figure_is_on_the_page(measured):
    """No work is measured without being told of, and none told of without a figure."""
    assert sorted(name for name, _queries, _files in ROWS) == sorted(measured)


@pytest.mark.parametrize(("name", "queries"), [row[:2] for row in ROWS])
def test_queries_are_as_many_as_the_page_says(measured, name, queries):
    without, with_app = measured[name]
    added = with_app["queries"] - without["queries"]
    assert added <= int(queries)
    if wagtail.VERSION >= (8, 0):
        assert added == int(queries)
