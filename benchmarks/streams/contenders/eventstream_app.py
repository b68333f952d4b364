"""django-eventstream as its documentation shows it: the events view under ASGI,
``send_event`` in a view.

Events are kept in SQLite, or with ``BENCHMARK_REDIS`` in Redis, which then also
carries them to the processes.
"""

import os
from pathlib import Path

import django
from django.conf import settings

folder = Path(os.environ["BENCHMARK_FOLDER"])
redis_port = os.environ.get("BENCHMARK_REDIS")
redis = {"host": "127.0.0.1", "port": int(redis_port or 0), "db": 0}
kept_in_redis = {"EVENTSTREAM_REDIS": redis, "EVENTSTREAM_STORAGE_CONNECTION": redis}
prefix = "benchmarks.streams.contenders.eventstream_storage."

settings.configure(
    SECRET_KEY="only-for-benchmarks",  # noqa: S106
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    INSTALLED_APPS=[
        "django.contrib.contenttypes",
        "django.contrib.auth",
        "django_eventstream",
    ],
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": folder / "eventstream.sqlite3",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            },
        }
    },
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    USE_TZ=True,
    EVENTSTREAM_STORAGE_CLASS=prefix
    + ("TimedRedisStorage" if redis_port else "TimedModelStorage"),
    **(kept_in_redis if redis_port else {}),
)
django.setup()

from django.core.asgi import get_asgi_application  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.http import HttpResponse  # noqa: E402
from django.urls import path  # noqa: E402
from django.views.decorators.csrf import csrf_exempt  # noqa: E402
from django_eventstream import send_event  # noqa: E402
from django_eventstream.views import events  # noqa: E402

from ...moments import encode  # noqa: E402
from .eventstream_storage import last_commit  # noqa: E402

call_command("migrate", verbosity=0)


@csrf_exempt
def publish(request, number):
    send_event("updates", "message", request.body.decode(), json_encode=False)
    return HttpResponse(encode(last_commit))


urlpatterns = [
    path("stream/", events, {"channels": ["updates"]}),
    path("publish/<int:number>", publish),
]
application = get_asgi_application()
