"""The sandbox over ASGI: ``uvicorn sandbox_site.asgi:application``."""

import os

from django.contrib.staticfiles.handlers import ASGIStaticFilesHandler
from django.core.asgi import get_asgi_application

from wagtail_liveconflict.asgi import with_live_streams

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sandbox_site.settings")

# A sandbox has no web server in front of it, so it hands out its static files itself.
application = with_live_streams(ASGIStaticFilesHandler(get_asgi_application()))
