"""Ten attributions of one afternoon, each in the fields that are meant for it, and
read back from everything that readers and machines get."""

import re

import pytest
from bs4 import BeautifulSoup
from wagtail.models import Page as WagtailPage

from tests.acceptance.attributions import (
    tell_invented_attributions,
    tell_seed_attributions,
)
from tests.acceptance.editor import Editor
from tests.acceptance.stories import SEED
from tests.factories import PASSWORD, PartyFactory
from tests.structured_data import ShownQuote, as_list, get_postings
from wagtail_liveconflict.models import LiveUpdate, Source

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


@pytest.fixture(
    params=[
        "invented",
        pytest.param(
            "seed",
            marks=[
                pytest.mark.seed,
                pytest.mark.skipif(
                    not SEED.exists(),
                    reason="the text of the real live page is not beside this checkout",
                ),
            ],
        ),
    ]
)
def told(request):
    if request.param == "seed":
        return tell_seed_attributions()
    return tell_invented_attributions()


@pytest.fixture
def entered(told, new_page, site_url, editor):
    """Address of the live blog in which an editor has published all of them."""
    PartyFactory(name="Northern side")
    PartyFactory(name="Southern side")
    at_desk = Editor(new_page(), site_url)
    at_desk.sign_in(editor.username, PASSWORD)
    parent = WagtailPage.objects.get(depth=2)
    url = at_desk.create_live_blog(parent.pk, "One afternoon", "As it was told.")
    at_desk.open_desk(parent.pk, "One afternoon")
    at_desk.press_blog_button("Start")
    at_desk.wait_for_composer()
    for update in told:
        at_desk.write_headline(update.headline)
        for said in update.quotes:
            at_desk.add_quote(said.text, source=said.source, **said.fields)
        at_desk.publish(warns=update.warns)
    return url


def get(new_page, address):
    response = new_page().request.get(address)
    assert response.ok, (address, response.status)
    return response


def get_known_source(said, told):
    """The fields of its source, also where it was only chosen by its name."""
    return next(
        other.source
        for update in told
        for other in update.quotes
        if other.source["name"] == said.source["name"]
    )


def test_ten_attributions_are_entered_and_read_back(entered, told, new_page, site_url):
    """The words, who said them, what that is, how and when: on the page, in the
    delta, in the linked data and in the API, and the same in all of them. A source
    that is quoted twice was created once."""
    quotes = [said for update in told for said in update.quotes]
    assert len(quotes) == 10
    assert Source.objects.count() == len({said.source["name"] for said in quotes})

    html = get(new_page, entered).text()
    page = BeautifulSoup(html, "html.parser")
    postings = get_postings(page)
    page_id = LiveUpdate.objects.first().page_id
    delta = get(new_page, f"{site_url}/live/{page_id}/changes/0/").json()
    listed = get(
        new_page, f"{site_url}/api/v2/live_updates/?page={page_id}&fields=*&limit=20"
    ).json()

    for update in told:
        row = LiveUpdate.objects.get(headline=update.headline)
        article = page.find("article", id=row.anchor)
        figures = article.find_all("figure")
        (entry,) = (each for each in delta["updates"] if each["id"] == row.pk)
        delivered = BeautifulSoup(entry["html"], "html.parser").find_all("figure")
        quotations = [
            each
            for each in as_list(postings[row.anchor]["hasPart"])
            if each["@type"] == "Quotation"
        ]
        (item,) = (each for each in listed["items"] if each["id"] == row.pk)
        facts = [block["value"] for block in item["body"] if block["type"] == "quote"]
        parts = zip(update.quotes, figures, delivered, quotations, facts, strict=True)
        for said, figure, again, quotation, fact in parts:
            assert str(again) == str(figure)
            source = get_known_source(said, told)
            check_page(said, source, figure)
            check_linked_data(said, source, quotation)
            check_api(said, source, fact)


def check_page(said, source, figure):
    shown = ShownQuote.read(figure)
    is_own = said.fields.get("kind", "direct") in ("direct", "partial")
    assert shown.words.strip("“”") == said.text
    assert shown.words.startswith("“") is is_own
    assert shown.speaker == source["name"]
    for name in ("role", "affiliation", "party", "description"):
        if name in source:
            assert source[name] in shown.sentence
    if said.fields.get("medium") == "telegram":
        assert "on Telegram" in shown.sentence
    if said.fields.get("verb") == "according_to":
        assert shown.sentence.startswith("According to ")
    if said.fields.get("said_precision") == "part_of_day":
        assert shown.sentence.endswith("evening")
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", shown.time)
    for name in ("contested_form", "context_note", "verb_reason"):
        assert said.fields.get(name, "") in shown.caption


def check_linked_data(said, source, quotation):
    assert quotation["text"] == said.text
    creator = quotation["creator"]
    assert creator["name"] == source["name"]
    is_person = source.get("kind", "person") == "person"
    assert creator["@type"] == ("Person" if is_person else "Organization")
    if is_person and "role" in source:
        assert creator["jobTitle"] == source["role"]
    if "affiliation" in source:
        assert creator["affiliation"]["name"] == source["affiliation"]
    if "contested_form" in said.fields:
        assert creator["alternateName"] == said.fields["contested_form"]
    if said.fields.get("said_at"):
        assert quotation["dateCreated"] == said.fields["said_at"].split()[0]


def check_api(said, source, fact):
    assert fact["text"] == said.text
    speaker = fact["speaker"]
    assert speaker["name"] == source["name"]
    for name in ("role", "affiliation", "party", "description"):
        assert speaker[name] == source.get(name, "")
    assert speaker["contested_form"] == said.fields.get("contested_form", "")
    assert speaker["kind"] == source.get("kind", "person")
    assert fact["kind"] == said.fields.get("kind", "direct")
    assert fact["verb"] == said.fields.get("verb", "said")
    for name in ("verb_reason", "context_note"):
        assert fact[name] == said.fields.get(name, "")
    assert fact["medium"] == said.fields.get("medium", "")
    assert fact["translation"]["by"] == said.fields.get("translated_by", "")
    assert fact["said"]["precision"] == said.fields.get("said_precision", "unknown")
    # No more than a day is known of what was said at a part of one.
    assert fact["said"]["at"] == said.fields.get("said_at", "").partition(" ")[0]
