"""The site as a browser needs it: with streams, and with the files of the admin."""

import os

from django.contrib.staticfiles.handlers import ASGIStaticFilesHandler
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.desk.settings")
site = ASGIStaticFilesHandler(get_asgi_application())

# Reads the settings that the line above has set up.
from wagtail_liveconflict.asgi import with_live_streams  # noqa: E402

application = with_live_streams(site)
