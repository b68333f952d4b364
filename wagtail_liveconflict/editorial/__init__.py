"""The newsroom's verbs. Each takes the object and the user, raises a
:class:`~wagtail_liveconflict.exceptions.LiveConflictError` when it cannot be
done, logs what it did, and appends one change. None of them sees a request.

``user`` is None for code that acts for nobody (schedules, scripts); rights are
then not checked.
"""

from .correct import correct_update, overtake_claim, withdraw_claim
from .corrigible import find_corrigible_changes
from .duplicate import duplicate_update
from .head import edit_head, get_head_version
from .hold import hold_update, release_update
from .key_event import mark_key_event, unmark_key_event
from .move import move_update
from .pin import pin_update, unpin_update
from .publish import publish_update
from .schedule import schedule_update, unschedule_update
from .state import end_blog, pause_blog, resume_blog, start_blog
from .translate import get_sisters, translate_update
from .verify import (
    StatusStep,
    approve_status,
    change_claim_status,
    change_status,
    decline_status,
    propose_status,
    request_status,
)
from .withdraw import withdraw_update

__all__ = [
    "StatusStep",
    "approve_status",
    "change_claim_status",
    "change_status",
    "correct_update",
    "decline_status",
    "duplicate_update",
    "edit_head",
    "end_blog",
    "find_corrigible_changes",
    "get_head_version",
    "get_sisters",
    "hold_update",
    "mark_key_event",
    "move_update",
    "overtake_claim",
    "pause_blog",
    "pin_update",
    "propose_status",
    "publish_update",
    "release_update",
    "request_status",
    "resume_blog",
    "schedule_update",
    "start_blog",
    "translate_update",
    "unmark_key_event",
    "unpin_update",
    "unschedule_update",
    "withdraw_claim",
    "withdraw_update",
]
