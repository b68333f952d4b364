"""What goes wrong around related stories stays there."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import TestCase
from wagtail.models import Page, PageViewRestriction

from tests.factories import ImageFactory, LiveBlogPageFactory, PublishedUpdateFactory
from tests.related_stories import make_story, more_stories, pick
from tests.testapp.models import StoryPage
from wagtail_liveconflict.editorial import start_blog
from wagtail_liveconflict.models import Change, LiveUpdate
from wagtail_liveconflict.stories import StoryProvider, TagsProvider
from wagtail_liveconflict.stories.selection import get_cards

pytestmark = pytest.mark.django_db
HERE = "tests.integration.test_stories_robust"


class BrokenProvider(StoryProvider):
    """Asks for a table that is not there."""

    def find(self, page, candidates, limit):
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM no_such_table")


def on_air(parent):
    live_blog = LiveBlogPageFactory(parent=parent)
    start_blog(live_blog)
    return live_blog


def count_changes(update):
    return Change.objects.filter(update_id=update.pk).latest("number").number


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_section_is_deleted_with_a_live_blog_and_what_it_shows(restored_db):
    """Nothing is announced on a page that is not there any more."""
    section = make_story("The section")
    live_blog, story = on_air(section), make_story("A story", parent=section)
    PublishedUpdateFactory(page=live_blog, body=[more_stories(story)])
    elsewhere = on_air(Page.objects.get(depth=2))
    update = PublishedUpdateFactory(page=elsewhere, body=[more_stories(story)])
    before = count_changes(update)
    Page.objects.get(pk=section.pk).delete()
    assert not Page.objects.filter(pk__in=[live_blog.pk, story.pk]).exists()
    assert not Change.objects.filter(page_id=live_blog.pk).exists()
    # Another live blog's pages lose the card.
    assert count_changes(update) > before


def test_an_alias_is_as_private_as_its_source(root_page):
    """Open pages that show its card are told so, of a page below it as well."""
    section = make_story("The section")
    story = make_story("A story", parent=section)
    alias = story.create_alias(parent=root_page, update_slug="the-alias")
    update = PublishedUpdateFactory(page=on_air(root_page), body=[more_stories(alias)])
    before = count_changes(update)
    with TestCase.captureOnCommitCallbacks(execute=True):
        restriction = PageViewRestriction.objects.create(
            page=section, restriction_type="login"
        )
    private = count_changes(update)
    assert private > before
    with TestCase.captureOnCommitCallbacks(execute=True):
        restriction.delete()
    assert count_changes(update) > private


def test_a_provider_that_breaks_the_database_s_patience(root_page, settings, caplog):
    """An update is published all the same, without what would have filled its places;
    the next publication fills them."""
    make_story("To be found")
    live_blog = on_air(root_page)
    settings.LIVECONFLICT_RELATED_STORIES = {"PROVIDER": f"{HERE}.BrokenProvider"}
    update = PublishedUpdateFactory(page=live_blog, body=[more_stories(number=1)])
    assert update.live
    assert "No stories could be found" in caplog.text
    assert update.body[0].value.filled_ids == []
    settings.LIVECONFLICT_RELATED_STORIES = {}
    update.save_revision().publish()
    assert len(LiveUpdate.objects.get(pk=update.pk).body[0].value.filled_ids) == 1


def test_a_failure_is_not_kept(root_page, settings, caplog):
    """Nobody waits five minutes for the search server that is back."""
    page = make_story("The article")
    make_story("To be found")
    settings.LIVECONFLICT_RELATED_STORIES = {"PROVIDER": f"{HERE}.BrokenProvider"}
    assert get_cards(page) == []
    settings.LIVECONFLICT_RELATED_STORIES = {
        "PROVIDER": f"{TagsProvider.__module__}.TagsProvider"
    }
    assert [card.title for card in get_cards(page)] == ["To be found"]


def test_all_picks_are_shown_where_nobody_says_how_many(root_page, reader):
    """An editor who has picked six sees six."""
    picks = [make_story(f"Pick {number}") for number in range(6)]
    page = pick(make_story("The article"), *picks)
    titles = [card.title for card in get_cards(page, None)]
    assert titles == [f"Pick {number}" for number in range(6)]
    # Also from the cache.
    assert [card.title for card in get_cards(page, None)] == titles
    cache.clear()
    assert len(get_cards(make_story("Another"), None)) == 4


def test_one_bad_card_costs_no_page(root_page, monkeypatch, caplog):
    """Neither a page type whose card fails, nor a picture that is no picture."""
    good, bad = make_story("Good"), make_story("Bad")
    image = ImageFactory()
    with image.file.storage.open(image.file.name, "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\nand no more")
    damaged = make_story(
        "Damaged",
        body=f'[{{"type": "gallery", "value": {{"pictures": [{{"image": {image.pk}}}]}}}}]',
    )
    page = pick(make_story("The article"), bad, damaged, good)

    def fail(story):
        if story.title == "Bad":
            raise ValueError("no card")
        return guess_card(story)

    from wagtail_liveconflict.stories import guess_card

    monkeypatch.setattr(StoryPage, "get_story_card", fail, raising=False)
    cards = get_cards(page)
    assert [card.title for card in cards][:2] == ["Damaged", "Good"]
    assert cards[0].picture == ""
    assert "No card could be made" in caplog.text
