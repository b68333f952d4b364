"""Updates through Wagtail's API: what readers get, as data."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    ClaimFactory,
    ImageFactory,
    LiveBlogPageFactory,
    PublishedUpdateFactory,
    SourceFactory,
    picture,
    quote,
    text,
    verification,
)
from tests.reading import get_soup
from tests.structured_data import get_words
from wagtail_liveconflict import editorial
from wagtail_liveconflict.models import LiveUpdate

pytestmark = pytest.mark.django_db
URL = "/api/v2/live_updates/"


def get(path="", client=None, **parameters):
    return (client or Client()).get(f"{URL}{path}", parameters)


def get_items(**parameters):
    response = get(**parameters)
    assert response.status_code == 200, response.content
    return response.json()["items"]


def test_an_update_is_its_facts_its_blocks_and_its_html(live_blog, reader):
    """Its own address, headline and times; the article as the page has it."""
    update = PublishedUpdateFactory(
        page=live_blog,
        headline="The ferry runs",
        byline_names="Ida Marsh",
        is_key_event=True,
        event_place="Ternwell",
        event_time="2026-01-02T10:00:00Z",
        body=[text("Boats."), verification(ClaimFactory()), picture(ImageFactory())],
    )
    (item,) = get_items()
    assert item == get(f"{update.pk}/").json()
    assert {name: item[name] for name in item.keys() - {"meta", "body", "html"}} == {
        "id": update.pk,
        "ordinal": 1,
        "live_blog": {
            "id": live_blog.pk,
            "title": "The river crossing",
            "html_url": live_blog.full_url,
            "state": "live",
            "language": "en",
            "time_zone": "Europe/Kyiv",
        },
        "headline": "The ferry runs",
        "name": "The ferry runs",
        "byline": "Ida Marsh",
        "is_key_event": True,
        "event_place": "Ternwell",
        "event_time": "2026-01-02T12:00:00+02:00",
        "withdrawn_at": None,
        "withdrawn_reason": "",
    }
    assert item["meta"]["type"] == "wagtail_liveconflict.LiveUpdate"
    assert item["meta"]["html_url"] == f"http://localhost{update.permalink}"
    published = dt.datetime.fromisoformat(item["meta"]["first_published_at"])
    assert published == update.first_published_at
    assert [block["type"] for block in item["body"]] == [
        "text",
        "verification",
        "image",
    ]
    shown = get_soup(reader, live_blog.url).find("article", id=update.anchor)
    told = BeautifulSoup(item["html"], "html.parser").article
    assert get_words(told) == get_words(shown)
    assert told.find("img")["src"].startswith("http://localhost/")


def test_a_quote_is_what_readers_see_of_it(live_blog, reader):
    """Not what was typed: facts by name, told from when it was posted."""
    update = PublishedUpdateFactory(
        page=live_blog,
        headline="",
        body=[
            quote(
                "We open.",
                source=SourceFactory(name="Ott Reed"),
                said_at="2019-09-10T16:20:00+03:00",
                said_precision="part_of_day",
                link="https://t.me/river/1",
            )
        ],
    )
    (item,) = get_items()
    (block,) = item["body"]
    facts = block["value"]
    assert facts["text"] == "We open."
    assert facts["speaker"]["name"] == "Ott Reed"
    assert facts["said"] == {"at": "2019-09-10", "precision": "part_of_day"}
    assert facts["link"] == "https://t.me/river/1"
    assert {"copied_from", "source", "said_at"} & facts.keys() == set()
    figure = get_soup(reader, update.permalink).find("figure")
    sentence = figure.find(class_="liveconflict-quote__attribution")
    assert facts["attribution"] == get_words(sentence)
    assert "2019" in facts["attribution"]


def test_newest_first_by_blog_and_by_page_of_the_list(live_blog):
    """``page`` is the live blog; ``limit`` and ``offset`` as everywhere in the API."""
    other = LiveBlogPageFactory()
    updates = [
        PublishedUpdateFactory(page=page).pk
        for page in (live_blog, other, live_blog, live_blog)
    ]
    newest = updates[::-1]
    assert [item["id"] for item in get_items()] == newest
    mine = [item["id"] for item in get_items(page=live_blog.pk)]
    assert mine == [newest[0], newest[1], newest[3]]
    response = get(page=live_blog.pk, limit=1, offset=1).json()
    assert response["meta"]["total_count"] == 3
    assert [item["id"] for item in response["items"]] == [newest[1]]
    assert get_items(page=10**6) == []
    assert [list(item) for item in get_items(fields="_,id,name")] == [
        ["id", "name"]
    ] * 4


def test_a_withdrawn_update_is_a_tombstone(live_blog):
    """Time and reason, and nothing of what it said, in the list and by its id."""
    update = PublishedUpdateFactory(
        page=live_blog,
        headline="Secret",
        byline_names="Secret",
        event_place="Secret",
        event_time="2026-01-02T10:00:00Z",
        is_key_event=True,
        body=[text("Secret"), quote("Secret")],
    )
    get()
    editorial.withdraw_update(update, None, "It was wrong.")
    for response in (get(), get(f"{update.pk}/")):
        assert "Secret" not in response.text
    item = response.json()
    assert item["withdrawn_reason"] == "It was wrong."
    assert item["withdrawn_at"]
    assert "It was wrong." in item["html"]
    assert (item["body"], item["name"], item["event_time"]) == ([], "", None)
    assert item["is_key_event"] is False


@pytest.mark.parametrize(
    "parameters",
    [
        {"page": "x"},
        {"page": "-1"},
        {"page": ""},
        {"page": "1.5"},
        {"page": "9" * 40},
        {"page": "\x00"},
        {"limit": "-1"},
        {"limit": "9" * 12},
        {"limit": "21"},
        {"offset": "x"},
        {"offset": "9" * 19},
        {"offset": "9" * 5000},
        {"offset": "1_0"},
        {"fields": "secret"},
        {"fields": "body("},
        {"fields": "live_blog(title)"},
        {"order": "headline"},
        {"search": "ferry"},
        {"headline": "Ferry"},
        {"withdrawn_reason": "x"},
        {"first_published_at": "x"},
    ],
)
def test_what_it_does_not_know_it_refuses(live_blog, parameters):
    """With a message. A filter by a field would tell of words taken back."""
    PublishedUpdateFactory(page=live_blog)
    response = get(**parameters)
    assert response.status_code == 400
    assert response.json()["message"]


@pytest.mark.parametrize("path", [f"{10**6}/", f"{2**70}/", "find/", "find/?id=99999"])
def test_what_is_not_there_is_not_found(live_blog, path):
    """Also beyond the numbers of the database."""
    assert get(path).status_code == 404


def test_found_by_id(live_blog):
    """As every endpoint of the API does it."""
    update = PublishedUpdateFactory(page=live_blog)
    response = get("find/", id=update.pk)
    assert response.status_code == 302
    assert response["Location"].startswith(f"http://localhost{URL}{update.pk}/")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written(live_blog, admin_client, method):
    """It reads."""
    update = PublishedUpdateFactory(page=live_blog)
    for path in ("", f"{update.pk}/"):
        response = getattr(admin_client, method)(f"{URL}{path}")
        assert response.status_code == 405
    assert LiveUpdate.objects.filter(pk=update.pk).exists()


def test_the_language_and_zone_are_the_blogs(live_blog, settings):
    """Whoever asks, in whatever language."""
    settings.LANGUAGE_CODE = "uk"
    live_blog.time_zone = "Asia/Kathmandu"
    live_blog.save_revision().publish()
    body = [quote("Так.", verb="wrote", medium="telegram")]
    PublishedUpdateFactory(page=live_blog, body=body)
    response = Client().get(URL, headers={"accept-language": "en"})
    (item,) = response.json()["items"]
    assert item["live_blog"]["language"] == "uk"
    assert item["meta"]["first_published_at"].endswith("+05:45")
    assert "Telegram" in item["body"][0]["value"]["attribution"]
    assert "wrote" not in item["body"][0]["value"]["attribution"]


def test_twenty_updates_cost_no_more_queries_than_one(live_blog):
    """Bodies with sources, claims and pictures, rendered anew or kept."""

    def count(number):
        for _ in range(number):
            PublishedUpdateFactory(
                page=live_blog,
                headline="",
                body=[
                    quote("Yes.", source=SourceFactory()),
                    verification(ClaimFactory()),
                    picture(ImageFactory()),
                ],
            )
        # Renditions of pictures are made once.
        get()
        cache.clear()
        Client().get("/")
        counts = []
        for _ in range(2):
            with CaptureQueriesContext(connection) as queries:
                assert get().status_code == 200
            counts.append(len(queries))
        return counts

    assert count(1) == count(19)


def test_the_page_itself_tells_its_standfirst(live_blog):
    """Through Wagtail's own endpoint of pages."""
    live_blog.summary = '[{"type": "known", "value": "<p>The ferry runs.</p>"}]'
    live_blog.save_revision().publish()
    page = Client().get(f"/api/v2/pages/{live_blog.pk}/").json()
    assert page["standfirst"] == live_blog.standfirst
    assert page["summary"][0]["type"] == "known"
    assert {"coverage_start", "coverage_end", "time_zone"} <= page.keys()
