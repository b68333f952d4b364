"""Under ASGI the delta comes from the hub's memory: the same answer, byte for byte,
as Django's view gives."""

import json

import pytest
from django.test import Client

from tests.factories import (
    ClaimFactory,
    LiveBlogPageFactory,
    LiveUpdateFactory,
    PublishedUpdateFactory,
    edit,
    quote,
    text,
    verification,
)
from wagtail_liveconflict import editorial
from wagtail_liveconflict.delivery.change_log import renew_epoch
from wagtail_liveconflict.models import DeliverySwitch, LiveFeed

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

#: Headers of the view that the answer from memory has as well.
SAME_HEADERS = ("content-type", "etag", "cache-control", "vary")


def fill(page):
    """A live blog with everything that a delta can tell of."""
    claim = ClaimFactory(status="checking")
    updates = [
        PublishedUpdateFactory(page=page, body=[text("Nine boats — «дев'ять».")]),
        PublishedUpdateFactory(page=page, body=[quote("We open at noon.")]),
        PublishedUpdateFactory(page=page, body=[verification(claim)]),
        PublishedUpdateFactory(page=page, headline="Key"),
        PublishedUpdateFactory(page=page, headline="Gone"),
        PublishedUpdateFactory(page=page, headline="Deleted"),
    ]
    editorial.mark_key_event(updates[3])
    editorial.pin_update(updates[1])
    editorial.change_claim_status(claim, None, "disputed", "Two accounts differ.")
    editorial.withdraw_update(updates[4], None, "It was another river.")
    edit(updates[0], body=[text("Eleven boats.")])
    updates[5].delete()
    LiveUpdateFactory(page=page, headline="Draft").save_revision()


def get_all_cursors(page):
    feed = LiveFeed.objects.get(page_id=page.pk)
    numbers = range(feed.cursor + 2)
    return [
        "0",
        "zzzzzz-1",
        f"{feed.epoch}-{10**17}",
        *(f"{feed.epoch}-{number}" for number in numbers),
    ]


def ask_view(page, cursor, **headers):
    return Client().get(f"/live/{page.pk}/changes/{cursor}/", headers=headers)


def wait_for(live, page, cursor):
    """Until the memory has arrived where the database is."""
    reader = live.stream(page, cursor)
    while reader.next().id != cursor:
        pass
    if not reader.is_over.is_set():
        reader.leave()


def prepare(kind, page):
    """Bring a filled live blog into a state."""
    if kind == "ended":
        editorial.end_blog(page)
    elif kind == "paused":
        editorial.pause_blog(page)
    elif kind == "unpinned":
        editorial.unpin_update(page)
    elif kind == "new head":
        page.title = "Another headline"
        page.save_revision().publish()
    elif kind == "slowed":
        DeliverySwitch.turn(DeliverySwitch.Mode.SLOW, wait=90)
    elif kind == "stopped":
        DeliverySwitch.turn(DeliverySwitch.Mode.STOP)
    elif kind == "rebuilt":
        renew_epoch()


@pytest.mark.parametrize(
    "kind",
    [
        "live",
        "ended",
        "paused",
        "unpinned",
        "new head",
        "slowed",
        "stopped",
        "rebuilt",
    ],
)
def test_memory_and_view_give_the_same_bytes(live, live_blog, kind):
    """For every cursor that was ever given out, and some that were not: body and
    headers of the answer from memory are those of the view."""
    fill(live_blog)
    prepare(kind, live_blog)
    for cursor in get_all_cursors(live_blog):
        expected, answer = ask_view(live_blog, cursor), live.changes(live_blog, cursor)
        assert answer.body == expected.content, cursor
        for name in SAME_HEADERS:
            assert answer.headers[name] == expected[name], name


@pytest.mark.parametrize("kind", ["live", "ended", "unpinned", "new head", "rebuilt"])
def test_memory_that_followed_is_memory_that_was_loaded(
    live, live_blog, cursor_of, kind
):
    """A hub that has watched every change come gives the same bytes as the view,
    which reads them all at once."""
    wait_for(live, live_blog, cursor_of(live_blog))
    reader = live.stream(live_blog, cursor_of(live_blog))
    fill(live_blog)
    prepare(kind, live_blog)
    while reader.next().id != cursor_of(live_blog):
        pass
    for cursor in get_all_cursors(live_blog):
        answer = live.changes(live_blog, cursor)
        assert answer.body == ask_view(live_blog, cursor).content, cursor


def test_empty_live_blog(live, root_page):
    """Not begun, nothing published: the same small answer."""
    page = LiveBlogPageFactory(parent=root_page)
    for cursor in get_all_cursors(page):
        assert live.changes(page, cursor).body == ask_view(page, cursor).content


def test_a_reader_too_far_behind(live, live_blog, settings):
    """More updates than one answer carries: reload, from both."""
    settings.LIVECONFLICT_DELTA_LIMIT = 3
    for _ in range(20):
        PublishedUpdateFactory(page=live_blog)
    kinds = set()
    for cursor in get_all_cursors(live_blog):
        answer = live.changes(live_blog, cursor)
        assert answer.body == ask_view(live_blog, cursor).content, cursor
        kinds.add("reload" in json.loads(answer.body))
    assert kinds == {True, False}


def test_compressed_for_those_who_take_it(live, live_blog):
    """gzip where it is accepted and worth it; the same words, and an ETag that is
    recognised for either form."""
    fill(live_blog)
    plain = live.changes(live_blog)
    packed = live.changes(live_blog, Accept_Encoding="br, gzip;q=0.5")
    refused = live.changes(live_blog, Accept_Encoding="gzip;q=0, br")
    assert packed.headers["content-encoding"] == "gzip"
    assert len(packed.body) < len(plain.body) / 2
    assert packed.content == plain.body == refused.body
    assert packed.headers["etag"] == f"W/{plain.headers['etag']}"
    again = live.changes(live_blog, If_None_Match=packed.headers["etag"])
    assert again.status == 304
    nothing_new = live.changes(live_blog, plain.json["cursor"], Accept_Encoding="gzip")
    assert "content-encoding" not in nothing_new.headers


@pytest.mark.parametrize("is_weak", [False, True])
def test_unchanged_is_304(live, live_blog, is_weak):
    """With the ETag of the last answer, also as a compressing proxy writes it: no
    body, and a body again once something is new."""
    cursor = live.changes(live_blog).json["cursor"]
    etag = live.changes(live_blog, cursor).headers["etag"]
    sent = f'"other", W/{etag}' if is_weak else etag
    response = live.changes(live_blog, cursor, If_None_Match=sent)
    assert (response.status, response.body) == (304, b"")
    assert response.headers["etag"] == etag
    wait = PublishedUpdateFactory(page=live_blog)
    new = LiveFeed.objects.get(page_id=live_blog.pk)
    wait_for(live, live_blog, f"{new.epoch}-{new.cursor}")
    response = live.changes(live_blog, cursor, If_None_Match=sent)
    assert response.status == 200
    assert response.json["updates"][0]["id"] == wait.pk


def test_gzip_middleware_changes_nothing_for_the_reader(live_blog, settings):
    """A site that compresses everything: the view's answer reads the same, and its
    weakened ETag is still recognised."""
    settings.MIDDLEWARE = [
        "django.middleware.gzip.GZipMiddleware",
        *settings.MIDDLEWARE,
    ]
    PublishedUpdateFactory(page=live_blog)
    response = ask_view(live_blog, "0", **{"Accept-Encoding": "gzip"})
    assert response["Content-Encoding"] == "gzip"
    again = ask_view(
        live_blog, "0", **{"Accept-Encoding": "gzip", "If-None-Match": response["ETag"]}
    )
    assert again.status_code == 304


@pytest.mark.parametrize("cursor", ["xx", "1", "-1", "abc-", "9" * 40, "a-1%00"])
def test_bad_cursors_are_refused_as_by_the_view(live, live_blog, cursor):
    """400 for what was never given out, with the reason, and never cached."""
    answer = live.changes(live_blog, cursor)
    assert answer.status == ask_view(live_blog, cursor).status_code == 400
    assert answer.json == {"error": "invalid cursor"}
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_only_reading(live, live_blog, method):
    """Anything but GET and HEAD is 405."""
    path = f"/live/{live_blog.pk}/changes/0/"
    assert live.get(path, method=method).status == 405


def test_head_has_no_body(live, live_blog):
    """The headers of a GET."""
    path = f"/live/{live_blog.pk}/changes/0/"
    got, headed = live.get(path), live.get(path, method="HEAD")
    assert (headed.status, headed.body) == (200, b"")
    assert headed.headers == got.headers


def test_other_addresses_go_to_django(live_blog):
    """Only the two kinds of delivery addresses are answered in front of Django."""
    from tests.live_application import live_application

    seen = []

    async def inner(scope, receive, send):
        seen.append(scope["path"])
        await send({"type": "http.response.start", "status": 418, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    paths = ["/", "/live/", "/live/1/other/0/", "/live/x/changes/0/", "/admin/"]
    with live_application(inner) as application:
        assert [application.get(path).status for path in paths] == [418] * len(paths)
    assert seen == paths


def test_nothing_new_asks_the_database_nothing(live, live_blog, monkeypatch):
    """However many readers ask: they are answered from memory."""
    from wagtail_liveconflict.reader.contents import PublicContents

    cursor = live.changes(live_blog).json["cursor"]
    asked = []
    real = PublicContents.get_public_feeds
    monkeypatch.setattr(
        type(live.app._contents),
        "get_public_feeds",
        staticmethod(lambda ids: asked.append(1) or real(ids)),
    )
    for _ in range(300):
        live.changes(live_blog, cursor)
    # The one who asks is the tail, once a second.
    assert len(asked) <= 5
