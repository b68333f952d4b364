"""What an update without a headline is called where its media are covered."""

import re

import pytest
from django.core.cache import cache
from django.test import Client

from tests.factories import (
    ImageFactory,
    LiveUpdateFactory,
    PublishedUpdateFactory,
    gallery,
    picture,
)
from tests.integration.test_sensitive_media import get_public_addresses
from tests.videos import video
from wagtail_liveconflict.models import NewsroomSettings

pytestmark = pytest.mark.django_db
LINK = "https://www.youtube.com/watch?v=aaaaaaaaaaa"


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def make_covered(kind):
    hidden = {"alt_text": "canaryalt", "credit": "canarycredit"}
    if kind == "picture":
        return picture(ImageFactory(), sensitivity="death", **hidden)
    if kind == "gallery":
        return gallery(
            ImageFactory(), ImageFactory(), alt_text="canaryalt", sensitivity="death"
        )
    words = {"title": "canarytitle", "transcript": "canarytranscript"}
    return video(link=LINK, sensitivity="death", **words)


@pytest.mark.parametrize("kind", ["picture", "gallery", "video"])
def test_it_is_called_by_the_reason(live_blog, kind):
    """Wherever the update is named: the words that go with the media stay with it."""
    block = make_covered(kind)
    if kind == "picture":
        del block["value"]["credit"]
    update = PublishedUpdateFactory(page=live_blog, headline="", body=[block])
    assert update.get_accessible_name() == "Sensitive: death."
    site = live_blog.get_site()
    NewsroomSettings.objects.create(site=site, embed_origins="https://partner.example")
    cache.clear()
    for address in get_public_addresses(live_blog, update):
        answer = Client().get(address).text
        # The title of a video stands below its cover, as a caption does.
        assert "canaryalt" not in answer, address
        for name in re.findall(r'"(?:name|headline)":\s*"([^"]*)"', answer):
            assert "canarytitle" not in name, address


def test_what_stands_beside_the_cover_names_it(live_blog):
    covered = {"headline": "", "page": live_blog}
    for block in (
        picture(ImageFactory(), sensitivity="death", caption="The quay"),
        gallery(ImageFactory(), ImageFactory(), sensitivity="death", title="The quay"),
        video(link=LINK, sensitivity="death", title="Bodies", caption="The quay"),
    ):
        update = LiveUpdateFactory(body=[block], **covered)
        assert update.get_accessible_name() == "The quay"


def test_what_code_has_left_out_is_no_word(live_blog):
    """A picture without the keys of caption and credit."""
    body = [picture(ImageFactory(), alt_text="A quay")]
    update = LiveUpdateFactory(page=live_blog, headline="", body=body)
    assert update.get_accessible_name() == "A quay"
