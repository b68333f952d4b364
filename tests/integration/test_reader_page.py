"""The public page, complete without JavaScript."""

import re
from datetime import date
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup

from tests.factories import (
    ClaimFactory,
    ImageFactory,
    PublishedUpdateFactory,
    SourceFactory,
    link_card,
    picture,
    quote,
    text,
    verification,
)
from tests.reading import get_soup
from wagtail_liveconflict import editorial

pytestmark = pytest.mark.django_db


def test_without_javascript_everything_is_there(reader, live_blog):
    """Headline, state, standfirst, summary, pinned update, key events, updates with
    heading, time, byline and permalink, quote, claim, picture, link card."""
    live_blog.summary = (
        '[{"type": "known", "value": "<p>The ferry runs.</p>"},'
        ' {"type": "unknown", "value": "<p>For how long.</p>"}]'
    )
    live_blog.save_revision().publish()
    claim = ClaimFactory(
        sentence="The bridge stands.",
        status="disputed",
        explanation="Two outlets disagree.",
    )
    update = PublishedUpdateFactory(
        page=live_blog,
        headline="The ferry runs again",
        byline_names="Ida Marsh",
        body=[
            text("It left at noon."),
            quote(
                "We open at noon.",
                source=SourceFactory(name="Ott Reed"),
                language="uk",
                translated_by="desk",
                original_text="Відкриваємо опівдні.",
                link="https://example.org/post",
            ),
            verification(claim, note="As of the evening."),
            picture(ImageFactory(), alt_text="A quay", credit="M. Reed"),
            link_card("https://example.org/report", title="A long report"),
        ],
    )
    editorial.pin_update(update)
    editorial.mark_key_event(update)

    soup = get_soup(reader, live_blog.url)
    for script in soup.find_all("script"):
        script.decompose()
    for part, words in {
        "header": [live_blog.title, "Live", live_blog.standfirst],
        "summary": ["The ferry runs.", "For how long."],
        "pinned": ["The ferry runs again", "It left at noon."],
        "key_events": ["The ferry runs again"],
    }.items():
        element = soup.find(attrs={"data-liveconflict-part": part})
        for word in words:
            assert word in element.get_text(), part
    article = soup.find("article", id=f"update-{update.pk}")
    words = article.get_text()
    for word in (
        "The ferry runs again",
        "Ida Marsh",
        "It left at noon.",
        "We open at noon.",
        "Ott Reed",
        "Відкриваємо опівдні.",
        "The bridge stands.",
        "Disputed",
        "≠",
        "Two outlets disagree.",
        "As of the evening.",
        "M. Reed",
        "A long report",
    ):
        assert word in words, word
    original = article.find(string=re.compile("Відкриваємо")).find_parent(lang=True)
    assert original["lang"] == "uk"
    assert article.find("figure").find("blockquote")
    assert article.find("img")["alt"] == "A quay"
    assert article.find("a", href="https://example.org/report")


def test_times_are_valid_and_in_the_blogs_zone(reader, live_blog):
    """Each ``<time>`` has a machine-readable instant with its offset, and words."""
    live_blog.time_zone = "Asia/Kathmandu"
    live_blog.save_revision().publish()
    PublishedUpdateFactory(page=live_blog)
    soup = get_soup(reader, live_blog.url)
    (day,) = soup.select("h2.liveconflict-day time")
    assert date.fromisoformat(day["datetime"])
    times = [time for time in soup.find_all("time") if time is not day]
    assert times
    for element in times:
        assert re.fullmatch(
            r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?\+05:45", element["datetime"]
        )
        assert element.get_text(strip=True)


def test_headings_are_an_outline(reader, live_blog):
    """One h1, no level skipped, and no heading empty, also without a headline."""
    update = PublishedUpdateFactory(page=live_blog, headline="", body=[text("Words.")])
    editorial.pin_update(update)
    editorial.mark_key_event(update)
    headings = get_soup(reader, live_blog.url).find_all(re.compile("^h[1-6]$"))
    levels = [int(heading.name[1]) for heading in headings]
    assert levels.count(1) == 1
    assert levels[0] == 1
    for above, below in pairwise(levels):
        assert below <= above + 1
    assert all(heading.get_text(strip=True) for heading in headings)


def test_no_id_occurs_twice_and_every_reference_leads_somewhere(reader, live_blog):
    """Also when an update stands in the stream and at the top."""
    updates = PublishedUpdateFactory.create_batch(3, page=live_blog)
    editorial.pin_update(updates[1])
    soup = get_soup(reader, live_blog.url)
    ids = [element["id"] for element in soup.find_all(id=True)]
    assert len(ids) == len(set(ids))
    for element in soup.find_all(attrs={"aria-labelledby": True}):
        assert set(element["aria-labelledby"].split()) <= set(ids)


def test_the_page_knows_where_to_ask(reader, live_blog):
    """Its cursor answers with nothing new: no update between page and first poll is
    missed or told twice."""
    PublishedUpdateFactory.create_batch(2, page=live_blog)
    blog = get_soup(reader, live_blog.url).find("liveconflict-blog")
    address = f"{blog['data-changes-url']}{blog['data-cursor']}/"
    assert set(reader.get(address).json()) == {"cursor", "wait"}
    assert blog["data-state"] == "live"
    assert blog["data-mode"] == "newest"


def test_a_page_load_sets_no_cookie(reader, live_blog):
    """Nothing on the reader's page needs consent."""
    PublishedUpdateFactory(page=live_blog)
    assert not reader.get(live_blog.url).cookies


def test_markup_in_words_stays_words(reader, live_blog):
    """Tags in any field are shown as text, not obeyed."""
    evil = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    claim = ClaimFactory(sentence=evil, explanation=evil)
    PublishedUpdateFactory(
        page=live_blog,
        headline=f"{evil} headline",
        byline_names=evil,
        body=[
            {"type": "text", "value": f"<p>words {evil}</p>"},
            quote(
                evil,
                name=evil,
                role=evil,
                language="ka",
                original_text=evil,
                translated_by="desk",
                translation_note=evil,
            ),
            verification(claim, note=evil),
            link_card(title=evil, text=evil, provider=evil),
            link_card("javascript:alert(3)"),
        ],
    )
    live_blog.title = evil
    live_blog.standfirst = evil
    live_blog.save_revision().publish()
    html = reader.get(live_blog.url).content.decode()
    soup = BeautifulSoup(html, "html.parser")
    assert not soup.find(onerror=True)
    assert not soup.find(href=re.compile("^javascript:"))
    assert {s.get("type") for s in soup.find_all("script", src=None)} == {
        "application/ld+json"
    }
    assert "alert(1)" in soup.get_text()


def test_rich_text_that_came_past_the_editor_is_harmless(reader, live_blog):
    """Words written by code or through the API pass the same gate as the editor's."""
    PublishedUpdateFactory(
        page=live_blog,
        body=[
            text("The <b>ferry</b> runs.<script>a()</script><img src=x onerror=b()>")
        ],
    )
    soup = get_soup(reader, live_blog.url)
    assert "The ferry runs." in soup.get_text()
    assert not soup.find(onerror=True)
    assert {s.get("type") for s in soup.find_all("script", src=None)} == {
        "application/ld+json"
    }
