"""Sentences as HTML and as text, whatever was typed into them."""

import re
from datetime import UTC, datetime
from html import unescape

import pytest
from django.utils import translation
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from hypothesis import given, settings, strategies as st

from wagtail_liveconflict.attribution import (
    GRAMMARS,
    Attribution,
    Gender,
    Grammar,
    Medium,
    Precision,
    Verb,
    describe_attribution,
    describe_attribution_as_text,
    describe_kind,
    describe_provenance,
    describe_translation,
)
from wagtail_liveconflict.attribution.composition import Sentence

#: What editors type, with the loose ends that pasting leaves.
texts = st.one_of(
    st.just(""),
    st.from_regex(
        r"[ ,;:]{0,2}[A-Za-zА-Яа-яІіЇї]{1,6}( {1,2}[А-Яа-яіA-z-]{1,5})?[ ,.]?",
        fullmatch=True,
    ),
)
attributions = st.builds(
    Attribution,
    speaker=texts,
    role=texts,
    affiliation=texts,
    description=texts,
    party=texts,
    gender=st.sampled_from(["", *Gender.values]),
    verb=st.sampled_from(["", *Verb.values]),
    medium=st.sampled_from(["", *Medium.values]),
    told_to=texts,
    said_at=st.one_of(
        st.none(),
        st.datetimes(
            datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC)
        ),
    ),
    precision=st.sampled_from(Precision.values),
    relayed_by=texts,
    posted_at=st.one_of(st.none(), st.just(datetime(2026, 9, 10, tzinfo=UTC))),
)


@settings(max_examples=400, deadline=None)
@given(attribution=attributions, language=st.sampled_from(["en", "ru", "uk", "de"]))
def test_no_sentence_is_untidy(attribution, language):
    """No loose or doubled comma, no double space, no empty or open bracket, in any
    language, whatever is known; and the HTML has the very words of the text."""
    told = describe_attribution_as_text(attribution, language)
    assert not re.search(r"\s\s|\s[,;)]|[,;(]\s*[,;)]|\(\s|,\S", told), told
    assert told == told.strip(" ,;")
    assert told.count("(") == told.count(")")
    assert "%(" not in told
    assert "{" not in told
    html = describe_attribution(attribution, language)
    assert isinstance(html, SafeString)
    assert unescape(strip_tags(html)) == told


def test_parts_of_the_sentence_are_marked():
    """The speaker, what they were, when it was, and other names each have an
    element; names are kept apart from the direction of what surrounds them."""
    html = describe_attribution(
        Attribution(
            speaker="Ada Quill",
            role="warden",
            description="a ferry official",
            party="North",
            verb="told",
            told_to="River Wire",
            said_at=datetime(2026, 9, 10, tzinfo=UTC),
            precision="day",
            relayed_by="The Gazette",
        ),
        "en",
    )
    assert html == (
        '<cite class="liveconflict-quote__speaker">Ada Quill</cite>, '
        '<span class="liveconflict-quote__role">warden</span> '
        '(<span class="liveconflict-quote__description">a ferry official</span>; '
        '<span class="liveconflict-quote__party">North</span>), '
        'told <bdi class="liveconflict-quote__told-to">River Wire</bdi>, '
        '<time datetime="2026-09-10">10 September</time>, '
        'as relayed by <bdi class="liveconflict-quote__relayer">The Gazette</bdi>'
    )


@pytest.mark.parametrize("language", ["en", "ru", "uk", "de"])
@pytest.mark.parametrize(
    "name",
    ["speaker", "role", "affiliation", "description", "party", "told_to", "relayed_by"],
)
def test_markup_in_a_name_is_text(name, language):
    """Nothing that was typed becomes an element."""
    known = {"speaker": "Ada", name: "<script>alert('x')</script> & co"}
    html = describe_attribution(Attribution(**known), language)
    assert "<script" not in html
    assert "&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt; &amp; co" in html
    told = describe_attribution_as_text(Attribution(**known), language)
    assert "<script>alert('x')</script> & co" in told


@pytest.mark.parametrize(
    ("known", "sentence"),
    [
        ({"verb": "told", "told_to": "Bo"}, "Ada told Bo on X"),
        ({"verb": "told"}, "Ada said on X"),
        ({"verb": "warned", "told_to": "Bo"}, "Ada warned (to Bo) on X"),
        ({"verb": "according_to", "told_to": "Bo"}, "According to Ada (to Bo) on X"),
        ({"relayed_by": "Bo"}, "Ada said on X, as relayed by Bo"),
    ],
)
def test_other_languages_get_translated_phrases(known, sentence):
    """In English order, and in English as long as nobody has translated them."""
    told = Attribution(speaker="Ada", medium="x", **known)
    assert describe_attribution_as_text(told, "eo") == sentence


def test_a_translation_may_put_the_name_anywhere(monkeypatch):
    """A phrase may begin with the name, and go on after it."""
    monkeypatch.setattr(
        "wagtail_liveconflict.attribution.fallback.gettext",
        lambda phrase: {"as relayed by %(name)s": "%(name)s bei, übrigens"}[phrase],
    )
    told = Attribution(speaker="Ada", verb="", relayed_by="Bo")
    assert describe_attribution_as_text(told, "eo") == "Ada, Bo bei, übrigens"


def test_a_site_adds_a_grammar(monkeypatch):
    """A language in ``GRAMMARS`` builds its own sentence, with itself active."""

    def build_sentence(attribution, _moment):
        sentence = Sentence()
        sentence.add(f"{attribution.speaker} diris ({translation.get_language()})")
        return sentence

    monkeypatch.setitem(GRAMMARS, "eo", Grammar(build_sentence, str))
    assert describe_attribution(Attribution(speaker="Ada"), "eo") == "Ada diris (eo)"


@pytest.mark.parametrize(
    ("kind", "label"),
    [
        ("direct", ""),
        ("partial", "Partial quote"),
        ("paraphrase", "Paraphrase, not a direct quote"),
        ("relayed", "Relayed, not a direct quote"),
        (None, ""),
    ],
)
def test_kind_is_told_where_it_is_not_plain(kind, label):
    """A direct quote needs no label."""
    assert describe_kind(kind, "en") == label


@pytest.mark.parametrize(
    ("translated_by", "translator", "line"),
    [
        ("desk", "", "Translated by our desk"),
        ("desk", "Bo Reed", "Translated by our desk: Bo Reed"),
        ("official", "", "Official translation"),
        ("official", "Port of Ternwell", "Official translation: Port of Ternwell"),
        ("outlet", "Reuters", "Translation: Reuters"),
        ("outlet", "", "Translated by another outlet"),
        ("machine_checked", "", "Machine translation, checked by an editor"),
        ("untranslated", "Bo", "In the original words, not translated"),
        ("", "Bo", ""),
        (None, None, ""),
    ],
)
def test_translation_is_told(translated_by, translator, line):
    """Who translated, by name where it was given."""
    assert describe_translation(translated_by, translator, "en") == line


@pytest.mark.parametrize(
    ("provenance", "relayed_by", "line"),
    [
        ("original_seen", "", "We have seen the original"),
        ("archived_seen", "", "We have seen an archived copy"),
        ("recording_heard", "", "We have heard the recording"),
        ("relayed", "Bo", "Relayed by Bo; we have not seen the original"),
        ("relayed", "", "Relayed by others; we have not seen the original"),
        ("not_seen", "Bo", "We have not seen the original"),
        ("", "Bo", ""),
        (None, None, ""),
    ],
)
def test_how_we_have_it_is_told(provenance, relayed_by, line):
    """Also that we have not seen it."""
    assert describe_provenance(provenance, relayed_by, "en") == line
