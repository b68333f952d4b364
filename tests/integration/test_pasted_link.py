"""The address that reads a pasted link for the composer."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.desk_forms import url
from tests.factories import SourceFactory, UserFactory
from wagtail_liveconflict.desk.pasted_link import PastedLinkView
from wagtail_liveconflict.models import SourceHandle
from wagtail_liveconflict.post_links.fetched_post import FetchedPost

pytestmark = pytest.mark.django_db

POST = "https://t.me/Ternwell_Port/214"


@pytest.fixture
def port():
    """A source with a handle on Telegram and one on Bluesky."""
    source = SourceFactory(name="Port of Ternwell", kind="channel")
    for platform, handle in (
        ("telegram", "ternwell_port"),
        ("bluesky", "port.example"),
    ):
        SourceHandle.objects.create(source=source, platform=platform, handle=handle)
    return source


@pytest.fixture
def platform_says(monkeypatch):
    """``platform_says(text="…")``: what the platform answers; None for nothing.
    Returns the list of posts it was asked for."""

    def say(fetched=None, **fields):
        asked = []

        def fetch(post_link):
            asked.append(post_link)
            return FetchedPost(**fields) if fields else fetched

        monkeypatch.setattr(PastedLinkView, "fetch_post", staticmethod(fetch))
        return asked

    return say


@pytest.fixture
def read(client, editor, live_blog):
    """Paste as an editor: ``read(address)``; with ``fetch=1`` as the second step."""
    client.force_login(editor)

    def get(address, status=200, **options):
        response = client.get(url("pasted_link"), {"url": address, **options})
        assert response.status_code == status
        return response.json()

    return get


def test_address_fills_what_it_says(read, port, platform_says):
    """Platform, medium, verb, permalink and the source with that handle, without
    anybody being asked; what the address does not tell is empty."""
    asked = platform_says(text="x")
    assert read("https://t.me/s/Ternwell_Port/214?utm_source=x") == {
        "platform": "telegram",
        "site": "Telegram",
        "medium": "telegram",
        "verb": "wrote",
        "handle": "ternwell_port",
        "permalink": POST,
        "source": {
            "id": port.pk,
            "title": "Port of Ternwell",
            "edit_url": reverse(
                "wagtailsnippets_wagtail_liveconflict_source:edit", args=[port.pk]
            ),
        },
        "name": "",
        "text": "",
        "said_at": "",
        "said_precision": "",
        "language": "",
        "may_fetch": False,
        "notice": "",
    }
    assert asked == []


def test_source_is_found_on_its_platform_only(read, port):
    """The same name on another platform may be somebody else."""
    assert read("https://x.com/ternwell_port/status/1")["source"] is None
    assert read("https://bsky.app/profile/port.example/post/3k")["source"]["id"] == (
        port.pk
    )
    # A comment is not by the channel.
    assert read(f"{POST}?comment=7")["source"] is None


def test_platform_fills_the_rest(read, port, platform_says, settings):
    """In the second step: words, author, and the moment as the date and time field
    shows it, in the editor's time zone."""
    settings.LIVECONFLICT_FETCH_POSTS = ["telegram"]
    assert read(POST)["may_fetch"] is True
    asked = platform_says(
        text="The ferry runs again.",
        author_name="Port of Ternwell",
        said_at=datetime(2025, 3, 4, 5, 12, tzinfo=UTC),
        precision="minute",
        language="en-GB",
        handle="ternwell_port",
    )
    answer = read(POST, fetch=1)
    assert [post.permalink for post in asked] == [POST]
    assert answer["text"] == "The ferry runs again."
    assert answer["name"] == "Port of Ternwell"
    assert (answer["said_at"], answer["said_precision"]) == (
        "2025-03-04 07:12",
        "minute",
    )
    assert answer["language"] == "en"
    assert answer["source"]["id"] == port.pk


def test_platform_that_says_nothing(read, port, platform_says):
    """Without an answer there is what the address says."""
    platform_says(None)
    answer = read(POST, fetch=1)
    assert (answer["text"], answer["source"]["id"]) == ("", port.pk)


def test_author_by_the_platform_counts(read, port, platform_says):
    """An address can carry any name: the platform's own decides whose post it is,
    and the editor is told when they differ."""
    platform_says(text="x", handle="far_bank_watch")
    answer = read(POST, fetch=1)
    assert answer["source"] is None
    assert "far_bank_watch" in answer["notice"]
    did = "https://bsky.app/profile/did:plc:abc/post/3k"
    platform_says(text="x", handle="port.example")
    answer = read(did, fetch=1)
    assert (answer["source"]["id"], answer["notice"]) == (port.pk, "")


def test_what_cannot_be_right_is_left_out(read, platform_says, settings):
    """A time in the future, words beyond what a quote holds, and a language that is
    not on the list are not filled in."""
    settings.LIVECONFLICT_MAX_TEXT_LENGTH = 10
    platform_says(
        text="x" * 11,
        said_at=timezone.now() + timedelta(hours=1),
        precision="minute",
        language="tlh",
    )
    answer = read(POST, fetch=1)
    for name in ("text", "said_at", "said_precision", "language"):
        assert answer[name] == ""


def test_time_in_the_address_of_an_x_post(read):
    """X puts the moment into the post's id, so nobody has to be asked."""
    answer = read("https://x.com/TernwellPort/status/1896789012345678901")
    assert answer["said_at"].startswith("2025-03-04 ")
    assert answer["said_precision"] == "minute"


def test_other_address_is_only_cleaned(read):
    """An address that is not of a post comes back without tracking."""
    assert read("https://example.org/a?id=1&utm_source=x") == {
        "permalink": "https://example.org/a?id=1"
    }


@pytest.mark.parametrize(
    "address",
    [
        "https://t.me/c/123/4",
        "t.me/+AbC",
        "tg://join?invite=x",
        "ferry",
        "",
        "x" * 9000,
    ],
)
def test_refused_link_says_why(read, address, platform_says):
    """What readers must not get is refused with a message, and never fetched."""
    asked = platform_says(text="x")
    assert read(address, status=400, fetch=1)["error"]
    assert asked == []


def test_only_who_may_write_updates(client, writer, live_blog):
    """A writer may ask; an admin user without a live blog to write in, and a
    visitor, are sent away as Wagtail does."""
    address = f"{url('pasted_link')}?url={POST}"
    assert client.get(address)["Location"].startswith(reverse("wagtailadmin_login"))
    client.force_login(writer)
    response = client.get(address)
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert client.post(address).status_code == 405
    stranger = UserFactory(username="stranger")
    client.force_login(stranger)
    assert client.get(address).status_code == 302


def test_edit_address_only_for_who_may_change(client, writer, live_blog, port):
    """A writer gets the source, but no way to edit it."""
    client.force_login(writer)
    source = client.get(url("pasted_link"), {"url": POST}).json()["source"]
    assert (source["id"], source["edit_url"]) == (port.pk, None)
