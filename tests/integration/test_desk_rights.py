"""Rights to updates follow the rights to their live blog."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission

from tests.desk_forms import compose, publish, url, words
from tests.factories import (
    LiveBlogPageFactory,
    LiveUpdateFactory,
    PublishedUpdateFactory,
    UserFactory,
)
from wagtail_liveconflict.models import LiveFeed, LiveUpdate

pytestmark = pytest.mark.django_db


@pytest.fixture
def outsider(root_page):
    """An editor of another section, with every right there and none here."""
    section = LiveBlogPageFactory(parent=root_page, title="Another section")
    user = UserFactory(username="outsider")
    group = Group.objects.create(name="Another section")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for codename in ("add_page", "change_page", "publish_page", "lock_page"):
        GroupPagePermission.objects.create(
            group=group,
            page=section,
            permission=Permission.objects.get(
                content_type__app_label="wagtailcore", codename=codename
            ),
        )
    user.groups.add(group)
    client = Client()
    client.force_login(user)
    client.section = section
    return client


def test_rights_follow_the_page(outsider, live_blog):
    """Who may publish one live blog can neither read nor change updates of another
    by their addresses."""
    published = PublishedUpdateFactory(page=live_blog)
    draft = LiveUpdateFactory(page=live_blog, headline="Secret draft")
    draft.save_revision()
    own = url("desk", outsider.section.pk)
    assert outsider.get(own).status_code == 200
    refused = [
        outsider.get(url("desk", live_blog.pk)),
        outsider.get(url("stream", live_blog.pk)),
        outsider.post(url("desk", live_blog.pk), publish(live_blog, words("x"))),
        outsider.post(url("update_verb", published.pk, "pin")),
        outsider.post(url("blog_verb", live_blog.pk, "end")),
        outsider.post(url("withdraw", published.pk), {"reason": "x"}),
        outsider.get(url("preview_on_add", live_blog.pk)),
        *(
            outsider.get(url(name, update.pk))
            for name in ("edit", "history", "usage", "delete", "preview_on_edit")
            for update in (published, draft)
        ),
        outsider.post(url("delete", draft.pk)),
        outsider.post(url("edit", draft.pk), publish(live_blog, words("x"))),
    ]
    for response in refused:
        # Wagtail sends those without the right to the home page of the admin.
        assert response.status_code == 302, response.request["PATH_INFO"]
        assert response["Location"] == reverse("wagtailadmin_home")
    assert LiveUpdate.objects.on(live_blog).count() == 2
    assert LiveFeed.objects.get(page=live_blog).state == "live"
    listing = outsider.get(url("list")).content.decode()
    assert "Secret draft" not in listing
    assert live_blog.title not in outsider.get(url("blogs")).content.decode()


def test_writer_cannot_publish(writer, live_blog):
    """Who may add pages but not publish them writes drafts: the Publish button is
    not there, and posting it all the same is refused."""
    client = Client()
    client.force_login(writer)
    desk = url("desk", live_blog.pk)
    assert "action-publish" not in client.get(desk).content.decode()
    response = client.post(desk, publish(live_blog, words("x")))
    assert response["Location"] == reverse("wagtailadmin_home")
    assert not LiveUpdate.objects.exists()
    assert client.post(desk, compose(live_blog, words("x"))).status_code == 302
    assert not LiveUpdate.objects.get().live


def test_published_update_is_withdrawn_and_not_deleted(admin_client, live_blog):
    """Readers have seen it: even an admin withdraws it with a reason."""
    update = PublishedUpdateFactory(page=live_blog)
    assert admin_client.post(url("delete", update.pk)).status_code == 302
    assert LiveUpdate.objects.filter(pk=update.pk).exists()
    assert admin_client.get(url("unpublish", update.pk))["Location"] == url(
        "withdraw", update.pk
    )
