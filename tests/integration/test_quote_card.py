"""The square picture of a quote that an editor downloads from the desk."""

import io
from urllib.parse import unquote

import pytest
from django.urls import reverse
from PIL import Image as PillowImage

from tests.desk_forms import url
from tests.factories import (
    LiveUpdateFactory,
    PublishedUpdateFactory,
    SourceFactory,
    quote,
    text,
)
from tests.reading import get_soup
from tests.share_cards import drawings
from wagtail_liveconflict import editorial
from wagtail_liveconflict.desk import quote_card
from wagtail_liveconflict.models import LiveUpdate, ShareCard

__all__ = ["drawings"]
pytestmark = pytest.mark.django_db


def download(client, update, **query):
    return client.get(url("quote_card", update.pk), query)


def find_link(client, update):
    soup = get_soup(client, url("desk", update.page_id))
    entry = soup.find(attrs={"data-update-id": update.pk})
    return entry.find(attrs={"data-wlc-verb": "quote-card"})


def test_one_quote_is_downloaded_at_once(live_blog, editor_client, drawings):
    """A square picture under the name of who said it, and nothing is kept."""
    source = SourceFactory(name="Іда Марш")
    update = PublishedUpdateFactory(
        page=live_blog, body=[text("At noon."), quote("We open.", source=source)]
    )
    link = find_link(editor_client, update)
    response = editor_client.get(link["href"])
    assert PillowImage.open(io.BytesIO(response.content)).size == (1080, 1080)
    (card,) = drawings
    # The quote, whatever the headline of the update.
    assert (card.quote, card.speaker, card.headline) == ("We open.", "Іда Марш", "")
    name = unquote(response["Content-Disposition"])
    assert name.startswith("attachment")
    assert "іда-марш-20" in name
    assert name.endswith((".png", ".jpg"))
    assert "no-store" in response["Cache-Control"]
    assert not ShareCard.objects.exists()


def test_of_several_one_is_chosen(live_blog, editor_client, drawings):
    """Each has a link; there is no other."""
    update = PublishedUpdateFactory(
        page=live_blog, body=[quote("We open."), quote("We close.")]
    )
    soup = get_soup(editor_client, url("quote_card", update.pk))
    assert drawings == []
    links = [a["href"] for a in soup.select("ol a")]
    for link in links:
        editor_client.get(url("quote_card", update.pk) + link)
    assert [card.quote for card in drawings] == ["We open.", "We close."]
    for number in ("0", "3", "x", "-1"):
        assert download(editor_client, update, quote=number).status_code == 404


def test_only_what_readers_have(live_blog, editor_client, drawings):
    """No card, and no link to one, of a draft, of what is withdrawn, of an update
    without a quote; and the words of a newer draft are on none."""
    draft = LiveUpdateFactory(page=live_blog, body=[quote("Not yet.")])
    taken_back = PublishedUpdateFactory(page=live_blog, body=[quote("Wrong.")])
    editorial.withdraw_update(taken_back, None, "An exercise.")
    without = PublishedUpdateFactory(page=live_blog)
    for update in (draft, taken_back, without):
        assert find_link(editor_client, update) is None
        response = download(editor_client, update, quote="1")
        assert response["Location"] == url("desk", live_blog.pk)
    update = PublishedUpdateFactory(page=live_blog, body=[quote("We open.")])
    update.body = LiveUpdateFactory.build(body=[quote("We close.")]).body
    update.save_revision()
    download(editor_client, LiveUpdate.objects.get(pk=update.pk))
    (card,) = drawings
    assert card.quote == "We open."


def test_an_anonymous_source_stays_so(live_blog, editor_client, drawings):
    """On the card and in the name of the file stands what readers see."""
    source = SourceFactory(name="A harbour worker", kind="anonymous", role="")
    update = PublishedUpdateFactory(
        page=live_blog,
        body=[quote("We open.", source=source, anonymity_reason="Fears for the job.")],
    )
    SourceFactory._meta.model.objects.filter(pk=source.pk).update(
        kind="person", name="Ida Marsh"
    )
    response = download(editor_client, update)
    (card,) = drawings
    assert card.speaker == "A harbour worker"
    assert "arsh" not in response["Content-Disposition"]


def test_a_card_that_cannot_be_drawn(live_blog, editor_client, monkeypatch):
    """Back to the desk, with the reason where it is to be found."""

    def fail(card, style):
        raise OSError("A font is broken")

    monkeypatch.setattr(quote_card, "draw_quote_card", fail)
    update = PublishedUpdateFactory(page=live_blog, body=[quote("We open.")])
    response = editor_client.get(url("quote_card", update.pk), follow=True)
    assert response.redirect_chain[0][0] == url("desk", live_blog.pk)
    assert "could not be drawn" in response.content.decode()


def test_for_who_may_read_the_desk(live_blog, drawings, client):
    """Nobody else."""
    update = PublishedUpdateFactory(page=live_blog, body=[quote("We open.")])
    response = download(client, update)
    assert response["Location"].startswith(reverse("wagtailadmin_login"))
    assert drawings == []
