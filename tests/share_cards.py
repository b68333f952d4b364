"""Cards as they are shared: where a page says its card is, what is there, and how often
one was drawn."""

import io
from urllib.parse import urlsplit

import pytest
from django.test import Client
from PIL import Image as PillowImage

from tests.reading import get_soup
from wagtail_liveconflict.desk import quote_card
from wagtail_liveconflict.share_cards import making
from wagtail_liveconflict.share_cards.drawing import Drawn


@pytest.fixture
def drawings(monkeypatch, settings, tmp_path):
    """The cards in the order in which they are drawn; files go into a folder of the
    test's own."""
    settings.MEDIA_ROOT = tmp_path
    cards = []

    def count(draw, size):
        def count_and_draw(card, style):
            cards.append(card)
            try:
                return draw(card, style)
            except NotImplementedError:
                return draw_plain(style, size)

        return count_and_draw

    for module, name, size in (
        (making, "draw_card", (1200, 630)),
        (quote_card, "draw_quote_card", (1080, 1080)),
    ):
        monkeypatch.setattr(module, name, count(getattr(module, name), size))
    return cards


def draw_plain(style, size):
    """The background alone, where there is nothing that draws."""
    buffer = io.BytesIO()
    PillowImage.new("RGB", size, style.background).save(buffer, "PNG")
    return Drawn(buffer.getvalue(), "image/png", *size)


def find_card(url, client=None) -> str:
    """Path of the picture that the page at ``url`` is shared with; "" for none."""
    element = get_soup(client or Client(), url).head.find(property="og:image")
    return urlsplit(element["content"]).path if element else ""


def look_at(path) -> PillowImage.Image:
    """The picture there, opened."""
    response = Client().get(path)
    assert response.status_code == 200
    return PillowImage.open(io.BytesIO(response.content))


def list_files(folder):
    return sorted((folder / "liveconflict_cards").glob("*"))
