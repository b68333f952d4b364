"""A byline that is no plain list of names: a person has to look at it."""

import pytest

from tests.factories import PublishedUpdateFactory
from tests.staff_data import NAME, get_export, make_colleague, run
from wagtail_liveconflict.models import LiveUpdate
from wagtail_liveconflict.staff_data.erasure import plan_erasure
from wagtail_liveconflict.staff_data.person import Person

pytestmark = pytest.mark.django_db

PLACE = "wagtail_liveconflict.LiveUpdate.byline_names"


@pytest.fixture(autouse=True)
def olena():
    return make_colleague()


@pytest.mark.parametrize(
    ("names", "left"),
    [
        (f"{NAME} and Bo", f"{NAME} and Bo"),
        (f"By {NAME}", f"By {NAME}"),
        (f"{NAME.upper()}; Bo", f"{NAME.upper()}; Bo"),
        (f"{NAME}, Bo and {NAME}", f"Bo and {NAME}"),
    ],
)
def test_what_stays_is_named(live_blog, names, left):
    """In the export, before it is done, and after: the update, and its versions."""
    update = PublishedUpdateFactory(page=live_blog, byline_names=names)
    version = update.latest_revision_id
    named = get_export()["named"]
    assert {"place": PLACE, "id": update.pk, "text": names} in named
    assert {"place": f"versions of {PLACE}", "id": version, "text": names} in named
    for arguments in ((), ("--apply",), ()):
        said = run("erase", "olena", "--bylines", "desk", *arguments)
        assert f"Look at {PLACE} yourself, the name is there: {update.pk}\n" in said
        assert f"Look at versions of {PLACE} yourself" in said
    update.refresh_from_db()
    assert update.byline_names == left


def test_a_plain_list_needs_nobody(live_blog):
    """Nor a byline that is to stay."""
    PublishedUpdateFactory(page=live_blog, byline_names=f"Bo, {NAME}")
    assert "yourself" not in run("erase", "olena", "--bylines", "desk")
    PublishedUpdateFactory(page=live_blog, byline_names=f"By {NAME}")
    assert "yourself" not in run("erase", "olena")


def test_a_byline_that_is_changed_meanwhile_is_not_lost(live_blog):
    """It is read again when the name is taken out."""
    update = PublishedUpdateFactory(page=live_blog, byline_names=NAME)
    steps = plan_erasure(Person.find("olena"), "N. N.", takes_bylines=True)
    LiveUpdate.objects.filter(pk=update.pk).update(byline_names=f"{NAME}, Bo")
    for step in steps:
        if step.do:
            step.do()
    update.refresh_from_db()
    assert (update.byline, update.byline_names) == ("authors", "Bo")
