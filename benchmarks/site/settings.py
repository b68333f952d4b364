"""The sandbox as a site in production: no debugging, a database of its own.

``BENCHMARK_FOLDER`` is where SQLite's file is kept; ``BENCHMARK_DATABASE``, a
postgres:// address, is used in its place; ``BENCHMARK_DELIVERY`` is the
LIVECONFLICT_DELIVERY setting as JSON.
"""

import json
import os
from pathlib import Path

from sandbox_site.settings import *  # noqa: F403
from sandbox_site.settings import DATABASES
from tests.settings import from_url

DEBUG = False
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "benchmarks.site.urls"

if url := os.environ.get("BENCHMARK_DATABASE"):
    DATABASES = {"default": from_url(url) | {"CONN_MAX_AGE": 600}}
else:
    file = Path(os.environ["BENCHMARK_FOLDER"]) / "site.sqlite3"
    DATABASES = {"default": DATABASES["default"] | {"NAME": file, "CONN_MAX_AGE": 600}}

if delivery := os.environ.get("BENCHMARK_DELIVERY"):
    LIVECONFLICT_DELIVERY = json.loads(delivery)
# All readers of a benchmark come from one address.
LIVECONFLICT_STREAMS_PER_ADDRESS = 100_000
LIVECONFLICT_STREAM_LIMIT = 100_000
LOGGING = {"version": 1, "disable_existing_loggers": False}
