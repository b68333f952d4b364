"""The site under ASGI."""

import json
import os
from importlib import import_module

from django.core.asgi import get_asgi_application

from wagtail_liveconflict.asgi import with_live_streams

application = with_live_streams(get_asgi_application())

# Numbers of the delivery's modules that would take a test too long.
for place, value in json.loads(os.environ.get("SERVERS_CONSTANTS", "{}")).items():
    module_name, _dot, name = place.partition(".")
    module = import_module(f"wagtail_liveconflict.delivery.{module_name}")
    if not hasattr(module, name):
        raise AttributeError(place)
    setattr(module, name, value)
