"""A cache in front of the site that notes what it is told to forget."""

from contextlib import contextmanager
from typing import ClassVar

import pytest
from wagtail.contrib.frontend_cache.backends import BaseBackend

from wagtail_liveconflict.purging.queue import queue

#: Seconds until a test gives up.
PATIENCE = 30
_NOTING = {"BACKEND": "tests.purges.NotingBackend"}


class NotingBackend(BaseBackend):
    batches: ClassVar[list[list[str]]] = []

    def purge_batch(self, urls):
        self.batches.append(sorted(urls))


@pytest.fixture
def purging(settings, django_capture_on_commit_callbacks):
    """``with purging() as urls:`` fills ``urls`` with what is purged by what is
    committed within, once it is."""
    settings.WAGTAILFRONTENDCACHE = {"default": _NOTING}

    @contextmanager
    def note():
        urls = set()
        assert queue.wait(PATIENCE)
        NotingBackend.batches.clear()
        with django_capture_on_commit_callbacks(execute=True):
            yield urls
        assert queue.wait(PATIENCE)
        urls.update(url for batch in NotingBackend.batches for url in batch)

    yield note
    assert queue.wait(PATIENCE)


def below(page, *paths, host="http://localhost"):
    """Full addresses below a page."""
    return {f"{host}{page.url}{path}" for path in paths}


def whole(page, host="http://localhost"):
    """What tells of a live blog as a whole, and of all of its site."""
    return below(
        page,
        *("", "?order=oldest", "claims/", "claims/?format=json", "embed/"),
        *("corrections/", "corrections/feed/"),
        *("feed/atom/", "feed/rss/", "feed/json/"),
        host=host,
    ) | of_site(host)


def of_site(host="http://localhost"):
    names = ("feed/atom/", "feed/rss/", "feed/json/", "news-sitemap.xml")
    return {f"{host}/live/{name}" for name in names}


def own(update, number=1, *, day=None, host="http://localhost"):
    """The own page of an update, its archive page and its day."""
    zone = update.page.specific.zone
    day = day or update.first_published_at.astimezone(zone).date().isoformat()
    return below(
        update.page,
        f"updates/{update.pk}/",
        *(f"page/{number}/{order}" for order in ("", "?order=oldest")),
        *(f"day/{day}/{order}" for order in ("", "?order=oldest")),
        host=host,
    )
