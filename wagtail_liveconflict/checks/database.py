"""What only the database knows: ``manage.py check --database default``."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.checks import Info, Tags, Warning
from django.db import DatabaseError, connections, router, transaction
from wagtail.models import Site

from ..base_page_rendering import find_missing_tags
from ..models import BrowserBanner, CookieNotice, NewsroomSettings
from .registering import check

_ONLY_HERE = ("localhost", "127.0.0.1", "[::1]")


def _get_sites(databases) -> list[Site]:
    """The sites, where they may be asked for and there are tables: "migrate" checks
    as well, before there are."""
    alias = router.db_for_read(Site)
    if alias not in (databases or ()):
        return []
    wanted = {
        model._meta.db_table
        for model in (Site, BrowserBanner, CookieNotice, NewsroomSettings)
    }
    if not wanted <= set(connections[alias].introspection.table_names()):
        return []
    with _unharmed(alias):
        return list(Site.objects.using(alias).select_related("root_page"))
    return []


@contextmanager
def _unharmed(alias) -> Iterator[None]:
    """A table that is older than the code is for "migrate" to say."""
    try:
        with transaction.atomic(using=alias):
            yield
    except DatabaseError:
        pass


@check(Tags.database)
def check_tags_in_base_template(databases):
    """Found by rendering: wherever a site puts them, by whatever includes."""
    for site in _get_sites(databases):
        with _unharmed(router.db_for_read(Site)):
            yield from _check_tags(site)


def _check_tags(site) -> Iterator:
    try:
        missing = find_missing_tags(site)
    except DatabaseError:
        raise
    except Exception as error:
        yield Info(
            f"The base template could not be rendered for {site}, so that nobody knows "
            f"which of our tags are in it: {error!r}.",
            hint="It needs something of a real request. Look at a page of the site, "
            "and silence this check.",
            id="wagtail_liveconflict.I003",
        )
        return
    for tag, setting in missing:
        yield Warning(
            f"{site} has {setting} switched on, and {{% {tag} %}} is not in its base "
            "template.",
            hint="Put {% load wagtail_liveconflict_tags %} at its top and "
            f"{{% {tag} %}} before </body>.",
            id="wagtail_liveconflict.W006",
        )


@check(Tags.database, deploy=True)
def check_addresses_of_sites(databases):
    for site in _get_sites(databases):
        if site.hostname in _ONLY_HERE:
            yield Warning(
                f"The site {site} is at {site.hostname}: feeds, shared links and "
                "search engines are told addresses that only this machine has.",
                hint="Set the host name and the port under Settings → Sites.",
                id="wagtail_liveconflict.W011",
            )
