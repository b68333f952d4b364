"""A site that writes 1,234 for people: attributes are read by programs."""

import json
import re

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tests.desk_forms import url
from tests.factories import (
    ClaimFactory,
    ImageFactory,
    PublishedUpdateFactory,
    picture,
    text,
    verification,
)
from tests.videos import make_document, video
from wagtail_liveconflict import editorial
from wagtail_liveconflict.models import LiveUpdate, NewsroomSettings

pytestmark = pytest.mark.django_db
GROUPED = re.compile("[0-9][,\u00a0\u202f][0-9]{3}(?![0-9])")
#: Points of drawings.
OF_DRAWINGS = {"d", "points", "transform"}


@pytest.fixture(autouse=True)
def thousands(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.USE_THOUSAND_SEPARATOR = True


@pytest.fixture
def update(live_blog):
    """Ids and sizes of four digits and more, in everything that shows one."""
    site = live_blog.get_site()
    NewsroomSettings.objects.create(site=site, embed_origins="https://partner.example")
    body = [
        text("The ferry runs."),
        verification(ClaimFactory(pk=7654321)),
        video(make_document("ferry.mp4")),
        picture(ImageFactory(file__width=1600, file__height=1200), sensitivity="death"),
    ]
    update = PublishedUpdateFactory(pk=1234567, page=live_blog, body=body)
    LiveUpdate.objects.filter(pk=update.pk).update(ordinal=2345678)
    update.refresh_from_db()
    editorial.mark_key_event(update)
    editorial.correct_update(update, None, "It was the other ferry.")
    withdrawn = PublishedUpdateFactory(pk=1234568, page=live_blog)
    editorial.withdraw_update(withdrawn, None, "Not so.")
    editorial.pin_update(update)
    return update


def find_grouped(html):
    for element in BeautifulSoup(html, "html.parser").find_all(True):
        for name, value in element.attrs.items():
            words = " ".join(value) if isinstance(value, list) else value
            if name not in OF_DRAWINGS and GROUPED.search(words):
                yield f"{element.name} {name}={words[:80]}"


def find_texts(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from find_texts(each)


@pytest.mark.parametrize("language", ["en", "ru"])
def test_no_attribute_is_written_for_people(
    live_blog, update, editor_client, language, settings
):
    """On the page, an update's own, the widget, in the delta and at the desk."""
    settings.LANGUAGE_CODE = language
    delta = reverse("wagtail_liveconflict:changes", args=[live_blog.pk, "0"])
    with translation.override(language):
        shown = {
            address: Client().get(address).text
            for address in (
                live_blog.url,
                update.permalink,
                f"{live_blog.url}embed/",
                f"{live_blog.url}claims/",
                f"{live_blog.url}corrections/",
                f"{update.permalink}media/{update.body[3].id}/",
            )
        }
        changes = json.loads(Client().get(delta).text)
        shown[delta] = "".join(each for each in find_texts(changes) if "<" in each)
        for name, arguments in (("desk", [live_blog.pk]), ("edit", [update.pk])):
            shown[name] = editor_client.get(url(name, *arguments)).text
    for place in (live_blog.url, delta, "desk"):
        assert re.search('data-(pinned-)?update-id="123456[78]"', shown[place]), place
    found = {place: list(find_grouped(html)) for place, html in shown.items()}
    assert not any(found.values()), found
