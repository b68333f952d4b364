"""Which addresses a cache in front of the site forgets with each change."""

import datetime as dt

import pytest
from wagtail.models import Page, PageViewRestriction, Site

from tests.factories import (
    ClaimFactory,
    LiveBlogPageFactory,
    PublishedUpdateFactory,
    SourceFactory,
    edit,
    quote,
    text,
    verification,
)
from tests.purges import below, of_site, own, purging, whole
from wagtail_liveconflict import editorial
from wagtail_liveconflict.models import LiveUpdate, NewsroomSettings

__all__ = ["purging"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def other_blog(root_page):
    page = LiveBlogPageFactory(parent=root_page, title="The dam")
    editorial.start_blog(page)
    return page


@pytest.fixture
def source_pages(db):
    return NewsroomSettings.objects.create(
        site=Site.objects.get(), show_source_pages=True
    )


def source_page(source):
    return {f"http://localhost/live/sources/{source.pk}/"}


def test_a_new_update(live_blog, purging):
    """Its own page, its archive page and its day, and what tells of the whole live blog
    and site; no page of another update."""
    PublishedUpdateFactory(page=live_blog)
    with purging() as urls:
        update = PublishedUpdateFactory(page=live_blog)
    assert urls == whole(live_blog) | own(update)


def change_text(update):
    edit(update, body=[text("The ferry has left.")])


def withdraw(update):
    editorial.withdraw_update(update, None, "It was an exercise.")


def correct(update):
    editorial.correct_update(update, None, "It left at noon, not at one.")


@pytest.mark.parametrize(
    "change",
    [change_text, withdraw, correct, editorial.mark_key_event, LiveUpdate.unpublish],
)
def test_a_change_of_an_update(live_blog, purging, change):
    """Also the pages of the five updates on either side, which show it."""
    before, update, after = [PublishedUpdateFactory(page=live_blog) for _ in range(3)]
    with purging() as urls:
        change(LiveUpdate.objects.get(pk=update.pk))
    around = below(live_blog, f"updates/{before.pk}/", f"updates/{after.pk}/")
    assert urls == whole(live_blog) | own(update) | around


def test_only_its_archive_page_and_its_day(live_blog, purging, settings):
    """Archive pages count from the oldest update, so the others stay as they are. The
    day begins where the live blog is."""
    settings.LIVECONFLICT_PAGE_SIZE = 2
    live_blog.time_zone = "Asia/Tokyo"
    live_blog.save_revision().publish()
    updates = [PublishedUpdateFactory(page=live_blog) for _ in range(7)]
    # Late in the evening in Kyiv, where the tests are.
    moment = dt.datetime(2026, 11, 20, 20, tzinfo=dt.UTC)
    LiveUpdate.objects.filter(pk=updates[3].pk).update(first_published_at=moment)
    with purging() as urls:
        editorial.withdraw_update(updates[3], None, "It was an exercise.")
    pages = {url for url in urls if "/page/" in url or "/day/" in url}
    both = [
        f"{path}{order}"
        for path in ("page/2/", "day/2026-11-21/")
        for order in ("", "?order=oldest")
    ]
    assert pages == below(live_blog, *both)


def test_a_deleted_update(live_blog, purging):
    """What is gone is forgotten everywhere, its day included."""
    update = PublishedUpdateFactory(page=live_blog)
    expected = whole(live_blog) | own(update)
    with purging() as urls:
        LiveUpdate.objects.get(pk=update.pk).delete()
    assert urls == expected


def test_a_moved_update(live_blog, other_blog, purging):
    """Where it was and where it is."""
    PublishedUpdateFactory(page=other_blog)
    update = PublishedUpdateFactory(page=live_blog)
    there = own(update)
    with purging() as urls:
        moved = editorial.move_update(update, None, other_blog)
    assert urls == there | own(moved) | whole(live_blog) | whole(other_blog)


@pytest.mark.parametrize(
    "change",
    [
        lambda page: editorial.pause_blog(page),
        lambda page: editorial.end_blog(page),
        lambda page: editorial.edit_head(
            page, None, title="The bridge", standfirst="", summary=page.summary
        ),
        lambda page: page.save_revision().publish(),
    ],
)
def test_the_state_and_the_head(live_blog, purging, change):
    """The whole, and no page of an update: their heads follow by their own time."""
    PublishedUpdateFactory(page=live_blog)
    with purging() as urls:
        change(live_blog)
    assert urls == whole(live_blog)


def test_a_claim_in_two_live_blogs(live_blog, other_blog, purging):
    """One change of its status reaches each live blog that shows it."""
    claim = ClaimFactory()
    shown = [
        PublishedUpdateFactory(page=page, body=[verification(claim)])
        for page in (live_blog, other_blog)
    ]
    third = LiveBlogPageFactory(title="Elsewhere")
    PublishedUpdateFactory(page=third)
    with purging() as urls:
        editorial.change_claim_status(claim, None, "disputed", "Two differ.")
    assert urls == (
        whole(live_blog) | whole(other_blog) | own(shown[0]) | own(shown[1])
    )


def test_a_claim_in_very_many_updates(live_blog, purging):
    """The newest fifty are purged one by one; the rest goes by its time."""
    claim = ClaimFactory()
    updates = [
        PublishedUpdateFactory(page=live_blog, body=[verification(claim)])
        for _ in range(55)
    ]
    with purging() as urls:
        editorial.change_claim_status(claim, None, "disputed", "Two differ.")
    permalinks = {url for url in urls if "/updates/" in url}
    newest = [f"updates/{update.pk}/" for update in updates[5:]]
    assert permalinks == below(live_blog, *newest)
    assert len(urls) < 100


def test_a_source_that_is_quoted(live_blog, purging, source_pages):
    """The page of a source, with each change of an update that quotes it, also with the
    one that takes the quote out, and with its own changes."""
    source = SourceFactory()
    with purging() as urls:
        update = PublishedUpdateFactory(
            page=live_blog, body=[quote("Yes.", source=source)]
        )
    assert urls == whole(live_blog) | own(update) | source_page(source)
    with purging() as urls:
        source.description = "of the port"
        source.save()
    assert source_page(source) <= urls
    with purging() as urls:
        change_text(update)
    assert urls == whole(live_blog) | own(update) | source_page(source)
    expected = source_page(source)
    with purging() as urls:
        source.delete()
    assert urls == expected


def test_a_site_without_pages_of_sources(live_blog, purging):
    """It has none to be purged."""
    with purging() as urls:
        PublishedUpdateFactory(
            page=live_blog, body=[quote("Yes.", source=SourceFactory())]
        )
    assert not [url for url in urls if "/sources/" in url]


def without_redirects(urls):
    """Wagtail makes redirects of old addresses, without a slash, and purges those."""
    return {url for url in urls if url.endswith(("/", ".xml")) or "?" in url}


def test_another_address(live_blog, root_page, purging):
    """Renamed, or moved with the section it is in: the old addresses are forgotten, and
    so are the new ones, which were not found until now."""
    old = whole(live_blog)
    with purging() as urls:
        live_blog.slug = "the-bridge"
        live_blog.save_revision().publish()
    live_blog = type(live_blog).objects.get(pk=live_blog.pk)
    renamed = whole(live_blog)
    assert "/the-bridge/" in "".join(renamed)
    assert without_redirects(urls) == old | renamed
    section = root_page.add_child(instance=Page(title="World", slug="world"))
    archive = root_page.add_child(instance=Page(title="Archive", slug="archive"))
    live_blog.move(section, pos="last-child")
    old = whole(type(live_blog).objects.get(pk=live_blog.pk))
    with purging() as urls:
        Page.objects.get(pk=section.pk).move(archive, pos="last-child")
    new = whole(type(live_blog).objects.get(pk=live_blog.pk))
    assert "/archive/world/the-bridge/" in "".join(new)
    assert without_redirects(urls) == old | new


@pytest.mark.parametrize("change", ["unpublish", "delete"])
def test_a_page_that_is_taken_down(live_blog, purging, change):
    PublishedUpdateFactory(page=live_blog)
    expected = whole(live_blog)
    with purging() as urls:
        getattr(live_blog, change)()
    assert urls == expected


def test_a_page_that_is_not_for_everybody_any_more(live_blog, root_page, purging):
    """By a restriction of its own or of a page above."""
    with purging() as urls:
        PageViewRestriction.objects.create(page=root_page, restriction_type="login")
    assert urls == whole(live_blog)


def test_the_settings_of_the_newsroom(source_pages, purging):
    """They are on the page about its ways, and its name in the feeds and the sitemap."""
    with purging() as urls:
        source_pages.verification_intro = "<p>We look twice.</p>"
        source_pages.save()
    assert urls == {"http://localhost/live/how-we-verify/"} | of_site()


def test_what_readers_cannot_see_purges_nothing(live_blog, purging):
    """A draft, a claim and a source that nothing shows; a live blog that is no page
    yet."""
    update = PublishedUpdateFactory(page=live_blog)
    draft = LiveBlogPageFactory(live=False)
    with purging() as urls:
        update.headline = "Not yet"
        update.save_revision()
        claim = ClaimFactory()
        editorial.change_claim_status(claim, None, "disputed", "Two differ.")
        editorial.start_blog(draft)
    assert urls == set()
