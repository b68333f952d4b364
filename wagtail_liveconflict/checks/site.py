"""Whether the site has what the app is built on: apps, addresses, time zones."""

from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.checks import Error, Warning
from django.urls import (
    LocalePrefixPattern,
    NoReverseMatch,
    Resolver404,
    URLResolver,
    get_resolver,
    get_script_prefix,
    resolve,
    reverse,
)

from ..required_apps import get_missing_apps
from .registering import check

APP = "wagtail_liveconflict"


@check()
def check_apps(databases):
    for name in get_missing_apps():
        yield Error(
            f"{name} is not installed.",
            hint=f'Add "{name}" to INSTALLED_APPS.',
            id="wagtail_liveconflict.E007",
        )


@check()
def check_order_of_apps(databases):
    """Django takes the first template of a name, in the order of the apps."""
    configs = list(apps.get_app_configs())
    names = [config.name for config in configs]
    for config in configs[names.index(APP) + 1 :]:
        if (Path(config.path) / "templates" / APP).is_dir():
            yield Warning(
                f"The templates of {config.name} below “{APP}/” are not used: the app "
                "stands behind ours in INSTALLED_APPS.",
                hint=f'Move "{config.name}" before "{APP}".',
                id="wagtail_liveconflict.W003",
            )


@check()
def check_urls(databases):
    try:
        url = reverse(f"{APP}:changes", args=[1, "0"])
    except NoReverseMatch:
        yield Error(
            "The delivery URLs of wagtail_liveconflict are not installed.",
            hint=(
                'Add path("live/", include("wagtail_liveconflict.urls")) to the '
                "URL configuration, before Wagtail's own patterns."
            ),
            id="wagtail_liveconflict.E001",
        )
        return
    if not _reaches_us(url):
        yield Error(
            f"Another pattern answers at the delivery URL {url}.",
            hint="Wagtail's own patterns take every address that is left: put "
            'include("wagtail_liveconflict.urls") before them.',
            id="wagtail_liveconflict.E010",
        )
    if _is_below_language(get_resolver()):
        yield Warning(
            "The delivery URLs are within i18n_patterns().",
            hint="Move them out of it: what they answer is the same in every language, "
            "and the process with the streams serves one address.",
            id="wagtail_liveconflict.W002",
        )


def _reaches_us(url: str) -> bool:
    try:
        match = resolve("/" + url.removeprefix(get_script_prefix()))
    except Resolver404:
        return False
    return APP in match.app_names


def _is_below_language(resolver, is_below=False) -> bool:
    for pattern in resolver.url_patterns:
        if not isinstance(pattern, URLResolver):
            continue
        here = is_below or isinstance(pattern.pattern, LocalePrefixPattern)
        if pattern.app_name == APP:
            if here:
                return True
        elif _is_below_language(pattern, here):
            return True
    return False


@check()
def check_time_zones(databases):
    if not settings.USE_TZ:
        yield Error(
            "USE_TZ is False: the times of updates would be wrong for readers.",
            hint="Set USE_TZ = True. Django's documentation says how a site changes "
            "over.",
            id="wagtail_liveconflict.E013",
        )
