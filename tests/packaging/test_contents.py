"""What the wheel and the sdist hold."""

import tarfile
import zipfile
from email.parser import Parser

import pytest

from tests.tree import PACKAGE, ROOT, get_own_files
from wagtail_liveconflict import __version__

pytestmark = pytest.mark.packaging


def get_wheel_files(path):
    with zipfile.ZipFile(path) as archive:
        return {name for name in archive.namelist() if ".dist-info/" not in name}


def get_sdist_files(path):
    with tarfile.open(path) as archive:
        members = (member.name for member in archive if member.isfile())
        return {name.split("/", 1)[1] for name in members}


@pytest.fixture(scope="module")
def metadata(wheel):
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (n for n in archive.namelist() if n.endswith(".dist-info/METADATA"))
        return Parser().parsestr(archive.read(name).decode())


def test_the_wheel_holds_the_package_and_nothing_else(wheel):
    """Every committed file of the package except the sources of scripts and styles;
    no tests, no sandbox, no theme."""
    expected = {
        path.relative_to(ROOT).as_posix()
        for path in get_own_files()
        if path.is_relative_to(PACKAGE)
        and not path.is_relative_to(PACKAGE / "static_src")
    }
    assert get_wheel_files(wheel) == expected


@pytest.mark.parametrize(
    "name",
    [
        "templates/wagtail_liveconflict/live_blog_page.html",
        "templates/wagtail_liveconflict/reader/_update.html",
        "templates/wagtail_liveconflict/blocks/quote.html",
        "static/wagtail_liveconflict/reader.js",
        "static/wagtail_liveconflict/reader_stream.js",
        "static/wagtail_liveconflict/reader_tools.js",
        "static/wagtail_liveconflict/reader.css",
        "static/wagtail_liveconflict/browser_banner.css",
        "static/wagtail_liveconflict/browser_banner.js",
        "templates/wagtail_liveconflict/desk/handbook/uk/trouble.html",
        "static/wagtail_liveconflict/handbook.css",
        "static/wagtail_liveconflict/handbook/ru/desk.webp",
        "locale/en/LC_MESSAGES/django.mo",
        "share_cards/card_fonts/sans-regular.ttf",
        "share_cards/card_fonts/arabic-bold.ttf",
        "share_cards/card_fonts/hebrew-bold.ttf",
        "share_cards/card_fonts/OFL.txt",
        "migrations/0001_initial.py",
    ],
)
def test_what_a_site_needs_is_in_the_wheel(wheel, name):
    """Code alone does not make a page."""
    assert f"wagtail_liveconflict/{name}" in get_wheel_files(wheel)


def test_every_translation_is_compiled(wheel):
    """A .po file without its .mo file shows nobody anything."""
    files = get_wheel_files(wheel)
    sources = {name for name in files if name.endswith(".po")}
    assert {name.removesuffix("po") + "mo" for name in sources} <= files


def test_a_wheel_from_the_sdist_is_the_same(wheel, from_sdist):
    """Whoever builds from the sdist gets what we publish."""
    (other,) = from_sdist.glob("*.whl")
    assert get_wheel_files(other) == get_wheel_files(wheel)


def test_the_sdist_holds_what_is_needed_to_work_on_it(sdist):
    """Tests, sources of scripts and styles, the sandbox, the verbs; nothing that was
    installed or written by a run."""
    files = get_sdist_files(sdist)
    for name in ("Makefile", "constraints.txt", "LICENSE", "tests/settings.py"):
        assert name in files
    for folder in ("wagtail_liveconflict/static_src/", "sandbox_site/", "templates/"):
        assert any(name.startswith(folder) for name in files), folder
    for folder in (".venv/", "node_modules/", "var/", "dist/"):
        assert not any(name.startswith(folder) for name in files), folder


def test_the_metadata_is_honest(metadata):
    """One version, the licence by its SPDX name, lower bounds and no upper ones; what
    only some sites need (PostgreSQL's and Redis's drivers) is behind an extra."""
    assert metadata["Version"] == __version__
    assert metadata["License-Expression"] == "BSD-3-Clause AND OFL-1.1"
    assert set(metadata.get_all("License-File")) == {
        "LICENSE",
        "wagtail_liveconflict/share_cards/card_fonts/OFL.txt",
    }
    assert metadata["Requires-Python"] == ">=3.11"
    requirements = metadata.get_all("Requires-Dist")
    always = {r.split(">=")[0] for r in requirements if "extra ==" not in r}
    extras = {r.split(">=")[0] for r in requirements if "extra ==" in r}
    assert extras == {"psycopg", "redis"}
    assert always == {
        "wagtail",
        "django",
        "bleach",
        "beautifulsoup4",
        "defusedxml",
        "django-modelcluster",
        "pillow",
        "swapper",
    }
    assert all(">=" in r and "<" not in r for r in requirements)
