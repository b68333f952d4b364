"""Sensitive media that is taken out, exchanged or opened on its own page."""

import re

import pytest
from bs4 import BeautifulSoup

from tests.factories import (
    ImageFactory,
    PublishedUpdateFactory,
    edit,
    gallery,
    picture,
    text,
)
from tests.purges import below, purging
from tests.videos import YOUTUBE, video
from wagtail_liveconflict import editorial
from wagtail_liveconflict.models import LiveUpdate, NewsroomSettings

__all__ = ["purging"]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def covered(live_blog):
    body = [text("A shell."), picture(ImageFactory(), sensitivity="death")]
    return PublishedUpdateFactory(page=live_blog, headline="Shelling", body=body)


def take_out(update):
    edit(update, body=list(update.body.raw_data)[:1])


def answer_none(update):
    raw = list(update.body.raw_data)
    raw[1]["value"]["sensitivity"] = "none"
    edit(update, body=raw)


def withdraw(update):
    editorial.withdraw_update(update, None, "It was wrong.")


@pytest.mark.parametrize(
    "end", [take_out, answer_none, withdraw, LiveUpdate.unpublish, LiveUpdate.delete]
)
def test_its_page_is_purged_when_it_ends(live_blog, covered, purging, end):
    """The page that is to be gone is the one that caches forget."""
    key = covered.body[1].id
    (path,) = below(live_blog, f"updates/{covered.pk}/media/{key}/")
    with purging() as urls:
        end(LiveUpdate.objects.get(pk=covered.pk))
    assert path in urls


def get_cover(page, reader):
    soup = BeautifulSoup(reader.get(page.url).text, "html.parser")
    return soup.find("liveconflict-cover")


def test_another_picture_or_reason_is_another_cover(live_blog, covered, reader):
    """The address stays, that of the block; the version does not, and tells no id."""
    versions = [get_cover(live_blog, reader)["data-version"]]

    def change(**fields):
        update = LiveUpdate.objects.get(pk=covered.pk)
        raw = list(update.body.raw_data)
        raw[1]["value"] |= fields
        edit(update, body=raw)
        versions.append(get_cover(live_blog, reader)["data-version"])

    change()
    assert versions[0] == versions[1]
    change(sensitivity="violence")
    change(image=picture(ImageFactory())["value"]["image"])
    assert len(set(versions)) == 3
    assert all(re.fullmatch(r"[0-9a-f]{16}", version) for version in versions)


def test_a_gallery_stored_without_ids_keeps_its_version(live_blog, reader):
    """Its pictures have others each time they are read."""
    body = [gallery(ImageFactory(), ImageFactory(), sensitivity="death")]
    update = PublishedUpdateFactory(page=live_blog, body=body)
    first = get_cover(live_blog, reader)["data-version"]
    edit(LiveUpdate.objects.get(pk=update.pk), headline="Another")
    assert get_cover(live_blog, reader)["data-version"] == first


def test_a_link_video_plays_on_its_own_page(live_blog, reader):
    """With the script, once, and what is asked before. Its title stands on the cover's
    page as well, where the card is covered."""
    NewsroomSettings.objects.create(
        site=live_blog.get_site(), embed_providers=["youtube"]
    )
    body = [video(link=YOUTUBE, title="The quay burns", sensitivity="death")]
    update = PublishedUpdateFactory(page=live_blog, body=body)
    soup = BeautifulSoup(reader.get(live_blog.url).text, "html.parser")
    title = soup.find(class_="liveconflict-video__title")
    assert title.text == "The quay burns"
    address = f"{update.permalink}media/{update.body[0].id}/"
    soup = BeautifulSoup(reader.get(address).text, "html.parser")
    assert soup.find("liveconflict-embed")
    assert len(soup.find_all("script", src=re.compile("embeds"))) == 1
    assert soup.find(id=re.compile("embeds"))
    assert not soup.find(class_="liveconflict-video__title")
