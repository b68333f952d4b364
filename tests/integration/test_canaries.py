"""A word is planted in every place that is not public; no public answer has it."""

import io
import re

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.db import models
from django.test import Client
from django.urls import NoReverseMatch, reverse
from openpyxl import load_workbook
from wagtail import VERSION as WAGTAIL_VERSION
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from tests.canaries import (
    EVERYTHING,
    INTERNAL,
    UNPUBLISHED,
    plant_internal,
    plant_unpublished,
)
from tests.factories import (
    PublishedUpdateFactory,
    quote,
)
from wagtail_liveconflict.models import (
    Claim,
    LiveUpdate,
    Party,
    Source,
    SourceAssessment,
    SourceHandle,
)

VERSIONS = ["v2", "v3"] if WAGTAIL_VERSION >= (8, 0) else ["v2"]
pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def planted(live_blog):
    plant_internal(live_blog)
    plant_unpublished(live_blog)
    # Rendered of what is in the database now, not kept from before.
    cache.clear()
    return live_blog


def get_addresses(page):
    """Everything on the site that anybody may ask for and that tells of updates or
    sources, as (what it is, address)."""
    pks = list(LiveUpdate.objects.values_list("pk", flat=True))
    yield "newest", page.url
    yield "archive", f"{page.url}page/1/"
    yield "delta", reverse("wagtail_liveconflict:changes", args=[page.pk, "0"])
    yield "atom", f"{page.url}feed/atom/"
    yield "rss", f"{page.url}feed/rss/"
    yield "sitemap", "/sitemap.xml"
    yield "claims", f"{page.url}claims/"
    yield "claims as data", f"{page.url}claims/?format=json"
    yield "corrections", f"{page.url}corrections/"
    yield "feed of corrections", f"{page.url}corrections/feed/"
    yield "how we verify", reverse("wagtail_liveconflict:how_we_verify")
    for pk in pks:
        yield "permalink", f"{page.url}updates/{pk}/"
    yield "v2 of pages", "/api/v2/pages/?fields=*"
    yield "v2's search", "/api/v2/pages/?search=canarydraft"
    for version in VERSIONS:
        yield from get_addresses_of_api(version, page, pks)
    for pk in Source.objects.values_list("pk", flat=True):
        try:
            yield "page of a source", reverse("wagtail_liveconflict:source", args=[pk])
        except NoReverseMatch:
            continue


def get_addresses_of_api(version, page, update_pks):
    api = f"/api/{version}"
    blog = f"{api}/live_blogs/{page.pk}"
    for what in ("live_blogs", "live_updates", "claims", "sources", "pages"):
        yield f"{version} of {what}", f"{api}/{what}/"
    yield f"{version} of the live blog", f"{blog}/"
    yield f"{version} of the page", f"{api}/pages/{page.pk}/"
    # Of all that has happened, and of the newest change alone.
    feed = page.live_feed
    for cursor in ("0", f"{feed.epoch}-{max(feed.cursor - 1, 0)}"):
        yield f"{version} of changes", f"{blog}/changes/?cursor={cursor}"
    for pk in update_pks:
        yield f"{version} of an update", f"{api}/live_updates/{pk}/"
    for name, model in (("sources", Source), ("claims", Claim)):
        for pk in model.objects.values_list("pk", flat=True):
            yield f"{version} of one of {name}", f"{api}/{name}/{pk}/"


def find_canaries(answer: str) -> set[str]:
    return {found.group() for found in EVERYTHING.finditer(answer)}


def test_no_public_answer_has_a_canary(planted):
    """Pages, deltas, feeds, the API, the map of the site; those that are not there
    included."""
    statuses = {}
    for what, address in get_addresses(planted):
        response = Client().get(address)
        assert find_canaries(response.text) == set(), address
        statuses.setdefault(what, set()).add(response.status_code)
    # It did look at something.
    assert {what for what, codes in statuses.items() if 200 not in codes} <= {
        "page of a source"
    }


def test_no_stream_has_a_canary(planted, live):
    """Also of what is told while it is open."""
    stream = live.stream(planted, "0")
    stream.next()
    named = Source.objects.get(name="Ott Reed")
    PublishedUpdateFactory(page=planted, body=[quote("Yes.", source=named)])
    stream.next()
    text = bytes(stream.body).decode()
    assert "Ott Reed" in text
    assert "A port worker" in text
    assert find_canaries(text) == set()


def test_what_may_be_told_is_told(planted):
    """The canaries' neighbours are there: the answers are not merely empty. And a
    time to the minute of somebody who is named shows as the patterns have it."""
    body = [
        quote(
            "On time.",
            name="Ada Quill",
            said_at="2019-03-04T13:37:00+02:00",
            said_precision="minute",
        )
    ]
    html = Client().get(planted.url).text
    for words in ("Ott Reed", "A port worker", "Fears for the job.", "It was wrong."):
        assert words in html
    assert "2019-03-04" in html
    PublishedUpdateFactory(page=planted, body=body)
    for address in (planted.url, f"{planted.url}feed/atom/"):
        assert find_canaries(Client().get(address).text) == {
            "2019-03-04T",
            "March 2019, 1",
        }


def search(word, queryset):
    return list(get_search_backend().search(word, queryset))


@pytest.mark.parametrize("place", [*INTERNAL, *UNPUBLISHED])
def test_no_search_finds_a_canary(planted, place):
    """What is internal is not in the index of anything. Drafts are, for editors:
    a search of what is public does not find them."""
    word = {**INTERNAL, **UNPUBLISHED}[place]
    for model in (Page, Source, Party, Claim):
        assert search(word, model.objects.all()) == []
    updates = LiveUpdate.objects.filter(live=True, withdrawn_at__isnull=True)
    assert search(word, updates) == []
    if place in INTERNAL:
        assert search(word, LiveUpdate.objects.all()) == []


def test_the_search_does_find(planted):
    """What is public."""
    updates = LiveUpdate.objects.filter(live=True, withdrawn_at__isnull=True)
    (found,) = search("nobody asked", updates)
    assert "A port worker" in found.body[1].value.attribution_text
    assert search("Reed", Source.objects.all())


@pytest.mark.parametrize("export", ["", "csv", "xlsx"])
def test_no_list_and_no_export_of_sources_has_a_canary(planted, editor_client, export):
    """What the newsroom thinks of a source is on its own form alone."""
    url = reverse(Source.snippet_viewset.get_url_name("list"))
    response = editor_client.get(url, {"export": export} if export else {})
    assert response.status_code == 200
    answer = response.getvalue() if response.streaming else response.content
    answer = read_workbook(answer) if export == "xlsx" else answer.decode()
    assert "Ott Reed" in answer
    words = "|".join([*INTERNAL.values(), "unreliable"])
    assert re.findall(words, answer, re.IGNORECASE) == []


def read_workbook(content):
    sheet = load_workbook(io.BytesIO(content)).active
    return "\n".join(str(cell) for row in sheet.values for cell in row)


def get_related(model):
    """Models that an instance of ``model`` leads to, by any name it has for them."""
    for field in model._meta.get_fields():
        if field.is_relation and field.related_model:
            yield field.related_model
    for field in model._meta.get_fields(include_hidden=True):
        name = getattr(field, "get_accessor_name", lambda: None)()
        if name and hasattr(model, name):
            yield field.related_model


def test_no_path_leads_from_a_source_to_its_assessment(planted):
    """Neither its own attributes nor those of what they lead to, however far: a
    template that walks ``value.source`` finds no way."""
    assert issubclass(SourceAssessment, models.Model)
    seen, waiting = set(), [Source]
    while waiting:
        model = waiting.pop()
        if model in seen:
            continue
        seen.add(model)
        waiting += get_related(model)
    # Far enough to be worth something.
    assert {Party, SourceHandle, LiveUpdate, Page, get_user_model()} <= seen
    assert SourceAssessment not in seen
    source = Source.objects.get(name="Ott Reed")
    for name in dir(source):
        if name.startswith("_") or name == "objects":
            continue
        value = getattr(source, name, None)
        assert not isinstance(value, SourceAssessment), name
        if not callable(value):
            assert "canary" not in str(value), name
