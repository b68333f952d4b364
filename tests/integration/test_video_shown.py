"""Videos: what readers and machines get of them."""

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from tests.factories import ImageFactory, LiveBlogPageFactory, PublishedUpdateFactory
from tests.reading import get_soup
from tests.structured_data import get_postings, get_words
from tests.videos import (
    CAPTIONS,
    YOUTUBE,
    make_captions,
    make_document,
    make_private_collection,
    video,
)
from wagtail_liveconflict.blocks import VideoBlock
from wagtail_liveconflict.models import Change, LiveUpdate

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def captions():
    return make_captions()


def get_video(reader, page):
    cache.clear()
    (found,) = get_soup(reader, page.url).select(".liveconflict-video")
    return found


# What readers get


def test_readers_get_a_player_that_waits(reader, live_blog, captions):
    """Nothing is loaded but its still picture, from our own library; its size is kept,
    and captions are there in a language that is named."""
    body = [
        video(
            make_document(),
            poster=ImageFactory(),
            captions=captions,
            captions_language="uk",
            caption="At noon",
            credit="Ida Marsh",
            transcript="A horn.\n\n<b>Gulls.</b>",
        )
    ]
    PublishedUpdateFactory(page=live_blog, body=body)
    found = get_video(reader, live_blog)
    player = found.video
    assert player.has_attr("controls")
    assert player.has_attr("playsinline")
    assert player["preload"] == "none"
    assert not player.has_attr("autoplay")
    assert player["aria-label"] == "The ferry leaves"
    assert (player["width"], player["height"]) == ("1280", "720")
    assert player["poster"].startswith("/media/images/")
    assert (player.source["type"], player.source["src"]) == (
        "video/mp4",
        "/media/documents/ferry.mp4",
    )
    track = player.track
    assert (track["kind"], track["srclang"]) == ("captions", "uk")
    assert track["label"] == "Українська"
    answer = reader.get(track["src"])
    assert (answer["Content-Type"], answer.content) == (
        "text/vtt; charset=utf-8",
        CAPTIONS,
    )
    assert get_words(found.figcaption) == "The ferry leaves At noon Ida Marsh"
    assert get_words(found.details) == "Transcript A horn. <b>Gulls.</b>"


@pytest.mark.parametrize(
    ("size", "shape"), [((90, 160), "tall"), ((100, 100), "square"), (None, "wide")]
)
def test_room_is_kept_in_the_shape_of_the_still_picture(reader, live_blog, size, shape):
    poster = ImageFactory() if size else None
    if poster:
        with poster.file.storage.open(poster.file.name, "wb") as file:
            Image.new("RGB", size).save(file, "PNG")
    PublishedUpdateFactory(page=live_blog, body=[video(make_document(), poster=poster)])
    player = get_video(reader, live_blog).video
    assert f"liveconflict-video__player--{shape}" in player["class"]


def test_a_video_elsewhere_is_a_card_that_asks(reader, live_blog):
    """As any post from elsewhere: nothing but a link, before the script offers more."""
    body = [video(link=YOUTUBE, poster=ImageFactory())]
    PublishedUpdateFactory(page=live_blog, body=body)
    found = get_video(reader, live_blog)
    card = found.find("liveconflict-embed")
    assert card["data-provider"] == "youtube"
    assert card["data-title"] == "YouTube: The ferry leaves"
    assert get_words(card.a) == "The ferry leaves"
    assert card.img["src"].startswith("/media/images/")
    assert not found.find_all(["iframe", "video", "figcaption"])


def test_what_became_private_is_shown_to_nobody(reader, live_blog, captions):
    """Neither the file's address nor the captions; the words stay."""
    document = make_document()
    spoken = {"captions": captions, "captions_language": "en"}
    PublishedUpdateFactory(page=live_blog, body=[video(document, **spoken)])
    assert get_video(reader, live_blog).video
    private = make_private_collection()
    for each in (document, captions):
        each.collection = private
        each.save()
    cache.clear()
    html = reader.get(live_blog.url).content.decode()
    assert "ferry.mp4" not in html
    assert "/captions/" not in html
    assert "The ferry leaves" in html
    assert reader.get(f"/live/captions/{captions.pk}/").status_code == 404
    feed = reader.get(f"{live_blog.url}feed/rss/").content.decode()
    api = reader.get("/api/v2/live_updates/").content.decode()
    assert "ferry.mp4" not in feed + api


def test_a_deleted_file_leaves_the_words(reader, live_blog):
    """A page of 200, which says so; open pages are told."""
    document = make_document()
    update = PublishedUpdateFactory(page=live_blog, body=[video(document)])
    changes = Change.objects.filter(update=update)
    before = changes.latest("number").number
    document.delete()
    assert changes.latest("number").number > before
    found = get_video(reader, live_blog)
    assert not found.video
    assert get_words(found.p) == "This video is no longer available."
    assert get_words(found.figcaption) == "The ferry leaves"


def test_a_damaged_still_picture_leaves_the_video(reader, live_blog):
    poster = ImageFactory()
    with poster.file.storage.open(poster.file.name, "wb") as file:
        file.write(b"no picture at all")
    value = VideoBlock().to_python(video(make_document(), poster=poster)["value"])
    html = VideoBlock().render(value)
    player = BeautifulSoup(html, "html.parser").video
    assert player.source
    assert not player.has_attr("poster")


@pytest.mark.parametrize(
    ("method", "address"),
    [
        (None, "/media/documents/ferry.mp4"),
        ("direct", "/media/documents/ferry.mp4"),
        ("serve_view", "/documents/{pk}/ferry.mp4"),
        ("redirect", "/documents/{pk}/ferry.mp4"),
    ],
)
def test_where_the_file_is_got_from(settings, method, address):
    """Straight from the storage, unless the site has chosen Wagtail's view."""
    settings.WAGTAILDOCS_SERVE_METHOD = method
    document = make_document()
    value = VideoBlock().to_python(video(document)["value"])
    assert value.file_url == address.format(pk=document.pk)


@pytest.mark.parametrize(
    "make",
    [
        lambda: make_document("list.txt", b"Dear colleagues,"),
        lambda: make_captions(b"Dear colleagues,"),
        lambda: make_captions(CAPTIONS, "ferry.txt"),
    ],
)
def test_nothing_but_captions_is_given_out_as_captions(reader, make):
    assert reader.get(f"/live/captions/{make().pk}/").status_code == 404
    assert reader.get("/live/captions/9999999999999999999999/").status_code == 404


def test_many_videos_cost_no_more_queries(live_blog, reader):
    """Also where there are private collections to look out for."""
    make_private_collection()

    def count(number):
        page = LiveBlogPageFactory()
        body = [
            video(make_document(), poster=ImageFactory(), captions=make_captions())
            for _number in range(number)
        ]
        PublishedUpdateFactory(page=page, body=body)
        reader.get(page.url)
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            reader.get(page.url)
        return len(queries)

    assert count(9) == count(2)


# What machines get


def test_machines_get_a_video_object_unless_it_is_covered(reader, live_blog):
    """Its name, its day, its still picture, and where it is."""
    ours = video(make_document(), poster=ImageFactory())
    elsewhere = video(link=YOUTUBE, title="From the bank")
    covered = video(make_document(), sensitivity="violence")
    shown = PublishedUpdateFactory(page=live_blog, body=[ours, elsewhere])
    hidden = PublishedUpdateFactory(page=live_blog, body=[covered])
    postings = get_postings(get_soup(reader, live_blog.url))
    first, second = postings[shown.anchor]["video"]
    assert (first["@type"], first["name"]) == ("VideoObject", "The ferry leaves")
    assert first["contentUrl"].endswith("/media/documents/ferry.mp4")
    assert first["contentUrl"].startswith("http://")
    assert first["thumbnailUrl"].startswith("http://")
    assert first["uploadDate"] == postings[shown.anchor]["datePublished"]
    assert second["embedUrl"].startswith("https://www.youtube-nocookie.com/embed/")
    assert "contentUrl" not in second
    assert "video" not in postings[hidden.anchor]


def test_feeds_and_the_api_have_it(reader, live_blog, captions):
    """With complete addresses in feeds; the API as facts."""
    body = [video(make_document(), captions=captions, captions_language="en")]
    PublishedUpdateFactory(page=live_blog, body=body)
    feed = reader.get(f"{live_blog.url}feed/json/").json()
    player = BeautifulSoup(feed["items"][0]["content_html"], "html.parser").video
    for element in (player.source, player.track):
        assert element["src"].startswith("http://")
    (item,) = reader.get("/api/v2/live_updates/").json()["items"]
    track = f"http://testserver/live/captions/{captions.pk}/"
    assert item["body"][0]["value"] == {
        "title": "The ferry leaves",
        "sensitivity": "none",
        "url": "http://testserver/media/documents/ferry.mp4",
        "content_type": "video/mp4",
        "link": "",
        "provider": "",
        "poster": None,
        "captions": {"url": track, "language": "en"},
        "transcript": "",
        "caption": "",
        "credit": "",
        "media_url": "",
    }


def test_it_is_found_by_what_is_said(live_blog):
    body = [video(link=YOUTUBE, transcript="All aboard", sensitivity="death")]
    update = PublishedUpdateFactory(page=live_blog, body=body)
    stream = LiveUpdate._meta.get_field("body").stream_block
    found = stream.get_searchable_content(update.body)
    assert "All aboard" in found
    assert "Death" not in found
