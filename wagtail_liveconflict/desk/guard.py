"""The right to an update is the right to its live blog.

Wagtail's views of one object mostly ask whether the user may do such a thing at
all. That would let an editor of one section read or delete drafts of another's
live blog by their address.
"""

from functools import update_wrapper

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from ..models import LiveUpdate
from ..permissions import may

#: What a view of one update needs, by the name of its URL. The edit view asks
#: for itself; the other workflow views and locks also belong to the moderators
#: whom a workflow names, and Wagtail asks its task; for locks see locking.py.
_NEEDED = {
    "delete": "delete",
    "usage": "change",
    "history": "change",
    "history_results": "change",
    "revisions_view": "change",
    "revisions_compare": "change",
    "revisions_revert": "change",
    "revisions_unschedule": "publish",
    # Asked before a publication; it names the workflow and its task.
    "confirm_workflow_cancellation": "publish",
    "workflow_history": "change",
    "workflow_history_detail": "change",
}


def guard_update(pattern):
    """The URL pattern, its view asking for the right to the very update."""
    action = _NEEDED.get(pattern.name)
    if action:
        pattern.callback = _guard(pattern.callback, action)
    return pattern


def _guard(view, action):
    def guarded(request, *args, **kwargs):
        key = unquote(str(kwargs["pk"]))
        if not key.isdecimal():
            raise PermissionDenied
        update = get_object_or_404(LiveUpdate, pk=key)
        if not may(request.user, action, update):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return update_wrapper(guarded, view)
