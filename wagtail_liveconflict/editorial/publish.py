import logging
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from wagtail.log_actions import log

from ..blocks.embed import EmbedCardValue
from ..blocks.finding import find_values
from ..blocks.more_stories import MoreStoriesValue
from ..blocks.quote_value import QuoteValue
from ..blocks.verification import VerificationValue
from ..delivery import change_log
from ..exceptions import LiveConflictError, UpdateHeld
from ..models import (
    Change,
    Claim,
    ClaimAppearance,
    LiveFeed,
    LiveUpdate,
    PartyAppearance,
)
from .claim_showing import announce_successors, forget_claims
from .gate import (
    ask_site,
    check_publishable,
    check_right,
    check_sensitivity_stated,
    lock_update,
)
from .telling import tell_published

#: Values of blocks that keep what readers are told with them.
KEPT = (QuoteValue, VerificationValue, EmbedCardValue, MoreStoriesValue)

logger = logging.getLogger("wagtail_liveconflict.editorial")


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
        # The row is known and locked: nobody has to read it again.
        revision.content_object = current
        if current.latest_revision_id == revision.pk:
            current.latest_revision = revision
        candidate = revision.as_object()
        if not skip_permission_checks:
            check_right(user, "publish", current)
        try:
            check_publishable(candidate)
            if not _is_due(revision):
                check_sensitivity_stated(candidate, current)
            _ask_site(candidate, user, is_due=_is_due(revision))
        except LiveConflictError as error:
            if not _is_due(revision):
                raise
            if isinstance(error, UpdateHeld):
                # Put on hold since: it stays scheduled until that is over.
                return None
            return _give_up_schedule(current, revision, error)
        is_scheduled = (
            candidate.go_live_at is not None and candidate.go_live_at > timezone.now()
        )
        if not is_scheduled:
            _keep_what_is_shown(candidate, revision, current)
            _set_slug(candidate, revision)
        result = publish(revision, user=user, skip_permission_checks=True, **kwargs)
        if not is_scheduled:
            _announce_publication(candidate, user)
        return result


def _ask_site(candidate, user, *, is_due: bool) -> None:
    """Where a schedule is due, a rule of the site that breaks keeps this update back,
    and not everything else that the site has scheduled."""
    if not is_due:
        ask_site(candidate, user)
        return
    try:
        # Of its own: PostgreSQL goes on after an error only where that is undone.
        with transaction.atomic():
            ask_site(candidate, user)
    except LiveConflictError:
        raise
    except Exception as error:
        # What it says is in the log alone: it was not written for editors.
        logger.exception("A hook of before_publish_live_update has failed")
        name = type(error).__name__
        raise LiveConflictError(f"A rule of the site has failed: {name}") from error


def _is_due(revision) -> bool:
    """Whether a schedule publishes it now, with nobody there to read a message."""
    due = revision.approved_go_live_at
    return due is not None and due <= timezone.now()


def _give_up_schedule(update, revision, error):
    """What was approved cannot be published any more, because a source or a claim in
    it has changed since. It becomes a draft again: an error would keep everything
    from being published that the site has scheduled."""
    revision.approved_go_live_at = None
    revision.save(update_fields=["approved_go_live_at"])
    log(update, "liveconflict.not_published", data={"reason": str(error.message)})
    logger.error("Update %s was not published as scheduled: %s", update.pk, error)


def _keep_what_is_shown(candidate, revision, current):
    """Readers are told what a source was when it was quoted, and what a claim's
    status was when it was first shown, whatever becomes of them."""
    for _path, stories in find_values(candidate.body or (), MoreStoriesValue):
        stories.shown_on = candidate.page.specific
    before = {child.id: child.value for child in current.body} if current.live else {}
    # All of them, also where one is the same as before.
    changed = [
        value.keep(before.get(block_id))
        for block_id, value in _find_kept(candidate.body or ())
    ]
    if not any(changed):
        return
    body = candidate._meta.get_field("body").value_to_string(candidate)
    revision.content = {**revision.content, "body": body}
    revision.save(update_fields=["content"])


def _find_kept(body):
    """What keeps something at its publication, with the id of its block; no id where
    a site nests it in a block of its own."""
    known = set()
    for child in body:
        if isinstance(child.value, KEPT):
            known.add(id(child.value))
            yield child.id, child.value
    for _path, value in find_values(body, KEPT):
        if id(value) not in known:
            yield None, value


def _set_slug(candidate, revision):
    """In the words that Wagtail is about to write into the row."""
    if candidate.headline and not candidate.slug:
        slug = slugify(candidate.headline, allow_unicode=True)[:255]
        revision.content = {**revision.content, "slug": slug}


def _announce_publication(published, user):
    _note_claims(published)
    _note_parties(published)
    is_first = published.ordinal is None
    change_log.append(
        published.page_id,
        Change.Kind.PUBLISHED if is_first else Change.Kind.EDITED,
        published,
        gives_ordinal=is_first,
    )
    tell_published(published, user, is_first=is_first)


def _note_claims(update):
    """Remember which claims the update shows, for a later change of status."""
    shown = get_claim_ids(update)
    if shown:
        # Afterwards: whoever changes the claim's status at this moment holds its row.
        transaction.on_commit(partial(_note_first_publication, shown), robust=True)
    known = set(update.claim_appearances.values_list("claim_id", flat=True))
    if changed := known ^ shown:
        announce_successors(update.page_id, changed)
    if gone := known - shown:
        update.claim_appearances.filter(claim_id__in=gone).delete()
    ClaimAppearance.objects.bulk_create(
        ClaimAppearance(update=update, claim_id=claim_id) for claim_id in shown - known
    )


def _note_parties(update):
    """Remember as belonging to which parties readers are told that people speak."""
    quotes = find_values(update.body or (), QuoteValue)
    shown = {party.pk for _path, quote in quotes if (party := quote.shown_party)}
    known = set()
    if update.ordinal is not None:
        known.update(update.party_appearances.values_list("party_id", flat=True))
    if gone := known - shown:
        update.party_appearances.filter(party_id__in=gone).delete()
    PartyAppearance.objects.bulk_create(
        PartyAppearance(update=update, party_id=party_id) for party_id in shown - known
    )


def _note_first_publication(claim_ids):
    """From now on these claims are withdrawn, and not deleted."""
    unseen = Claim.objects.filter(pk__in=claim_ids, published_at=None)
    # Nobody waits for it: a claim whose status is being changed at this moment is
    # kept for its log.
    with transaction.atomic():
        free = list(unseen.locked(skip=True).values_list("pk", flat=True))
        Claim.objects.filter(pk__in=free).update(published_at=timezone.now())


def get_claim_ids(update) -> set[int]:
    """Ids of the claims in the body, at any depth (a site may nest blocks)."""
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
        forget_claims(update)
        if was_shown:
            LiveFeed.objects.filter(pinned_update_id=update.pk).update(
                pinned_update=None
            )
            change_log.append(update.page_id, Change.Kind.REMOVED, update)
        return result
