"""What a request to the desk has come to: how it was answered, and whether anything
in the database is different."""

from django.contrib.messages import get_messages
from django.db import transaction
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.models import (
    ModelLogEntry,
    PageLogEntry,
    Revision,
    TaskState,
    WorkflowState,
)

from wagtail_liveconflict.models import (
    Change,
    Correction,
    LiveBlogPage,
    LiveFeed,
    LiveUpdate,
)

_COUNTED = (
    *(LiveUpdate, LiveFeed, LiveBlogPage, Change, Correction, get_image_model()),
    *(Revision, ModelLogEntry, PageLogEntry, TaskState, WorkflowState),
)

#: Outcomes. A refusal, and being sent to sign in, leave everything as it was.
LOGIN, REFUSED, ABSENT = "sent to sign in", "refused", "not found"
#: Shown something, or told why not; or done, and something is different.
SHOWN, DONE = "shown or told", "done"


def take_census():
    """All rows, not only how many: what is changed in place shows as well."""
    return [list(model._default_manager.order_by("pk").values()) for model in _COUNTED]


def refused(response) -> bool:
    """Whether the right was refused as Wagtail does it: back to the admin's home, with
    a message. Scripts are answered with 403."""
    if response.status_code == 403:
        return True
    if response.status_code != 302:
        return False
    said = [str(message).strip() for message in get_messages(response.wsgi_request)]
    return response["Location"] == reverse("wagtailadmin_home") and said == [
        "Sorry, you do not have permission to access this area."
    ]


def ask(client, method, *args, **kwargs):
    """The response and its outcome. Everything is as it was before afterwards."""
    # Messages that were never shown wait there.
    client.cookies.pop("messages", None)
    with transaction.atomic():
        before = take_census()
        response = getattr(client, method)(*args, **kwargs)
        outcome = _get_outcome(response)
        if take_census() != before:
            outcome = DONE if outcome is SHOWN else f"{outcome}, and yet changed"
        transaction.set_rollback(True)
    return response, outcome


def _get_outcome(response):
    if refused(response):
        return REFUSED
    if response.status_code == 404:
        return ABSENT
    if response.status_code == 302:
        if response["Location"].startswith(reverse("wagtailadmin_login")):
            return LOGIN
        if response["Location"] == reverse("wagtailadmin_home"):
            return "sent home without a word"
    return SHOWN if response.status_code in (200, 302) else str(response.status_code)
