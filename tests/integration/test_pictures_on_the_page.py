"""Pictures where readers see them: which is loaded first, what they cost, and what a
broken one takes with it: nothing."""

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.images import get_image_model

from tests.desk_forms import url
from tests.factories import (
    ImageFactory,
    LiveBlogPageFactory,
    PublishedUpdateFactory,
    gallery,
    link_card,
    picture,
    text,
)
from tests.picture_files import draw, encode, make_animation, make_image
from tests.reading import get_soup
from tests.videos import make_document, video
from wagtail_liveconflict import editorial
from wagtail_liveconflict.models import NewsroomSettings

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    cache.clear()


def get_loading(reader, url):
    return [
        image["loading"] for image in get_soup(reader, url).select(".liveconflict img")
    ]


def publish_three(live_blog):
    image = make_image(encode(draw((800, 400))))
    # Two pictures in each.
    body = [picture(image), text("It rose overnight."), picture(image)]
    return [PublishedUpdateFactory(page=live_blog, body=body) for _ in range(3)]


def test_the_first_update_has_the_first_picture(reader, live_blog):
    """It is not loaded lazily, wherever its update was rendered; those below are."""
    first = publish_three(live_blog)[0]
    expected = ["eager", *["lazy"] * 5]
    assert get_loading(reader, live_blog.url) == expected
    assert get_loading(reader, f"{live_blog.url}?order=oldest") == expected
    # Each on its own page as well.
    assert get_loading(reader, first.permalink)[:2] == ["eager", "lazy"]
    soup = get_soup(reader, live_blog.url)
    sizes = [source["sizes"] for source in soup.select("source[sizes]")]
    assert [each.startswith("auto,") for each in sizes] == [False, *[True] * 5]


def test_what_open_pages_get_is_lazy(reader, live_blog):
    """One text for all readers, wherever they are on the page: that of the cache."""
    publish_three(live_blog)
    get_soup(reader, live_blog.url)
    answer = Client().get(f"/live/{live_blog.pk}/changes/0/").json()
    assert "eager" not in str(answer)
    assert str(answer).count('loading="lazy"') == 6


def test_the_main_picture_is_the_first(reader, live_blog):
    """It stands above all updates, and is asked for before anything else."""
    live_blog.hero_image = make_image(description="The bridge")
    live_blog.save_revision().publish()
    update = publish_three(live_blog)[0]
    assert get_loading(reader, live_blog.url) == ["eager", *["lazy"] * 6]
    hero = get_soup(reader, live_blog.url).select_one("picture > .liveconflict__hero")
    assert (hero["fetchpriority"], hero["alt"]) == ("high", "The bridge")
    assert hero["width"]
    # The page of an update does not show it.
    assert get_loading(reader, update.permalink)[0] == "eager"


@pytest.mark.parametrize("is_damaged", [False, True])
def test_broken_files_take_nothing_with_them(reader, live_blog, is_damaged):
    """Of an update, a poster, the main picture and the logo: the words are there."""
    image = make_image(encode(draw()), "quay.jpg")
    live_blog.hero_image = image
    live_blog.save_revision().publish()
    newsroom = NewsroomSettings.for_site(live_blog.get_site())
    newsroom.publisher_logo = image
    newsroom.save()
    storage = image.file.storage
    storage.delete(image.file.name)
    if is_damaged:
        with storage.open(image.file.name, "wb") as file:
            file.write(b"\xff\xd8\xff\xe0 is all there is of it")
    body = [
        text("It rose overnight."),
        picture(image, caption="The quay at dawn"),
        link_card(poster=image.pk),
    ]
    update = PublishedUpdateFactory(page=live_blog, body=body)
    for address in (live_blog.url, update.permalink):
        soup = get_soup(reader, address)
        words = soup.select_one(".liveconflict-update__body").get_text()
        assert "It rose overnight." in words
        assert "The quay at dawn" in words
        assert "A report" in words
        assert not soup.select(".liveconflict img")
    for address in ("feed/atom/", "feed/rss/", "feed/json/"):
        answer = reader.get(f"{live_blog.url}{address}")
        assert answer.status_code == 200
        assert "It rose overnight." in answer.content.decode()


def test_a_page_of_pictures_costs_what_one_costs(reader):
    """The renditions of all are read at once, once they have been made."""

    def count(updates):
        blog = LiveBlogPageFactory()
        editorial.start_blog(blog)
        for _ in range(updates):
            body = [picture(ImageFactory()), link_card(poster=ImageFactory().pk)]
            PublishedUpdateFactory(page=blog, body=body)
        reader.get(blog.url)
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            assert reader.get(blog.url).content.count(b"<picture>") == 2 * updates
        return len(queries)

    count(1)
    assert count(2) == count(8)


def test_nothing_is_left_to_make_when_it_is_published(
    editor_client, live_blog, reader, django_capture_on_commit_callbacks
):
    """Neither for the page, nor for machines and networks it is shared on: readers are
    told when all renditions are there, and a large photograph takes seconds."""
    NewsroomSettings.objects.create(site=live_blog.get_site(), prefers_pictures=True)
    shines = encode(draw((900, 600), "RGBA", (9, 99, 9, 40)), "PNG")
    files = {
        "quay.jpg": encode(draw((1600, 900))),
        "small.jpg": encode(draw((300, 200))),
        "map.png": shines,
        "smoke.gif": make_animation(),
    }
    with django_capture_on_commit_callbacks(execute=True):
        for name, content in files.items():
            file = SimpleUploadedFile(name, content)
            response = editor_client.post(
                url("pictures", live_blog.pk), {"picture": file}
            )
            assert response.status_code == 200
    images = list(get_image_model().objects.order_by("pk"))
    renditions = get_image_model().get_rendition_model().objects
    made = renditions.count()
    film = video(make_document(), poster=images[0])
    body = [*map(picture, images), gallery(*images), film]
    update = PublishedUpdateFactory(page=live_blog, body=body)
    html = reader.get(live_blog.url).text + reader.get(update.permalink).text
    assert html.count("<picture>") == 16
    assert "ImageObject" in html
    assert "fill-1200x630" in html
    assert renditions.count() == made
