"""Which updates the API does not tell of."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone
from wagtail import VERSION as WAGTAIL_VERSION
from wagtail.models import PageViewRestriction, Site

from tests.factories import (
    LiveBlogPageFactory,
    LiveUpdateFactory,
    PublishedUpdateFactory,
    publish,
)

pytestmark = pytest.mark.django_db
URL = "/api/v2/live_updates/"
VERSIONS = ["v2", "v3"] if WAGTAIL_VERSION >= (8, 0) else ["v2"]


def get(path="", client=None, url=URL, **parameters):
    return (client or Client()).get(f"{url}{path}", parameters)


def make_hidden(kind, page, root_page):
    """An update of a live blog that not everybody may read, or one not public."""
    if kind == "draft":
        return LiveUpdateFactory(page=page)
    update = PublishedUpdateFactory(page=page)
    if kind == "unpublished update":
        update.unpublish()
    elif kind == "unpublished blog":
        page.unpublish()
    elif kind in ("password", "login"):
        PageViewRestriction.objects.create(
            page=page, restriction_type=kind, password="ferry"
        )
    elif kind == "below a restricted page":
        page.move(parent := LiveBlogPageFactory(), pos="last-child")
        PageViewRestriction.objects.create(page=parent, restriction_type="login")
    elif kind == "alias of a restricted page":
        original = LiveBlogPageFactory()
        PageViewRestriction.objects.create(page=original, restriction_type="login")
        type(page).objects.filter(pk=page.pk).update(alias_of=original)
    elif kind == "outside every site":
        page.move(root_page.get_parent(), pos="last-child")
    elif kind == "of another site":
        page.move(root_page.get_parent(), pos="last-child")
        page.refresh_from_db()
        Site.objects.create(hostname="other.example", root_page=page)
    elif kind == "scheduled":
        update = LiveUpdateFactory(page=page)
        update.go_live_at = timezone.now() + dt.timedelta(hours=1)
        publish(update)
    return update


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize(
    "kind",
    [
        "draft",
        "scheduled",
        "unpublished update",
        "unpublished blog",
        "password",
        "login",
        "below a restricted page",
        "alias of a restricted page",
        "outside every site",
        "of another site",
    ],
)
def test_what_is_not_for_everybody_does_not_exist(
    root_page, admin_client, kind, version
):
    """Neither in the list nor by its id nor among the changes, also for somebody who
    is signed in."""
    update = make_hidden(kind, LiveBlogPageFactory(), root_page)
    api = f"/api/{version}"
    url = f"{api}/live_updates/"
    for client in (Client(), admin_client):
        items = get(client=client, url=url).json()["items"]
        assert update.pk not in [item["id"] for item in items]
        by_page = get(client=client, url=url, page=update.page_id).json()["items"]
        assert update.pk not in [item["id"] for item in by_page]
        response = get(f"{update.pk}/", client=client, url=url)
        assert response.status_code == 404
        changes = client.get(f"{api}/live_blogs/{update.page_id}/changes/")
        told = changes.json().get("updates", ())
        assert update.pk not in [item["id"] for item in told]
        assert changes.status_code in (200, 404)
        if version == "v2":
            found = get("find/", client=client, id=update.pk)
            assert found.status_code == 404


def test_another_site_has_its_own_updates(root_page, settings):
    """By the host that was asked."""
    settings.ALLOWED_HOSTS = ["*"]
    update = make_hidden("of another site", LiveBlogPageFactory(), root_page)
    response = Client().get(URL, headers={"host": "other.example"})
    assert [item["id"] for item in response.json()["items"]] == [update.pk]


def test_a_draft_of_a_published_update_is_not_told(live_blog):
    """The published words are."""
    update = PublishedUpdateFactory(page=live_blog, headline="Shown")
    update.headline = "Secret"
    update.save_revision()
    (item,) = get().json()["items"]
    assert item["headline"] == "Shown"
    assert "Secret" not in get().text
