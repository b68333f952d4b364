"""What stands on a card: what readers see of an update, in their language and time."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Site

from tests.factories import (
    ClaimFactory,
    ImageFactory,
    PublishedUpdateFactory,
    SourceFactory,
    quote,
    text,
    verification,
)
from tests.reading import get_soup
from tests.share_cards import drawings, find_card, look_at
from wagtail_liveconflict.models import Claim, LiveUpdate, NewsroomSettings
from wagtail_liveconflict.models.card_settings import ACCENT, BACKGROUND
from wagtail_liveconflict.share_cards.drawing import Style

__all__ = ["drawings"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def update(live_blog):
    return PublishedUpdateFactory(page=live_blog, headline="Nine boats are out")


def test_a_quote_stands_on_it_as_it_was_published(live_blog, drawings):
    """With who said it then; what is not in their own words, without quotation marks."""
    source = SourceFactory(name="Ida Vess", role="harbour master")
    own = PublishedUpdateFactory(
        page=live_blog, headline="", body=[quote("We open at noon.", source=source)]
    )
    told = PublishedUpdateFactory(
        page=live_blog, headline="", body=[quote("They open soon.", kind="paraphrase")]
    )
    source.role = "minister"
    source.save()
    for each in (own, told):
        look_at(find_card(each.permalink))
    first, second = drawings
    assert (first.quote, first.speaker) == ("We open at noon.", "Ida Vess")
    assert first.role == "harbour master, Port of Ternwell"
    assert first.is_verbatim
    assert (second.quote, second.is_verbatim) == ("They open soon.", False)


def test_language_and_time_are_those_of_the_live_blog(live_blog, settings, drawings):
    """Whoever asks, from wherever."""
    settings.LANGUAGE_CODE = "uk"
    live_blog.time_zone = "Asia/Tokyo"
    live_blog.save_revision().publish()
    update = PublishedUpdateFactory(page=live_blog)
    moment = datetime(2026, 11, 23, 22, 30, tzinfo=ZoneInfo("UTC"))
    LiveUpdate.objects.filter(pk=update.pk).update(first_published_at=moment)
    path = find_card(update.permalink)
    Client().get(path, headers={"Accept-Language": "ru"})
    (card,) = drawings
    assert (card.language, card.is_rtl) == ("uk", False)
    assert card.time == "24 листопада 2026, 07:30 JST"


def test_colours_name_and_logo_are_another_version(live_blog, update, drawings):
    """What the newsroom changes is on the next card, without a command."""
    newsroom = NewsroomSettings.objects.create(site=Site.objects.get())
    paths = {find_card(update.permalink)}
    for name, value in (
        ("card_background", "#ffffff"),
        ("card_accent", "#00ff00"),
        ("publisher_name", "The Ternwell Post"),
    ):
        setattr(newsroom, name, value)
        newsroom.save()
        paths.add(find_card(update.permalink))
    assert len(paths) == 4
    picture = look_at(find_card(update.permalink)).convert("RGB")
    assert drawings[-1].publication == "The Ternwell Post"
    corner = picture.getpixel((1199, 400))
    assert min(corner) > 240


def test_a_claim_without_other_words_is_its_headline(live_blog, drawings):
    """Its sentence, and its mark; of two claims of one status, as of the older."""
    first, second = ClaimFactory(sentence="The bridge stands."), ClaimFactory()
    update = PublishedUpdateFactory(
        page=live_blog, headline="", body=[verification(first), verification(second)]
    )
    look_at(find_card(update.permalink))
    (card,) = drawings
    assert card.headline == "The bridge stands."
    assert len(card.marks) == 1


def test_pages_say_the_size_and_the_words_of_it(live_blog, drawings, reader):
    """For those who do not see it."""
    update = PublishedUpdateFactory(
        page=live_blog, headline="", body=[text("Nine boats left.")]
    )
    response = reader.get(update.permalink).content.decode()
    assert '<meta property="og:image:width" content="1200">' in response
    assert '<meta property="og:image:height" content="630">' in response
    assert '<meta property="og:image:alt" content="Nine boats left.">' in response
    assert 'content="summary_large_image"' in response


def test_a_very_long_quote_is_told_in_short(live_blog, drawings, reader):
    """The card has all of it; its words beside the picture are cut."""
    words = "We open at noon. " * 100
    update = PublishedUpdateFactory(page=live_blog, headline="", body=[quote(words)])
    element = get_soup(reader, update.permalink).find(property="og:image:alt")
    assert len(element["content"]) <= 200
    assert look_at(find_card(update.permalink)).size == (1200, 630)
    assert drawings[0].quote == words.strip()


def test_a_withdrawn_claim_is_marked_as_such(live_blog, drawings):
    """Its sentence is not served any more."""
    claim = ClaimFactory(sentence="The bridge stands.")
    update = PublishedUpdateFactory(
        page=live_blog, headline="", body=[verification(claim)]
    )
    Claim.rows.filter(pk=claim.pk).update(
        withdrawn_at=timezone.now(), withdrawn_reason="Our error."
    )
    look_at(find_card(update.permalink))
    (card,) = drawings
    assert "bridge" not in repr(card)
    assert [mark.word for mark in card.marks] == ["Claim withdrawn"]


def test_colours_that_code_has_written(live_blog, update, drawings):
    """What is none is left to the default; the form refuses it at its field."""
    newsroom = NewsroomSettings.objects.create(
        site=Site.objects.get(), card_background="red", card_accent="#12345"
    )
    picture = look_at(find_card(update.permalink)).convert("RGB")
    assert max(picture.getpixel((1199, 400))) < 60
    with pytest.raises(ValidationError) as raised:
        newsroom.full_clean()
    assert set(raised.value.message_dict) == {"card_background", "card_accent"}


def test_the_page_costs_no_query_more(live_blog, update, reader, settings):
    """The card is composed of what is there."""
    live_blog.hero_image = ImageFactory()
    live_blog.save_revision().publish()
    counts = []
    for is_enabled in (True, False):
        settings.LIVECONFLICT_SHARE_CARDS = {"ENABLED": is_enabled}
        for url in (live_blog.url, update.permalink):
            reader.get(url)
            with CaptureQueriesContext(connection) as queries:
                reader.get(url)
            counts.append(len(queries))
    assert counts[0] == counts[2]
    assert counts[1] == counts[3]


def test_the_defaults_are_those_of_the_drawing():
    """Written down twice: the models know nothing of pictures."""
    assert (Style.background, Style.accent) == (BACKGROUND, ACCENT)
