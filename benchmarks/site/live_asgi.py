"""Django over ASGI with streams: the hub answers from its memory."""

import os

from django.core.asgi import get_asgi_application

from .counting import count_asgi

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.site.settings")
django_application = get_asgi_application()

# Reads the settings that the line above has set up.
from wagtail_liveconflict.asgi import with_live_streams  # noqa: E402

application = count_asgi(with_live_streams(django_application))
