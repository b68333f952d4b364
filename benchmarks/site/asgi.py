"""Django alone, over ASGI."""

import os

from django.core.asgi import get_asgi_application

from .counting import count_asgi

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.site.settings")
application = count_asgi(get_asgi_application())
