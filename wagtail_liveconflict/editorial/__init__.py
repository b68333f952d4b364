"""The newsroom's verbs. Each takes the object and the user, raises a
:class:`~wagtail_liveconflict.exceptions.LiveConflictError` when it cannot be
done, logs what it did, and appends one change. None of them sees a request.

``user`` is None for code that acts for nobody (schedules, scripts); rights are
then not checked.
"""

from .key_event import mark_key_event, unmark_key_event
from .pin import pin_update, unpin_update
from .publish import publish_update
from .state import end_blog, pause_blog, resume_blog, start_blog
from .verify import change_claim_status
from .withdraw import withdraw_update

__all__ = [
    "change_claim_status",
    "end_blog",
    "mark_key_event",
    "pause_blog",
    "pin_update",
    "publish_update",
    "resume_blog",
    "start_blog",
    "unmark_key_event",
    "unpin_update",
    "withdraw_update",
]
