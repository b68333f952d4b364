"""What the doctor says of single parts of a site."""

import io
import threading
from datetime import timedelta

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import override_script_prefix
from django.utils import timezone
from wagtail.models import Page, Revision

from tests.factories import ClaimFactory, LiveUpdateFactory, PublishedUpdateFactory
from wagtail_liveconflict import editorial
from wagtail_liveconflict.doctor import delivery, site
from wagtail_liveconflict.doctor.asking import Answer, explain
from wagtail_liveconflict.doctor.probing import (
    Doubtful,
    Failed,
    Probe,
    Skipped,
    Status,
    run_one,
)
from wagtail_liveconflict.models import Claim, DeliveryProbe, LiveFeed, LiveUpdate

pytestmark = pytest.mark.django_db
HIDDEN = "/live/0/changes/0/"
AS_SENT = {
    "Cache-Control": "public, max-age=1, stale-while-revalidate=2, stale-if-error=5",
    "Content-Type": "application/json",
    "Vary": "Accept-Encoding",
}


def ask(address=HIDDEN):
    return Client().get(address)


def test_the_hidden_feed_is_there_while_it_is_needed():
    """It tells its cursor, and no page is made for it; before and after nobody finds
    anything."""
    pages, feeds = Page.objects.count(), LiveFeed.objects.count()
    assert ask().status_code == 404
    with delivery.probing() as probe:
        assert ask().json() == {"cursor": str(probe), "wait": 5}
        wanted = delivery.make_change(probe)
        assert ask().json()["cursor"] == wanted
        assert ask(f"/live/0/changes/{probe}/").json()["cursor"] == wanted
        assert (Page.objects.count(), LiveFeed.objects.count()) == (pages, feeds)
    assert ask().status_code == 404


def test_one_that_was_left_behind_is_not_served():
    """Killed, the command cannot take it away; a minute later it is out of date, and
    the next run removes it."""
    DeliveryProbe.begin()
    assert ask().status_code == 200
    DeliveryProbe.objects.update(expires_at=timezone.now())
    assert ask().status_code == 404
    with delivery.probing():
        assert DeliveryProbe.objects.count() == 1
    assert not DeliveryProbe.objects.exists()


def test_two_at_once_do_not_mistake_each_other():
    """The first learns that another has begun."""
    first = DeliveryProbe.begin()
    DeliveryProbe.begin()
    with pytest.raises(Failed, match="another doctor"):
        delivery.make_change(first)


def test_it_stops_with_the_sites_switch(live_blog):
    """What is told to open pages by the switch is told there, too."""
    with delivery.probing():
        call_command("liveconflict_delivery", "stop", stdout=io.StringIO())
        assert ask().json()["halt"] is True


def test_other_live_blogs_cost_no_query_more(live_blog, django_assert_num_queries):
    """It is looked for only where it is asked for."""
    feed = LiveFeed.objects.get(page_id=live_blog.pk)
    address = f"/live/{live_blog.pk}/changes/{feed.epoch}-{feed.cursor}/"
    with django_assert_num_queries(1):
        assert ask(address).status_code == 200


def test_a_probe_that_hangs_is_left_behind():
    """The others go on."""
    result = run_one(Probe("hanging", threading.Event().wait), 0.01)
    assert result.status == Status.FAILED
    assert "0.01 seconds" in result.lines[0]


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (Doubtful("a", "b"), Status.WARNING),
        (Skipped("a", "b"), Status.SKIPPED),
        (Failed("a", "b"), Status.FAILED),
    ],
)
def test_what_a_probe_raises_is_its_result(error, status):
    """With its lines."""

    def run():
        raise error

    result = run_one(Probe("raising", run), 5)
    assert (result.status, list(result.lines)) == (status, ["a", "b"])


def test_an_error_nobody_foresaw_is_a_failure():
    """And not the end of the command."""
    result = run_one(Probe("broken", lambda: {}["nothing"]), 5)
    assert (result.status, list(result.lines)) == (
        Status.FAILED,
        ["KeyError: 'nothing'"],
    )


def test_a_migration_that_is_not_applied_is_named():
    """Ours is a failure, another app's a warning."""
    assert site.check_migrations() == "all applied"
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'wagtailforms'")
    with pytest.raises(Doubtful, match="wagtailforms"):
        site.check_migrations()
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM django_migrations WHERE app = 'wagtail_liveconflict'"
        )
    with pytest.raises(Failed, match="wagtail_liveconflict"):
        site.check_migrations()


def test_what_is_late_is_named(live_blog, editor):
    """A schedule or a claim of an hour ago, but not what is on hold."""
    update = LiveUpdateFactory(page=live_blog)
    editorial.schedule_update(update, editor, timezone.now() + timedelta(hours=1))
    assert site.check_due() == "nothing is late"
    past = timezone.now() - timedelta(hours=1)
    Revision.objects.filter(approved_go_live_at__isnull=False).update(
        approved_go_live_at=past
    )
    with pytest.raises(Failed, match="publish_scheduled"):
        site.check_due()
    LiveUpdate.objects.update(hold_until=timezone.now() + timedelta(hours=1))
    assert site.check_due() == "nothing is late"
    claim = ClaimFactory()
    Claim.objects.filter(pk=claim.pk).update(recheck_due=past)
    with pytest.raises(Failed, match="liveconflict_due"):
        site.check_due()


def test_an_index_without_the_newest_update_is_named(live_blog):
    """A search tells."""
    with pytest.raises(Skipped):
        site.check_search()
    update = PublishedUpdateFactory(page=live_blog, headline="Ferries")
    with pytest.raises(Doubtful, match="update_index"):
        site.check_search()
    call_command("update_index", stdout=io.StringIO())
    assert "found" in site.check_search()
    assert update.live


def test_a_folder_for_pictures_that_cannot_be_written_is_named(settings, tmp_path):
    """Nothing is left in one that can."""
    settings.MEDIA_ROOT = tmp_path / "media"
    site.check_storage()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    (tmp_path / "file").write_text("")
    settings.MEDIA_ROOT = tmp_path / "file"
    assert run_one(Probe("files", site.check_storage), 5).status == Status.FAILED


class StorageThatOnlyGrows(FileSystemStorage):
    def delete(self, name):
        raise PermissionError("AccessDenied")


def test_a_file_that_cannot_be_deleted_is_named(settings, tmp_path):
    """Keys of a cloud's storage may allow the one and not the other."""
    settings.MEDIA_ROOT = tmp_path
    backend = f"{__name__}.{StorageThatOnlyGrows.__name__}"
    settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": backend}}
    result = run_one(Probe("files", site.check_storage), 5)
    assert result.status == Status.FAILED
    assert "AccessDenied" in result.lines[0]
    (left,) = (path for path in tmp_path.rglob("*") if path.is_file())
    assert left.name in result.lines[1]


def test_static_files_that_were_not_collected_are_named(settings, tmp_path):
    """With hashed names a page would fail."""
    assert site.check_static_files() == "found"
    settings.STATIC_ROOT = tmp_path
    backend = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": backend}}
    with pytest.raises(Failed, match=r"reader\.css"):
        site.check_static_files()


def test_the_checks_are_a_probe(settings):
    """Those that are silenced stay silent."""
    with pytest.raises(Doubtful) as doubtful:
        site.check_system()
    lines = "\n".join(map(str, doubtful.value.args))
    assert "wagtail_liveconflict.W009" in lines
    assert "security.W012" in lines
    settings.SILENCED_SYSTEM_CHECKS = ["wagtail_liveconflict.W009"]
    with pytest.raises(Doubtful) as doubtful:
        site.check_system()
    assert "W009" not in "\n".join(map(str, doubtful.value.args))
    settings.LIVECONFLICT_PAGE_SIZE = 0
    with pytest.raises(Failed):
        site.check_system()


@pytest.mark.parametrize(
    ("changed", "word"),
    [
        ({}, None),
        ({"Cache-Control": "private, max-age=1"}, "Cache-Control"),
        ({"Cache-Control": "public, max-age=600"}, "Cache-Control"),
        ({"Set-Cookie": "session=1"}, "cookie"),
        ({"Vary": "Accept-Encoding, Cookie"}, "cookie"),
        ({"Content-Type": "text/html"}, "JSON"),
    ],
)
def test_headers_that_a_proxy_has_changed_are_named(changed, word):
    """A cache could not answer for us."""
    faults = delivery.find_faults(Answer(200, {**AS_SENT, **changed}, b"{}"))
    assert len(faults) == (word is not None)
    assert word is None or word in faults[0]


def test_the_headers_that_we_send_are_in_order(live_blog):
    """As the view sends them."""
    with delivery.probing():
        response = ask()
    assert delivery.find_faults(Answer(200, response.headers, b"{}")) == []


@pytest.mark.parametrize(
    ("status", "headers", "word"),
    [
        (301, {"Location": "https://news.example/live/"}, "https://news.example/live/"),
        (400, {}, "ALLOWED_HOSTS"),
        (404, {}, "database"),
        (502, {}, "502"),
    ],
)
def test_an_answer_that_nobody_wanted_is_explained(status, headers, word):
    """With what to look at."""
    lines = explain(Answer(status, headers, b""), "http://news.example/live/")
    assert word in " ".join(lines)


@pytest.mark.parametrize("address", ["news.example", "ftp://news.example", "http://"])
def test_an_address_that_is_none_is_refused(address):
    """At once."""
    with pytest.raises(CommandError, match="not an address"):
        call_command("liveconflict_doctor", "--url", address)
    with pytest.raises(CommandError, match="--limit"):
        call_command("liveconflict_doctor", "--limit", "0")


@pytest.mark.parametrize(
    ("address", "script_name", "url"),
    [
        ("https://x.example", "", "https://x.example/live/"),
        ("https://x.example/press", "", "https://x.example/press/live/"),
        ("https://x.example/press/", "/press", "https://x.example/press/live/"),
        ("https://x.example/li", "", "https://x.example/li/live/"),
    ],
)
def test_a_site_below_a_path_is_asked_there(address, script_name, url):
    """Whether or not the settings know of the path."""
    with override_script_prefix(f"{script_name}/"):
        assert delivery.get_url(address, "changes", "0").startswith(url)


@pytest.mark.parametrize("static", ["https://cdn.example/a.js", "//cdn.example/a.js"])
def test_addresses_elsewhere_are_left(static):
    """Static files may be on a host of their own."""
    joined = delivery.join_below("https://x.example/press", static)
    assert joined == "https://cdn.example/a.js"
