"""Cleaning, languages, links: the small rooms without a database."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from wagtail_liveconflict.blocks import QuoteFromSourceBlock
from wagtail_liveconflict.languages import (
    get_direction,
    get_language_choices,
    get_quotation_marks,
    is_written_in,
)
from wagtail_liveconflict.links import validate_public_link
from wagtail_liveconflict.sanitise import sanitise_rich_text, strip_control_characters
from wagtail_liveconflict.text import first_words


@pytest.mark.parametrize(
    ("html", "clean"),
    [
        ("<p>a <b>b</b> <i>c</i></p>", "<p>a <b>b</b> <i>c</i></p>"),
        ("<p>a</p><script>alert(1)</script>", "<p>a</p>"),
        ("<SCRIPT src=x>evil()</SCRIPT ><p>a</p>", "<p>a</p>"),
        ("<h2>Loud</h2><p onclick='x()'>a</p>", "Loud<p>a</p>"),
        ('<a href="javascript:alert(1)">x</a>', "<a>x</a>"),
        (
            '<a linktype="page" id="3">x</a>',
            '<a linktype="page" id="3">x</a>',
        ),
        ("<p>1 &lt; 2 &amp; 3</p>", "<p>1 &lt; 2 &amp; 3</p>"),
        ("<iframe src='https://example.org'>x</iframe><p>a</p>", "<p>a</p>"),
        ("<style>p{}</style><p>a\x00\x07</p>", "<p>a</p>"),
    ],
)
def test_rich_text_keeps_only_what_we_offer(html, clean):
    """Bold, italics, links and lists stay; code goes with its content; other tags
    leave their words. Cleaning twice changes nothing more."""
    assert sanitise_rich_text(html) == clean
    assert sanitise_rich_text(clean) == clean


def test_control_characters_go_and_words_stay():
    """C0 and C1 controls, lone surrogates and direction overrides are dropped;
    Arabic, emoji, tabs and line ends are not."""
    assert strip_control_characters("a\x00b\x1b\x7f\x9f\u202e\u2066\ud800c") == "abc"
    kept = "سلام\tнебо\n🕊 ’ –"
    assert strip_control_characters(kept) == kept


@pytest.mark.parametrize(
    "link",
    [
        "https://example.org/",
        "http://example.org:8080/a?b=c#d",
        "https://приклад.укр/новини",
    ],
)
def test_public_links_are_accepted(link):
    """Plain web addresses pass."""
    assert validate_public_link(link) is None


@pytest.mark.parametrize(
    "link",
    [
        "ftp://example.org/",
        "javascript:alert(1)",
        "data:text/html,x",
        "https://user@example.org/",
        "https://user:secret@example.org/",
        "https://[::1/",
        "",
    ],
)
def test_other_links_are_refused(link):
    """Other schemes and addresses with a user name in them do not pass."""
    with pytest.raises(ValidationError):
        validate_public_link(link)


def test_first_words_end_with_a_word():
    """A long text is cut between words, and a short one not at all."""
    assert first_words("<p>One <b>two</b></p>") == "One two"
    cut = first_words("word " * 40, 22)
    assert cut == "word word word word…"
    assert len(first_words("x" * 500, 80)) == 80


def test_languages_have_names_directions_and_marks():
    """Choices are sorted by name; Arabic runs from right to left; quotation marks
    are those of the language."""
    names = [name for _code, name in get_language_choices()]
    assert names == sorted(names)
    assert {"uk", "ru", "en", "ar", "ps"} <= {c for c, _name in get_language_choices()}
    assert get_direction("ar") == get_direction("ar-dz") == "rtl"
    assert get_direction("uk") == "ltr"
    assert get_direction("") == "auto"
    assert get_quotation_marks("uk") == ("«", "»")
    assert get_quotation_marks("de") == ("„", "“")
    assert get_quotation_marks("") == ("“", "”")


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Паром іде", "uk", True),
        ("Паром іде", "en", False),
        ("The ferry", "en", True),
        ("العبارة", "ar", True),
        ("123 …", "en", False),
    ],
)
def test_script_of_a_text_is_recognised(text, language, expected):
    """By most of its letters."""
    assert is_written_in(text, language) is expected


def quote(**fields):
    block = QuoteFromSourceBlock()
    return block.to_python({"text": "The ferry runs.", "kind": "direct", **fields})


def test_words_of_a_quote_carry_their_language():
    """A translated quote is in the page's language; one left in the original is in
    the original's, with its quotation marks."""
    with translation.override("en"):
        translated = quote(language="uk", original_text="Паром іде.")
        assert translated.text_language == "en"
        assert translated.opening_mark == "“"
        untranslated = quote(language="uk", text="Паром іде.")
        assert untranslated.text_language == "uk"
        assert untranslated.opening_mark == "«"
        assert quote(language="ar").original_direction == "rtl"


@pytest.mark.parametrize(
    ("kind", "marks"),
    [("direct", True), ("partial", True), ("paraphrase", False), ("relayed", False)],
)
def test_only_own_words_stand_in_quotation_marks(kind, marks):
    """Paraphrased and relayed words are not the speaker's."""
    assert quote(kind=kind).shows_quotation_marks is marks


def test_name_typed_for_the_quote_comes_first():
    """What was said of the speaker at the time goes before what the source is now."""
    from wagtail_liveconflict.models import Source

    value = quote(name="", role="")
    value["source"] = Source(name="Ada Quill", role="warden", affiliation="The port")
    assert value.speaker == "Ada Quill"
    assert (value.speaker_role, value.speaker_affiliation) == ("warden", "The port")
    value["role"] = "harbour master"
    value["name"] = "A. Quill"
    assert value.speaker == "A. Quill"
    assert value.speaker_role == "harbour master"
