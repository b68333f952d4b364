"""A save that would write over newer words is refused, with both versions shown."""

from dataclasses import dataclass
from datetime import datetime

from ..colleagues import name_of
from ..editorial.publish import KEPT


@dataclass
class Overtaken:
    """A newer version of the update than the one that the form was opened with."""

    name: str
    at: datetime
    #: Wagtail's comparisons of the newer version with the one in the form, by field.
    comparisons: list


def get_overtaken(panel, request, newest, instance) -> Overtaken:
    """``newest`` is the newer revision, ``instance`` what the form holds."""
    theirs = newest.as_object()
    bound = panel.get_bound_panel(instance=instance, request=request, form=None)
    comparisons = [compare(theirs, instance) for compare in bound.get_comparison()]
    return Overtaken(
        name=name_of(newest.user),
        at=newest.created_at,
        comparisons=[one for one in comparisons if one.has_changed()],
    )


#: What an editor writes, beside the body.
_FIELDS = (
    *("headline", "byline", "byline_names", "is_key_event", "event_time"),
    *("event_place", "go_live_at", "expire_at"),
)


def is_same_version(revision, instance) -> bool:
    """Whether ``revision`` is what ``instance`` would become: a post whose answer was
    lost has come again."""
    theirs = revision.as_object()
    # Of its own: keeping changes values, and the form's may still be shown.
    mine = revision.as_object().with_content_json(instance.serializable_data())
    if any(getattr(theirs, name) != getattr(mine, name) for name in _FIELDS):
        return False
    if len(theirs.body) != len(mine.body):
        return False
    # By their places: blocks have no ids until they are saved.
    for there, here in zip(theirs.body, mine.body, strict=True):
        if there.block_type != here.block_type:
            return False
        if theirs.live and isinstance(here.value, KEPT):
            here.value.keep(there.value)
        if _get_prepared(there) != _get_prepared(here):
            return False
    return True


def _get_prepared(child):
    return child.block.get_prep_value(child.value)
