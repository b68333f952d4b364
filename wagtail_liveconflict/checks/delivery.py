"""Whether changes reach readers as the settings promise."""

import importlib.util
import os
import re
from pathlib import Path

from django.conf import settings
from django.core.cache.backends.dummy import DummyCache
from django.core.cache.backends.locmem import LocMemCache
from django.core.checks import Info, Warning
from django.db import connections, router
from django.utils.module_loading import import_string

from ..conf import conf
from ..delivery.backends import load_backend
from ..delivery.in_process import InProcessBackend
from ..models import LiveFeed
from .registering import check

#: gunicorn's, by its own variable for arguments.
_WORKERS = re.compile(r"(?:^|\s)(?:-w|--workers)[=\s]*(\d+)")
#: Say something about streams, or help nothing else.
_FOR_STREAMS = ("LIVECONFLICT_STREAM_LIMIT", "LIVECONFLICT_STREAMS_PER_ADDRESS")


@check()
def check_streams(databases):
    """Nothing is wrong with a site that polls; whoever expects streams should
    learn why there are none."""
    if not conf.LIVECONFLICT_STREAM_LIMIT or names_live_streams():
        return
    yield Info(
        "Open pages poll; streams are not set up.",
        hint=(
            "Streams need ASGI: in asgi.py, application = "
            "with_live_streams(get_asgi_application()). A site may stay on "
            "WSGI: silence this check."
        ),
        id="wagtail_liveconflict.I001",
    )
    wanted = [name for name in _FOR_STREAMS if conf.is_set(name)]
    if not tells_only_its_process():
        wanted.append("the backend in LIVECONFLICT_DELIVERY")
    if wanted:
        yield Warning(
            f"Only streams make use of {', '.join(wanted)}, and none are set up.",
            hint="See I001. Where a process of its own serves them "
            "(wagtail_liveconflict.asgi:application), silence this check.",
            id="wagtail_liveconflict.W007",
        )


def names_live_streams() -> bool:
    """Whether the site's ASGI module names our application. Read, not imported:
    importing it would start the site a second time."""
    module = (getattr(settings, "ASGI_APPLICATION", None) or "").rpartition(".")[0]
    if not module:
        # As "startproject" lays them: asgi.py beside wsgi.py.
        wsgi = (getattr(settings, "WSGI_APPLICATION", None) or "").rpartition(".")[0]
        module = f"{wsgi.rpartition('.')[0]}.asgi" if wsgi else ""
    try:
        spec = importlib.util.find_spec(module) if module else None
        source = Path(spec.origin).read_text(encoding="utf-8") if spec else ""
    except (ImportError, OSError, TypeError, ValueError):
        return False
    return "with_live_streams" in source


def tells_only_its_process() -> bool:
    """Whether the delivery backend is the default one; one that cannot be made
    (E003) tells nobody."""
    try:
        return isinstance(load_backend(), InProcessBackend)
    except Exception:
        return True


@check()
def check_processes(databases):
    """In one process streams are told at once; in others within a second. SQLite is
    asked more often, and only on one machine."""
    if not names_live_streams() or not conf.LIVECONFLICT_STREAM_LIMIT:
        return
    connection = connections[router.db_for_write(LiveFeed)]
    if connection.vendor == "sqlite" or not tells_only_its_process():
        return
    hint = (
        "Nothing is lost. For less, choose the backend for PostgreSQL or Redis in "
        "LIVECONFLICT_DELIVERY."
    )
    count = get_known_processes()
    if count > 1:
        yield Warning(
            f"The site runs in {count} processes, and the delivery backend tells only "
            "its own: streams of the others are up to a second late.",
            hint=hint,
            id="wagtail_liveconflict.W008",
        )
    elif count == 0:
        yield Info(
            "The delivery backend tells only its own process: where the site runs in "
            "several, streams of the others are up to a second late.",
            hint=f"{hint} With one process, silence this check.",
            id="wagtail_liveconflict.I004",
        )


def get_known_processes() -> int:
    """As the environment says, in the way of gunicorn and uvicorn; 0 where it does not
    say."""
    found = _WORKERS.search(os.environ.get("GUNICORN_CMD_ARGS", ""))
    said = found[1] if found else os.environ.get("WEB_CONCURRENCY", "")
    return int(said) if said.isdecimal() else 0


@check()
def check_shared_cache(databases):
    if settings.DEBUG:
        return
    alias = conf.LIVECONFLICT_CACHE
    backend = get_cache_class(alias)
    if backend is not None and issubclass(backend, LocMemCache | DummyCache):
        yield Warning(
            f"The cache {alias!r}, which holds rendered updates, is not shared: each "
            "process renders every update itself.",
            hint="Use Redis, Memcached or Django's database cache, under an alias of "
            "its own if you like: see LIVECONFLICT_CACHE.",
            id="wagtail_liveconflict.W009",
        )


def get_cache_class(alias) -> type | None:
    """The class of a cache; None where there is none (E005, or Django, says so)."""
    try:
        return import_string(settings.CACHES[alias]["BACKEND"])
    except (AttributeError, ImportError, KeyError, TypeError):
        return None


@check()
def check_sqlite_transactions(databases):
    for alias, database in settings.DATABASES.items():
        options = database.get("OPTIONS") or {}
        if (
            database.get("ENGINE", "").endswith("sqlite3")
            and options.get("transaction_mode") != "IMMEDIATE"
        ):
            yield Warning(
                f"The SQLite database {alias!r} starts transactions in deferred mode: "
                "editors who publish at the same time get “database is locked”.",
                hint='Set "transaction_mode": "IMMEDIATE" in its OPTIONS.',
                id="wagtail_liveconflict.W001",
            )
