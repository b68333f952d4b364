"""Machines are told of a quote what readers see of it."""

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings as hypothesis_settings, strategies as st

from tests.factories import PartyFactory, PublishedUpdateFactory, SourceFactory, quote
from tests.reading import get_soup
from tests.structured_data import (
    ShownQuote,
    as_list,
    get_facts_of,
    get_postings,
    get_words,
)
from wagtail_liveconflict.blocks import QuoteFromSourceBlock
from wagtail_liveconflict.blocks.quote_facts import get_facts
from wagtail_liveconflict.languages import get_quotation_marks
from wagtail_liveconflict.reader.json_ld import describe_quote

EVIL = "</script><!--<script>\u2028alert(1)//]]>&amp;\"'"
OPEN = {"en": "It is open.", "ru": "Открыто.", "uk": "Відкрито."}
SAID = "2025-09-10T16:20:00+03:00"
LINKS = {
    "link": "https://t.me/river/12?a=1&b=2",
    "archive_link": "https://archive.example/x",
}
#: Name of the case -> fields of the source (None: a typed name) and of the quote.
QUOTES = {
    "plain": (None, {}),
    "an official": ({}, {"verb": "wrote", "medium": "telegram", **LINKS}),
    "an office": ({"kind": "office", "role": "", "name": "Town council"}, {}),
    "an outlet": ({"kind": "outlet", "role": "", "affiliation": ""}, LINKS),
    "a channel": (
        {
            "kind": "channel",
            "role": "",
            "affiliation": "",
            "description": "a military channel",
        },
        {"verb": "according_to", "said_at": SAID, "said_precision": "part_of_day"},
    ),
    "a document": (
        {"kind": "document", "role": "", "name": "Order 12", "description": "a leak"},
        {"medium": "document", "archive_link": LINKS["archive_link"]},
    ),
    "a witness": (
        {"kind": "witness", "role": "", "description": "a ferry passenger"},
        {"provenance": "recording_heard", "told_to": "The Ternwell Post"},
    ),
    "anonymous": (
        {"kind": "anonymous", "name": "A port worker", "description": "of the yard"},
        {
            "anonymity_reason": "Fears for the job.",
            "said_at": SAID,
            "said_precision": "day",
        },
    ),
    "to the minute": ({}, {"said_at": SAID, "said_precision": "minute"}),
    "to the hour": ({}, {"said_at": SAID, "said_precision": "hour"}),
    "not known when": ({}, {"said_at": SAID, "said_precision": "unknown"}),
    "partial": ({}, {"kind": "partial"}),
    "paraphrase": ({}, {"kind": "paraphrase", "provenance": "not_seen"}),
    "relayed": (
        {},
        {"kind": "relayed", "provenance": "relayed", "relayed_by": "Harbour Radio"},
    ),
    "translated by the desk": (
        {},
        {
            "language": "ar",
            "original_text": "المعبر مفتوح\nاليوم",
            "translated_by": "desk",
            "translation_note": "“Open” may also mean “free”.",
        },
    ),
    "translated by an outlet": (
        {},
        {
            "language": "he",
            "original_text": "המעבר פתוח",
            "translated_by": "outlet",
            "translator": "The Ternwell Post",
        },
    ),
    "left untranslated": (
        {},
        {
            "words": "המעבר פתוח",
            "language": "he",
            "translated_by": "untranslated",
        },
    ),
    "a contested name": ({}, {"contested_form": "Harbour Guard of the River"}),
    "with context": ({}, {"context_note": "The crossing closed on Monday."}),
    "markup in words": (
        {"name": f"Ott {EVIL} Reed", "role": f"master {EVIL} one"},
        {
            "words": f"We {EVIL}\nopen",
            "context_note": f"See {EVIL} above",
            "language": "ka",
            "original_text": f"ჩვენ {EVIL}",
            "translated_by": "official",
        },
    ),
}


def check(data, shown):
    """Each thing that either side says, the other says as well."""
    assert data["@type"] == "Quotation"
    opening, closing = get_quotation_marks(data["inLanguage"])
    assert data.get("disambiguatingDescription", "") == shown.kind
    assert data["text"] == shown.words.removeprefix(opening).removesuffix(closing)
    assert shown.words.startswith(opening) is shown.is_in_marks
    assert data["inLanguage"] == shown.language
    assert data["creditText"] == shown.sentence
    assert data.get("dateCreated", "") == shown.time

    speaker = data.get("creator") or data["isPartOf"]
    assert " ".join(speaker["name"].split()) == " ".join(shown.speaker.split())
    told = {" ".join(fact.split()) for fact in get_facts_of(speaker)}
    if "alternateName" in speaker:
        assert speaker["alternateName"] in shown.caption
    assert told <= {" ".join(fact.split()) for fact in shown.facts}

    origin = data.get("isBasedOn", {})
    assert origin.get("url", "") == shown.cite
    links = [origin.get("url"), origin.get("archivedAt")]
    assert [link for link in links if link] == shown.links

    original = data.get("translationOfWork", {})
    assert original.get("text", "") == shown.original
    if shown.original:
        assert original.get("inLanguage", "") == shown.original_language
    for words in data.get("translator", {}).values():
        assert words in ("Person", "Organization") or words in shown.caption
    assert " ".join(data.get("description", "").split()) in shown.caption
    return told


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "ru", "uk"])
def test_what_machines_are_told_is_what_readers_see(
    live_blog, reader, settings, language
):
    """Words, language, speaker, role, affiliation, party, description, sentence, time,
    links, original, translator and context of every kind of quote."""
    settings.LANGUAGE_CODE = language
    party = PartyFactory(name="North bank")
    updates = {}
    for case, (source, fields) in QUOTES.items():
        if source is not None:
            source = {"name": "Ott Reed", "party": party, **source}
            fields = {"source": SourceFactory(**source), **fields}
        body = [quote(**{"words": OPEN[language], **fields})]
        updates[case] = PublishedUpdateFactory(page=live_blog, body=body)
    soup = get_soup(reader, live_blog.url)
    postings = get_postings(soup)
    for case, update in updates.items():
        article = soup.find("article", id=update.anchor)
        (figure,) = article.find_all("figure")
        data = postings[update.anchor]["hasPart"]
        (data,) = as_list(data)
        shown = ShownQuote.read(figure)
        told = check(data, shown)
        if case != "anonymous":
            normal = {" ".join(fact.split()) for fact in shown.facts}
            assert told == normal, case


WORDS = st.text(
    st.one_of(
        st.sampled_from("<>&\"'\\/!-\n \u2028\u2029אبжї’"),
        st.characters(exclude_categories=["C", "Z"]),
    ),
    min_size=1,
    max_size=40,
).filter(lambda text: text.strip() == text)


@given(
    fields=st.fixed_dictionaries(
        {
            "text": WORDS,
            "kind": st.sampled_from(["direct", "partial", "paraphrase", "relayed"]),
            "language": st.sampled_from(["", "en", "ar", "uk", "und"]),
            "original_text": st.one_of(st.just(""), WORDS),
            "translated_by": st.sampled_from(["", "desk", "machine_checked"]),
            "context_note": st.one_of(st.just(""), WORDS),
            "provenance": st.sampled_from(["", "original_seen", "not_seen"]),
            "link": st.sampled_from(["", *LINKS.values()]),
        }
    )
)
@hypothesis_settings(max_examples=150, deadline=None)
def test_any_words_are_told_as_they_are_shown(fields):
    """Whatever letters, signs and line breaks are in them."""
    block = QuoteFromSourceBlock()
    raw = quote(**{"words": fields.pop("text"), "name": "Ott Reed", **fields})["value"]
    value = block.to_python(raw)
    figure = BeautifulSoup(block.render(value), "html.parser").figure
    check(describe_quote(get_facts(value)), ShownQuote.read(figure))


def describe(**known):
    """The ``Quotation`` of a quote of which only this is known."""
    block = QuoteFromSourceBlock()
    return describe_quote(get_facts(block.to_python(quote("Yes.", **known)["value"])))


@pytest.mark.parametrize("kind", ["person", "witness", "office", "outlet", "channel"])
def test_speakers_are_people_or_organisations(kind):
    """With a job or as a member, each in the words of its type."""
    known = {"role": "press service", "affiliation": "Port of Ternwell"}
    creator = describe(source_kind=kind, **known)["creator"]
    port = {"@type": "Organization", "name": "Port of Ternwell"}
    if kind in ("person", "witness"):
        assert creator["@type"] == "Person"
        assert creator["jobTitle"] == "press service"
        assert creator["affiliation"] == port
    else:
        assert creator["@type"] == "Organization"
        assert creator["description"] == ["press service"]
        assert creator["memberOf"] == [port]


def test_nothing_is_claimed_of_a_name_alone():
    """It may be a person's or an office's."""
    assert describe(name="Ternwell")["creator"] == {"name": "Ternwell"}


def test_an_anonymous_source_is_what_stands_for_it():
    """No role, no affiliation, no party: nothing to put together."""
    data = describe(
        name="",
        source_kind="anonymous",
        description="A port worker",
        role="crane driver",
        affiliation="Port of Ternwell",
        link=LINKS["link"],
        said_at=SAID,
        said_precision="minute",
    )
    assert data["creator"] == {"@type": "Person", "name": "A port worker"}
    assert data["dateCreated"] == "2025-09-10"
    assert "isBasedOn" not in data


@pytest.mark.parametrize(
    "known",
    [
        {"kind": "paraphrase"},
        {"kind": "relayed", "provenance": "relayed", "relayed_by": "Harbour Radio"},
        {"kind": "direct", "provenance": "not_seen"},
    ],
)
def test_what_is_not_word_for_word_says_so(known):
    """Nobody may put it in quotation marks: machines are told what readers are."""
    data = describe(**known)
    assert data["text"] == "Yes."
    assert "not a direct quote" in data["disambiguatingDescription"]
    assert "disambiguatingDescription" not in describe(kind="direct")


def test_words_shown_in_the_original_are_no_translation():
    """Nothing was translated."""
    data = describe(language="he", translated_by="untranslated", original_text="")
    assert data["inLanguage"] == "he"
    assert {"translationOfWork", "translator"} & data.keys() == set()


@pytest.mark.django_db
def test_the_sentence_has_the_year_of_another_year(live_blog, reader):
    """Also where the accessible name was made of the quote before."""
    body = [quote("Yes.", said_at="2019-05-01T10:00:00Z", said_precision="day")]
    update = PublishedUpdateFactory(page=live_blog, headline="", body=body)
    soup = get_soup(reader, live_blog.url)
    sentence = soup.find(class_="liveconflict-quote__attribution")
    (data,) = as_list(get_postings(soup)[update.anchor]["hasPart"])
    assert "2019" in data["creditText"]
    assert data["creditText"] == get_words(sentence)
