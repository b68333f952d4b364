"""Copies of updates: new drafts with the same words."""

from django.db import transaction
from wagtail.log_actions import log

from ..blocks.finding import find_values
from ..blocks.quote_copy import forget_copy
from ..blocks.quote_value import QuoteValue
from ..exceptions import UpdateWithdrawn
from ..models import LiveUpdate
from ..permissions import may
from .gate import check_right, check_right_on_page
from .publish import KEPT

#: What a copy has of the update.
_FIELDS = ("headline", "byline", "byline_names", "event_time", "event_place")


def duplicate_update(update, user) -> LiveUpdate:
    """A new draft of the user's own in the same live blog, with the words of the
    newest version that the user may change or, where she may not, of the one that
    readers have."""
    with transaction.atomic():
        draft = copy_update(update, user, update.page)
        save_copy(draft, user, update, "liveconflict.duplicate")
    return draft


def copy_update(update, user, page) -> LiveUpdate:
    """A copy for a live blog, not saved yet."""
    current = LiveUpdate.objects.get(pk=update.pk)
    check_right(user, "view", current)
    check_right_on_page(user, "add", page)
    if current.is_withdrawn:
        raise UpdateWithdrawn
    if user is None or may(user, "change", current):
        current = current.get_latest_revision_as_object()
    return LiveUpdate(
        page=page,
        owner=user,
        body=copy_body(current),
        **{name: getattr(current, name) for name in _FIELDS},
    )


def save_copy(draft, user, update, action) -> None:
    draft.save()
    draft.save_revision(user=user)
    log(instance=draft, action=action, user=user, data={"of": update.pk})


def copy_body(update):
    """The blocks of an update, or of a template of one, as new ones: readers have not
    seen them yet."""
    for _path, value in find_values(update.body, KEPT):
        if isinstance(value, QuoteValue):
            forget_copy(value)
        else:
            value["first_shown"] = ""
    block = update.body.stream_block
    return block.to_python(_without_ids(block.get_prep_value(update.body)))


def _without_ids(raw):
    """Raw blocks of streams and lists, at whatever depth a site nests them."""
    if isinstance(raw, list):
        return [_without_ids(each) for each in raw]
    if not isinstance(raw, dict):
        return raw
    is_child = {"type", "value", "id"} <= raw.keys()
    return {
        name: _without_ids(value)
        for name, value in raw.items()
        if not (is_child and name == "id")
    }
