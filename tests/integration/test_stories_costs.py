"""What more stories cost, and how long they are kept."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Site

from sandbox_site.news.models import ArticlePage
from tests.factories import ImageFactory
from tests.related_stories import as_body, make_story, pick
from tests.testapp.models import StoryPage
from wagtail_liveconflict.stories.rendering import render_cards
from wagtail_liveconflict.stories.selection import get_cards

pytestmark = pytest.mark.django_db


def titles(page):
    return [card.title for card in get_cards(page)]


def make_illustrated(number, **fields):
    """Stories with pictures: in fields, and in texts."""
    for n in range(number):
        image = ImageFactory()
        body = {
            "type": "gallery",
            "value": {"pictures": [{"image": image.pk, "alt_text": "A quay"}]},
        }
        if n % 2:
            make_story(model=ArticlePage, hero_image=image, **fields)
        else:
            make_story(body=as_body(body), tags=["river"], **fields)


def count_queries(page, *, is_cold):
    """Of eight cards with their pictures, in HTML."""
    page = StoryPage.objects.get(pk=page.pk)
    if is_cold:
        cache.clear()
        # Wagtail keeps it by itself, for every page of the site.
        Site.get_site_root_paths()
    with CaptureQueriesContext(connection) as queries:
        cards = get_cards(page, 8)
        html = render_cards(cards)
    assert (len(cards), html.count("<picture>")) == (8, 8)
    # The savepoints are of the transaction that a test is.
    mine = ("SAVEPOINT", "RELEASE")
    return sum(not query["sql"].startswith(mine) for query in queries)


@pytest.fixture
def article(root_page):
    """With two picks, and six places to fill by tags and from the same section."""
    article = make_story("The article", tags=["river"])
    make_illustrated(10, age=2)
    picks = Page.objects.filter(title__startswith="Story").order_by("pk")[:2]
    article = pick(article, *picks)
    render_cards(get_cards(article))  # Makes the renditions.
    return article


def test_eight_cards_cost_at_most_eight_queries(article):
    """However many pages the site has: with twelve and with five hundred the same;
    five where their ids are known."""
    cold = count_queries(article, is_cold=True)
    warm = count_queries(article, is_cold=False)
    assert cold <= 8
    assert warm <= 5
    root = Page.objects.get(depth=2)
    for number in range(500):
        old = Page(title=f"Old {number}", slug=f"old-{number}")
        old.first_published_at = timezone.now() - timedelta(days=30)
        root.add_child(instance=old)
    assert count_queries(article, is_cold=True) == cold
    assert count_queries(article, is_cold=False) == warm


def test_ids_are_kept(article):
    """Until something happens, or five minutes have passed."""
    before = titles(article)
    # Not the way that anybody publishes.
    make_story("Newest", age=0)
    assert titles(article) == before
    cache.clear()
    assert "Newest" in titles(article)


def happens(do):
    with TestCase.captureOnCommitCallbacks(execute=True):
        do()


def test_what_is_published_is_there_at_once(article):
    """And what is taken back is not."""
    titles(article)
    story = make_story("Newest", age=0)
    happens(lambda: story.save_revision().publish())
    assert "Newest" in titles(article)
    happens(story.unpublish)
    assert "Newest" not in titles(article)


def test_what_is_moved_is_looked_for_anew(root_page):
    """Another section has other stories."""
    branch = root_page.add_child(instance=Page(title="Branch", slug="branch"))
    article, story = make_story("The article"), make_story("Elsewhere", parent=branch)
    assert titles(article) == []
    happens(lambda: story.move(root_page, pos="last-child"))
    assert titles(article) == ["Elsewhere"]


def test_the_place_of_what_is_deleted_is_filled(root_page):
    """At once, also when what is above it is deleted."""
    article, branch = make_story("The article"), make_story("Branch", age=5)
    below = make_story("Below", parent=branch)
    article = pick(article, below)
    assert titles(article) == ["Below", "Branch"]
    happens(Page.objects.get(pk=branch.pk).delete)
    assert titles(StoryPage.objects.get(pk=article.pk)) == []


def test_what_becomes_private_is_hidden_at_once(article):
    """Whatever the cache says; and shown again when that ends."""
    story = Page.objects.get(pk=article.live_related_stories.first().story_id)
    assert story.title in titles(article)
    restriction = PageViewRestriction(page=story, restriction_type="login")
    restriction.save()
    assert story.title not in titles(article)
    happens(restriction.delete)
    assert story.title in titles(article)


def test_a_cache_that_is_away_costs_no_page(article, settings):
    """Only time."""
    before = titles(article)
    settings.LIVECONFLICT_CACHE = "nowhere"
    assert titles(article) == before
    happens(lambda: article.save_revision().publish())
