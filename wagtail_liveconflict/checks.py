"""System checks. Each has an id and a hint."""

import importlib.util
from pathlib import Path

from django.apps import apps
from django.core.checks import Error, Info, Warning, register
from django.core.exceptions import ImproperlyConfigured
from django.urls import NoReverseMatch, reverse

from .conf import conf
from .delivery.backends import load_backend
from .stories.providers import load_provider


@register("liveconflict")
def check_apps(app_configs, **kwargs):
    names = ("wagtail.contrib.routable_page", "wagtail.contrib.settings")
    return [
        Error(
            f"{name} is not installed.",
            hint=f'Add "{name}" to INSTALLED_APPS.',
            id="wagtail_liveconflict.E007",
        )
        for name in names
        if not apps.is_installed(name)
    ]


@register("liveconflict")
def check_urls(app_configs, **kwargs):
    try:
        reverse("wagtail_liveconflict:changes", args=[1, "0"])
    except NoReverseMatch:
        return [
            Error(
                "The delivery URLs of wagtail_liveconflict are not installed.",
                hint=(
                    'Add path("live/", include("wagtail_liveconflict.urls")) to the '
                    "URL configuration, before Wagtail's own patterns."
                ),
                id="wagtail_liveconflict.E001",
            )
        ]
    return []


@register("liveconflict")
def check_numbers(app_configs, **kwargs):
    names = (
        "LIVECONFLICT_PAGE_SIZE",
        "LIVECONFLICT_PAGE_MAX_AGE",
        "LIVECONFLICT_POLL_SECONDS",
        "LIVECONFLICT_DELTA_LIMIT",
        "LIVECONFLICT_STREAMS_PER_ADDRESS",
        "LIVECONFLICT_MAX_TEXT_LENGTH",
    )
    return [
        Error(
            f"{name} must be a whole number of at least 1, not {value!r}.",
            hint=f"Remove {name} from the settings to use the default.",
            id="wagtail_liveconflict.E002",
        )
        for name in names
        if isinstance(value := getattr(conf, name), bool)
        or not isinstance(value, int)
        or value < 1
    ]


@register("liveconflict")
def check_delivery(app_configs, **kwargs):
    try:
        return list(load_backend().check())
    except (ImproperlyConfigured, TypeError) as error:
        return [
            Error(
                f"The delivery backend cannot be made: {error}",
                hint="See LIVECONFLICT_DELIVERY; without it changes are found by "
                "looking into the log.",
                id="wagtail_liveconflict.E003",
            )
        ]


@register("liveconflict")
def check_stories(app_configs, **kwargs):
    try:
        return list(load_provider().check())
    except (ImproperlyConfigured, TypeError) as error:
        return [
            Error(
                f"The provider of related stories cannot be made: {error}",
                hint="See LIVECONFLICT_RELATED_STORIES; without it stories are found by "
                "their tags.",
                id="wagtail_liveconflict.E008",
            )
        ]


@register("liveconflict")
def check_cache(app_configs, **kwargs):
    from django.conf import settings

    alias = conf.LIVECONFLICT_CACHE
    if alias in settings.CACHES:
        return []
    return [
        Error(
            f"LIVECONFLICT_CACHE names the cache {alias!r}, which CACHES does not have.",
            hint="Add it to CACHES, or remove the setting to use the default cache.",
            id="wagtail_liveconflict.E005",
        )
    ]


@register("liveconflict")
def check_streams(app_configs, **kwargs):
    """Nothing is wrong with a site that polls; whoever expects streams should
    learn why there are none."""
    limit = conf.LIVECONFLICT_STREAM_LIMIT
    if isinstance(limit, bool) or not isinstance(limit, int) or limit < 0:
        return [
            Error(
                "LIVECONFLICT_STREAM_LIMIT must be a whole number, 0 for no streams, "
                f"not {limit!r}.",
                hint="Remove it from the settings to use the default.",
                id="wagtail_liveconflict.E006",
            )
        ]
    if limit and not _names_live_streams():
        return [
            Info(
                "Open pages poll; streams are not set up.",
                hint=(
                    "Streams need ASGI: in asgi.py, application = "
                    "with_live_streams(get_asgi_application()). A site may stay on "
                    "WSGI: silence this check."
                ),
                id="wagtail_liveconflict.I001",
            )
        ]
    return []


def _names_live_streams() -> bool:
    """Whether the site's ASGI module names our application. Read, not imported:
    importing it would start the site a second time."""
    from django.conf import settings

    module = (getattr(settings, "ASGI_APPLICATION", None) or "").rpartition(".")[0]
    if not module:
        # As "startproject" lays them: asgi.py beside wsgi.py.
        wsgi = (getattr(settings, "WSGI_APPLICATION", None) or "").rpartition(".")[0]
        module = f"{wsgi.rpartition('.')[0]}.asgi" if wsgi else ""
    try:
        spec = importlib.util.find_spec(module) if module else None
        source = Path(spec.origin).read_text(encoding="utf-8") if spec else ""
    except (ImportError, OSError, TypeError, ValueError):
        return False
    return "with_live_streams" in source


@register("liveconflict")
def check_sqlite_transactions(app_configs, databases=None, **kwargs):
    from django.conf import settings

    return [
        Warning(
            f"The SQLite database {alias!r} starts transactions in deferred mode: "
            "editors who publish at the same time get “database is locked”.",
            hint='Set OPTIONS = {"transaction_mode": "IMMEDIATE"} for it.',
            id="wagtail_liveconflict.W001",
        )
        for alias, database in settings.DATABASES.items()
        if database.get("ENGINE", "").endswith("sqlite3")
        and database.get("OPTIONS", {}).get("transaction_mode") != "IMMEDIATE"
    ]
