"""A live blog of any length as a newsroom leaves it: ``python -m
benchmarks.desk.filling 1000``.

Migrates the database and makes the blog, an editor, and for every update what the desk
and publishing look at beside its row: its revision, the log of what was done with it,
its references, its entry in the search index. Prints the id of the page as JSON.
"""

import json
import os
import sys
from datetime import timedelta

import django

EDITOR, PASSWORD = "olena", "ten small boats"
BATCH = 500


def make_editor():
    """Writes and publishes; no superuser, whose rights cost nothing to find out."""
    from django.contrib.auth import get_user_model
    from django.contrib.auth.models import Group

    editor = get_user_model().objects.create_user(
        EDITOR, "olena@example.org", PASSWORD, first_name="Olena", last_name="Hrab"
    )
    editor.groups.add(Group.objects.get(name="Moderators"))
    return editor


def complete(page_id: int, editor) -> None:
    """Make for each update what :func:`..site.filling.make_blog` leaves out."""
    from django.db import transaction
    from django.utils import timezone

    from wagtail_liveconflict.editorial.indexing import index_anew
    from wagtail_liveconflict.models import LiveUpdate

    updates = list(LiveUpdate.objects.filter(page_id=page_id).order_by("-ordinal"))
    newest = timezone.now() - timedelta(minutes=1)
    for start in range(0, len(updates), BATCH):
        batch = updates[start : start + BATCH]
        for age, update in enumerate(batch, start=start):
            update.headline = f"Convoy {update.ordinal} is over the bridge"
            update.owner = editor
            update.created_at = newest - timedelta(seconds=10 * age)
        with transaction.atomic():
            _complete_batch(batch, editor)
        index_anew(LiveUpdate, [update.pk for update in batch])


def _complete_batch(updates, editor) -> None:
    from django.contrib.contenttypes.models import ContentType
    from wagtail.models import ModelLogEntry, ReferenceIndex, Revision

    from wagtail_liveconflict.models import LiveUpdate

    content_type = ContentType.objects.get_for_model(LiveUpdate)
    revisions = Revision.objects.bulk_create(
        Revision(
            content_type=content_type,
            base_content_type=content_type,
            object_id=str(update.pk),
            user=editor,
            created_at=update.created_at,
            content=update.serializable_data(),
            object_str=update.headline,
        )
        for update in updates
    )
    for update, revision in zip(updates, revisions, strict=True):
        update.latest_revision = update.live_revision = revision
    fields = ["headline", "owner", "created_at", "latest_revision", "live_revision"]
    LiveUpdate.objects.bulk_update(updates, fields)
    ModelLogEntry.objects.bulk_create(
        ModelLogEntry(
            content_type=content_type,
            object_id=str(update.pk),
            label=update.headline,
            action=action,
            timestamp=update.created_at,
            user=editor,
            revision=update.latest_revision,
            content_changed=True,
        )
        for update in updates
        for action in ("wagtail.create", "wagtail.publish")
    )
    for update in updates:
        ReferenceIndex.create_or_update_for_object(update)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.desk.settings")
    django.setup()

    from ..site.filling import fill

    length = int(sys.argv[1])
    page_id = fill([length])[length]
    complete(page_id, make_editor())
    sys.stdout.write(json.dumps(page_id) + "\n")


if __name__ == "__main__":
    main()
