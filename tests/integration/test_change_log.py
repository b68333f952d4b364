"""Every step of a live blog is one change under the next number of its log."""

import datetime as dt
import threading

import pytest
from django.core.management import call_command
from django.db import connections, transaction
from django.utils import timezone

from tests.factories import (
    ClaimFactory,
    LiveBlogPageFactory,
    LiveUpdateFactory,
    PublishedUpdateFactory,
    edit,
    publish,
    verification,
)
from wagtail_liveconflict import editorial
from wagtail_liveconflict.delivery import change_log
from wagtail_liveconflict.exceptions import LiveConflictError
from wagtail_liveconflict.models import Change, LiveFeed, LiveUpdate

pytestmark = pytest.mark.django_db


def get_log(page):
    return list(
        Change.objects.filter(page_id=page.pk)
        .order_by("number")
        .values_list("number", "kind", "update_id")
    )


def get_new(page, seen):
    """Kind and update of the changes after ``seen``, whose numbers must follow."""
    log = get_log(page)
    assert log[: len(seen)] == seen
    assert [number for number, _kind, _update in log] == list(range(1, len(log) + 1))
    assert LiveFeed.objects.get(page_id=page.pk).cursor == len(log)
    return [(kind, update_id) for _number, kind, update_id in log[len(seen) :]]


@pytest.mark.parametrize(
    ("verb", "kind"),
    [
        ("publish", "published"),
        ("edit", "edited"),
        ("withdraw", "withdrawn"),
        ("pin", "pinned"),
        ("unpin", "pinned"),
        ("mark", "key_event"),
        ("unmark", "key_event"),
        ("unpublish", "removed"),
        ("delete", "removed"),
    ],
)
def test_each_verb_on_an_update_appends_exactly_one_change(live_blog, verb, kind):
    """One step of an editor is one change, under the next number, and it names the
    update."""
    update = LiveUpdateFactory(page=live_blog)
    if verb != "publish":
        update = publish(update)
    if verb == "unpin":
        editorial.pin_update(update)
    if verb == "unmark":
        editorial.mark_key_event(update)
    pk, seen = update.pk, get_log(live_blog)

    {
        "publish": lambda: editorial.publish_update(update),
        "edit": lambda: edit(update, headline="Mended"),
        "withdraw": lambda: editorial.withdraw_update(update, None, "Wrong place."),
        "pin": lambda: editorial.pin_update(update),
        "unpin": lambda: editorial.unpin_update(live_blog),
        "mark": lambda: editorial.mark_key_event(update),
        "unmark": lambda: editorial.unmark_key_event(update),
        "unpublish": lambda: LiveUpdate.objects.get(pk=pk).unpublish(),
        "delete": lambda: LiveUpdate.objects.get(pk=pk).delete(),
    }[verb]()

    assert get_new(live_blog, seen) == [(kind, pk)]


@pytest.mark.parametrize("verb", ["start", "pause", "resume", "end"])
def test_each_step_of_the_blog_itself_appends_exactly_one_change(root_page, verb):
    """Going on air, pausing, resuming and ending are one change each, of no update."""
    page = LiveBlogPageFactory(parent=root_page)
    for earlier in {
        "start": [],
        "pause": ["start"],
        "resume": ["start", "pause"],
        "end": ["start"],
    }[verb]:
        getattr(editorial, f"{earlier}_blog")(page)
    seen = get_log(page)

    getattr(editorial, f"{verb}_blog")(page)

    assert get_new(page, seen) == [("state", None)]


def test_a_claims_new_status_is_one_change_of_each_update_that_shows_it(live_blog):
    """Every update that shows the claim, in every live blog, and no other."""
    claim = ClaimFactory()
    other_blog = LiveBlogPageFactory()
    first = PublishedUpdateFactory(page=live_blog, body=[verification(claim)])
    PublishedUpdateFactory(page=live_blog)
    second = PublishedUpdateFactory(page=live_blog, body=[verification(claim)])
    elsewhere = PublishedUpdateFactory(page=other_blog, body=[verification(claim)])
    seen, seen_elsewhere = get_log(live_blog), get_log(other_blog)

    editorial.change_claim_status(claim, None, "disputed", "Two differ.")

    assert get_new(live_blog, seen) == [("claim", first.pk), ("claim", second.pk)]
    assert get_new(other_blog, seen_elsewhere) == [("claim", elsewhere.pk)]


def test_saving_a_draft_is_no_change(live_blog):
    """Readers are told of nothing that they cannot see."""
    seen = get_log(live_blog)
    update = LiveUpdateFactory(page=live_blog)
    update.save_revision()
    assert get_new(live_blog, seen) == []


def test_a_scheduled_update_is_a_change_when_its_time_has_come(live_blog):
    """Scheduling is no change; Wagtail's publishing of it is."""
    seen = get_log(live_blog)
    update = LiveUpdateFactory(page=live_blog)
    update.go_live_at = timezone.now() + dt.timedelta(hours=1)
    publish(update)
    assert get_new(live_blog, seen) == []

    past = timezone.now() - dt.timedelta(minutes=1)
    update.revisions.update(approved_go_live_at=past)
    revision = update.revisions.get()
    revision.content["go_live_at"] = past.isoformat()
    update.revisions.filter(pk=revision.pk).update(content=revision.content)
    call_command("publish_scheduled")

    assert get_new(live_blog, seen) == [("published", update.pk)]


def test_a_verb_that_changes_nothing_appends_nothing(live_blog):
    """Pinning the pinned update, marking the marked one: no change."""
    update = PublishedUpdateFactory(page=live_blog)
    editorial.pin_update(update)
    editorial.mark_key_event(update)
    seen = get_log(live_blog)
    editorial.pin_update(update)
    editorial.mark_key_event(update)
    assert get_new(live_blog, seen) == []


def test_a_refused_verb_appends_nothing(live_blog):
    """What raises leaves the log and the cursor as they were."""
    update = PublishedUpdateFactory(page=live_blog)
    editorial.withdraw_update(update, None, "Wrong place.")
    seen = get_log(live_blog)
    for refused in (
        lambda: publish(update),
        lambda: editorial.pin_update(update),
        lambda: editorial.withdraw_update(update, None, "Again."),
        lambda: editorial.start_blog(live_blog),
    ):
        with pytest.raises(LiveConflictError):
            refused()
    assert get_new(live_blog, seen) == []


def test_ordinals_count_first_publications(live_blog):
    """The first published update is 1; editing or publishing again keeps a number."""
    drafts = LiveUpdateFactory.create_batch(3, page=live_blog)
    published = [publish(update) for update in reversed(drafts)]
    assert [update.ordinal for update in published] == [1, 2, 3]
    assert edit(published[0], headline="Mended").ordinal == 1


def test_publishing_the_page_does_not_take_its_log_back(live_blog):
    """A page revision from before the last changes brings no old number back."""
    revision = live_blog.save_revision()
    PublishedUpdateFactory.create_batch(2, page=live_blog)
    seen = get_log(live_blog)
    revision.publish()
    assert get_new(live_blog, seen) == [("header", None)]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_appending_outside_a_transaction_is_refused(live_blog):
    """A change and what it tells of are committed together or not at all."""
    with pytest.raises(transaction.TransactionManagementError):
        change_log.append(live_blog.pk, Change.Kind.HEADER)


def test_a_rolled_back_step_leaves_no_gap(live_blog):
    """The next change takes the number that the failed one would have had."""
    seen = get_log(live_blog)
    update = LiveUpdateFactory(page=live_blog)
    with transaction.atomic():
        publish(update)
        transaction.set_rollback(True)
    assert get_new(live_blog, seen) == []

    update = publish(LiveUpdate.objects.get(pk=update.pk))
    assert get_new(live_blog, seen) == [("published", update.pk)]
    assert update.ordinal == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_editors_who_publish_at_once_lose_nothing(live_blog):
    """Four editors publish ten updates each at the same time: forty changes, numbered
    without a gap, forty ordinals, no error."""
    writers, each = 4, 10
    drafts = [LiveUpdateFactory(page=live_blog) for _ in range(writers * each)]
    seen = get_log(live_blog)
    barrier, errors = threading.Barrier(writers), []

    def write(updates):
        try:
            barrier.wait(timeout=10)
            for update in updates:
                publish(update)
        except Exception as error:
            errors.append(error)
        finally:
            connections.close_all()

    threads = [
        threading.Thread(target=write, args=(drafts[n::writers],))
        for n in range(writers)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    assert errors == []
    new = get_new(live_blog, seen)
    assert sorted(new) == sorted(("published", update.pk) for update in drafts)
    ordinals = LiveUpdate.objects.values_list("ordinal", flat=True)
    assert sorted(ordinals) == list(range(1, writers * each + 1))
