"""The languages we ship are whole. (That every word can be translated is held by
test_unmarked_words.py, that every text is gathered by test_catalogues.py.)"""

import re
from gettext import GNUTranslations
from pathlib import Path

import django
import pytest
import wagtail
from django.utils import translation
from django.utils.translation import gettext, ngettext, pgettext

from tests.tree import ROOT

APP = ROOT / "wagtail_liveconflict"
LANGUAGES = ("ru", "uk")
PLACEHOLDER = re.compile(r"%\(\w+\)s|\{\w+\}")
FIELD = re.compile(r'^(msg\w+(?:\[\d\])?) (".*"(?:\n".*")*)$', re.M)


def read_entries(language, package=APP):
    """Each entry of the catalogue as (texts, list of translations, flags, context).

    A text may be wrapped over several lines, and is then put together again."""
    path = package / "locale" / language / "LC_MESSAGES" / "django.po"
    for entry in path.read_text(encoding="utf-8").strip().split("\n\n")[1:]:
        flags = " ".join(re.findall(r"^#,(.*)$", entry, re.M))
        fields = {
            name: "".join(re.findall(r'"(.*)"', lines)).replace(r"\"", '"')
            for name, lines in FIELD.findall(entry)
        }
        texts = [fields[name] for name in ("msgid", "msgid_plural") if name in fields]
        translations = [fields[name] for name in fields if name.startswith("msgstr")]
        yield texts, translations, flags, fields.get("msgctxt")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated(language):
    """No text is left empty or uncertain, and none loses or gains a placeholder."""
    entries = list(read_entries(language))
    assert len(entries) > 300
    for texts, translations, flags, _context in entries:
        assert "fuzzy" not in flags, texts
        assert all(texts)
        assert len(translations) == (3 if len(texts) > 1 else 1), texts
        wanted = set(PLACEHOLDER.findall(" ".join(texts)))
        for words in translations:
            assert words, texts
            assert set(PLACEHOLDER.findall(words)) == wanted, texts


@pytest.mark.parametrize("language", LANGUAGES)
def test_compiled_texts_are_what_the_catalogue_says(language):
    """The compiled file is the one that is installed: it may not lag behind."""
    with translation.override(language):
        for (text, *plural), (first, *_more), _flags, context in read_entries(language):
            if plural:
                number_one = ngettext(text, *plural, 1)
                assert number_one == first
            elif context:
                assert pgettext(context, text) == first
            else:
                assert gettext(text) == first


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_have_three_forms(language):
    """One, two and five updates are said differently; twenty-one like one."""

    def say(number):
        return ngettext("{n} new update", "{n} new updates", number)

    with translation.override(language):
        assert len({say(1), say(2), say(5)}) == 3
        assert say(21) == say(1)
        assert say(11) == say(5)


def find_catalogues(language):
    """The installed catalogues of Wagtail and Django."""
    name = f"locale/{language}/LC_MESSAGES/django.mo"
    for package in (wagtail, django):
        yield from Path(package.__file__).parent.glob(f"**/{name}")


def read_compiled(path):
    with path.open("rb") as file:
        return GNUTranslations(file)._catalog


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_of_the_host_site_stay_as_they_are(language):
    """An app that is listed first has the last word on a text that several have: a
    bare text of ours says what Wagtail's and Django's own says, or has a context."""
    (ours,) = (APP / "locale" / language).glob("**/django.mo")
    catalogues = list(find_catalogues(language))
    assert len(catalogues) > 10
    mine = read_compiled(ours)
    changed = {
        text: (mine[text], theirs[text], path.parts[-5])
        for path in catalogues
        if (theirs := read_compiled(path))
        for text in set(mine) & set(theirs) - {""}
        if mine[text] != theirs[text]
    }
    assert changed == {}
