"""Copies of what people wrote: in versions of updates, and in Wagtail's history."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry, Revision

from tests.factories import LiveUpdateFactory
from tests.staff_data import NAME, get_export, make_colleague, run
from wagtail_liveconflict import editorial
from wagtail_liveconflict.models import LiveUpdate

pytestmark = pytest.mark.django_db

WHY = f"{NAME} promised the court"


@pytest.fixture
def olena():
    return make_colleague()


@pytest.fixture
def held(live_blog, olena):
    """An update that was held, written on, and is held no more."""
    update = LiveUpdateFactory(page=live_blog, live=False)
    editorial.hold_update(update, None, timezone.now() + timedelta(hours=1), WHY)
    LiveUpdate.objects.get(pk=update.pk).save_revision()
    editorial.release_update(update, None)
    return update


def get_entry():
    return ModelLogEntry.objects.get(action="liveconflict.hold")


def test_copies_of_why_it_was_held_are_replaced(held):
    """Whatever becomes of bylines."""
    places = {row["place"]: row["text"] for row in get_export()["named"]}
    assert places == {
        "versions of wagtail_liveconflict.LiveUpdate.hold_reason": WHY,
        "history, why held": WHY,
    }
    until = get_entry().data["until"]
    run("erase", "olena")
    assert get_entry().data["reason"] == WHY
    run("erase", "olena", "--apply")
    words = "a former colleague promised the court"
    assert get_entry().data == {"until": until, "reason": words}
    assert words in [each.content["hold_reason"] for each in Revision.objects.all()]
    assert NAME not in str(list(Revision.objects.values_list("content", flat=True)))
    assert get_export()["named"] == []


def test_other_words_in_the_history_are_named(held):
    """A person has to look at them."""
    reason = {"reason": f"Ask {NAME}."}
    log(instance=held, action="liveconflict.withdraw", data=reason)
    (entry,) = ModelLogEntry.objects.filter(action="liveconflict.withdraw")
    (mention,) = get_export()["mentioned"]
    place = "wagtailcore.ModelLogEntry, liveconflict.withdraw"
    assert (mention["place"], mention["id"]) == (place, entry.pk)
    said = run("erase", "olena", "--apply")
    assert f"Look at {place} yourself, the name is there: {entry.pk}\n" in said
    entry.refresh_from_db()
    assert entry.data == reason
