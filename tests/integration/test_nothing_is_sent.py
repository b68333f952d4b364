"""With the settings as they come, nothing leaves the process."""

import socket

import pytest
from django.test import Client

from tests.factories import (
    ClaimFactory,
    ImageFactory,
    PublishedUpdateFactory,
    SourceFactory,
    edit,
    link_card,
    picture,
    quote,
    text,
    verification,
)
from wagtail_liveconflict import editorial
from wagtail_liveconflict.purging.queue import queue

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(monkeypatch):
    """Where anybody in this process has tried to get to. Drivers of databases do not
    come by here."""
    tried = []

    def refuse(*arguments, **_options):
        tried.append(arguments[1:])
        raise OSError("Nothing is to be sent.")

    for name in ("connect", "connect_ex", "sendto", "sendmsg"):
        monkeypatch.setattr(socket.socket, name, refuse)
    for name in ("getaddrinfo", "gethostbyname", "create_connection"):
        monkeypatch.setattr(socket, name, refuse)
    return tried


def test_it_would_be_seen(sent):
    with pytest.raises(OSError, match="Nothing is to be sent"):
        socket.create_connection(("203.0.113.1", 80))
    assert sent


def test_publishing_correcting_and_reading(
    sent, live_blog, editor, editor_client, django_capture_on_commit_callbacks
):
    """Nor do those who look at the desk and at the pages cause anything to be sent."""
    claim, source = ClaimFactory(), SourceFactory()
    with django_capture_on_commit_callbacks(execute=True):
        body = [
            text("It leaves at <b>noon</b>."),
            quote("Yes.", source=source, url="https://t.me/riverwire/12"),
            verification(claim),
            picture(ImageFactory()),
            link_card("https://www.youtube.com/watch?v=dQw4w9WgXcQ"),
        ]
        update = PublishedUpdateFactory(page=live_blog, body=body)
        edit(update, headline="The ferry leaves")
        editorial.correct_update(update, editor, "It left at one.")
        editorial.change_claim_status(claim, editor, "disputed", "Two differ.")
        editorial.pin_update(update, editor)
        live_blog.save_revision().publish()
        other = PublishedUpdateFactory(page=live_blog)
        editorial.withdraw_update(other, editor, "It was an exercise.")
    for path in ("", "claims/", "corrections/", "feed/json/", f"updates/{update.pk}/"):
        assert Client().get(f"{live_blog.url}{path}").status_code == 200
    for path in ("", f"snippets/wagtail_liveconflict/liveupdate/edit/{update.pk}/"):
        assert editor_client.get(f"/admin/{path}").status_code == 200
    editorial.end_blog(live_blog)
    assert queue.wait(30)
    assert sent == []
