"""Editors pick stories, and are told which of them readers do not get."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.models import Locale, Page, PageViewRestriction, Site
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from tests.factories import LiveUpdateFactory
from tests.related_stories import make_story, more_stories, pick
from tests.testapp.models import OurLiveBlog
from wagtail_liveconflict.editorial.warnings import find_warnings
from wagtail_liveconflict.models import LiveBlogPage, RelatedStory
from wagtail_liveconflict.stories.hidden import find_hidden

pytestmark = pytest.mark.django_db


def edit_url(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def hide(story, why):
    if why == "draft":
        story.unpublish()
    elif why == "private":
        PageViewRestriction.objects.create(page=story, restriction_type="login")
    elif why == "language":
        russian = Locale.objects.create(language_code="ru")
        Page.objects.filter(pk=story.pk).update(locale=russian)
    else:
        other = Page.objects.get(depth=1).add_child(instance=Page(title="Other"))
        Site.objects.create(hostname="other.example", root_page=other)
        Page.objects.get(pk=story.pk).move(other, pos="last-child")


WORDS = {
    "draft": "“A story” is not published.",
    "private": "“A story” is private: not everybody may read it.",
    "language": "“A story” is in another language.",
    "site": "“A story” is on another site.",
}
each_reason = pytest.mark.parametrize("why", WORDS)


@each_reason
def test_the_edit_view_names_picks_that_readers_do_not_get(
    editor_client, live_blog, why
):
    """Above the picks, with the reason; nothing where all are shown."""
    story, other = make_story("A story"), make_story("Another")
    pick(live_blog, story, other)
    html = editor_client.get(edit_url(live_blog)).content.decode()
    assert "Readers do not get all of these stories" not in html
    hide(story, why)
    html = editor_client.get(edit_url(live_blog)).content.decode()
    assert "Readers do not get all of these stories" in html
    assert WORDS[why] in html


@each_reason
def test_a_pick_in_an_update_is_warned_of_at_its_field(live_blog, why):
    """As everything that is worth a second look; it can be published all the same."""
    story, other = make_story("A story"), make_story("Another")
    update = LiveUpdateFactory(page=live_blog, body=[more_stories(other, story)])
    assert find_warnings(update) == []
    hide(story, why)
    (warning,) = find_warnings(update.__class__.objects.get(pk=update.pk))
    assert warning.path == (0, "picks", 1)
    assert warning.field == "page"
    assert warning.message == f"{WORDS[why]} Readers do not get it here."


def test_the_page_itself_is_no_story(live_blog):
    """An error at the field; in a text, a warning."""
    (hidden,) = find_hidden([live_blog.pk], live_blog)
    assert hidden.reason == "itself"
    story = RelatedStory(page_id=live_blog.pk, story_id=live_blog.pk)
    with pytest.raises(ValidationError) as caught:
        story.full_clean()
    assert list(caught.value.message_dict) == ["story"]


@pytest.mark.parametrize("model", [LiveBlogPage, OurLiveBlog])
def test_an_editor_picks_stories_in_wagtail_s_own_form(admin_client, root_page, model):
    """In the order in which they stand there."""
    page = root_page.add_child(instance=model(title="A blog", slug="a-blog"))
    first, second = make_story("First"), make_story("Second")
    rows = [
        {"story": second.pk, "kicker": "", "title": "Own", "teaser": "", "ORDER": "1"},
        {"story": first.pk, "kicker": "", "title": "", "teaser": "", "ORDER": "2"},
    ]
    response = admin_client.post(
        edit_url(page),
        nested_form_data(
            {
                "title": "A blog",
                "slug": "a-blog",
                "standfirst": "",
                "time_zone": "",
                "summary-count": "0",
                "live_related_stories": inline_formset(rows),
                "comments": inline_formset([]),
                "action-publish": "1",
            }
        ),
    )
    assert response.status_code == 302, response.context["form"].errors
    picks = model.objects.get(pk=page.pk).live_related_stories.all()
    assert [(p.story_id, p.title) for p in picks] == [
        (second.pk, "Own"),
        (first.pk, ""),
    ]


def test_a_pick_in_a_form_that_is_hidden_is_named_before_it_is_saved(
    editor_client, live_blog
):
    """The newest draft counts, not what readers have."""
    story = make_story("A story")
    story.unpublish()
    page = LiveBlogPage.objects.get(pk=live_blog.pk)
    page.live_related_stories.create(story_id=story.pk)
    page.save_revision()
    assert not RelatedStory.objects.exists()
    html = editor_client.get(edit_url(live_blog)).content.decode()
    assert WORDS["draft"] in html


def test_the_live_blog_s_page_shows_its_picks(live_blog, reader, editor_client):
    """Under the updates; and so does its preview, before they are published."""
    pick(live_blog, make_story("A story", age=999))
    assert "A story" in reader.get(live_blog.url).content.decode()
    page = LiveBlogPage.objects.get(pk=live_blog.pk)
    page.live_related_stories.create(story_id=make_story("In the draft", age=999).pk)
    page.save_revision()
    url = reverse("wagtailadmin_pages:view_draft", args=[page.pk])
    assert "In the draft" in editor_client.get(url).content.decode()
    assert "In the draft" not in reader.get(live_blog.url).content.decode()
