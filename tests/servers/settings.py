"""Settings of a site that runs in processes of its own. The tests say by ``SERVERS_…``
in the environment what a process shall be."""

import json
import os

from tests.no_migrations import NoMigrations
from tests.settings import *  # noqa: F403
from tests.settings import from_url, sqlite

MIGRATION_MODULES = NoMigrations()
# SQLite's table of words is made by a migration; without it no search is answered.
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "wagtail.search.backends.database.fallback"}
}

DATABASES = {"default": sqlite()}
if os.environ["SERVERS_DATABASE"].startswith("postgres:"):
    DATABASES["default"] = {
        **from_url(os.environ["SERVERS_DATABASE"]),
        # By this PostgreSQL tells one process of the site from another.
        "OPTIONS": {"application_name": os.environ["SERVERS_NAME"]},
    }
else:
    DATABASES["default"]["NAME"] = os.environ["SERVERS_DATABASE"]

if os.environ.get("SERVERS_CACHE"):
    WAGTAILFRONTENDCACHE = {
        "default": {
            "BACKEND": "wagtail.contrib.frontend_cache.backends.HTTPBackend",
            "LOCATION": os.environ["SERVERS_CACHE"],
        }
    }

WSGI_APPLICATION = "tests.servers.wsgi.application"
LIVECONFLICT_DELIVERY = json.loads(os.environ["SERVERS_DELIVERY"])
# Small enough for a reader to fall behind further than an answer reaches.
LIVECONFLICT_DELTA_LIMIT = 20
