"""Cursors and pages: where a reader is."""

import pytest
from hypothesis import given, strategies as st

from wagtail_liveconflict.delivery.cursor import Cursor, InvalidCursor
from wagtail_liveconflict.reader.paging import (
    get_archive_number,
    get_archive_slice,
    get_newest_slice,
)


@given(
    st.text("abcdefghijkmnpqrstuvwxyz23456789", min_size=1, max_size=16),
    st.integers(0, 10**18 - 1),
)
def test_cursor_survives_its_way_to_the_browser(epoch, number):
    """What is given out is read back as the same place."""
    assert Cursor.parse(str(Cursor(epoch, number))) == Cursor(epoch, number)


def test_zero_is_the_beginning():
    """``0`` needs no epoch."""
    assert Cursor.parse("0") == Cursor("", 0)
    assert str(Cursor.parse("0")) == "0"


@pytest.mark.parametrize(
    "value",
    [
        "",
        "1",
        "-1",
        "abc",
        "abc-",
        "-5",
        "abc-1-2",
        "ABC-1",
        "abc-1 ",
        "abc-１",
        "abc-" + "9" * 19,
        "abc-1\n",
        "a" * 17 + "-1",
        "\x00",
        "abc-+1",
        "0-0x1",
    ],
)
def test_other_cursors_are_refused(value):
    """Negative, too large, foreign digits, anything this site does not give out."""
    with pytest.raises(InvalidCursor):
        Cursor.parse(value)


@given(st.integers(0, 500))
def test_every_update_is_on_exactly_one_page(total):
    """The newest page and the archive pages behind it cover every ordinal once, and
    the newest page is never short while there are older ones."""
    part = get_newest_slice(total)
    seen = list(range(part.first, part.last + 1))
    assert len(seen) >= min(total, 20)
    assert len(seen) < 40
    number = part.older
    while number:
        archive = get_archive_slice(number, total)
        seen += range(archive.first, archive.last + 1)
        assert (archive.newer == 0) == (number == part.older)
        number = archive.older
    assert sorted(seen) == list(range(1, total + 1))


@given(st.integers(1, 300), st.integers(0, 300))
def test_full_archive_page_never_changes(number, more):
    """Whatever is published later, a page that was full holds the same updates."""
    total = number * 20
    before = get_archive_slice(number, total)
    after = get_archive_slice(number, total + more)
    assert (before.first, before.last) == (after.first, after.last)
    assert get_archive_number(before.first) == get_archive_number(before.last) == number


@pytest.mark.parametrize("number", [0, -1, 3, 10**9])
def test_pages_outside_the_archive_do_not_exist(number):
    """Forty updates are two pages."""
    assert get_archive_slice(number, 40) is None
