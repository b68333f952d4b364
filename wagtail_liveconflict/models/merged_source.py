"""Sources that were merged into another one: the audit log remembers them."""

from collections.abc import Iterable

from wagtail.models import ModelLogEntry

from .source import Source

#: The action under which a merge is logged at the source that was kept.
MERGE_ACTION = "liveconflict.merge"


def find_kept_sources(ids: Iterable[int]) -> dict[int, int]:
    """Which source each of these was merged into, by the id that is no more. Ids
    of others are left out. One query unless there is one."""
    merges = dict(
        ModelLogEntry.objects.filter(action=MERGE_ACTION).values_list(
            "data__merged", "object_id"
        )
    )
    found = {}
    for pk in set(ids) & merges.keys():
        kept, passed = int(merges[pk]), {pk}
        # What was kept may have been merged in its turn. Never in a circle, unless
        # the database gives a number twice.
        while kept in merges and kept not in passed:
            passed.add(kept)
            kept = int(merges[kept])
        found[pk] = kept
    there = set(
        Source.objects.filter(pk__in=found.values()).values_list("pk", flat=True)
    )
    return {old: kept for old, kept in found.items() if kept in there}
