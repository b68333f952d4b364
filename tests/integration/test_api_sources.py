"""Sources through Wagtail's API: whom readers have read, and no other."""

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from tests.factories import (
    LiveBlogPageFactory,
    LiveUpdateFactory,
    PartyFactory,
    PublishedUpdateFactory,
    SourceFactory,
    edit,
    quote,
    text,
)
from wagtail_liveconflict import editorial
from wagtail_liveconflict.models import (
    LiveUpdate,
    PartyLabel,
    SourceAssessment,
    SourceHandle,
)

pytestmark = pytest.mark.django_db
URL = "/api/v2/sources/"


def get(path="", client=None, **parameters):
    return (client or Client()).get(f"{URL}{path}", parameters)


def get_names():
    return [item["name"] for item in get().json()["items"]]


def publish_quote(page, source, **known):
    return PublishedUpdateFactory(
        page=page, body=[quote("Yes.", source=source, **known)]
    )


def test_a_source_is_its_public_facts(live_blog, editor):
    """Those alone: what the newsroom thinks of it is not there to be asked for."""
    source = SourceFactory(
        kind="channel",
        name="River Watch",
        role="",
        affiliation="",
        description="a military channel",
        party=PartyFactory(name="North"),
        language="uk",
        url="https://t.me/river",
    )
    PartyLabel.objects.create(party=source.party, language="en", label="North bank")
    SourceHandle.objects.create(
        source=source, platform="telegram", handle="river", url="https://t.me/river"
    )
    SourceAssessment.objects.create(
        source=source, reliability="E", notes="Secret", identity_known_to=editor
    )
    publish_quote(live_blog, source, language="uk", translated_by="desk")
    (item,) = get().json()["items"]
    assert item == get(f"{source.pk}/").json()
    assert item.pop("meta") == {
        "type": "wagtail_liveconflict.Source",
        "detail_url": f"http://localhost{URL}{source.pk}/",
    }
    assert item == {
        "id": source.pk,
        "kind": "channel",
        "name": "River Watch",
        "role": "",
        "affiliation": "",
        "party": "North bank",
        "description": "a military channel",
        "language": "uk",
        "url": "https://t.me/river",
        "handles": [
            {"platform": "telegram", "handle": "river", "url": "https://t.me/river"}
        ],
    }


@pytest.mark.parametrize(
    "name",
    [
        "reliability",
        "notes",
        "internal_notes",
        "identity_known_to",
        "assessment",
        "sourceassessment",
        "grammatical_gender",
        "claims",
        "latest_revision",
    ],
)
def test_no_other_field_can_be_asked_for(live_blog, name):
    """By name, as a filter or as an order."""
    publish_quote(live_blog, SourceFactory())
    for parameters in ({"fields": name}, {name: "x"}, {"order": name}):
        assert get(**parameters).status_code == 400


def test_only_those_whom_readers_can_read(live_blog, root_page):
    """Not those of drafts, of what was withdrawn or taken out, of restricted blogs;
    and not those whom nobody has quoted yet."""
    SourceFactory(name="Not quoted")
    draft = [quote("Yes.", source=SourceFactory(name="In a draft"))]
    LiveUpdateFactory(page=live_blog, body=draft)
    withdrawn = publish_quote(live_blog, SourceFactory(name="Withdrawn"))
    editorial.withdraw_update(withdrawn, None, "It was wrong.")
    edited = publish_quote(live_blog, SourceFactory(name="Taken out"))
    edit(edited, body=[text("Boats.")])
    restricted = LiveBlogPageFactory()
    publish_quote(restricted, SourceFactory(name="Restricted"))
    PageViewRestriction.objects.create(page=restricted, restriction_type="login")
    shown = publish_quote(live_blog, SourceFactory(name="Shown"))
    shown.body = [("quote", {"text": "No.", "source": SourceFactory(name="Planned")})]
    shown.save_revision()
    assert get_names() == ["Shown"]


def test_an_anonymous_source_is_not_told(live_blog):
    """What stands for it is in its quotes, each by itself."""
    source = SourceFactory(kind="anonymous", name="A port worker")
    publish_quote(live_blog, source, anonymity_reason="Fears for the job.")
    assert get_names() == []
    assert get(f"{source.pk}/").status_code == 404


def test_only_those_whom_readers_were_told(live_blog):
    """Not those that were published without a name, or under another: the list would
    give away who it was."""
    guard = SourceFactory(kind="anonymous", name="A guard")
    reason = {"anonymity_reason": "Fear.", "kind": "paraphrase"}
    publish_quote(live_blog, guard, **reason)
    guard.kind, guard.name = "person", "Ott Reed"
    guard.save()
    official = SourceFactory(name="Ada Quill")
    publish_quote(live_blog, official, name="A senior official")
    assert get_names() == []
    assert get(f"{official.pk}/").status_code == 404
    for _number in range(11):
        publish_quote(live_blog, official, name="A senior official")
    assert get_names() == []
    # One that names it is enough, however old.
    first = LiveUpdate.objects.order_by("pk").first()
    edit(first, body=[quote("Yes.", source=official)])
    assert get_names() == ["Ada Quill"]


def test_somebody_signed_in_gets_no_more(live_blog):
    """The same bytes."""
    admin = get_user_model().objects.create_superuser("boss", password="x")
    SourceFactory(name="Not quoted")
    publish_quote(live_blog, SourceFactory(name="Shown"))
    client = Client()
    client.force_login(admin)
    assert get(client=client).content == get().content


def test_twenty_sources_cost_no_more_queries_than_one(live_blog):
    """Parties, their labels and handles are read at once."""

    def count(number):
        for _ in range(number):
            source = SourceFactory(party=PartyFactory())
            SourceHandle.objects.create(
                source=source, platform="x", handle=f"ship{source.pk}"
            )
            publish_quote(live_blog, source)
        with CaptureQueriesContext(connection) as queries:
            assert get().status_code == 200
        return len(queries)

    get()
    assert count(1) == count(19)
