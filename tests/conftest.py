import contextlib
import gc
import json

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.management import call_command
from django.db import IntegrityError, connection
from django.test import Client
from django.utils import translation

from scripts.ensure_browser import NO_BROWSER, find_browser
from scripts.ensure_old_engines import OLD_ENGINES, is_usable
from tests.factories import LiveBlogPageFactory, UserFactory
from tests.migrated_database import keep_migrated, take_migrated
from wagtail_liveconflict.editorial import start_blog

pytest_plugins = ["tests.services.fixtures"]
DATABASES = {"postgresql": "PostgreSQL", "sqlite": "SQLite"}


def is_browser_test(item):
    return item.get_closest_marker("browser") is not None


def get_missing_engine(item):
    """The old engine that a test is about, where there is none; else None."""
    if item.get_closest_marker("old_engines") is None:
        return None
    engine = item.callspec.params["engine"]
    return None if is_usable(engine) else engine


def pytest_configure(config):
    for vendor, name in DATABASES.items():
        config.addinivalue_line(
            "markers",
            f"{vendor}: holds on {name} only, and is skipped on any other database",
        )


def is_transactional(item):
    marker = item.get_closest_marker("django_db")
    return bool(marker and marker.kwargs.get("transaction"))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    for item in items:
        marker = item.get_closest_marker("django_db")
        if is_transactional(item) and not marker.kwargs.get("serialized_rollback"):
            # A transactional test empties every table when it ends, also those
            # that migrations have filled (the root page, the groups).
            raise pytest.UsageError(
                f"{item.nodeid}: add serialized_rollback=True to its django_db marker"
            )
        for vendor in DATABASES.keys() - {connection.vendor}:
            if item.get_closest_marker(vendor):
                reason = f"only on {DATABASES[vendor]}; this run is on another database"
                item.add_marker(pytest.mark.skip(reason=reason))
        if engine := get_missing_engine(item):
            item.add_marker(pytest.mark.skip(reason=engine.missing))
    # Last, because Playwright's event loop stays in the thread once it has
    # started. The order within each group remains random.
    items.sort(key=is_browser_test)
    if find_browser() is None:
        for item in filter(is_browser_test, items):
            item.add_marker(pytest.mark.skip(reason=NO_BROWSER))


def pytest_collection_finish():
    """What has been imported stays; to look through it for garbage again and again
    takes a sixth of a run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 50, 50)


def pytest_report_header():
    return [
        f"browser: {find_browser() or NO_BROWSER}",
        f"database: {DATABASES.get(connection.vendor, connection.vendor)}",
    ]


def pytest_terminal_summary(terminalreporter):
    if find_browser() is None:
        terminalreporter.write_sep("!", NO_BROWSER, red=True, bold=True)
    skipped = {
        report.longrepr[2] for report in terminalreporter.stats.get("skipped", ())
    }
    for engine in OLD_ENGINES:
        if f"Skipped: {engine.missing}" in skipped:
            terminalreporter.write_sep("!", engine.missing, red=True, bold=True)


@pytest.fixture(autouse=True)
def _empty_cache():
    """Wagtail caches the addresses of sites; a rollback does not take them back."""
    cache.clear()


@pytest.fixture(autouse=True)
def _same_language():
    """Django's middleware for languages leaves that of a request to its thread, and
    the next test would read its messages in it."""
    with translation.override(translation.get_language()):
        yield


MIGRATED = pytest.StashKey[str]()


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_modify_db_settings):
    """Kept where a migrated database could be taken from an earlier run: what has
    changed since is migrated, which is nothing."""
    return take_migrated()


@pytest.fixture(scope="session")
def django_db_setup(request, django_db_setup, django_db_keepdb, django_db_blocker):
    """The test database, and what migrations have put into it."""
    with django_db_blocker.unblock():
        if not django_db_keepdb:
            keep_migrated()
        rows = json.loads(connection.creation.serialize_db_to_string())
        # First, or Wagtail makes those anew that it asks for while the rest comes in.
        rows.sort(key=lambda row: row["model"] != "contenttypes.contenttype")
        request.config.stash[MIGRATED] = json.dumps(rows)
        # What Django itself restores after a transactional test.
        connection._test_serialized_contents = request.config.stash[MIGRATED]


@pytest.fixture
def restored_db(request, transactional_db):
    """A database as migrations leave it. Django restores it for transactional tests
    by itself, but not on the connection that it opens beside Playwright's event
    loop."""
    from wagtail.models import Site

    for _attempt in range(5):
        if Site.objects.exists():
            return
        # What is restored has ids of its own; numbers that began anew would meet them.
        call_command(
            "flush",
            interactive=False,
            verbosity=0,
            reset_sequences=False,
            inhibit_post_migrate=True,
        )
        ContentType.objects.clear_cache()
        # A request that the last test's page had left under way may write in between.
        with contextlib.suppress(IntegrityError):
            connection.creation.deserialize_db_from_string(
                request.config.stash[MIGRATED]
            )
        ContentType.objects.clear_cache()


@pytest.fixture
def root_page(db):
    from wagtail.models import Page

    return Page.objects.get(depth=2)


@pytest.fixture
def live_blog(root_page):
    """A live blog on air, without updates."""
    page = LiveBlogPageFactory(parent=root_page, title="The river crossing")
    start_blog(page)
    return page


@pytest.fixture
def editor(db):
    """May write and publish everywhere (Wagtail's moderators)."""
    return UserFactory(username="editor", groups=["Moderators"])


@pytest.fixture
def writer(db):
    """May write but not publish (Wagtail's editors)."""
    return UserFactory(username="writer", groups=["Editors"])


@pytest.fixture
def admin(db):
    return UserFactory(username="admin", is_superuser=True, is_staff=True)


@pytest.fixture
def reader(db):
    """The client of somebody who is not signed in."""
    return Client()


@pytest.fixture
def editor_client(editor):
    client = Client()
    client.force_login(editor)
    return client


@pytest.fixture
def admin_client(admin):
    client = Client()
    client.force_login(admin)
    return client
