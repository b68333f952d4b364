"""More stories in the middle of a text: of an update, and of a site's own page."""

import json

import pytest
from bs4 import BeautifulSoup
from django.test import TestCase
from wagtail.blocks import StructBlockValidationError
from wagtail.models import PageViewRestriction

from sandbox_site.news.models import ArticlePage
from tests.factories import (
    ImageFactory,
    LiveBlogPageFactory,
    LiveUpdateFactory,
    PublishedUpdateFactory,
    edit,
    text,
)
from tests.related_stories import as_body, make_story, more_stories, pick
from tests.testapp.models import StoryPage
from wagtail_liveconflict import editorial
from wagtail_liveconflict.blocks import MoreStoriesBlock
from wagtail_liveconflict.models import Change, LiveUpdate
from wagtail_liveconflict.reader.delta import render_entries
from wagtail_liveconflict.reader.preview import serve_update_preview
from wagtail_liveconflict.syndication.feeds import serve_atom

pytestmark = pytest.mark.django_db


@pytest.fixture
def stories(root_page):
    """Three pages, the newest last."""
    return [make_story(f"Story {word}", age=9 - n) for n, word in enumerate("abc")]


def publish(page, *blocks):
    return PublishedUpdateFactory(page=page, body=[text("Words."), *blocks])


def titles_in(html) -> list[str]:
    soup = BeautifulSoup(html, "html.parser")
    return [a.get_text() for a in soup.select(".liveconflict-story__link")]


def shown(update) -> list[str]:
    """As an open page gets it."""
    page = type(update.page.specific).objects.get(pk=update.page_id)
    update = LiveUpdate.objects.get(pk=update.pk)
    (entry,) = render_entries(page, {update.pk: update.ordinal})
    return titles_in(json.loads(entry.json)["html"])


def happens(do):
    with TestCase.captureOnCommitCallbacks(execute=True):
        do()


def test_picks_in_an_update_are_followed_by_what_fits(live_blog, stories):
    """As many as the editor asks for, or has picked."""
    update = publish(live_blog, more_stories(stories[0], number=3))
    assert shown(update) == ["Story a", "Story c", "Story b"]
    update = publish(live_blog, more_stories(*stories, number=1))
    assert shown(update) == ["Story a", "Story b", "Story c"]


def test_what_was_filled_in_stays_until_the_editor_changes_the_picks(
    live_blog, stories
):
    """The same change of an update has the same bytes for everybody, and the edit of
    another word moves no card."""
    update = publish(live_blog, more_stories(stories[0], number=2))
    newest = make_story("Newest", age=0)
    happens(lambda: newest.save_revision().publish())
    assert shown(update) == ["Story a", "Story c"]
    body = [dict(block) for block in update.body.raw_data]
    body[0]["value"] = "<p>Other words.</p>"
    edit(update, body=body)
    assert shown(update) == ["Story a", "Story c"]
    body[1]["value"] = {**body[1]["value"], "number": 3}
    edit(update, body=body)
    assert shown(update) == ["Story a", "Newest", "Story c"]


def test_the_preview_of_a_draft_shows_what_readers_will_get(
    live_blog, stories, rf, editor
):
    """Before anything is kept."""
    draft = LiveUpdateFactory(page=live_blog, body=[more_stories(number=2)])
    request = rf.get("/")
    request.user = editor
    html = serve_update_preview(draft, request).content.decode()
    update = editorial.publish_update(draft)
    assert titles_in(html) == shown(update) == ["Story c", "Story b"]


@pytest.mark.parametrize("is_picked", [True, False])
@pytest.mark.parametrize("what", ["unpublish", "restrict", "delete"])
def test_open_pages_lose_what_is_not_public_any_more(
    live_blog, stories, what, is_picked
):
    """At once and everywhere: an open page gets a change, and nothing that was kept
    rendered is shown."""
    block = more_stories(*stories[:1]) if is_picked else more_stories(number=3)
    update = publish(live_blog, block)
    assert "Story a" in shown(update)
    number = update.change_number
    story = StoryPage.objects.get(pk=stories[0].pk)
    if what == "unpublish":
        happens(story.unpublish)
    elif what == "delete":
        happens(story.delete)
    else:
        happens(PageViewRestriction(page=story.page_ptr, restriction_type="login").save)
    assert "Story a" not in shown(update)
    after = LiveUpdate.objects.get(pk=update.pk)
    assert after.change_number > number
    assert Change.objects.filter(update_id=update.pk, number=after.change_number)


def test_open_pages_get_a_story_s_new_title_address_and_state(live_blog, root_page):
    """What its card says is what its page says."""
    story = make_story("Before")
    blog = LiveBlogPageFactory(title="Another live blog")
    update = publish(live_blog, more_stories(story, blog, number=2))
    assert shown(update) == ["Before", "Another live blog"]
    story.title, story.slug = "After", "after"
    happens(lambda: story.save_revision().publish())
    assert shown(update) == ["After", "Another live blog"]
    number = LiveUpdate.objects.get(pk=update.pk).change_number
    happens(lambda: editorial.start_blog(blog))
    assert LiveUpdate.objects.get(pk=update.pk).change_number > number
    branch = make_story("Branch")
    number = LiveUpdate.objects.get(pk=update.pk).change_number
    happens(lambda: story.move(branch, pos="last-child"))
    assert LiveUpdate.objects.get(pk=update.pk).change_number > number


def test_an_update_without_the_block_is_left_alone(live_blog, stories):
    """Whatever is published, its own live blog included."""
    update = publish(live_blog)
    for page in (stories[0], live_blog):
        happens(lambda page=page: page.save_revision().publish())
    restriction = PageViewRestriction(page=live_blog, restriction_type="login")
    happens(restriction.save)
    happens(lambda: editorial.end_blog(live_blog))
    assert LiveUpdate.objects.get(pk=update.pk).change_number == update.change_number


def test_the_api_tells_what_readers_see(live_blog, stories, reader):
    """Neither the ids of picks, nor anything of a page that is not public."""
    update = publish(
        live_blog, more_stories(stories[0], number=2, title="Own words about it")
    )
    url = f"/api/v2/live_updates/{update.pk}/"
    body = reader.get(url).json()["body"]
    assert [card["title"] for card in body[1]["value"]] == [
        "Own words about it",
        "Story c",
    ]
    assert set(body[1]["value"][0]) == {
        *("kicker", "title", "teaser", "url", "published_at", "is_live")
    }
    assert body[1]["value"][0]["url"] == stories[0].full_url
    happens(stories[0].unpublish)
    cards = reader.get(url).json()["body"][1]["value"]
    assert [card["title"] for card in cards] == ["Story c", "Story b"]
    for path in (url, live_blog.url, f"{live_blog.url}updates/{update.pk}/"):
        assert "Own words about it" not in reader.get(path).content.decode()


def test_feeds_have_the_cards(live_blog, stories, rf):
    """With complete addresses, and no style sheet among the words."""
    publish(live_blog, more_stories(stories[0], number=1))
    feed = serve_atom(rf.get("/"), live_blog).content.decode()
    assert f"http://localhost{stories[0].url}" in feed
    assert "stories.css" not in feed


def test_the_words_of_other_pages_are_found_by_no_search(live_blog, stories):
    """They may not be public tomorrow."""
    block = MoreStoriesBlock()
    value = block.to_python(more_stories(stories[0], title="Own words")["value"])
    assert block.get_searchable_content(value) == []


def test_in_a_site_s_own_text(root_page, stories, reader):
    """Filled when it is shown, with the style it needs; private pages are not there,
    and the picks of the page come before what is found."""
    PageViewRestriction.objects.create(page=stories[1], restriction_type="login")
    image = ImageFactory(description="A quay")
    story = make_story("With a picture", model=ArticlePage, hero_image=image, age=99)
    body = as_body(more_stories(stories[0], stories[1], number=3))
    article = pick(make_story("The article", body=body), story)
    soup = BeautifulSoup(reader.get(article.url).content, "html.parser")
    block = soup.select_one(".liveconflict-stories--in-text")
    assert titles_in(str(block)) == ["Story a", "With a picture", "Story c"]
    assert block.select_one("picture img")["alt"] == "A quay"
    assert block.find_previous("link")["href"].endswith("stories.css")
    assert block.h3.get_text() == "More stories"


def test_a_block_on_no_page_shows_its_picks(stories):
    """A site may use it in a snippet: nothing can be filled there."""
    block = MoreStoriesBlock()
    value = block.to_python(more_stories(stories[0], number=3)["value"])
    assert titles_in(block.render(value)) == ["Story a"]
    PageViewRestriction.objects.create(page=stories[0], restriction_type="login")
    assert titles_in(block.render(value)) == []


@pytest.mark.parametrize(
    "filled", ["", "x", "[]", '{"ids": 3}', '{"ids": ["a", null, 99999]}']
)
def test_what_a_form_says_was_filled_in_is_not_believed(live_blog, stories, filled):
    """It is neither an error nor a way to what is hidden."""
    block = more_stories(number=1)
    block["value"]["filled"] = filled
    assert shown(publish(live_blog, block)) == ["Story c"]


def test_a_story_is_picked_once(stories):
    """The second time is an error at the field."""
    block = MoreStoriesBlock()
    value = block.to_python(more_stories(stories[0], stories[0])["value"])
    with pytest.raises(StructBlockValidationError) as caught:
        block.clean(value)
    assert caught.value.block_errors["picks"].messages == ["A story is picked twice."]
