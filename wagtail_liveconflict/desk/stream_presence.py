"""Who is writing what at this moment: from the sessions that Wagtail keeps of its own
edit view, which tells the server every few seconds that it is open."""

from collections.abc import Collection

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.admin.models import EditingSession

from ..models import LiveUpdate

#: Milliseconds between two signs of life, by Wagtail's own default.
_PING = 10_000
#: A session is over once it has missed so many.
_MISSED = 3


def get_writers(pks: Collection[int], user) -> dict[int, list]:
    """Colleagues who have these updates open for editing, by the update's id; the
    user's own sessions are left out. One query."""
    ping = getattr(settings, "WAGTAIL_EDITING_SESSION_PING_INTERVAL", _PING) or _PING
    silence = timezone.timedelta(milliseconds=_MISSED * max(ping, _PING))
    sessions = (
        EditingSession.objects.filter(
            content_type=ContentType.objects.get_for_model(LiveUpdate),
            object_id__in=[str(pk) for pk in pks],
            last_seen_at__gte=timezone.now() - silence,
        )
        .exclude(user=user)
        .select_related("user")
        .order_by("pk")
    )
    writers = {}
    for session in sessions:
        known = writers.setdefault(int(session.object_id), [])
        if session.user not in known:
            known.append(session.user)
    return writers
