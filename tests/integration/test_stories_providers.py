"""What fills the places is for a site to choose."""

import pytest
from django.core.checks import run_checks
from django.core.management import call_command
from wagtail.models import Page, PageViewRestriction

from tests.related_stories import make_story, pick
from wagtail_liveconflict.stories import StoryProvider, TagsProvider
from wagtail_liveconflict.stories.providers import get_words
from wagtail_liveconflict.stories.selection import get_cards

pytestmark = pytest.mark.django_db
SEARCH = "wagtail_liveconflict.stories.SearchProvider"
HERE = "tests.integration.test_stories_providers"


class OwnProvider(StoryProvider):
    """Everything by its title, and much that must not be shown."""

    def find(self, page, candidates, limit):
        return [page.pk, *Page.objects.order_by("title").values_list("pk", flat=True)]


class BrokenProvider(StoryProvider):
    def find(self, page, candidates, limit):
        raise RuntimeError("no connection")


def use(settings, path, **options):
    settings.LIVECONFLICT_RELATED_STORIES = {"PROVIDER": path, "OPTIONS": options}


def titles(page):
    return [card.title for card in get_cards(page)]


def test_full_text_search_finds_the_same_subject(settings, root_page):
    """In the whole site; then the newest of the same section. Nothing that is private,
    a draft, or too old."""
    use(settings, SEARCH)
    section = root_page.add_child(instance=Page(title="Sport", slug="sport"))
    article = make_story("The harbour of Ternwell", search_description="Ferries, salt")
    make_story("Beside", age=1)
    make_story("Ferries stay in the harbour of Ternwell", age=9, parent=section)
    make_story("Salt", age=2, parent=section)
    make_story("Old ferries", age=400, parent=section)
    private = make_story("Ferries at night", parent=section)
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    make_story("Ferries tomorrow", parent=section).unpublish()
    call_command("update_index", verbosity=0)
    found = titles(article)
    # Which is better is for the search engine to say.
    assert sorted(found[:2]) == ["Ferries stay in the harbour of Ternwell", "Salt"]
    assert found[2:] == ["Beside"]


def test_words_of_no_use_are_not_searched_for(root_page):
    """Short ones, signs, the same again."""
    root_page.title = "We go to the Harbour: harbour “2026”?"
    root_page.search_description = ""
    assert get_words(root_page) == ["the", "harbour", "2026"]


@pytest.mark.parametrize("title", ["?!", "a b", "OR", '"AND" NOT (', "Навтикарі: міст"])
def test_a_title_is_no_query(settings, title):
    """Whatever signs a headline has, the search bears it."""
    use(settings, SEARCH)
    article, _other = make_story(title), make_story("Beside")
    assert titles(article) == ["Beside"]


def test_a_site_s_own_provider_cannot_show_too_much(settings, root_page):
    """Hidden pages, the page itself and doubles are left out, whatever it returns."""
    use(settings, f"{HERE}.OwnProvider")
    article, first = make_story("The article"), make_story("A first")
    make_story("B draft").unpublish()
    private = make_story("C private")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    assert titles(pick(article, first)) == ["A first", root_page.title]


def test_a_provider_that_fails_costs_nobody_the_page(settings, caplog):
    """The picks are there, and the log says why nothing else is."""
    use(settings, f"{HERE}.BrokenProvider")
    article, story = make_story(), make_story("Picked")
    make_story("Beside")
    assert titles(pick(article, story)) == ["Picked"]
    assert "no connection" in caplog.text


def test_the_options_are_the_provider_s_arguments():
    """By these names."""
    provider = TagsProvider(MAX_AGE_DAYS=9, PAGE_TYPES=["testapp.StoryPage"])
    assert provider.check() == []


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("a path", "E008"),
        ({"BACKEND": SEARCH}, "E008"),
        ({"PROVIDER": "no.such.Provider"}, "E008"),
        ({"PROVIDER": "nothing"}, "E008"),
        ({"PROVIDER": None}, "E008"),
        ({"PROVIDER": "collections.OrderedDict"}, "E008"),
        ({"PROVIDER": "wagtail_liveconflict.stories.StoryProvider"}, "E008"),
        ({"OPTIONS": {"DAYS": 3}}, "E008"),
        ({"OPTIONS": {"MAX_AGE_DAYS": 0}}, "E009"),
        ({"OPTIONS": {"MAX_AGE_DAYS": True}}, "E009"),
        ({"OPTIONS": {"MAX_AGE_DAYS": "9"}}, "E009"),
        ({"OPTIONS": {"PAGE_TYPES": ["testapp.Nothing"]}}, "E009"),
        ({"OPTIONS": {"PAGE_TYPES": ["auth.User"]}}, "E009"),
        ({"OPTIONS": {"PAGE_TYPES": ["nothing"]}}, "E009"),
        ({"OPTIONS": None}, "E008"),
        ({}, None),
        ({"PROVIDER": SEARCH, "OPTIONS": {"MAX_AGE_DAYS": None}}, None),
    ],
)
def test_a_wrong_setting_has_its_message(settings, value, expected):
    """With an id and a hint, at "manage.py check" and not at the first reader."""
    settings.LIVECONFLICT_RELATED_STORIES = value
    found = [
        message
        for message in run_checks(tags=["liveconflict"])
        if message.id.endswith(("E008", "E009"))
    ]
    assert [message.id[-4:] for message in found] == ([expected] if expected else [])
    assert all(message.hint for message in found)
