"""``manage.py liveconflict_remove``: the app goes, the site's pages stay."""

import io

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from wagtail.models import Page, ReferenceIndex, Revision, Site

from sandbox_site.news.models import ArticlePage
from tests.factories import LiveBlogPageFactory, PublishedUpdateFactory
from wagtail_liveconflict.management.commands import liveconflict_remove
from wagtail_liveconflict.models import LiveUpdate

APP = "wagtail_liveconflict"

pytestmark = pytest.mark.django_db


@pytest.fixture
def without_own_types(monkeypatch):
    """The tests' own site has a live blog of its own type."""
    monkeypatch.setattr(
        liveconflict_remove.Command, "_refuse_own_types", lambda command: None
    )


def remove(*arguments) -> str:
    out = io.StringIO()
    call_command("liveconflict_remove", *arguments, stdout=out)
    return out.getvalue()


def test_types_of_the_site_come_first():
    """Their tables stand on our code: nothing is deleted while there are any, and they
    are named."""
    update = PublishedUpdateFactory()
    with pytest.raises(CommandError, match=r"testapp\.OurLiveBlog") as refused:
        remove("--yes")
    # It uses RelatedStoriesMixin.
    assert "news.ArticlePage" in str(refused.value)
    assert LiveUpdate.objects.filter(pk=update.pk).exists()


def test_it_says_and_deletes_nothing(without_own_types):
    """Without --yes; how many live blogs, updates and revisions there are."""
    update = PublishedUpdateFactory()
    said = {line.strip() for line in remove().splitlines()}
    assert {"1  live blogs", "1  updates", "1  revisions"} <= said
    assert "Nothing was deleted. To delete it: --yes" in said
    assert LiveUpdate.objects.filter(pk=update.pk).exists()
    assert Permission.objects.filter(content_type__app_label=APP).exists()


def test_it_deletes_all_that_is_ours(without_own_types, root_page):
    """And nothing that is the site's: its pages stay, and the tree is sound."""
    story = root_page.add_child(instance=ArticlePage(title="A story", slug="story"))
    story.save_revision().publish()
    revisions = Revision.objects.count()
    blog = LiveBlogPageFactory(parent=root_page)
    LiveBlogPageFactory(parent=blog)
    PublishedUpdateFactory(page=blog)
    remove("--yes")
    assert not ContentType.objects.filter(app_label=APP).exists()
    assert not Permission.objects.filter(content_type__app_label=APP).exists()
    assert not ReferenceIndex.objects.filter(to_content_type__app_label=APP).exists()
    assert Revision.objects.count() == revisions
    assert Page.objects.get(pk=story.pk).specific == story
    assert Page.find_problems() == ([], [], [], [], [])


def test_no_trace_of_picked_stories_stays(without_own_types, root_page):
    """Wagtail's page of usages looks for the field by which a story was picked, and
    breaks where there is none."""
    picked = root_page.add_child(instance=ArticlePage(title="Picked", slug="picked"))
    story = root_page.add_child(instance=ArticlePage(title="A story", slug="story"))
    story.live_related_stories.create(story_id=picked.pk)
    story.save()
    ReferenceIndex.create_or_update_for_object(story)
    picks = ReferenceIndex.objects.filter(model_path__startswith="live_related_stories")
    assert picks.get().to_object_id == str(picked.pk)
    said = {line.strip() for line in remove().splitlines()}
    assert {"1  related stories", "1  references of related stories"} <= said
    remove("--yes")
    assert not picks.exists()
    assert Page.objects.filter(pk=story.pk).exists()


@pytest.mark.parametrize("depth", [0, 1])
def test_a_site_is_not_deleted_with_its_root_page(without_own_types, root_page, depth):
    """Which is a live blog, or stands below one: nothing is deleted, and the site is
    named."""
    root = blog = LiveBlogPageFactory(parent=root_page)
    if depth:
        root = blog.add_child(instance=ArticlePage(title="Press", slug="press"))
    site = Site.objects.create(hostname="press.example", root_page=root)
    with pytest.raises(CommandError, match=r"press\.example.*Settings → Sites"):
        remove("--yes")
    assert Page.objects.filter(pk=blog.pk).exists()
    assert Site.objects.filter(pk=site.pk).exists()


def test_pages_of_the_sites_own_types_below_are_named(without_own_types, root_page):
    """Once each, wherever a live blog stands below another; they are not ours."""
    assert "OWN TYPES" not in remove()
    blog = LiveBlogPageFactory(parent=root_page)
    inner = LiveBlogPageFactory(parent=blog)
    inner.add_child(instance=ArticlePage(title="Kept", slug="kept"))
    said = remove()
    assert "1 PAGES OF THE SITE'S OWN TYPES" in said
    assert "1 of News | " in said
