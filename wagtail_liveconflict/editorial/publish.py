from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from ..blocks.quote_copy import copy_source
from ..delivery import change_log
from ..models import Change, ClaimAppearance, LiveFeed, LiveUpdate
from .gate import check_publishable, check_right, get_quotes, lock_update


def publish_update(update, user=None) -> LiveUpdate:
    """Publish the newest draft of the update or, where it has none, the update
    as given. Returns it as it is in the database."""
    with transaction.atomic():
        revision = update.latest_revision
        if revision is None or not update.has_unpublished_changes:
            revision = update.save_revision(user=user)
        revision.publish(user=user)
    return LiveUpdate.objects.get(pk=update.pk)


def publish_revision(
    update, revision, user, publish, *, skip_permission_checks=False, **kwargs
):
    """Publish or schedule one revision of an update; the gate of all paths.

    ``publish`` is Wagtail's own ``DraftStateMixin.publish``. In one
    transaction: the checks, what quoted sources are now, Wagtail's publication,
    the list of claims shown, and, last, the change.
    """
    with transaction.atomic():
        current = lock_update(update)
        # Read again: the caller's copy may carry a state from before the lock,
        # and publishing writes the whole row.
        revision = current.revisions.get(pk=revision.pk)
        candidate = revision.as_object()
        if not skip_permission_checks:
            check_right(user, "publish", current)
        check_publishable(candidate)
        is_scheduled = (
            candidate.go_live_at is not None and candidate.go_live_at > timezone.now()
        )
        if not is_scheduled:
            _copy_sources(candidate, revision)
        result = publish(revision, user=user, skip_permission_checks=True, **kwargs)
        if not is_scheduled:
            _announce_publication(update.pk)
        return result


def _copy_sources(candidate, revision):
    """Readers are told what a source was when it was quoted, whatever it becomes."""
    copied = [copy_source(quote) for quote in get_quotes(candidate)]
    if not any(copied):
        return
    body = candidate._meta.get_field("body").value_to_string(candidate)
    revision.content = {**revision.content, "body": body}
    revision.save(update_fields=["content"])


def _announce_publication(pk):
    published = LiveUpdate.objects.get(pk=pk)
    _set_slug(published)
    _note_claims(published)
    is_first = published.ordinal is None
    change_log.append(
        published.page_id,
        Change.Kind.PUBLISHED if is_first else Change.Kind.EDITED,
        published,
        gives_ordinal=is_first,
    )


def _set_slug(update):
    if update.slug or not update.headline:
        return
    update.slug = slugify(update.headline, allow_unicode=True)[:255]
    LiveUpdate.objects.filter(pk=update.pk).update(slug=update.slug)


def _note_claims(update):
    """Remember which claims the update shows, for a later change of status."""
    shown = get_claim_ids(update)
    known = set(update.claim_appearances.values_list("claim_id", flat=True))
    if gone := known - shown:
        update.claim_appearances.filter(claim_id__in=gone).delete()
    ClaimAppearance.objects.bulk_create(
        ClaimAppearance(update=update, claim_id=claim_id) for claim_id in shown - known
    )


def get_claim_ids(update) -> set[int]:
    """Ids of the claims in the body, at any depth (a site may nest blocks)."""
    from ..models import Claim

    field = update._meta.get_field("body")
    return {
        int(object_id)
        for model, object_id, *_ in field.extract_references(update.body)
        if model is Claim
    }


def unpublish_update(update, unpublish, *args, **kwargs):
    """Take an update off the page without a word (Wagtail's own unpublish, and
    its expiry). For readers' sake prefer
    :func:`~wagtail_liveconflict.editorial.withdraw.withdraw_update`."""
    with transaction.atomic():
        current = lock_update(update)
        # Wagtail saves the whole row: an older copy would take back what
        # colleagues have done since, a withdrawal included.
        for field in update._meta.concrete_fields:
            setattr(update, field.attname, getattr(current, field.attname))
        was_shown = current.live and current.ordinal is not None
        result = unpublish(*args, **kwargs)
        update.claim_appearances.all().delete()
        if was_shown:
            LiveFeed.objects.filter(pinned_update_id=update.pk).update(
                pinned_update=None
            )
            change_log.append(update.page_id, Change.Kind.REMOVED, update)
        return result
