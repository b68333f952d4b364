"""Probes of what a site is made of."""

from datetime import timedelta

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.checks import ERROR, WARNING, run_checks
from django.core.files.base import ContentFile
from django.db import connections, router
from django.db.migrations.executor import MigrationExecutor
from django.db.models.functions import Now
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.models import Revision, Site
from wagtail.search.backends import get_search_backend

from ..editorial.due_claims import find_outdated
from ..models import LiveFeed, LiveUpdate
from .probing import Doubtful, Failed, Probe, Skipped

#: Django's and Wagtail's own, which a newsroom needs as much as ours.
_OTHER_CHECKS = ("security.W012", "security.W016", "wagtailadmin.W003")
_PREFIX = "wagtail_liveconflict."
#: Files that every live blog loads.
STATIC_FILES = ("wagtail_liveconflict/reader.css", "wagtail_liveconflict/reader.js")
# Seconds between the clocks of the application and of the database.
_NOTICED, _HARMFUL = 1, 10
#: Updates that may have the same words in them.
_SAME_WORDS = 100
#: What is due by cron may be late by so much, in minutes.
_LATE = 5


def get_site_probes() -> list[Probe]:
    return [
        Probe("system checks", check_system),
        Probe("migrations", check_migrations),
        Probe("clocks", check_clocks),
        Probe("what is due", check_due),
        Probe("search index", check_search),
        Probe("files of pictures", check_storage),
        Probe("static files", check_static_files),
    ]


def check_system() -> str:
    messages = [
        message
        for message in run_checks(
            include_deployment_checks=not settings.DEBUG,
            databases=[router.db_for_read(Site)],
        )
        if (message.id or "").startswith(_PREFIX) or message.id in _OTHER_CHECKS
        if not message.is_silenced()
    ]
    lines = [f"{message.id}: {message.msg}" for message in messages]
    if any(message.level >= ERROR for message in messages):
        raise Failed(*lines)
    if any(message.level >= WARNING for message in messages):
        raise Doubtful(*lines)
    return "\n".join(lines) or "nothing to say"


def check_migrations() -> str:
    using = router.db_for_write(LiveFeed)
    executor = MigrationExecutor(connections[using])
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    pending = [f"{migration.app_label}.{migration.name}" for migration, _back in plan]
    if any(name.startswith(_PREFIX) for name in pending):
        raise Failed(*(f"not applied: {name}" for name in pending))
    if pending:
        raise Doubtful(*(f"not applied: {name}" for name in pending))
    return "all applied"


def check_clocks() -> str:
    """Schedules and holds go by the application's clock, on every machine by its own."""
    using = router.db_for_write(LiveFeed)
    if connections[using].vendor == "sqlite":
        return "the database is on this machine"
    sites = Site.objects.using(using).order_by().annotate(now=Now())
    before = timezone.now()
    found = sites.values_list("now", flat=True).first()
    after = timezone.now()
    if found is None:
        raise Skipped("there is no site")
    # Whatever lies between the two may be the way there and back.
    difference = max((before - found).total_seconds(), (found - after).total_seconds())
    line = f"the database's clock differs by {max(difference, 0):.1f} seconds"
    if difference > _HARMFUL:
        raise Failed(line)
    if difference > _NOTICED:
        raise Doubtful(line)
    return line


def check_due() -> str:
    due = timezone.now() - timedelta(minutes=_LATE)
    late = Revision.objects.filter(approved_go_live_at__lt=due)
    # These wait on purpose.
    held = LiveUpdate.objects.filter(hold_until__gt=timezone.now())
    held_ids = [str(pk) for pk in held.values_list("pk", flat=True)]
    count = late.exclude(
        content_type__app_label="wagtail_liveconflict",
        content_type__model="liveupdate",
        object_id__in=held_ids,
    ).count()
    lines = []
    if count:
        lines.append(
            f"{count} scheduled publications are late: run “manage.py "
            "publish_scheduled” each minute"
        )
    if claims := find_outdated(due).count():
        lines.append(
            f"{claims} claims are to be re-checked, and readers are not told: run "
            "“manage.py liveconflict_due” each minute"
        )
    if lines:
        raise Failed(*lines)
    return "nothing is late"


def check_search() -> str:
    update = LiveUpdate.objects.public().exclude(headline="").order_by("-pk").first()
    if update is None:
        raise Skipped("there is no published update with a headline")
    # Search engines cannot be asked for one row.
    rows = LiveUpdate.objects.filter(page_id=update.page_id)
    results = get_search_backend().search(update.headline, rows)
    if any(found.pk == update.pk for found in results[:_SAME_WORDS]):
        return "the newest update is found by its headline"
    raise Doubtful(
        "the newest update is not found by its headline: run “manage.py update_index”"
    )


def check_storage() -> str:
    image_model = get_image_model()
    models = (image_model, image_model.get_rendition_model())
    for storage in (model._meta.get_field("file").storage for model in models):
        name = storage.save("liveconflict_doctor.txt", ContentFile(b"May be deleted."))
        try:
            storage.delete(name)
        except Exception as error:
            raise Failed(
                f"a file cannot be deleted: {error!r}",
                f"{name} has stayed, where everybody can read it: delete it by hand",
            ) from error
    return "can be written and deleted"


def check_static_files() -> str:
    for name in STATIC_FILES:
        try:
            staticfiles_storage.url(name)
        except ValueError as error:
            raise Failed(str(error), "run “manage.py collectstatic”") from error
        if finders.find(name) or staticfiles_storage.exists(name):
            continue
        raise Failed(f"{name} is not found", "run “manage.py collectstatic”")
    return "found"
