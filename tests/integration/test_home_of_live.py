"""Wagtail's home page and menu: which live blogs are on now, and what waits for whom."""

import json
import re
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import TaskState, Workflow

from tests.desk_forms import url
from tests.factories import (
    LiveBlogPageFactory,
    LiveUpdateFactory,
    PublishedUpdateFactory,
    UserFactory,
    quote,
)
from tests.roles import CONTRIBUTOR, EDITOR, make_colleague, sign_in
from wagtail_liveconflict import editorial
from wagtail_liveconflict.desk.home import LivePanel
from wagtail_liveconflict.models import LiveUpdate

pytestmark = pytest.mark.django_db


@pytest.fixture
def outsider(root_page):
    """An editor of another section, with every right there and none elsewhere."""
    section = LiveBlogPageFactory(parent=root_page, title="The harbour strike")
    editorial.start_blog(section)
    user = make_colleague(section, EDITOR, username="outsider")
    user.section = section
    return user


def get_soup(user):
    response = sign_in(user).get(reverse("wagtailadmin_home"))
    return BeautifulSoup(response.content, "html.parser")


def get_listed(user, which):
    """Names and addresses of what the panel lists under one heading."""
    items = get_soup(user).select(f"[data-wlc-home={which}] > li > a")
    return [(item.get_text(), item["href"]) for item in items]


def get_names(user, which):
    return [name for name, _address in get_listed(user, which)]


def get_menu(user):
    """Labels and addresses of the live blogs in the menu."""
    props = get_soup(user).select_one("#wagtail-sidebar-props").string
    return re.findall(
        r'"label": "([^"]*)"[^{}]*"attrs": {}, "url": "(/admin/[^"]*/desk/\d+/)"',
        json.dumps(json.loads(props)),
    )


def draft(page, owner, headline, **fields):
    """A draft as the desk saves it."""
    update = LiveUpdateFactory(page=page, owner=owner, headline=headline, **fields)
    update.save_revision(user=owner)
    return update


def start(title, **fields):
    page = LiveBlogPageFactory(title=title, **fields)
    editorial.start_blog(page)
    return page


def test_live_blogs_on_air(editor, live_blog):
    """Those on air and those paused, with state, number of updates, desk and, where
    readers see it, public page; not those to come or ended."""
    PublishedUpdateFactory.create_batch(2, page=live_blog)
    LiveUpdateFactory(page=live_blog)
    paused, ended = start("The siege", live=False), start("The vote")
    editorial.pause_blog(paused)
    editorial.end_blog(ended)
    LiveBlogPageFactory(title="The summit")
    assert get_listed(editor, "blogs") == [
        ("The siege", url("desk", paused.pk)),
        ("The river crossing", url("desk", live_blog.pk)),
    ]
    items = get_soup(editor).select("[data-wlc-home=blogs] > li")
    first, second = (" ".join(item.get_text(" ").split()) for item in items)
    assert "Paused" in first
    assert "0 updates" in first
    assert "Live" in second
    assert "2 updates" in second
    assert len(items[0].select("a")) == 1
    public = items[1].select_one(f"a[href='{live_blog.get_url()}']")
    assert "The river crossing" in public.get_text()


def test_each_sees_the_live_blogs_she_may_write_in(
    editor, writer, admin, outsider, live_blog
):
    """Whoever may write drafts there, on the home page and in the menu; an editor or
    a contributor of a section sees that alone, and who writes no updates nothing."""
    nobody = UserFactory()
    nobody.user_permissions.add(Permission.objects.get(codename="access_admin"))
    for user in (editor, writer, admin):
        expected = {"The river crossing", "The harbour strike"}
        assert set(get_names(user, "blogs")) == expected
        assert {label for label, _address in get_menu(user)} == expected
    desk = url("desk", outsider.section.pk)
    for user in (outsider, make_colleague(outsider.section, CONTRIBUTOR)):
        assert get_listed(user, "blogs") == [("The harbour strike", desk)]
        assert get_menu(user) == [("The harbour strike", desk)]
    assert get_listed(nobody, "blogs") == get_menu(nobody) == []
    assert not get_soup(nobody).select("#liveconflict-live-section")


def test_nothing_stands_where_there_is_nothing(editor, writer, live_blog):
    """No empty box, and no heading over nothing."""
    editorial.end_blog(live_blog)
    assert "liveconflict-live" not in str(get_soup(editor))
    draft(live_blog, writer, "Ferry turns back")
    soup = get_soup(writer)
    headings = soup.select(".wlc-home__heading")
    assert [each.get_text() for each in headings] == ["My drafts"]
    assert "liveconflict-live" not in str(get_soup(editor))


def test_my_drafts(writer, editor, live_blog):
    """Those that are mine to finish, in whatever live blog, written last first; not a
    colleague's, nor what is scheduled, waits for others, or was published."""
    other = start("The siege")
    first = draft(live_blog, writer, "Ferry turns back")
    second = draft(other, writer, "Gates opened")
    first.headline = "Ferry turns back at noon"
    LiveUpdate.objects.filter(pk=first.pk).update(headline=first.headline)
    first.save_revision(user=writer)
    draft(live_blog, editor, "A colleague’s")
    scheduled, held, submitted = (
        draft(live_blog, writer, name) for name in ("Later", "Held", "Submitted")
    )
    soon = timezone.now() + timedelta(hours=2)
    editorial.schedule_update(scheduled, editor, soon)
    editorial.hold_update(held, writer, soon)
    Workflow.objects.get().start(submitted, writer)
    PublishedUpdateFactory(page=live_blog, owner=writer)
    assert get_listed(writer, "drafts") == [
        ("Ferry turns back at noon", url("edit", first.pk)),
        ("Gates opened", url("edit", second.pk)),
    ]
    first, second = get_soup(writer).select("[data-wlc-home=drafts] > li > p")
    assert first.span.get_text() == "The river crossing"
    assert second.span.get_text() == "The siege"
    assert "just now" in first.time.get_text()


def test_newest_ten_drafts(writer, live_blog):
    """More are found in the stream."""
    for number in range(12):
        draft(live_blog, writer, f"Draft {number}")
    names = get_names(writer, "drafts")
    assert names == [f"Draft {number}" for number in range(11, 1, -1)]


def test_a_draft_without_a_headline_is_named_by_its_words(writer, live_blog):
    """And one without any words by that."""
    draft(live_blog, writer, "", body=[quote("We sail at noon.")])
    draft(live_blog, writer, "", body=[])
    nameless, quoted = get_names(writer, "drafts")
    assert nameless == "Update without a headline"
    assert "We sail at noon." in quoted


def test_drafts_where_one_may_not_write_any_more(outsider, live_blog):
    """What one may not open is not offered."""
    draft(live_blog, outsider, "From when she worked there")
    draft(outsider.section, outsider, "Cranes stand still")
    assert get_names(outsider, "drafts") == ["Cranes stand still"]


@pytest.fixture
def submitted(writer, live_blog):
    """Two drafts that wait for moderators, and a page that does."""
    live_blog.save_revision(user=writer)
    updates = [draft(live_blog, writer, name) for name in ("Ferry sails", "Ferry late")]
    workflow = Workflow.objects.get()
    for update in updates:
        workflow.start(update, writer)
    state = workflow.start(live_blog, writer)
    # As a page with the number of an update would have it.
    state.object_id = draft(live_blog, writer, "Ferry full").pk
    state.save()
    return updates


def test_awaiting_my_approval(submitted, editor, writer, admin, outsider, live_blog):
    """What a workflow asks the user to approve, waiting longest first; of updates
    alone, with live blog and colleague. Not for who asked, nor for another section."""
    expected = [(each.headline, url("edit", each.pk)) for each in submitted]
    assert get_listed(editor, "awaiting") == expected
    assert get_listed(admin, "awaiting") == expected
    (meta, _second) = get_soup(editor).select("[data-wlc-home=awaiting] > li > p")
    words = " ".join(meta.get_text(" ").split())
    assert "The river crossing" in words
    assert f"asked by {writer.get_full_name()}" in words
    assert get_listed(writer, "awaiting") == get_listed(outsider, "awaiting") == []
    for _name, address in expected:
        assert sign_in(editor).get(address).status_code == 200


def test_what_was_decided_waits_no_more(submitted, editor):
    """Neither approved nor rejected ones."""
    approved, rejected = (
        TaskState.objects.get(workflow_state__object_id=str(each.pk)).specific
        for each in submitted
    )
    approved.approve(user=editor)
    rejected.reject(user=editor)
    assert get_listed(editor, "awaiting") == []


def test_version_that_waits_is_named(editor, writer, live_blog):
    """Of an update that readers have, what waits is its newer version."""
    update = PublishedUpdateFactory(page=live_blog, headline="Two hurt")
    update.headline = "Three hurt"
    update.save_revision(user=writer)
    Workflow.objects.get().start(update, writer)
    assert get_names(editor, "awaiting") == ["Three hurt"]


def test_without_workflows_nothing_waits(submitted, editor, settings):
    """A site may have switched them off."""
    settings.WAGTAIL_WORKFLOW_ENABLED = False
    assert get_listed(editor, "awaiting") == []


def test_menu_has_those_on_now(editor, live_blog):
    """Newest first, the eight started last, and not those paused; above the sections
    of the admin."""
    editorial.pause_blog(start("The siege"))
    pages = [start(f"Day {number}") for number in range(9)]
    labels = [label for label, _address in get_menu(editor)]
    assert labels == [f"Day {number}" for number in range(8, 0, -1)]
    assert dict(get_menu(editor))["Day 8"] == url("desk", pages[8].pk)
    props = get_soup(editor).select_one("#wagtail-sidebar-props").string
    assert props.index("Day 1") < props.index('"Live blogs"') < props.index("Templates")


def test_menu_costs_a_page_of_the_admin_one_query(editor, outsider, live_blog):
    """Wherever one is, and however many live blogs there are."""
    elsewhere = reverse("wagtailadmin_account")

    def count(user):
        client = sign_in(user)
        client.get(elsewhere)
        with CaptureQueriesContext(connection) as queries:
            client.get(elsewhere)
        return len(queries), sum("_livefeed" in each["sql"] for each in queries)

    before = [count(editor), count(outsider)]
    for number in range(5):
        start(f"Day {number}")
    assert [count(editor), count(outsider)] == before
    assert [asked for _all, asked in before] == [1, 1]


def test_panel_costs_the_same_at_any_length(editor, admin, writer, rf, live_blog):
    """However many live blogs, drafts and approvals there are."""

    def count(user):
        request = rf.get("/")
        request.user = type(user).objects.get(pk=user.pk)
        with CaptureQueriesContext(connection) as queries:
            html = LivePanel().render_html({"request": request})
        assert "Awaiting my approval" in html
        assert "My drafts" in html
        return len(queries)

    def add(number):
        page = start(f"Day {number}")
        for user in (editor, admin):
            draft(page, user, f"Draft {number}", body=[quote("We sail at noon.")])
            draft(page, user, "", body=[quote("We sail at noon.")])
        update = draft(page, writer, f"Submitted {number}")
        Workflow.objects.get().start(update, writer)

    add(0)
    for user in (editor, admin):
        count(user)
    before = [count(editor), count(admin)]
    for number in range(1, 6):
        add(number)
    assert [count(editor), count(admin)] == before
    assert max(before) <= 12
