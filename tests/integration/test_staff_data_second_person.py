"""Taking out a colleague's name does not make them a second person."""

import pytest

from tests.staff_data import deactivate, leave_traces, make_colleague, run
from wagtail_liveconflict.editorial.verify import check_second_editor
from wagtail_liveconflict.exceptions import NotYourself
from wagtail_liveconflict.models import ClaimDossier, StatusChangeRequest

pytestmark = pytest.mark.django_db


@pytest.fixture
def olena():
    return make_colleague()


@pytest.fixture
def held(live_blog, olena):
    return leave_traces(live_blog, olena)


def test_who_can_sign_in_does_not_approve_her_own_request(held, olena):
    """It waits as before; the command says why the link stays."""
    said = run("erase", "olena", "--apply")
    assert "requested_by: stays linked while the account is active" in said
    assert "deactivate it first" in said
    request = StatusChangeRequest.objects.get()
    assert request.state == "waiting"
    with pytest.raises(NotYourself):
        check_second_editor(request, olena)


@pytest.mark.parametrize("part", ["checked_by", "last_edited_by"])
def test_nor_what_she_checked_or_wrote(held, olena, part):
    """Also where a colleague asks only afterwards."""
    ClaimDossier.objects.update(checked_by=None, last_edited_by=None)
    ClaimDossier.objects.filter(claim=held).update(**{part: olena})
    run("erase", "olena", "--apply")
    StatusChangeRequest.objects.update(claim=held, requested_by=None)
    with pytest.raises(NotYourself):
        check_second_editor(StatusChangeRequest.objects.get(), olena)


def test_what_she_asked_for_does_not_outlast_the_link(held, olena):
    """The account may be activated again."""
    deactivate(olena)
    assert "1  requests for approval that wait: overtaken" in run("erase", "olena")
    assert StatusChangeRequest.objects.get().state == "waiting"
    run("erase", "olena", "--apply")
    request = StatusChangeRequest.objects.get()
    assert (request.state, request.requested_by) == ("overtaken", None)
    assert request.decided_at
