"""A site with a page type, update blocks and templates of its own. In a process of its
own, as blocks are read when Django starts."""

import json
import os
import subprocess
import sys

import pytest
from bs4 import BeautifulSoup

from tests.tree import ROOT


@pytest.fixture(scope="module")
def own_site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("own_site")
    done = subprocess.run(
        [sys.executable, "-m", "tests.own_site"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.own_site.settings",
            "SERVERS_DATABASE": str(folder / "db.sqlite3"),
            "SERVERS_DELIVERY": "{}",
            "SERVERS_NAME": "own site",
            "TEST_VAR_DIR": str(folder),
        },
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_own_blocks_reach_readers(own_site):
    """On the page and in the delta alike, by the site's own template; ours work within
    theirs."""
    (entry,) = own_site["delta"]["updates"]
    for html in (own_site["page"], entry["html"]):
        soup = BeautifulSoup(html, "html.parser")
        assert soup.select_one(".water-level").text == "Ternwell: 612 cm"
        assert "Leave now." in soup.text
        assert "The mayor of Ternwell" in soup.text
    assert own_site["stored"] == ["text", "water_level", "statement"]


def test_own_blocks_can_be_written(own_site):
    """The editor's form offers them."""
    assert "water_level" in own_site["form"]
    assert "centimetres" in own_site["form"]


def test_own_blocks_need_no_migration(own_site):
    """Neither in our app nor in the site's."""
    assert "wagtail_liveconflict" not in own_site["migrations"]


def test_an_own_template_extends_ours(own_site):
    """Of the same name, in the site's own base template."""
    soup = BeautifulSoup(own_site["page"], "html.parser")
    assert soup.select_one(".our-line").text == "From our newsroom"
    assert soup.select_one("[class^=liveconflict-]")


def test_nothing_is_wrong_with_such_a_site(own_site):
    """But for what every site under test has. Wagtail 7.4 is warned of by its tree."""
    ours_or_tree = {"wagtail_liveconflict.W009", "treebeard.E001"}
    assert set(own_site["checks"]) <= ours_or_tree
