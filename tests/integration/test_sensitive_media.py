"""Sensitive pictures: readers get the reason in words, and a page to see them on."""

import json
import re

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from wagtail import VERSION as WAGTAIL_VERSION
from wagtail.images import get_image_model

from tests.desk_forms import compose, publish as publishing, url
from tests.factories import (
    ImageFactory,
    LiveUpdateFactory,
    PublishedUpdateFactory,
    edit,
    picture,
    text,
)
from wagtail_liveconflict import editorial
from wagtail_liveconflict.blocks.sensitivity import Sensitivity
from wagtail_liveconflict.models import LiveUpdate, NewsroomSettings
from wagtail_liveconflict.purging.addresses import get_changed_addresses

pytestmark = pytest.mark.django_db
VERSIONS = ["v2", "v3"] if WAGTAIL_VERSION >= (8, 0) else ["v2"]


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def make_image(name):
    drawn = ImageFactory.build().file.read()
    return ImageFactory(title=name, file=ContentFile(drawn, name=f"{name}.png"))


@pytest.fixture
def covered(live_blog):
    """An update with a sensitive picture, whose file and words tell what is in it."""
    body = [
        text("A shell has hit the quay."),
        picture(
            make_image("canary"),
            alt_text="canaryalt",
            caption="The north quay at noon",
            sensitivity="death",
        ),
    ]
    return PublishedUpdateFactory(page=live_blog, headline="Shelling", body=body)


def get_media_url(update):
    child = next(child for child in update.body if child.block_type == "image")
    return f"{update.permalink}media/{child.id}/"


def get_public_addresses(page, update):
    yield page.url
    yield f"{page.url}?order=oldest"
    yield update.permalink
    yield f"{page.url}embed/"
    yield f"{page.url}claims/"
    yield reverse("wagtail_liveconflict:changes", args=[page.pk, "0"])
    for kind in ("atom", "rss", "json"):
        yield f"{page.url}feed/{kind}/"
        yield reverse("wagtail_liveconflict:feed", args=[kind])
    yield reverse("wagtail_liveconflict:news_sitemap")
    yield "/sitemap.xml"
    for version in VERSIONS:
        yield f"/api/{version}/live_updates/"
        yield f"/api/{version}/live_updates/{update.pk}/"
        yield f"/api/{version}/live_blogs/{page.pk}/changes/?cursor=0"


def test_nothing_of_it_is_in_any_public_answer(live_blog, covered):
    """Neither its file's name nor what it shows: not on the page, in the delta, in
    feeds, in the frame of a partner, in Open Graph or linked data, in the API. The
    reason is."""
    site = live_blog.get_site()
    NewsroomSettings.objects.create(site=site, embed_origins="https://partner.example")
    editorial.pin_update(covered)
    cache.clear()
    for address in get_public_addresses(live_blog, covered):
        response = Client().get(address)
        assert response.status_code == 200, address
        assert "canary" not in response.text, address
    for address in (live_blog.url, covered.permalink, f"{live_blog.url}embed/"):
        html = Client().get(address).text
        assert "Sensitive: death." in html
        assert "The north quay at noon" in html
        assert get_media_url(covered) in html


def test_no_browser_could_load_it(live_blog, covered, reader):
    """The cover has no address but that of the page, and keeps the picture's room."""
    soup = BeautifulSoup(reader.get(live_blog.url).text, "html.parser")
    cover = soup.find("liveconflict-cover")
    link = cover.find("a")
    assert link["href"] == get_media_url(covered)
    assert " ".join(link.text.split()) == "Sensitive: death. Show"
    room = cover.find("svg")
    assert (room["width"], room["height"]) == ("640", "360")
    assert not cover.find(["img", "picture", "source", "template", "style"])
    assert not re.search(r"\b(?:src|srcset|style|poster)=", str(cover))


def test_on_its_own_page(live_blog, covered, reader):
    """With its words and a way back; for no search engine."""
    response = reader.get(get_media_url(covered))
    assert response.status_code == 200
    assert response["X-Robots-Tag"] == "noindex, noimageindex"
    soup = BeautifulSoup(response.text, "html.parser")
    assert soup.find("meta", {"name": "robots"})["content"] == "noindex, noimageindex"
    assert soup.find("h1").text == "Sensitive: death."
    media = soup.find(attrs={"data-liveconflict-media": True})
    assert "canary" in str(media.find("img"))
    assert media.find("img")["alt"] == "canaryalt"
    assert soup.find("a", href=covered.permalink)
    assert soup.find("figcaption").text.strip() == "The north quay at noon"


def test_its_page_goes_where_the_update_goes(live_blog, covered, reader):
    """None for a draft, a key that is none, another live blog's update; none after a
    withdrawal. What is not sensitive any more stands in the update."""
    address = get_media_url(covered)
    draft = LiveUpdateFactory(
        page=live_blog, body=[picture(make_image("x"), sensitivity="other")]
    )
    assert reader.get(get_media_url(draft)).status_code == 404
    assert reader.get(f"{covered.permalink}media/none/").status_code == 404
    raw = list(covered.body.raw_data)
    raw[1]["value"]["sensitivity"] = "none"
    covered = edit(covered, body=raw)
    response = reader.get(address)
    assert (response.status_code, response["Location"]) == (302, covered.permalink)
    raw = list(covered.body.raw_data)
    raw[1]["value"]["sensitivity"] = "violence"
    covered = edit(covered, body=raw)
    assert "Sensitive: violence." in reader.get(address).text
    editorial.withdraw_update(covered, None, "It was wrong.")
    assert reader.get(address).status_code == 404


def test_stated_later_it_reaches_open_pages_and_caches(live_blog, reader):
    """The change brings the covered one, and caches forget its page."""
    body = [picture(make_image("canary"))]
    update = PublishedUpdateFactory(page=live_blog, body=body)
    assert "canary" in reader.get(live_blog.url).text
    feed = live_blog.feed
    feed.refresh_from_db()
    cursor = f"{feed.epoch}-{feed.cursor}"
    raw = list(update.body.raw_data)
    raw[0]["value"]["sensitivity"] = "suffering"
    update = edit(update, body=raw)
    address = reverse("wagtail_liveconflict:changes", args=[live_blog.pk, cursor])
    (entry,) = reader.get(address).json()["updates"]
    assert "Sensitive: suffering." in entry["html"]
    assert "canary" not in entry["html"]
    purged = get_changed_addresses(live_blog, [update.pk])
    assert any(each.endswith(get_media_url(update)) for each in purged)


def test_a_picture_that_is_not_covered_is_shared_instead(
    settings, live_blog, covered, reader
):
    """Where the site has no cards, Open Graph takes the next one, and the main picture
    where there is none."""
    settings.LIVECONFLICT_SHARE_CARDS = {"ENABLED": False}

    def get_shared():
        soup = BeautifulSoup(reader.get(covered.permalink).text, "html.parser")
        found = soup.find("meta", property="og:image")
        return found["content"] if found else ""

    assert get_shared() == ""
    open_one = picture(make_image("open"))
    edit(covered, body=[*covered.body.raw_data, open_one])
    assert "open" in get_shared()


@pytest.mark.parametrize("version", VERSIONS)
def test_the_api_tells_why_and_where(live_blog, covered, reader, version):
    """No id either, which would lead to the picture; of others all as before."""
    edit(covered, body=[*covered.body.raw_data, picture(make_image("open"))])
    answer = reader.get(f"/api/{version}/live_updates/{covered.pk}/").json()
    hidden, shown = (b["value"] for b in answer["body"] if b["type"] == "image")
    assert hidden["image"] is None
    assert hidden["sensitivity"] == "death"
    assert hidden["media_url"] == f"http://localhost{get_media_url(covered)}"
    assert shown["image"]
    assert (shown["sensitivity"], shown["media_url"]) == ("none", "")


def form_of(image, **fields):
    described = {"image": image.pk, "decorative": "", "alt_text": "A quay"}
    return "image", {"image": described, "caption": "", "credit": "", **fields}


def test_asked_at_publication(editor_client, live_blog):
    """Nothing is chosen for the editor; without an answer it is not published, which is
    said at the field. A draft may wait for it."""
    image = make_image("quay")
    desk = url("desk", live_blog.pk)
    response = editor_client.post(desk, publishing(live_blog, form_of(image)))
    assert response.status_code == 200
    error = response.context["form"].errors["body"].as_data()[0]
    (message,) = error.block_errors[0].block_errors["sensitivity"].messages
    assert message == "This field is required."
    assert not LiveUpdate.objects.exists()
    assert (
        editor_client.post(desk, compose(live_blog, form_of(image))).status_code == 302
    )
    draft = LiveUpdate.objects.get()
    form = publishing(live_blog, form_of(image, sensitivity="none"))
    assert editor_client.post(url("edit", draft.pk), form).status_code == 302
    assert LiveUpdate.objects.get().body[0].value["sensitivity"] == "none"


def test_an_unknown_reason_covers(live_blog, reader):
    """What some other program has written there was meant to say something."""
    body = [picture(make_image("canary"), sensitivity="gore")]
    PublishedUpdateFactory(page=live_blog, body=body)
    html = reader.get(live_blog.url).text
    assert "canary" not in html
    assert "Sensitive content." in html


def test_it_is_no_word_to_be_found_by(live_blog, covered):
    """Nor is "None", of every other picture."""
    words = covered.body[1].block.get_searchable_content(covered.body[1].value)
    assert Sensitivity.DEATH.label not in words


def test_previewed_as_readers_will_see_it(live_blog, editor_client, covered):
    """Covered; what is not published has no page yet, so that it waits in the preview
    itself, where no browser loads it."""
    response = covered.make_preview_request()
    soup = BeautifulSoup(response.text, "html.parser")
    cover = soup.find("liveconflict-cover")
    assert "Sensitive: death." in cover.text
    # Dead without the script, which makes a button of it.
    assert "hidden" in cover.find(class_="liveconflict-cover__show").attrs
    assert "canary" in str(cover.find("template").extract())
    assert not cover.find(["a", "button"])
    assert not cover.find(role="button")
    assert soup.find("script", src=re.compile("covers"))


def test_grey_and_covered_in_the_stream(live_blog, editor_client, covered):
    """The reason is seen; the picture where an editor unfolds it. Of others nothing."""
    body = [picture(make_image("open"))]
    PublishedUpdateFactory(page=live_blog, headline="Open", body=body)
    html = editor_client.get(url("desk", live_blog.pk)).text
    soup = BeautifulSoup(html, "html.parser")
    (entry,) = soup.find_all(class_="wlc-entry__covered")
    assert entry.name == "details"
    assert "open" not in entry.attrs
    assert entry.summary.text == "Sensitive: death."
    assert entry.img["loading"] == "lazy"
    assert "canary" in entry.img["src"]


@pytest.mark.parametrize("is_damaged", [False, True])
def test_a_missing_file_leaves_the_rest(
    live_blog, editor_client, covered, reader, is_damaged
):
    """The cover stands, its page answers, and so does the desk."""
    image = get_image_model().objects.get(title="canary")
    image.file.storage.delete(image.file.name)
    if is_damaged:
        image.file.storage.save(image.file.name, ContentFile(b"broken"))
    image.renditions.all().delete()
    cache.clear()
    assert "Sensitive: death." in reader.get(live_blog.url).text
    assert reader.get(get_media_url(covered)).status_code == 200
    assert "Sensitive: death." in editor_client.get(url("desk", live_blog.pk)).text


def test_json_ld_has_no_picture_of_it(live_blog, covered, reader):
    """Whatever kind of thing it is."""
    soup = BeautifulSoup(reader.get(covered.permalink).text, "html.parser")
    for script in soup.find_all("script", type="application/ld+json"):
        assert "ImageObject" not in json.dumps(json.loads(script.string)).replace(
            "logo", ""
        )
