"""The catalogues hold what the sources say: nothing is missing, nothing is left over."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.utils import translation
from django.utils.translation import ngettext

from tests.tree import PACKAGE
from tests.unit.test_translations import LANGUAGES, read_entries

NO_GETTEXT = (
    "gettext is not installed: the catalogues are not compared with the sources"
)


def get_texts(language):
    """Each text of a catalogue, with its plural and its context."""
    return {
        (context, *texts) for texts, _said, _flags, context in read_entries(language)
    }


def gather(folder):
    """Texts as ``make messages`` gathers them, from a copy of the package."""
    copy = folder / "gathered"
    left_out = shutil.ignore_patterns("static", "static_src", "locale", "__pycache__")
    shutil.copytree(PACKAGE, copy, ignore=left_out)
    (copy / "locale").mkdir()
    subprocess.run(
        [sys.executable, "-m", "django", "makemessages", "--no-location", "-l", "en"],
        cwd=copy,
        check=True,
        capture_output=True,
    )
    return copy


@pytest.fixture(scope="module")
def gathered(tmp_path_factory):
    if shutil.which("xgettext") is None:
        pytest.skip(NO_GETTEXT)
    copy = gather(tmp_path_factory.mktemp("sources"))
    return {
        (context, *texts)
        for texts, _said, _flags, context in read_entries("en", package=copy)
    }


@pytest.mark.parametrize("language", ["en", *LANGUAGES])
def test_catalogue_is_up_to_date(gathered, language):
    """Gathering the texts again would neither add nor remove any."""
    there = get_texts(language)
    assert len(gathered) > 300
    assert {"missing": gathered - there, "left over": there - gathered} == {
        "missing": set(),
        "left over": set(),
    }


def test_english_says_what_the_sources_say():
    """Each text as it is, both forms of those with a number; none is uncertain."""
    entries = list(read_entries("en"))
    assert len(entries) > 300
    for texts, said, flags, _context in entries:
        assert said == texts
        assert "fuzzy" not in flags


def test_english_has_two_forms():
    """One update, and any other number of them."""

    def say(number):
        return ngettext("{n} new update", "{n} new updates", number)

    with translation.override("en"):
        assert [say(1), say(2), say(21)] == [
            "{n} new update",
            "{n} new updates",
            "{n} new updates",
        ]


def test_every_catalogue_is_compiled():
    """What is installed is the compiled file."""
    catalogues = sorted((PACKAGE / "locale").glob("*/LC_MESSAGES/django.po"))
    assert [Path(path).parts[-3] for path in catalogues] == ["en", *LANGUAGES]
    assert all(path.with_suffix(".mo").is_file() for path in catalogues)
