"""System checks. Each has an id and a hint."""

from django.core.checks import Error, Warning, register
from django.urls import NoReverseMatch, reverse

from .conf import conf


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
        "LIVECONFLICT_POLL_SECONDS",
        "LIVECONFLICT_DELTA_LIMIT",
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
