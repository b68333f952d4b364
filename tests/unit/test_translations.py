"""The languages we ship are whole, and every word on a page can be translated."""

import re

import pytest
from django.utils import translation
from django.utils.translation import gettext, ngettext

from tests.tree import ROOT

APP = ROOT / "wagtail_liveconflict"
LANGUAGES = ("ru", "uk")
PLACEHOLDER = re.compile(r"%\(\w+\)s|\{\w+\}")


def read_entries(language):
    """Each entry of the catalogue as (text, list of translations, flags)."""
    text = (APP / "locale" / language / "LC_MESSAGES" / "django.po").read_text()
    for entry in text.split("\n\n")[1:]:
        flags = " ".join(re.findall(r"^#,(.*)$", entry, re.M))
        source = re.search(r'^msgid "(.*)"$', entry, re.M)[1]
        translations = re.findall(r'^msgstr(?:\[\d\])? "(.*)"$', entry, re.M)
        yield source, translations, flags


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated(language):
    """No text is left empty or uncertain, and none loses or gains a placeholder."""
    entries = list(read_entries(language))
    assert len(entries) > 300
    for source, translations, flags in entries:
        assert "fuzzy" not in flags, source
        assert translations, source
        for words in translations:
            assert words, source
            assert set(PLACEHOLDER.findall(words)) == set(PLACEHOLDER.findall(source))


@pytest.mark.parametrize("language", LANGUAGES)
def test_compiled_texts_are_what_the_catalogue_says(language):
    """The compiled file is the one that is installed: it may not lag behind."""
    with translation.override(language):
        for source, (first, *more), _flags in read_entries(language):
            if not more and "quote" not in source and "\\" not in source:
                assert gettext(source) == first or source in CONTEXTUAL


#: Translated only in a context, so that the bare word is not found.
CONTEXTUAL = {
    "said",
    "wrote",
    "posted",
    "told",
    "announced",
    "stated",
    "reported",
    "confirmed",
    "denied",
    "claimed",
    "admitted",
    "according to",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_have_three_forms(language):
    """One, two and five updates are said differently; twenty-one like one."""

    def say(number):
        return ngettext("{n} new update", "{n} new updates", number)

    with translation.override(language):
        assert len({say(1), say(2), say(5)}) == 3
        assert say(21) == say(1)
        assert say(11) == say(5)


def test_words_in_templates_can_be_translated():
    """Outside tags, variables and translation blocks no template has a word."""
    left = {}
    for path in (APP / "templates").rglob("*.html"):
        text = path.read_text()
        text = re.sub(r"\{#.*?#\}|\{% comment.*?endcomment %\}", "", text, flags=re.S)
        text = re.sub(
            r"\{% blocktrans(?:late)?\b.*?endblocktrans(?:late)? %\}",
            "",
            text,
            flags=re.S,
        )
        # Class names of the body, not words.
        text = re.sub(r"\{% block body_class.*?endblock[^%]*%}", "", text, flags=re.S)
        text = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "", text, flags=re.S)
        text = re.sub(r"<[^>]*>", "", text, flags=re.S)
        if words := re.findall(r"[A-Za-z]{3,}", text):
            left[path.name] = words
    assert left == {}
