from django.db import transaction
from wagtail.log_actions import log

from ..delivery import change_log
from ..exceptions import NotALiveBlog, UpdateWithdrawn
from ..models import Change, Correction, LiveBlogMixin, LiveFeed, LiveUpdate
from .claim_showing import announce_successors
from .gate import check_right, check_right_on_page, lock_update


def move_update(update, user, page) -> LiveUpdate:
    """Put an update into another live blog, with its drafts, its corrections and the
    claims it shows. What readers see of it leaves the one and is the newest in the
    other. That takes the right to publish in both; an author's own draft, which is
    not scheduled, goes where she may write."""
    with transaction.atomic():
        current = lock_update(update)
        page = page.specific
        is_own_draft = (
            current.ordinal is None
            and current.owner_id == getattr(user, "pk", None)
            and current.scheduled_revision is None
        )
        right, right_there = ("change", "add") if is_own_draft else ("publish",) * 2
        check_right(user, right, current)
        check_right_on_page(user, right_there, page)
        _check_target(current, page)
        if current.page_id == page.pk:
            return current
        # Its workflow is that of the live blog it leaves.
        if workflow_state := current.current_workflow_state:
            workflow_state.cancel(user=user)
        log(
            instance=current,
            action="liveconflict.move",
            user=user,
            data={"from": current.page_id, "to": page.pk},
        )
        _move(current, page)
    return LiveUpdate.objects.get(pk=current.pk)


def _check_target(update, page):
    if update.is_withdrawn:
        raise UpdateWithdrawn
    if not isinstance(page, LiveBlogMixin):
        raise NotALiveBlog


def _move(update, page):
    before, was_seen = update.page_id, update.ordinal is not None
    corrections = Correction.objects.filter(update_id=update.pk)
    has_corrections = corrections.update(page_id=page.pk)
    claims = tuple(update.claim_appearances.values_list("claim_id", flat=True))
    LiveFeed.for_page(page)
    # From here on late and short, and by everybody in this order: two moves in
    # opposite directions cannot wait for each other.
    feeds = LiveFeed.objects.select_for_update().filter(page_id__in=(before, page.pk))
    list(feeds.order_by("page_id"))
    feeds.filter(pinned_update_id=update.pk).update(pinned_update=None)
    if was_seen:
        change_log.append(before, Change.Kind.REMOVED, update)
    # Its place in the order is one of the live blog it leaves.
    update.page, update.ordinal = page, None
    update.save(update_fields=["page", "ordinal"])
    if not was_seen:
        return
    kind = Change.Kind.PUBLISHED if update.live else Change.Kind.REMOVED
    change_log.append(page.pk, kind, update, gives_ordinal=True)
    if has_corrections:
        # They are noted at the top for a day.
        change_log.append(page.pk, Change.Kind.HEADER)
    for page_id in (before, page.pk):
        announce_successors(page_id, claims)
