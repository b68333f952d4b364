"""A word is planted in every place that is not public; no public answer has it."""

import datetime as dt
import io
import json
import re

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.db import models
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from tests.factories import (
    LiveUpdateFactory,
    PublishedUpdateFactory,
    SourceFactory,
    UserFactory,
    publish,
    quote,
    text,
)
from wagtail_liveconflict import editorial
from wagtail_liveconflict.models import (
    LiveUpdate,
    Party,
    Source,
    SourceAssessment,
    SourceHandle,
)

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

#: In the newsroom's own tables, and typed into a quote where it must not be shown.
INTERNAL = {
    "notes on a source": "canarynote",
    "who knows the identity": "canaryknows",
    "a name typed for an anonymous source": "canaryname",
    "a link stored for an anonymous source": "canarylink",
    "an archived copy of an anonymous source": "canaryarchive",
    "what was copied from a source": "canarycopy",
}
#: Of updates: their words in the database, or in a revision.
UNPUBLISHED = {
    "a draft": "canarydraft",
    "a draft of a published update": "canaryedit",
    "a scheduled update": "canaryplan",
    "an unpublished update": "canaryremoved",
    "a withdrawn update": "canarywithdrawn",
}
#: What would tell of what is not a word: the grade, and the minute.
PATTERNS = {
    "reliability": r"unreliable|\bE: |reliability",
    "an exact time": r"2019-03-04T|March 2019, \d",
    "the place of the copy": r"copied_from",
}
EVERYTHING = re.compile("canary|" + "|".join(PATTERNS.values()), re.IGNORECASE)


def plant_internal(page):
    """A source with an assessment, quoted by name; an anonymous one, in whose quote
    stands what the editor's form would have refused."""
    knows = UserFactory(username="canaryknows", last_name="Canaryknows")
    named = SourceFactory(name="Ott Reed")
    anonymous = SourceFactory(kind="anonymous", name="A port worker", role="")
    for source in (named, anonymous):
        SourceAssessment.objects.create(
            source=source,
            reliability="E",
            notes="canarynote",
            identity_known_to=knows,
        )
    body = [
        quote("We are open.", source=named),
        quote(
            "Nobody asked us.",
            source=anonymous,
            anonymity_reason="Fears for the job.",
            said_at="2019-03-04T13:37:00+02:00",
            said_precision="day",
        ),
    ]
    update = PublishedUpdateFactory(page=page, headline="", body=body)
    raw = list(update.body.raw_data)
    raw[1]["value"] |= {
        "name": "canaryname",
        "link": "https://t.me/canarylink/1",
        "archive_link": "https://archive.example/canaryarchive",
        "said_precision": "minute",
        "copied_from": json.dumps({"source": anonymous.pk, "role": "canarycopy"}),
    }
    raw[0]["value"]["copied_from"] = json.dumps({"source": named.pk, "x": "canarycopy"})
    LiveUpdate.objects.filter(pk=update.pk).update(body=json.dumps(raw))
    # With the index as it is after any later change of the update.
    LiveUpdate.objects.get(pk=update.pk).save()


def plant_unpublished(page):
    def words(canary):
        return {"headline": canary, "body": [text(canary), quote(canary, name=canary)]}

    LiveUpdateFactory(page=page, **words("canarydraft")).save_revision()
    scheduled = LiveUpdateFactory(page=page, **words("canaryplan"))
    scheduled.go_live_at = timezone.now() + dt.timedelta(hours=1)
    publish(scheduled)
    shown = PublishedUpdateFactory(page=page, headline="Shown")
    shown.headline, shown.event_place = "canaryedit", "canaryedit"
    shown.body = [("text", "canaryedit")]
    shown.save_revision()
    PublishedUpdateFactory(page=page, **words("canaryremoved")).unpublish()
    withdrawn = PublishedUpdateFactory(page=page, is_key_event=True)
    editorial.pin_update(withdrawn)
    withdrawn = PublishedUpdateFactory(page=page, **words("canarywithdrawn"))
    Client().get(page.url)
    editorial.withdraw_update(withdrawn, None, "It was wrong.")


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
    api = "/api/v2"
    yield "newest", page.url
    yield "archive", f"{page.url}page/1/"
    yield "delta", reverse("wagtail_liveconflict:changes", args=[page.pk, "0"])
    yield "atom", f"{page.url}feed/atom/"
    yield "rss", f"{page.url}feed/rss/"
    yield "sitemap", "/sitemap.xml"
    yield "api of updates", f"{api}/live_updates/"
    yield "api of sources", f"{api}/sources/"
    yield "api of pages", f"{api}/pages/?fields=*"
    yield "api of the page", f"{api}/pages/{page.pk}/"
    yield "api's search", f"{api}/pages/?search=canarydraft"
    for pk in pks:
        yield "permalink", f"{page.url}updates/{pk}/"
        yield "api of an update", f"{api}/live_updates/{pk}/"
    for pk in Source.objects.values_list("pk", flat=True):
        yield "api of a source", f"{api}/sources/{pk}/"
        try:
            yield "page of a source", reverse("wagtail_liveconflict:source", args=[pk])
        except NoReverseMatch:
            continue


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
    for model in (Page, Source, Party):
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
