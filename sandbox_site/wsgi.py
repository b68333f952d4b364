"""The sandbox over WSGI, for servers that do not speak ASGI."""

import os

from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sandbox_site.settings")

# A sandbox has no web server in front of it, so it hands out its static files itself.
application = StaticFilesHandler(get_wsgi_application())
