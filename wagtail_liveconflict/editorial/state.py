from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from ..delivery import change_log
from ..exceptions import WrongState
from ..models import Change, LiveFeed
from .gate import check_right_on_page
from .telling import tell_ended

State = LiveFeed.State


def start_blog(page, user=None):
    """Go live."""
    _change_state(page, user, State.LIVE, "liveconflict.start", {State.UPCOMING})


def pause_blog(page, user=None):
    """Pause; readers are told, and their pages ask less often."""
    _change_state(page, user, State.PAUSED, "liveconflict.pause", {State.LIVE})


def resume_blog(page, user=None):
    """Go on after a pause or an end."""
    _change_state(
        page, user, State.LIVE, "liveconflict.resume", {State.PAUSED, State.ENDED}
    )


def end_blog(page, user=None, *, is_news=True):
    """End the coverage. Open pages learn it and stop asking. With ``is_news`` off it
    was over long ago, and no signal is sent."""
    _change_state(
        page,
        user,
        State.ENDED,
        "liveconflict.end",
        {State.LIVE, State.PAUSED},
        is_news=is_news,
    )


def _change_state(page, user, state, action, allowed_from, *, is_news=True):
    check_right_on_page(user, "publish", page)
    with transaction.atomic():
        LiveFeed.for_page(page)
        feed = LiveFeed.objects.select_for_update().get(page_id=page.pk)
        if feed.state not in allowed_from:
            raise WrongState
        feed.state = state
        if state == State.LIVE:
            feed.started_at = feed.started_at or timezone.now()
        feed.closed_at = timezone.now() if state == State.ENDED else None
        feed.save(update_fields=["state", "started_at", "closed_at"])
        log(instance=page, action=action, user=user)
        change_log.append(page.pk, Change.Kind.STATE)
        if state == State.ENDED and is_news:
            tell_ended(page.specific, user)
    # A page object at hand shows the new state, not the one it had read.
    page.__dict__.pop("feed", None)
