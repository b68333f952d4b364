"""Pages of a live blog, counted from the oldest update.

An archive page holds a fixed range of ordinals, so it never changes when more
is published, and finding it costs the same whatever the number of updates.
The newest page shows what the archive does not have in full yet, and the last
full page with it.
"""

from dataclasses import dataclass

from ..conf import conf


@dataclass(frozen=True)
class Slice:
    """Ordinals from ``first`` to ``last``, both included; ``older`` and
    ``newer`` are numbers of archive pages, 0 for the newest page, or None."""

    first: int
    last: int
    older: int | None
    newer: int | None


def _newest_first_ordinal(total: int, size: int) -> int:
    full_pages = total // size
    return max(full_pages - 1, 0) * size + 1


def get_newest_slice(total: int) -> Slice:
    size = conf.LIVECONFLICT_PAGE_SIZE
    first = _newest_first_ordinal(total, size)
    return Slice(first, total, older=(first - 1) // size or None, newer=None)


def get_archive_slice(number: int, total: int, *, all_numbered=False) -> Slice | None:
    """The range of archive page ``number``; None when there is no such page. With
    ``all_numbered`` the newer pages have numbers to the last one, which is how they
    are read from the oldest on."""
    size = conf.LIVECONFLICT_PAGE_SIZE
    first = (number - 1) * size + 1
    if number < 1 or first > total:
        return None
    newer = number + 1
    if all_numbered:
        newer = newer if first + size <= total else None
    elif first + size >= _newest_first_ordinal(total, size):
        newer = 0
    return Slice(first, first + size - 1, older=number - 1 or None, newer=newer)


def get_archive_number(ordinal: int) -> int:
    """The archive page an update is on, or will be."""
    return (ordinal - 1) // conf.LIVECONFLICT_PAGE_SIZE + 1
