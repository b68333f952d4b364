"""The days of a live blog: headings in its list, and a page for each."""

from datetime import UTC, datetime

import pytest

from tests.factories import LiveBlogPageFactory, PublishedUpdateFactory
from tests.reading import get_shown, get_soup
from wagtail_liveconflict.models import LiveUpdate
from wagtail_liveconflict.reader import pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def kyiv_blog(live_blog):
    live_blog.time_zone = "Europe/Kyiv"
    live_blog.save_revision().publish()
    return live_blog


def post(page, *moments):
    """An update first published at each of these moments of UTC, in this order."""
    updates = []
    for moment in moments:
        update = PublishedUpdateFactory(page=page)
        at = datetime.fromisoformat(moment).replace(tzinfo=UTC)
        LiveUpdate.objects.filter(pk=update.pk).update(
            first_published_at=at, last_published_at=at
        )
        updates.append(update)
    return updates


def get_outline(soup):
    """Days and ids of updates, from the top."""
    stream = soup.find(attrs={"data-liveconflict-updates": True})
    return [
        element.get("data-day")
        if element.name == "h2"
        else int(element["data-update-id"])
        for element in stream.select("h2.liveconflict-day, article")
    ]


def test_a_new_day_has_a_heading(reader, kyiv_blog):
    """In the blog's zone: 22:30 of UTC is the next day in Kyiv."""
    first, second, third = post(
        kyiv_blog, "2026-11-22T21:30", "2026-11-22T22:30", "2026-11-23T10:00"
    )
    soup = get_soup(reader, kyiv_blog.url)
    assert get_outline(soup) == [
        "2026-11-23",
        third.pk,
        second.pk,
        "2026-11-22",
        first.pk,
    ]
    headings = [h.get_text(strip=True) for h in soup.select("h2.liveconflict-day")]
    assert headings == ["Monday 23 November 2026", "Sunday 22 November 2026"]


def test_an_update_says_which_day_it_is_of(reader, kyiv_blog):
    """On the page and in the delta, for a heading that is put in later."""
    (update,) = post(kyiv_blog, "2026-11-22T22:30")
    article = get_soup(reader, kyiv_blog.url).find(id=f"update-{update.pk}")
    assert article["data-day"] == "2026-11-23"
    assert article["data-day-label"] == "Monday 23 November 2026"


@pytest.mark.parametrize(
    ("day", "inside", "outside"),
    [
        # Kyiv: the clocks go back at 4:00, the day has 25 hours.
        (
            "2026-10-25",
            ["2026-10-24T21:00", "2026-10-25T21:59"],
            ["2026-10-24T20:59", "2026-10-25T22:00"],
        ),
        # And forward at 3:00: 23 hours.
        (
            "2026-03-29",
            ["2026-03-28T22:00", "2026-03-29T20:59"],
            ["2026-03-28T21:59", "2026-03-29T21:00"],
        ),
    ],
)
def test_a_day_is_right_where_the_clocks_change(
    reader, kyiv_blog, day, inside, outside
):
    """From midnight to midnight, however many hours that is."""
    shown = post(kyiv_blog, *inside)
    post(kyiv_blog, *outside)
    soup = get_soup(reader, f"{kyiv_blog.url}day/{day}/")
    assert get_shown(soup) == [update.pk for update in reversed(shown)]


def test_a_day_has_a_page_that_leads_to_its_neighbours(reader, kyiv_blog):
    """Its updates alone, and the nearest days that have any, with their names."""
    post(kyiv_blog, "2026-11-01T10:00")
    (update,) = post(kyiv_blog, "2026-11-14T10:00")
    post(kyiv_blog, "2026-11-20T10:00")
    soup = get_soup(reader, f"{kyiv_blog.url}day/2026-11-14/")
    assert get_shown(soup) == [update.pk]
    assert soup.title.get_text(strip=True).startswith("Saturday 14 November 2026 – ")
    links = {
        a["href"]: a.get_text(" ", strip=True) for a in soup.find_all("a", href=True)
    }
    assert "Sunday 1 November 2026" in links[f"{kyiv_blog.url}day/2026-11-01/"]
    assert "Friday 20 November 2026" in links[f"{kyiv_blog.url}day/2026-11-20/"]


def test_a_long_day_is_read_in_parts(reader, kyiv_blog, monkeypatch):
    """Each update once, in either order, also when more is published in between."""
    monkeypatch.setattr(pages, "_ON_A_DAY", 2)
    updates = post(kyiv_blog, *[f"2026-11-23T{hour:02}:00" for hour in range(5)])
    expected = [update.pk for update in updates]
    for order, ids in (("newest", expected[::-1]), ("oldest", expected)):
        url, seen = f"{kyiv_blog.url}day/2026-11-23/?order={order}", []
        while url:
            response = reader.get(url)
            seen += [update.pk for update in response.context["updates"]]
            url = response.context["older_url"] or response.context["newer_url"]
            if len(seen) == 2:
                post(kyiv_blog, "2026-11-24T09:00")
        assert seen == ids, order


@pytest.mark.parametrize(
    "day",
    ["2026-11-22", "2026-02-30", "20261123", "0001-01-01", "9999-12-31", "today", "١"],
)
def test_a_day_without_updates_is_not_found(reader, kyiv_blog, day):
    """Nor is what is no day at all."""
    post(kyiv_blog, "2026-11-23T10:00")
    assert reader.get(f"{kyiv_blog.url}day/{day}/").status_code == 404


def test_a_day_of_another_blog_is_not_found(reader, kyiv_blog):
    """Each blog has its own days."""
    post(LiveBlogPageFactory(), "2026-11-23T10:00")
    assert reader.get(f"{kyiv_blog.url}day/2026-11-23/").status_code == 404
