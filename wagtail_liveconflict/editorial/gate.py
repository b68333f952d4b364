"""Checks that every path passes."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail import hooks

from ..blocks.finding import find_values
from ..blocks.quote_rules import check_quote
from ..blocks.quote_value import QuoteValue
from ..blocks.sensitivity import find_unstated
from ..exceptions import (
    EmptyUpdate,
    NotAllowed,
    QuoteNotReady,
    StillToTranslate,
    TimeNotAhead,
    UpdateHeld,
    UpdateNotLive,
    UpdateWithdrawn,
)
from ..media_exceptions import SensitivityNotStated
from ..models import LiveUpdate
from ..moments import describe_for_people
from ..permissions import NewsroomRecordPermissionPolicy, may, may_on_page
from ..writing import writing_for

#: Stands before words that were copied from a sister live blog in another language.
TO_TRANSLATE = "[translate]"
#: Later ones are typing errors.
_FARTHEST = timedelta(days=366)


def has_content(update) -> bool:
    """Whether there is anything to read: a headline, words, or a block that
    stands for itself (a picture, a claim, a link)."""
    if update.headline.strip():
        return True
    for child in update.body or ():
        if child.block_type == "text":
            if any(
                text.strip() for text in child.block.get_searchable_content(child.value)
            ):
                return True
        elif child.value:
            return True
    return False


def check_publishable(update) -> None:
    """Raise when this version of the update may not be published by anybody."""
    if update.is_withdrawn:
        raise UpdateWithdrawn
    if not has_content(update):
        raise EmptyUpdate
    check_hold(update)
    check_translated(update)
    check_quotes(update)


def ask_site(update, user) -> None:
    """Let the site's own rules be heard: the hook raises a ``LiveConflictError``."""
    for hook in hooks.get_hooks("before_publish_live_update"):
        hook(update, user)


def is_held(update) -> bool:
    return update.hold_until is not None and update.hold_until > timezone.now()


def check_hold(update) -> None:
    """A version may be scheduled for the end of the hold or later, not published nor
    scheduled before."""
    if not is_held(update):
        return
    go_live_at = update.go_live_at
    if go_live_at and go_live_at >= update.hold_until:
        return
    until = describe_for_people(update.hold_until, zone=update.page.specific.zone)
    is_scheduled = go_live_at and go_live_at > timezone.now()
    raise UpdateHeld(
        _("This update is on hold until %(time)s: it cannot be published before.")
        % {"time": until},
        field="go_live_at" if is_scheduled else None,
    )


def check_translated(update) -> None:
    texts = {
        "headline": update.headline,
        "event_place": update.event_place,
        "body": update._meta.get_field("body").value_to_string(update),
    }
    for field, text in texts.items():
        if TO_TRANSLATE in text:
            raise StillToTranslate(
                _("Translate what is marked with %(mark)s, and remove the mark.")
                % {"mark": TO_TRANSLATE},
                field=field,
            )


def check_ahead(moment: datetime, field: str) -> None:
    """Raise at ``field`` unless the moment lies ahead, within a year."""
    if not timezone.now() < moment <= timezone.now() + _FARTHEST:
        raise TimeNotAhead(field=field)


def get_quotes(update) -> list[QuoteValue]:
    """The quotes in the body, at any depth (a site may nest blocks)."""
    return [quote for _path, quote in find_values(update.body or (), QuoteValue)]


def check_quotes(update) -> None:
    """The editor's form says the same at each field. This is for every other way:
    workflows, schedules, code, and what was written before a rule was made."""
    quotes = get_quotes(update)
    if not quotes:
        return
    with writing_for(update.page.specific):
        problems = [
            f"{quote.speaker or quote.get('text', '')[:40]}: {message}"
            for quote in quotes
            for _field, error in check_quote(quote)
            for message in error.messages
        ]
    if problems:
        raise QuoteNotReady(" ".join(problems))


def check_sensitivity_stated(candidate, current) -> None:
    """Raise where nobody has said of a picture or a video whether it is sensitive:
    readers would be shown it. What ``current`` shows them already, the same in the same
    block, is from before there was the question, and keeps no other edit back."""
    unstated = dict(find_unstated(candidate.body or ()))
    if not unstated:
        return
    shown = dict(find_unstated(current.body or ())) if current.live else {}
    names = [
        _name_media(value)
        for key, value in unstated.items()
        if key not in shown or _get_filled(value) != _get_filled(shown[key])
    ]
    if names:
        raise SensitivityNotStated(
            _("State whether this is sensitive, or choose “None”: %(media)s.")
            % {"media": "; ".join(names)}
        )


def _name_media(value) -> str:
    words = value.get("title") or value.get("caption")
    label = str(value.block.label)
    return f"{label}: {words}" if words else label


def _get_filled(value) -> dict:
    """What is stored of it, however old: with no field that it did not have then."""
    stored = value.block.get_prep_value(value)
    return {name: each for name, each in stored.items() if each}


def check_right(user, action, update) -> None:
    if user is not None and not may(user, action, update):
        raise NotAllowed


def check_right_on_page(user, action, page) -> None:
    if user is not None and not may_on_page(user, action, page):
        raise NotAllowed


def check_right_on_records(user, model) -> None:
    """Whether ``user`` may change sources or claims."""
    policy = NewsroomRecordPermissionPolicy(model)
    if user is not None and not policy.user_has_permission(user, "change"):
        raise NotAllowed


def lock_update(update) -> LiveUpdate:
    """The update as it is in the database, locked until the transaction ends:
    a decision taken on an older copy could undo a colleague's withdrawal."""
    return LiveUpdate.objects.locked().get(pk=update.pk)


def check_on_air(update) -> None:
    """Raise unless readers see the update's words now."""
    if update.is_withdrawn:
        raise UpdateWithdrawn
    if not update.live or update.ordinal is None:
        raise UpdateNotLive
