"""Django alone, over WSGI."""

import os

from django.core.wsgi import get_wsgi_application

from .counting import count_wsgi

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.site.settings")
application = count_wsgi(get_wsgi_application())
