"""The log of choices: what comes into it, what does not, and when it is forgotten."""

import json
import uuid
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import Site

from wagtail_liveconflict.models import ConsentRecord, CookieNotice, CookiePurpose

pytestmark = pytest.mark.django_db
ADDRESS = "/live/consent/"


@pytest.fixture
def notice(db):
    site = Site.objects.get()
    notice = CookieNotice.objects.create(
        site=site, mode="consent", keeps_proof=True, revision=2
    )
    CookiePurpose.objects.create(notice=notice, code="statistics")
    return notice


def build(**fields):
    return {
        "id": str(uuid.uuid4()),
        "revision": 2,
        "choices": {"statistics": True},
        **fields,
    }


def post(data, content_type="application/json", **headers):
    if not isinstance(data, bytes):
        data = json.dumps(data).encode()
    # As strict as a browser meets it: a view that needs a token would refuse.
    client = Client(enforce_csrf_checks=True)
    return client.post(ADDRESS, data, content_type, headers=headers)


def test_a_choice_is_kept(notice):
    """Its number, the revision, what was chosen, and when; the answer sets no cookie
    and is kept by no cache."""
    data = build()
    response = post(data, sec_fetch_site="same-origin")
    assert response.status_code == 204
    assert response["Cache-Control"] == "no-store"
    assert not response.cookies
    record = ConsentRecord.objects.get()
    assert str(record.pk) == data["id"]
    assert (record.revision, record.choices) == (2, {"statistics": True})
    assert timezone.now() - record.time < timedelta(minutes=1)


def test_nothing_of_the_reader_is_kept(notice):
    """There is no field for an address, a browser, a user or a session."""
    assert {field.name for field in ConsentRecord._meta.get_fields()} == {
        "id",
        "site",
        "revision",
        "choices",
        "time",
    }


def test_the_same_choice_twice_is_one(notice):
    """Its sender may not have heard the answer. Nobody can change it by its number."""
    data = build()
    post(data)
    assert post({**data, "choices": {"statistics": False}}).status_code == 204
    assert ConsentRecord.objects.get().choices == {"statistics": True}


def test_a_page_from_a_cache_has_an_earlier_revision(notice):
    """Which is what its reader was shown."""
    assert post(build(revision=1)).status_code == 204
    assert ConsentRecord.objects.get().revision == 1


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"{", "not JSON"),
        (b"[" * 1500, "not JSON"),
        (b"\xff", "not JSON"),
        ([], "not an object"),
        (build(id=None), "id: "),
        (build(id=7), "id: "),
        (build(id="x"), "id: "),
        (build(revision="2"), "revision: "),
        (build(revision=True), "revision: "),
        (build(revision=0), "revision: "),
        (build(revision=3), "revision: "),
        (build(revision=2.0), "revision: "),
        (build(choices=None), "choices: "),
        (build(choices=["statistics"]), "choices: "),
        (build(choices={"statistics": 1}), "choices: "),
        (build(choices={"other": True}), "choices: not a purpose of this site: other"),
    ],
)
def test_what_is_no_choice_is_refused(notice, data, reason):
    """With the reason."""
    response = post(data)
    assert response.status_code == 400
    assert response.json()["error"].startswith(reason)
    assert not ConsentRecord.objects.exists()


def test_it_takes_little_and_only_json(notice):
    """Another type is what a form of another site could send."""
    assert post(b" " * 2_001).status_code == 413
    assert post(build(), "text/plain").status_code == 415
    assert post(build(), sec_fetch_site="cross-site").status_code == 403
    assert Client().get(ADDRESS).status_code == 405
    assert not ConsentRecord.objects.exists()


@pytest.mark.parametrize(
    "fields", [{"keeps_proof": False}, {"mode": "notice"}, {"mode": "external"}]
)
def test_where_no_log_is_kept_there_is_none(notice, fields):
    """Nor where the site has never set anything."""
    CookieNotice.objects.update(**fields)
    assert post(build()).status_code == 404
    CookieNotice.objects.all().delete()
    assert post(build()).status_code == 404


def test_old_entries_are_purged(notice):
    """After as many months as the setting says."""
    CookieNotice.objects.update(proof_months=2)
    for days in (10, 61, 63, 400):
        ConsentRecord.objects.create(
            site=notice.site,
            revision=1,
            choices={},
            time=timezone.now() - timedelta(days=days),
        )
    output = StringIO()
    call_command("liveconflict_purge_consent", stdout=output)
    assert output.getvalue().strip() == "Deleted: 2"
    ages = [
        (timezone.now() - record.time).days for record in ConsentRecord.objects.all()
    ]
    assert ages == [10, 61]
