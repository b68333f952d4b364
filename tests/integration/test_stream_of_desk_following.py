"""How the desk's script follows the stream: what it is told, and what asking costs."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.admin.models import EditingSession

from tests.claims import reach
from tests.desk_forms import url
from tests.factories import (
    ClaimFactory,
    LiveUpdateFactory,
    PublishedUpdateFactory,
    UserFactory,
    edit,
    publish,
    text,
    verification,
)
from tests.integration.test_stream_of_desk import STREAM
from wagtail_liveconflict.editorial import (
    mark_key_event,
    pin_update,
    withdraw_update,
)
from wagtail_liveconflict.models import LiveUpdate

pytestmark = pytest.mark.django_db


def ask(client, page, answer=None, **query):
    """Ask as the script does that has had an answer already."""
    headers = dict(STREAM)
    if answer:
        headers["If-None-Match"] = f'"{answer["version"]}"'
        query.setdefault("since", answer["newest"])
    response = client.get(url("stream", page.pk), query, headers=headers)
    return None if response.status_code == 304 else response.json()


@pytest.fixture
def colleague():
    return UserFactory(
        username="olena", first_name="Olena", last_name="Reed", groups=["Moderators"]
    )


@pytest.fixture
def draft(live_blog, colleague):
    update = LiveUpdateFactory(page=live_blog, headline="", owner=colleague)
    update.save_revision(user=colleague)
    return update


@pytest.fixture
def shown(live_blog):
    claim = reach(ClaimFactory(), "checking")
    return PublishedUpdateFactory(
        page=live_blog, headline="Ferry runs", body=[verification(claim)]
    )


def autosave(draft, shown, user):
    # Wagtail's autosave writes over the revision that it made before.
    draft.body = [("text", "<p>Nine barges.</p>")]
    draft.save()
    draft.save_revision(user=draft.owner, overwrite_revision=draft.latest_revision)


def change_draft_of_live(draft, shown, user):
    shown.headline = "Ferry runs every hour"
    shown.save_revision(user=user)


CHANGES = {
    "a new draft": lambda draft, shown, user: LiveUpdateFactory(page=shown.page),
    "first words": autosave,
    "a publication": lambda draft, shown, user: publish(draft),
    "an edit": lambda draft, shown, user: edit(shown, headline="Ferry stopped"),
    "a draft of what is live": change_draft_of_live,
    "a pin": lambda draft, shown, user: pin_update(shown, user),
    "a key event": lambda draft, shown, user: mark_key_event(shown, user),
    "a withdrawal": lambda draft, shown, user: withdraw_update(shown, user, "No."),
    "a claim": lambda draft, shown, user: reach(
        shown.claim_appearances.get().claim, "disputed"
    ),
    "a deletion": lambda draft, shown, user: draft.delete(),
    "an open composer": lambda draft, shown, user: open_composer(draft, user),
}


def open_composer(update, user):
    client = Client()
    client.force_login(user)
    assert client.get(url("edit", update.pk)).status_code == 200


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_is_told_once(
    editor_client, live_blog, draft, shown, colleague, change
):
    """Nothing is answered while nothing has changed; a change gives another version
    and looks different."""
    before = ask(editor_client, live_blog)
    assert ask(editor_client, live_blog, before) is None
    change(draft, LiveUpdate.objects.get(pk=shown.pk), colleague)
    after = ask(editor_client, live_blog, before)
    assert after["html"] != before["html"]
    assert ask(editor_client, live_blog, after) is None


def test_claim_of_a_draft(editor_client, live_blog):
    """A change of status is also seen at drafts, of which readers know nothing."""
    claim = reach(ClaimFactory(), "checking")
    LiveUpdateFactory(page=live_blog, body=[verification(claim)])
    before = ask(editor_client, live_blog)
    reach(claim, "disputed")
    assert "Disputed" in ask(editor_client, live_blog, before)["html"]


def test_asking_costs_three_queries(editor_client, live_blog, shown, draft):
    """Beside those that sign the user in and look up her rights; also with a filter,
    and at sixty updates."""
    for n in range(60):
        LiveUpdateFactory(page=live_blog, body=[text(f"Word {n}")])
    tables = (
        "liveconflict_livefeed",
        "liveconflict_liveupdate",
        "wagtailadmin_editingsession",
    )
    for query in ({}, {"state": "draft"}):
        answer = ask(editor_client, live_blog, **query)
        with CaptureQueriesContext(connection) as queries:
            assert ask(editor_client, live_blog, answer, **query) is None
        ours = [
            each["sql"]
            for each in queries
            if any(name in each["sql"] for name in tables)
        ]
        assert len(ours) == 3, ours
        others = [each["sql"] for each in queries if each["sql"] not in ours]
        known = ("session", "user", "permission", "group", "locale", "collection")
        assert all(any(name in sql for name in known) for sql in others), others


def test_version_is_of_what_was_asked_for(editor_client, live_blog, shown):
    """Another filter, another right or another language is another answer."""
    answer = ask(editor_client, live_blog)
    assert ask(editor_client, live_blog, answer, state="live") is not None
    admin = UserFactory(groups=["Editors"])
    client = Client()
    client.force_login(admin)
    assert ask(client, live_blog, answer) is not None


def test_news_is_counted(editor_client, editor, live_blog, shown):
    """New updates of colleagues since the last answer, in words; not one's own, not
    what has only changed, and nothing for the first time."""
    first = ask(editor_client, live_blog)
    assert first["message"] == ""
    for _ in range(2):
        LiveUpdateFactory(page=live_blog)
    LiveUpdateFactory(page=live_blog, owner=editor)
    second = ask(editor_client, live_blog, first)
    assert second["message"] == "2 new updates"
    edit(shown, headline="Ferry stopped")
    assert ask(editor_client, live_blog, second)["message"] == ""


def test_presence(editor_client, editor, live_blog, draft, shown, colleague):
    """Who has an update open in the composer is named, but for oneself, until her
    browser has been silent for half a minute."""
    ihor = UserFactory(
        username="ihor", first_name="Ihor", last_name="Vale", groups=["Moderators"]
    )
    open_composer(draft, colleague)
    open_composer(draft, ihor)
    open_composer(shown, ihor)
    editor_client.get(url("edit", shown.pk))
    stream = editor_client.get(url("desk", live_blog.pk)).context["stream"]
    presence = {entry.update.pk: entry.presence for entry in stream.object_list}
    assert presence == {
        draft.pk: ["Olena Reed is writing…", "Ihor Vale is editing this"],
        shown.pk: ["Ihor Vale is editing this"],
    }
    before = ask(editor_client, live_blog)
    silent_since = timezone.now() - timedelta(seconds=31)
    EditingSession.objects.update(last_seen_at=silent_since)
    after = ask(editor_client, live_blog, before)
    assert "is editing this" not in after["html"]
    assert "is writing" not in after["html"]


def test_without_the_right_to_the_blog(live_blog):
    """The script is told so, and no message waits for the next page of the admin."""
    client = Client()
    client.force_login(UserFactory(groups=[]))
    assert client.get(url("stream", live_blog.pk), headers=STREAM).status_code == 302
    outsider = UserFactory()
    outsider.user_permissions.add(
        *outsider.user_permissions.model.objects.filter(codename="access_admin")
    )
    client.force_login(outsider)
    assert client.get(url("stream", live_blog.pk), headers=STREAM).status_code == 403
    assert client.get(url("stream", live_blog.pk)).status_code == 302


def test_desk_says_where_readers_are_told(editor_client, live_blog):
    """The addresses of the readers' delivery; none while the page is not public."""
    desk = url("desk", live_blog.pk)
    page = editor_client.get(desk)
    assert f'changes-url-value="/live/{live_blog.pk}/changes/"' in page.content.decode()
    live_blog.unpublish()
    page = editor_client.get(desk)
    assert 'changes-url-value=""' in page.content.decode()
