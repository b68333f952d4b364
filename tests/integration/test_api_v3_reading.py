"""Reading through Wagtail's API v3: the same facts as through v2, for the same people."""

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

pytest.importorskip("wagtail.api.v3")

from tests.bots import API, Bot
from tests.factories import (
    ClaimFactory,
    LiveBlogPageFactory,
    LiveUpdateFactory,
    PublishedUpdateFactory,
    SourceFactory,
    quote,
    text,
    verification,
)
from wagtail_liveconflict import editorial
from wagtail_liveconflict.models import LiveUpdate

pytestmark = pytest.mark.django_db


def get(path, client=None, expected=200, **parameters):
    response = (client or Client()).get(f"{API}/{path}", parameters)
    assert response.status_code == expected, response.content
    return response.json()


def get_v2(path, **parameters):
    response = Client().get(f"/api/v2/{path}", parameters)
    assert response.status_code == 200, response.content
    return response.json()


@pytest.fixture
def told(live_blog):
    """A live blog in which there is something of everything."""
    live_blog.summary = [("known", "<p>Boats.</p>")]
    live_blog.save_revision().publish()
    PublishedUpdateFactory(
        page=live_blog,
        is_key_event=True,
        event_time="2026-01-02T10:00:00Z",
        body=[
            text("Boats."),
            quote("We open.", source=SourceFactory(name="Ott Reed")),
            verification(ClaimFactory(sentence="The bridge stands.")),
        ],
    )
    gone = PublishedUpdateFactory(page=live_blog, headline="Secret")
    editorial.withdraw_update(gone, None, "It was wrong.")
    return live_blog


@pytest.mark.parametrize("what", ["live_blogs", "live_updates", "claims", "sources"])
def test_both_versions_tell_the_same(told, admin, what):
    """In the list and by its id, with a token and without; v2 has the address of each
    in v2 besides."""
    listed = get(f"{what}/")
    assert listed["count"] == len(listed["items"]) > 0
    older = get_v2(f"{what}/")["items"]
    for item in older:
        del item["meta"]["detail_url"]
    assert listed["items"] == older
    for item in listed["items"]:
        assert get(f"{what}/{item['id']}/") == item
    assert Bot(admin).get(f"{what}/").json() == listed
    assert get(f"{what}/{10**9}/", expected=404)["detail"]


def test_a_live_blog_says_how_it_stands(told):
    """State, counts of what readers see, and the cursor of its newest change."""
    LiveUpdateFactory(page=told)
    (item,) = get("live_blogs/")["items"]
    assert item["state"] == "live"
    assert (item["update_count"], item["claim_count"]) == (1, 1)
    assert [block["type"] for block in item["summary"]] == ["known"]
    assert item["cursor"].endswith(f"-{told.live_feed.cursor}")
    assert item["pinned_update"] is None
    editorial.pin_update(LiveUpdate.objects.public().get())
    assert get(f"live_blogs/{told.pk}/")["pinned_update"]


@pytest.mark.parametrize("kind", ["login", "unpublished"])
def test_a_live_blog_that_is_not_for_everybody_does_not_exist(told, admin, kind):
    """Nor do its updates, claims and sources, also for a token that may see all."""
    update = LiveUpdate.objects.public().get()
    if kind == "login":
        PageViewRestriction.objects.create(page=told, restriction_type="login")
    else:
        told.unpublish()
    for client in (Client(), Bot(admin).client):
        for what in ("live_blogs", "live_updates", "claims", "sources"):
            assert get(f"{what}/", client)["items"] == []
        assert get("live_updates/", client, page=told.pk)["items"] == []
        assert get("claims/", client, page=told.pk)["items"] == []
        for path in (
            f"live_blogs/{told.pk}/",
            f"live_blogs/{told.pk}/changes/",
            f"live_updates/{update.pk}/",
        ):
            get(path, client, expected=404)


def test_the_whole_list_is_read_by_ordinals(live_blog):
    """Whatever is withdrawn, removed and posted while it is read, nothing that stays
    is left out."""
    updates = [PublishedUpdateFactory(page=live_blog) for _ in range(6)]
    first = get("live_updates/", page=live_blog.pk, limit=2)["items"]
    assert [item["id"] for item in first] == [updates[5].pk, updates[4].pk]
    updates[5].unpublish()
    PublishedUpdateFactory(page=live_blog)
    before = first[-1]["ordinal"]
    for path in (get, get_v2):
        rest = path("live_updates/", page=live_blog.pk, before=before)["items"]
        assert [item["id"] for item in rest] == [each.pk for each in updates[3::-1]]


def test_filters_are_those_of_v2(told):
    """By live blog and by status."""
    other = LiveBlogPageFactory()
    PublishedUpdateFactory(page=other)
    assert len(get("live_updates/", page=other.pk)["items"]) == 1
    assert get("claims/", page=other.pk)["items"] == []
    assert len(get("claims/", page=told.pk, status="unverified")["items"]) == 1
    assert get("claims/", status="verified")["items"] == []
    update = LiveUpdate.objects.on(told).public().get()
    address = f"live_updates/{update.pk}/"
    plain = get(address, rich_text_format="markdown")["body"][0]["value"]
    assert plain.strip() == "Boats."


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("live_updates/?headline=x", 400),
        ("live_updates/?before=3", 400),
        ("live_updates/?page=0", 422),
        ("live_updates/?page=x", 422),
        (f"live_updates/?page={10**30}", 422),
        (f"live_updates/?offset={10**30}", 422),
        ("live_updates/?limit=0", 422),
        ("live_updates/?limit=1000", 400),
        ("live_updates/?rich_text_format=pdf", 422),
        (f"live_updates/{10**30}/", 422),
        ("live_updates/x/", 422),
        ("live_blogs/?search=x", 400),
        ("claims/?status=certain", 422),
        ("sources/?name=Ott", 400),
    ],
)
def test_what_is_not_known_is_refused(told, path, status):
    """With the reason, as a problem."""
    response = Client().get(f"{API}/{path}")
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["detail"]


def test_many_updates_cost_no_more_queries(live_blog, django_assert_max_num_queries):
    """Bodies, sources and claims are loaded for all of them at once."""
    for _ in range(8):
        claim = ClaimFactory()
        source = SourceFactory()
        PublishedUpdateFactory(
            page=live_blog, body=[verification(claim), quote("Yes.", source=source)]
        )
    with django_assert_max_num_queries(60):
        assert len(get("live_updates/")["items"]) == 8
