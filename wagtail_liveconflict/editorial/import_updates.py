"""Takes over what was written and published elsewhere, with its times."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.log_actions import log

from ..blocks.finding import find_values
from ..delivery import change_log
from ..exceptions import LiveConflictError
from ..models import Change, LiveUpdate
from .gate import ask_site, check_publishable, check_right_on_page
from .publish import KEPT


@dataclass(frozen=True)
class ImportedPost:
    """One post from elsewhere. Times are aware."""

    #: By which it is known again: ``LiveUpdate.composition_key``.
    key: UUID
    #: Raw blocks, as they lie in the column.
    body: list
    published_at: datetime
    edited_at: datetime | None = None
    #: False: it becomes a draft.
    is_public: bool = True
    byline: str = LiveUpdate.Byline.NONE
    #: For the history of the update: where it came from.
    data: dict = field(default_factory=dict)


def build_update(page, post: ImportedPost, user=None) -> LiveUpdate:
    """The update that the post would become, not saved. Raises what keeps it from
    being published, where it is for readers: the site's own rules, too."""
    update = LiveUpdate(
        page=page,
        owner=user,
        body=json.dumps(post.body),
        byline=post.byline,
        composition_key=post.key,
    )
    if post.is_public:
        check_publishable(update)
        ask_site(update, user)
    return update


def import_updates(page, user, posts: Sequence[ImportedPost], on_error) -> int:
    """Add the posts to a live blog, in one transaction; those whose key is known are
    left as they are. Returns how many were added.

    Readers get them with the next loading of the page, or as one delta: none of them
    is announced by itself, and no signal of a publication is sent, or a site would
    push years of posts to phones. ``on_error`` is called with a post that cannot be
    taken and what it says; the others are.
    """
    with transaction.atomic():
        check_right_on_page(user, "publish", page)
        keys = [post.key for post in posts]
        known = set(
            LiveUpdate.objects.filter(composition_key__in=keys).values_list(
                "composition_key", flat=True
            )
        )
        added = []
        for post in posts:
            if post.key in known:
                continue
            try:
                with transaction.atomic():
                    added.append((_import(page, user, post), post))
            except LiveConflictError as error:
                on_error(post, str(error.message))
            except IntegrityError:
                on_error(post, "It has just been taken over by somebody else.")
            except ValidationError as error:
                on_error(post, " ".join(error.messages))
        shown = [update for update, post in added if post.is_public]
        if shown:
            change_log.append_for_each(
                page.pk, Change.Kind.PUBLISHED, shown, gives_ordinals=True
            )
    return len(added)


def _import(page, user, post) -> LiveUpdate:
    update = build_update(page, post, user)
    for _path, value in find_values(update.body or (), KEPT):
        value.keep(None)
    if post.is_public:
        update.live = True
        update.first_published_at = post.published_at
        update.last_published_at = post.edited_at or post.published_at
    update.save()
    revision = update.save_revision(user=user)
    fields = {"created_at": min(post.published_at, timezone.now())}
    if post.is_public:
        update.live_revision = revision
        update.has_unpublished_changes = False
        fields |= {"live_revision": revision, "has_unpublished_changes": False}
    # Set by themselves when a row is made.
    LiveUpdate.objects.filter(pk=update.pk).update(**fields)
    log(instance=update, action="liveconflict.import", user=user, data=post.data)
    return update


def order_by_time(page, user=None) -> bool:
    """Put a live blog into the order of first publication, where it is not, which
    happens when older posts are added to it. Returns whether anything was moved."""
    with transaction.atomic():
        check_right_on_page(user, "publish", page)
        updates = list(
            LiveUpdate.objects.locked()
            .on(page)
            .filter(ordinal__isnull=False)
            .order_by("ordinal")
            .only("pk", "page_id", "ordinal", "change_number", "first_published_at")
        )
        wanted = sorted(
            updates,
            key=lambda each: (each.first_published_at or timezone.now(), each.ordinal),
        )
        ordinals = [update.ordinal for update in updates]
        displaced = [
            ordinal
            for update, ordinal in zip(wanted, ordinals, strict=True)
            if update.ordinal != ordinal
        ]
        if not displaced:
            return False
        first, last = min(displaced), max(displaced)
        between = LiveUpdate.objects.on(page).filter(ordinal__range=(first, last))
        # No two of them may have one place, not even for a moment.
        between.update(ordinal=None)
        moved = []
        for update, ordinal in zip(wanted, ordinals, strict=True):
            if first <= ordinal <= last:
                update.ordinal = ordinal
                moved.append(update)
        LiveUpdate.objects.bulk_update(moved, ["ordinal"], batch_size=500)
        change_log.append_for_each(page.pk, Change.Kind.EDITED, moved)
    return True
