"""The figure a quote becomes, by its template alone."""

import re
from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import mark_safe

PLAIN = {
    "text": "The ferry\nruns.",
    "kind": "direct",
    "kind_label": "",
    "text_language": "en",
    "text_direction": "ltr",
    "shows_quotation_marks": True,
    "opening_mark": "“",
    "closing_mark": "”",
    "attribution_html": mark_safe("<cite>Ada</cite> said"),
}


def render(page_language="en", **known):
    with translation.override(page_language):
        html = render_to_string(
            "wagtail_liveconflict/blocks/quote.html",
            {"value": SimpleNamespace(**{**PLAIN, **known})},
        )
    return re.sub(r"\s+", " ", html)


def test_plain_quote_is_a_figure_with_words_and_a_sentence():
    """Marks of the words' language around them; and nothing that is not known."""
    html = render()
    assert '<blockquote class="liveconflict-quote__words" lang="en" dir="ltr" >' in html
    assert "<p>“The ferry<br>runs.”</p>" in html
    assert "<cite>Ada</cite> said" in html
    for absent in ("<details", "<a ", "cite=", "__note", "__fact", "__kind"):
        assert absent not in html


@pytest.mark.parametrize("kind", ["paraphrase", "relayed"])
def test_words_that_are_not_the_speakers_are_marked(kind):
    """By a word before them and an open edge, and without quotation marks."""
    html = render(kind=kind, kind_label="Not theirs", shows_quotation_marks=False)
    assert (
        f'class="liveconflict-quote liveconflict-quote--{kind} '
        'liveconflict-quote--unquoted"'
    ) in html
    assert "“" not in html
    assert html.index("Not theirs") < html.index("<blockquote")


def test_links_are_not_vouched_for():
    """Post and archived copy, each with every rel a reader's safety asks for."""
    post, copy = "https://t.me/river/1?a=1&b=2", "https://archive.example/1"
    html = render(public_link=post, public_archive_link=copy)
    rel = 'rel="nofollow noopener noreferrer ugc"'
    assert html.count(rel) == html.count("<a ") == 2
    assert html.count('"https://t.me/river/1?a=1&amp;b=2"') == 2
    assert f'href="{copy}"' in html
    assert html.count("cite=") == 1


def test_original_stands_in_its_language_and_its_summary_in_the_pages():
    """So that a screen reader changes its voice for the original alone."""
    html = render(
        page_language="ru",
        original_text="المعبر مفتوح",
        language="ar",
        original_direction="rtl",
        language_label="арабский",
    )
    assert '<details class="liveconflict-quote__original" lang="ar">' in html
    assert '<summary lang="ru"> Оригинал: арабский </summary>' in html
    assert 'lang="ar" dir="rtl"> <p>المعبر مفتوح</p>' in html


def test_what_we_add_is_small_print_with_a_label():
    """Each remark says what it is about, and stands outside the original."""
    html = render(
        provenance_line="We have seen the original",
        translation_line="Translated by our desk",
        translation_note="A pun is lost",
        context_note="The ferry stopped in May",
        contested_form="River Republic",
        verb_reason="She had denied it <before>",
        anonymity_reason="She fears for her job",
        original_text="Паром іде",
    )
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))
    for line in (
        "We have seen the original Translated by our desk",
        "On the translation: A pun is lost",
        "Context: The ferry stopped in May",
        "The source’s own name for it: “River Republic”",
        "On the choice of words: She had denied it &lt;before&gt;",
        "Why the source is not named: She fears for her job",
    ):
        assert line in text
        assert text.index(line) < text.index("Паром іде")


def test_every_class_is_ours():
    """Styles of a site meet no name of ours by chance."""
    html = render(
        kind="relayed",
        kind_label="x",
        shows_quotation_marks=False,
        public_link="https://example.org/",
        original_text="x",
        context_note="x",
        provenance_line="x",
    )
    names = " ".join(re.findall(r'class="([^"]*)"', html)).split()
    assert names
    assert all(name.startswith("liveconflict-") for name in names)
