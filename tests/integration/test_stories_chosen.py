"""Which stories stand under a page: picks first, then what fits it."""

import pytest
from django.utils import timezone
from wagtail.models import Locale, Page, PageViewRestriction, Site

from tests.factories import LiveBlogPageFactory
from tests.related_stories import make_story, pick
from tests.testapp.models import NotePage
from wagtail_liveconflict.stories.selection import get_cards

pytestmark = pytest.mark.django_db


def titles(page, limit=8, **options):
    return [card.title for card in get_cards(page, limit, **options)]


@pytest.fixture
def article(root_page):
    return make_story("The article")


@pytest.fixture
def section(root_page):
    """Another branch of the site: what is there is found by its tags alone."""
    return root_page.add_child(instance=Page(title="Sport", slug="sport", live=True))


def test_picks_come_first_in_their_order(article):
    """Whatever else is newer."""
    stories = [make_story(f"Pick {n}", age=30 + n) for n in range(3)]
    make_story("Newer", age=1)
    article = pick(article, stories[2], stories[0], stories[1])
    assert titles(article) == ["Pick 2", "Pick 0", "Pick 1", "Newer"]
    assert titles(article, 2) == ["Pick 2", "Pick 0"]


def test_a_pick_has_words_of_its_own(article):
    """Where the editor has written none, those of the page."""
    story = make_story("A page", search_description="What it says")
    card = get_cards(pick(article, story, kicker="Analysis", title="Another"))[0]
    assert (card.kicker, card.title, card.teaser) == (
        "Analysis",
        "Another",
        "What it says",
    )


def test_empty_places_are_filled_with_shared_tags_then_the_newest_beside(
    section, root_page
):
    """Most shared tags first, then the newest of them; then the newest of the same
    section. Tags are shared by pages of all types."""
    article = make_story("The article", tags=["river", "dam"])
    make_story("Newest beside", age=1)
    make_story("Older beside", age=2)
    make_story("One tag", age=3, tags=["river"], parent=section)
    make_story("Newer with one tag", age=2, tags=["dam", "x"], parent=section)
    make_story("Both tags", age=9, tags=["dam", "river"], parent=section)
    make_story("Other tag", age=1, tags=["x"], parent=section)
    make_story("Note", age=5, tags=["river"], parent=section, model=NotePage)
    assert titles(article) == [
        "Both tags",
        "Newer with one tag",
        "One tag",
        "Note",
        "Newest beside",
        "Older beside",
    ]


def test_tags_in_taggit_s_plain_way_count_as_well(section):
    """Also of the page itself."""
    note = make_story("A note", tags=["river"], model=NotePage)
    make_story("By tag", tags=["river"], parent=section)
    make_story("Other", tags=["x"], parent=section, model=NotePage)
    assert titles(note) == ["By tag"]


def test_never_the_page_itself_nor_a_story_twice(article):
    """Neither as a pick, nor by its tags, nor as an alias."""
    story = make_story("A story", tags=["river"])
    article.tags.add("river")
    article.save()
    story.create_alias(update_slug="alias-of-story")
    alias = article.create_alias(update_slug="alias-of-article")
    article = pick(article, article, story, alias, story)
    assert titles(article) == ["A story"]
    assert titles(alias.specific) == ["A story"]


@pytest.mark.parametrize("is_picked", [True, False])
@pytest.mark.parametrize("why", ["draft", "private", "below", "alias", "language"])
def test_what_readers_may_not_have_is_left_out(root_page, article, why, is_picked):
    """Drafts, private pages and those below them, aliases of private pages, other
    languages: picked or found."""
    branch = make_story("Branch", age=3)
    parent = branch if why == "below" else root_page
    story = make_story("Hidden", parent=parent) if why != "alias" else None
    if why == "below":
        # Beside the hidden one, to find it in the same section.
        article = make_story("Below as well", parent=branch)
        PageViewRestriction.objects.create(page=branch, restriction_type="login")
    elif why == "draft":
        story.unpublish()
    elif why == "private":
        PageViewRestriction.objects.create(page=story, restriction_type="login")
    elif why == "alias":
        source = make_story("Source")
        PageViewRestriction.objects.create(page=source, restriction_type="login")
        story = source.create_alias(update_slug="alias")
    else:
        russian = Locale.objects.create(language_code="ru")
        Page.objects.filter(pk=story.pk).update(locale=russian)
    if is_picked:
        article = pick(article, story)
    assert not {"Hidden", "Source"} & set(titles(article))


def test_another_site_s_pages_are_left_out(root_page, article):
    """Beside this site's pages as well as below them."""
    beside = Page.objects.get(depth=1).add_child(instance=Page(title="Other site"))
    below = root_page.add_child(instance=Page(title="Site below"))
    for number, root in enumerate((beside, below)):
        Site.objects.create(hostname=f"other-{number}.example", root_page=root)
    stories = [
        make_story("There", parent=beside),
        make_story("Below", parent=below),
        below,
    ]
    assert titles(pick(article, *stories)) == []
    own = make_story("Beside there", parent=below)
    assert titles(own) == ["Below"]


def test_a_page_without_a_site_has_no_stories(article):
    """It has no readers either."""
    Site.objects.all().delete()
    assert titles(article) == []


@pytest.mark.parametrize(
    ("days", "expected"), [(30, ["Fresh"]), (None, ["Fresh", "Old"])]
)
def test_what_is_too_old_fills_no_place(settings, article, days, expected):
    """A pick may be as old as it likes."""
    settings.LIVECONFLICT_RELATED_STORIES = {"OPTIONS": {"MAX_AGE_DAYS": days}}
    make_story("Fresh", age=29)
    make_story("Old", age=31)
    picked = make_story("Picked", age=500)
    assert titles(pick(article, picked)) == ["Picked", *expected]


def test_pages_in_the_menu_are_no_stories(article):
    """Unless somebody picks them."""
    about = make_story("About us", show_in_menus=True)
    assert titles(article) == []
    assert titles(pick(article, about)) == ["About us"]


def test_a_site_says_which_types_are_stories(settings, article):
    """Also those in its menus."""
    settings.LIVECONFLICT_RELATED_STORIES = {
        "OPTIONS": {"PAGE_TYPES": ["testapp.NotePage"]}
    }
    make_story("A story")
    make_story("A note", model=NotePage, show_in_menus=True)
    assert titles(article) == ["A note"]


def test_the_front_page_has_what_is_below_it(root_page):
    """There is nothing beside it."""
    make_story("Below")
    assert titles(root_page) == ["Below"]


def test_a_preview_shows_what_readers_will_get(root_page):
    """What is picked and tagged in the form and not saved yet; also before the page is
    there."""
    section = root_page.add_child(instance=Page(title="Sport", slug="sport"))
    tagged = make_story("Tagged", tags=["river"], parent=section)
    picked = make_story("Picked", parent=section)
    article = make_story("The article")
    assert titles(article) == []
    article.live_related_stories.add(article.live_related_stories.model(story=picked))
    article.tags.add("river")
    assert titles(article, is_draft=True) == ["Picked", "Tagged"]
    draft = type(article)(title="New", slug="new", locale=article.locale)
    draft.path, draft.depth = f"{root_page.path}000Z", 3
    draft.set_url_path(root_page)
    draft.tags.add("river")
    assert titles(draft, is_draft=True) == [tagged.title, "The article"]


@pytest.mark.parametrize(("limit", "number"), [(0, 1), (-1, 1), (3, 3), (99, 8)])
def test_there_are_one_to_eight(article, limit, number):
    """Whatever a template asks for."""
    for _number in range(10):
        make_story()
    assert len(get_cards(article, limit)) == number


def test_a_hidden_story_s_place_is_filled(article):
    """Before the cache knows of it."""
    stories = [make_story(age=n) for n in range(1, 11)]
    assert len(titles(article, 8)) == 8
    Page.objects.filter(pk=stories[0].pk).update(live=False)
    assert titles(article, 8) == [story.title for story in stories[1:9]]


def test_a_live_blog_s_stories(root_page):
    """Its own page type is like any other."""
    blog = LiveBlogPageFactory()
    make_story("A story")
    blog.first_published_at = timezone.now()
    assert titles(blog) == ["A story"]
