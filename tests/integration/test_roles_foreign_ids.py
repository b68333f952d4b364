"""Ids of what belongs to others, posted to where one may write: refused, and nothing
of theirs has changed. And what a workflow lets whom do."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from wagtail.models import GroupCollectionPermission, Revision

from tests.desk_census import ABSENT, DONE, REFUSED, SHOWN, ask
from tests.desk_forms import JSON, compose, publish, url, words
from tests.factories import (
    ClaimFactory,
    ImageFactory,
    LiveUpdateFactory,
    verification,
)
from tests.newsroom import Newsroom
from tests.roles import CONTRIBUTOR, make_colleague, sign_in
from wagtail_liveconflict import editorial
from wagtail_liveconflict.models import Change, LiveUpdate

pytestmark = pytest.mark.django_db

KEY = "7c2f1f6e-5b0b-4a52-9a3f-0d2f4f6f7a11"


@pytest.fixture
def newsroom(root_page, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.WAGTAIL_I18N_ENABLED = True
    return Newsroom(root_page)


@pytest.fixture
def foreign(newsroom):
    """A draft in another section's live blog, under way and in a workflow."""
    update = LiveUpdateFactory(
        page=newsroom.elsewhere,
        owner=newsroom.outsider,
        headline="Striker sold",
        composition_key=KEY,
    )
    update.save_revision(user=newsroom.outsider)
    newsroom.workflow.start(update, newsroom.outsider)
    return LiveUpdate.objects.get(pk=update.pk)


def fetch(update):
    return LiveUpdate.objects.get(pk=update.pk)


def say(newsroom, **fields):
    return compose(newsroom.page, words("At noon."), **fields)


def messages_of(response):
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def test_another_live_blog_in_the_form(newsroom):
    """Neither a new update nor a draft goes to the live blog that the form names."""
    client = sign_in(newsroom.editor)
    there = publish(newsroom.elsewhere, words("At noon."))
    for address in (url("desk", newsroom.page.pk), url("edit", newsroom.own.pk)):
        response, outcome = ask(client, "post", address, there)
        assert outcome is SHOWN
        assert "another live blog" in response.content.decode()


def test_the_composition_of_another(newsroom, foreign):
    """Its key writes a draft of one's own, and neither changes nor opens theirs."""
    client = sign_in(newsroom.contributor)
    desk = url("desk", newsroom.page.pk)
    before = LiveUpdate.objects.filter(pk=foreign.pk).values().get()
    response, outcome = ask(
        client, "post", desk, say(newsroom, composition=KEY, **{"action-restore": "1"})
    )
    assert outcome is SHOWN
    assert "Striker sold" not in response.content.decode()
    assert client.post(desk, say(newsroom, composition=KEY)).status_code == 302
    assert LiveUpdate.objects.filter(pk=foreign.pk).values().get() == before
    made = LiveUpdate.objects.latest("pk")
    assert (made.owner, made.page_id) == (newsroom.contributor, newsroom.page.pk)
    assert made.composition_key != foreign.composition_key


def test_the_version_of_another(newsroom, foreign):
    """Autosave writes over one's own version alone; no address of one update shows,
    takes back or unschedules a version of another."""
    client = sign_in(newsroom.editor)
    theirs = foreign.latest_revision
    over = {
        "loaded_revision_id": str(theirs.pk),
        "loaded_revision_created_at": theirs.created_at.isoformat(),
        "overwrite_revision_id": str(theirs.pk),
    }
    edit = url("edit", newsroom.own.pk)
    response, outcome = ask(client, "post", edit, say(newsroom, **over), headers=JSON)
    assert outcome == "400"
    assert response.json()["success"] is False
    for name in ("revisions_view", "revisions_revert", "revisions_unschedule"):
        address = url(name, newsroom.own.pk, theirs.pk)
        assert ask(client, "get", address)[1] is ABSENT, name
    address = url("revisions_unschedule", newsroom.own.pk, theirs.pk)
    assert ask(client, "post", address)[1] is ABSENT
    address = url("revisions_compare", newsroom.own.pk, "earliest", str(theirs.pk))
    assert ask(client, "get", address)[1] is ABSENT


def test_the_task_of_another(newsroom, foreign):
    """By the address of one's own update the workflow of another is neither decided
    nor shown."""
    newsroom.workflow.start(newsroom.own, newsroom.contributor)
    client = sign_in(newsroom.editor)
    state = foreign.current_workflow_state
    task = state.current_task_state.pk
    for action in ("approve", "reject"):
        address = url("workflow_action", newsroom.own.pk, action, task)
        assert ask(client, "post", address)[1] is ABSENT
    address = url("collect_workflow_action_data", newsroom.own.pk, "reject", task)
    assert ask(client, "get", address)[1] is ABSENT
    address = url("workflow_history_detail", newsroom.own.pk, state.pk)
    assert ask(client, "get", address)[1] is ABSENT


def test_a_live_blog_without_the_right_to_it(newsroom):
    """It is no choice for moving or translating; nor is one that is no sister."""
    there = {"page": newsroom.elsewhere.pk}
    for user in (newsroom.contributor, newsroom.editor):
        for name in ("move", "translate"):
            address = url(name, newsroom.own.pk)
            response, outcome = ask(sign_in(user), "post", address, there)
            assert outcome is SHOWN
            assert "page" in response.context["form"].errors
            assert newsroom.elsewhere.title not in str(response.context["form"])


def test_pictures_without_the_right_to_the_library(newsroom):
    """Whoever may add pictures nowhere does not by the desk."""
    GroupCollectionPermission.objects.all().delete()
    client = sign_in(newsroom.editor)
    file = {"picture": ImageFactory.build().file}
    assert ask(client, "post", url("pictures", newsroom.page.pk), file)[1] is REFUSED


def test_a_contributor_does_not_schedule(newsroom):
    """The time that she gives to a draft is a wish: the schedule publishes it when an
    editor has approved it, and not before."""
    client = sign_in(newsroom.contributor)
    soon = timezone.localtime(timezone.now() + timedelta(hours=1))
    wish = say(newsroom, headline="Mill open", go_live_at=f"{soon:%Y-%m-%d %H:%M}")
    edit = url("edit", newsroom.own.pk)
    assert ask(client, "post", edit, {**wish, "action-publish": "1"})[1] is REFUSED

    def pass_an_hour():
        """What was to go live then is due; Wagtail's command comes by."""
        past = timezone.now() - timedelta(minutes=1)
        draft = fetch(newsroom.own)
        newest = Revision.objects.get(pk=draft.latest_revision_id)
        assert newest.content["go_live_at"]
        with transaction.atomic():
            newest.content["go_live_at"] = past.isoformat()
            Revision.objects.filter(pk=newest.pk).update(content=newest.content)
            waiting = Revision.objects.filter(approved_go_live_at__isnull=False)
            waiting.update(approved_go_live_at=past)
            call_command("publish_scheduled")
            is_live = fetch(draft).live
            transaction.set_rollback(True)
        return is_live

    assert client.post(edit, wish).status_code == 302
    assert not pass_an_hour()
    assert client.post(edit, {**wish, "action-submit": "1"}).status_code == 302
    state = fetch(newsroom.own).current_workflow_state
    assert not pass_an_hour()
    state.current_task_state.approve(newsroom.editor)
    assert not fetch(newsroom.own).live
    assert pass_an_hour()


def test_a_moderator_who_may_not_publish(newsroom):
    """She reads what she is asked about; her approval would publish it, and is refused
    with a message. Once a publisher approves it, it is published, and only once."""
    checker = make_colleague(newsroom.page, CONTRIBUTOR, username="checker")
    newsroom.task.groups.add(checker.groups.get())
    client = sign_in(newsroom.contributor)
    submit = say(newsroom, headline="Mill open", **{"action-submit": "1"})
    client.post(url("edit", newsroom.own.pk), submit)
    draft = fetch(newsroom.own)
    assert draft.workflow_in_progress
    assert not draft.live
    task = draft.current_workflow_state.current_task_state
    approve = url("workflow_action", draft.pk, "approve", task.pk)
    client = sign_in(checker)
    assert ask(client, "get", url("edit", draft.pk))[1] is SHOWN
    response, outcome = ask(client, "post", approve)
    assert outcome is SHOWN
    assert "You do not have permission" in messages_of(response)
    form = {
        **say(newsroom, headline="Mill open"),
        "action-workflow-action": "1",
        "workflow-action-name": "approve",
    }
    response = client.post(url("edit", draft.pk), form)
    assert response.status_code == 200
    assert "You do not have permission" in response.content.decode()
    assert not fetch(draft).live
    assert fetch(draft).workflow_in_progress

    editor = sign_in(newsroom.editor)
    task = fetch(draft).current_workflow_state.current_task_state
    approve = url("workflow_action", draft.pk, "approve", task.pk)
    editor.post(approve)
    assert fetch(draft).live
    response, outcome = ask(editor, "post", approve)
    assert outcome is SHOWN
    assert "not currently awaiting moderation" in messages_of(response)
    assert Change.objects.filter(update=draft).count() == 1


def test_what_is_on_hold_stays_in_moderation(newsroom):
    """An approval of it is refused with the time it is held until."""
    draft = newsroom.own
    newsroom.workflow.start(draft, newsroom.contributor)
    editorial.hold_update(draft, None, timezone.now() + timedelta(hours=2))
    task = fetch(draft).current_workflow_state.current_task_state
    approve = url("workflow_action", draft.pk, "approve", task.pk)
    response, outcome = ask(sign_in(newsroom.editor), "post", approve)
    assert outcome is SHOWN
    assert "on hold until" in messages_of(response)
    editorial.release_update(draft, None)
    assert ask(sign_in(newsroom.editor), "post", approve)[1] is DONE


def test_a_draft_is_its_authors_and_the_editors(newsroom):
    """Its words are nowhere at the desk for another contributor: not in the stream, as
    a page or as JSON, the list, the home page, nor under the claim that it shows."""
    claim = ClaimFactory(sentence="The mill burned down.")
    LiveUpdateFactory(
        page=newsroom.page,
        owner=newsroom.contributor,
        headline="Miller arrested",
        body=[verification(claim)],
    ).save_revision()
    second = make_colleague(newsroom.page, CONTRIBUTOR, username="second")
    here = newsroom.page.pk
    addresses = {
        "desk": url("desk", here),
        "stream": url("stream", here),
        "search": url("stream", here) + "?q=Miller",
        "claims": url("claims", here),
        "list": url("list"),
        "home": "/admin/",
    }
    for user, sees in (
        (newsroom.contributor, True),
        (newsroom.editor, True),
        (second, False),
    ):
        client = sign_in(user)
        for name, address in addresses.items():
            content = client.get(address).content.decode()
            if name == "home" and user == newsroom.editor:
                # Other people's drafts are not hers to go on with.
                continue
            assert ("Miller arrested" in content) is sees, (user.username, name)
