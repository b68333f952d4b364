"""A colleague's account is deleted: nothing of the newsroom's goes with it."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from tests import claim_forms
from tests.claims import equip, reach, step_to
from tests.factories import (
    ClaimFactory,
    PublishedUpdateFactory,
    SourceFactory,
    UserFactory,
    edit,
)
from tests.tree import ROOT
from wagtail_liveconflict.desk.views import get_desk_url
from wagtail_liveconflict.editorial import change_status
from wagtail_liveconflict.models import (
    Claim,
    ClaimDossier,
    ClaimStatusChange,
    LiveUpdate,
    SourceAssessment,
)
from wagtail_liveconflict.staff_data.places import get_links

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague():
    return UserFactory(first_name="Olena", last_name="Verba", is_superuser=True)


@pytest.fixture
def claim(colleague):
    claim = reach(equip(ClaimFactory(), checker=colleague), "corroborated")
    return change_status(
        claim, colleague, step_to("verified"), override_reason="A test."
    )


def delete(user):
    """As the admin does it."""
    user.delete()


def test_updates_stay_with_their_bylines(live_blog, colleague, reader, editor_client):
    """Published and drafts; the page, the permalink, the desk and the history work."""
    update = PublishedUpdateFactory(
        page=live_blog,
        owner=colleague,
        headline="Ferry leaves",
        byline_names="Olena Verba",
    )
    update = edit(update, colleague, headline="Ferry has left")
    update.locked, update.locked_by = True, colleague
    update.save()
    delete(colleague)
    update = LiveUpdate.objects.get()
    assert update.owner is None
    assert update.byline_names == "Olena Verba"
    assert "Olena Verba" in reader.get(live_blog.url).text
    assert reader.get(update.permalink).status_code == 200
    for name in ("edit", "history"):
        url = reverse(LiveUpdate.snippet_viewset.get_url_name(name), args=[update.pk])
        assert editor_client.get(url).status_code == 200
    assert editor_client.get(get_desk_url(live_blog.pk)).status_code == 200


def test_a_verified_claim_stays_verified(claim, colleague):
    """That somebody checked it was true when they did; the next saving of the claim,
    by whatever hand, must not take its status back."""
    delete(colleague)
    dossier = ClaimDossier.of(claim)
    assert (dossier.checked_by, dossier.checker_left) == (None, True)
    claim = Claim.objects.get(pk=claim.pk)
    claim.recheck_due = timezone.now() - timedelta(hours=1)
    claim.save()
    call_command("liveconflict_due", verbosity=0)
    claim = Claim.objects.get(pk=claim.pk)
    assert (claim.status, claim.is_overdue) == ("verified", True)


def test_others_are_not_marked_as_left(claim, colleague):
    """Only where the account was that of the checker."""
    delete(UserFactory())
    assert not ClaimDossier.of(claim).checker_left


def test_the_form_of_a_verified_claim_does_not_ask_to_reopen_it(
    claim, colleague, admin_client
):
    """Saving it unchanged leaves the status; a new checker may be chosen."""
    delete(colleague)
    claim = Claim.objects.get(pk=claim.pk)
    form = claim_forms.form_data(claim, explanation="More.")
    answer = admin_client.post(claim_forms.url("edit", claim.pk), form)
    assert answer.status_code == 302
    claim = Claim.objects.get(pk=claim.pk)
    assert (claim.status, claim.explanation) == ("verified", "More.")
    assert ClaimDossier.of(claim).checker_left


def test_the_log_names_who_did_it(claim, colleague):
    """Rows have a name of their own, and verify."""
    number = colleague.pk
    delete(colleague)
    step = ClaimStatusChange.objects.get(_actor_id=number)
    assert step._actor_name == "Olena Verba"
    call_command("verify_claim_log", verbosity=0)


#: Rows that are of no use without their account. Keys of the writing API: they only
#: keep a request of that account from being carried out twice.
GO_WITH_THE_ACCOUNT = {"IdempotencyKey.user"}


def test_no_link_of_the_app_takes_a_row_with_the_account():
    """Or keeps the account from being deleted. A link that may do so is named in
    docs/how-to/staff-data.md, under “Deleting the account”."""
    assert {
        str(column).partition(".")[2]
        for column in get_links()
        if not column.model._meta.get_field(column.field).null
    } == GO_WITH_THE_ACCOUNT
    text = (ROOT / "docs/how-to/staff-data.md").read_text()
    section = text.partition("## Deleting the account")[2].partition("\n## ")[0]
    assert all(f"`{name}`" in section for name in GO_WITH_THE_ACCOUNT)


def test_every_link_is_emptied(live_blog, colleague, claim):
    """With one row behind each."""
    assessment = SourceAssessment.of(SourceFactory(kind="anonymous"))
    assessment.identity_known_to = colleague
    assessment.save()
    PublishedUpdateFactory(page=live_blog, owner=colleague)
    before = {str(each): each.rows.count() for each in get_links()}
    number = colleague.pk
    delete(colleague)
    assert {str(each): each.rows.count() for each in get_links()} == before
    for column in get_links():
        assert not column.rows.filter(**{column.field: number}).exists()
