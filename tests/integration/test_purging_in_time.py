"""How purging is done: beside the work, once for a commit, and never in its way."""

import threading

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from wagtail.contrib.frontend_cache.backends import BaseBackend
from wagtail.models import Locale, Page, Site

from tests.factories import (
    ClaimFactory,
    LiveBlogPageFactory,
    PublishedUpdateFactory,
    verification,
)
from tests.purges import PATIENCE, NotingBackend, below, own, purging, whole
from tests.testapp.models import OurLiveBlog
from wagtail_liveconflict import editorial
from wagtail_liveconflict.models import LiveUpdate
from wagtail_liveconflict.purging.queue import PurgeQueue, queue

__all__ = ["purging"]
pytestmark = pytest.mark.django_db


class FailingBackend(BaseBackend):
    def purge_batch(self, urls):
        raise OSError("The cache is away.")


class SlowBackend(BaseBackend):
    """Answers when it is let."""

    may_answer = threading.Event()

    def purge_batch(self, urls):
        assert self.may_answer.wait(PATIENCE)


def use(settings, backend):
    settings.WAGTAILFRONTENDCACHE = {
        "default": {"BACKEND": f"{backend.__module__}.{backend.__name__}"}
    }


def test_once_committed_and_each_address_once(live_blog, purging):
    """Nothing before the commit; of three changes in one transaction each address."""
    updates = [PublishedUpdateFactory(page=live_blog) for _ in range(3)]
    with purging() as urls:
        with transaction.atomic():
            for update in updates:
                editorial.mark_key_event(update)
        assert queue.wait(PATIENCE)
        assert NotingBackend.batches == []
    assert urls == whole(live_blog) | set().union(*map(own, updates))


def test_what_is_rolled_back_is_not_purged(live_blog, purging):
    with purging() as urls, transaction.atomic():
        PublishedUpdateFactory(page=live_blog)
        transaction.set_rollback(True)
    assert urls == set()


def test_a_failing_cache_costs_nobody_anything(
    live_blog, settings, django_capture_on_commit_callbacks, caplog
):
    """The update is public; the failure is in the log."""
    use(settings, FailingBackend)
    with django_capture_on_commit_callbacks(execute=True):
        update = PublishedUpdateFactory(page=live_blog)
    assert queue.wait(PATIENCE)
    assert LiveUpdate.objects.public().filter(pk=update.pk).exists()
    assert "The cache is away." in caplog.text


def test_nobody_waits_for_a_cache(
    live_blog, settings, django_capture_on_commit_callbacks
):
    """Publishing is done while the cache has not answered yet."""
    use(settings, SlowBackend)
    SlowBackend.may_answer.clear()
    try:
        with django_capture_on_commit_callbacks(execute=True):
            update = PublishedUpdateFactory(page=live_blog)
        assert LiveUpdate.objects.public().filter(pk=update.pk).exists()
        assert not queue.wait(0)
    finally:
        SlowBackend.may_answer.set()
    assert queue.wait(PATIENCE)


def test_a_queue_goes_on_after_a_failure(settings):
    """The thread outlives what fails in it, also settings that name nothing."""
    settings.WAGTAILFRONTENDCACHE = {"default": {"BACKEND": "no.such.Backend"}}
    fresh = PurgeQueue()
    fresh.add(["http://localhost/one/"])
    assert fresh.wait(PATIENCE)
    settings.WAGTAILFRONTENDCACHE = {
        "default": {"BACKEND": "tests.purges.NotingBackend"}
    }
    NotingBackend.batches.clear()
    fresh.add(["http://localhost/two/"])
    assert fresh.wait(PATIENCE)
    assert NotingBackend.batches == [["http://localhost/two/"]]


def count_queries(work, capture_on_commit):
    with CaptureQueriesContext(connection) as queries, capture_on_commit(execute=True):
        work()
    return len(queries)


def test_a_site_without_a_cache_pays_nothing(
    live_blog, settings, django_capture_on_commit_callbacks
):
    """No query is asked for addresses that nobody purges; with a cache it is a dozen at
    most, whatever the number of updates with the claim."""
    claims = [ClaimFactory() for _ in range(4)]
    for claim in claims[2:]:
        for _ in range(10):
            PublishedUpdateFactory(page=live_blog, body=[verification(claim)])
    for claim in claims[:2]:
        PublishedUpdateFactory(page=live_blog, body=[verification(claim)])

    def change(claim):
        return count_queries(
            lambda: editorial.change_claim_status(claim, None, "disputed", "Two."),
            django_capture_on_commit_callbacks,
        )

    one, ten = change(claims[0]), change(claims[2])
    use(settings, NotingBackend)
    assert change(claims[1]) - one <= 12
    assert change(claims[3]) - ten <= 12
    assert queue.wait(PATIENCE)


@pytest.fixture
def second_site(root_page):
    """Another site with a live blog of its own."""
    root = Page.objects.get(depth=1).add_child(
        instance=Page(title="The Island", slug="island")
    )
    Site.objects.create(hostname="island.example", port=443, root_page=root)
    return LiveBlogPageFactory(parent=root, title="The ferry strike", slug="strike")


def test_two_sites_with_a_live_blog_each(
    live_blog, second_site, reader, purging, settings
):
    """Each purges, serves and lists its own addresses and no other."""
    host = "https://island.example"
    settings.ALLOWED_HOSTS = ["localhost", "island.example"]
    editorial.start_blog(second_site)
    with purging() as urls:
        update = PublishedUpdateFactory(page=second_site, headline="The crew is back")
    assert second_site.url == f"{host}/strike/"
    assert {url for url in urls if not url.startswith(host)} == set()
    assert f"{host}/strike/updates/{update.pk}/" in urls
    assert f"{host}/live/feed/atom/" in urls
    with purging() as urls:
        PublishedUpdateFactory(page=live_blog)
    assert {url for url in urls if not url.startswith("http://localhost/")} == set()

    def ask(path, host):
        return reader.get(path, headers={"Host": host}, secure=True)

    for path in ("/live/feed/atom/", "/live/news-sitemap.xml"):
        there = ask(path, "island.example").content.decode()
        here = ask(path, "localhost").content.decode()
        assert ("/strike/" in there, "crossing" in there) == (True, False)
        assert ("/strike/" in here, "crossing" in here) == (False, True)
    assert ask("/strike/", "island.example").status_code == 200
    assert ask("/strike/", "localhost").status_code == 404


def test_one_page_on_two_hosts(live_blog, root_page, purging):
    """Sites with the same root, or one below the other, show it under both names."""
    Site.objects.create(hostname="m.example", root_page=root_page)
    PublishedUpdateFactory(page=live_blog)
    with purging() as urls:
        editorial.pause_blog(live_blog)
    path = live_blog.get_url_parts()[2]
    paths = ("", "?order=oldest", "claims/", "embed/", "feed/rss/")
    for host in ("http://localhost", "http://m.example"):
        assert {f"{host}{path}{each}" for each in paths} <= urls
        assert f"{host}/live/feed/atom/" in urls


def test_a_live_blog_in_another_language(live_blog, settings, purging):
    """The addresses are those of its own language, whoever publishes."""
    settings.WAGTAIL_I18N_ENABLED = True
    locale = Locale.objects.create(language_code="uk")
    home = Page.objects.get(depth=2).copy_for_translation(locale)
    home.save_revision().publish()
    page = LiveBlogPageFactory(parent=home, locale=locale, slug="pereprava")
    with purging() as urls:
        editorial.start_blog(page)
    assert f"http://localhost{page.get_url_parts()[2]}claims/" in urls


def test_paths_of_the_sites_own_page_type(root_page, purging, monkeypatch):
    """What a site adds to Wagtail's ``get_cached_paths`` is purged as well."""
    page = root_page.add_child(instance=OurLiveBlog(title="Ours", slug="ours"))
    standard = OurLiveBlog.get_cached_paths
    monkeypatch.setattr(
        OurLiveBlog, "get_cached_paths", lambda self: [*standard(self), "/print/"]
    )
    with purging() as urls:
        editorial.start_blog(page)
    assert below(page, "", "claims/", "print/") <= urls


def test_addresses_without_a_slash_at_their_end(live_blog, purging, monkeypatch):
    """With ``WAGTAIL_APPEND_SLASH = False`` the page has none, and what is below it is
    found all the same."""
    monkeypatch.setattr("wagtail.models.pages.WAGTAIL_APPEND_SLASH", False)
    with purging() as urls:
        editorial.pause_blog(live_blog)
    url = live_blog.full_url
    assert not url.endswith("/")
    assert {url, f"{url}?order=oldest", f"{url}/claims/"} <= urls
