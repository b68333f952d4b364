"""One live blog in the memory of one process: the end of its log, and the
answers made of it. Belongs to the event loop's thread."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .changes import Row, fold, get_window, is_within_reach
from .message import Answer, Entry, Head, assemble

if TYPE_CHECKING:
    from .connection import StreamConnection

#: Different cursors whose answers are kept. Readers stand at two or three;
#: somebody who makes up thousands must not fill the memory.
_ANSWERS_KEPT = 16


@dataclass(frozen=True)
class News:
    """What the tail has found out about one live blog.

    ``rows``: its newest changes, newest first; those since the last news, or
    the whole window when ``is_fresh``. ``entries``: the updates they name, as
    they are now. ``outline``: None where it is as it was or not rendered yet.
    """

    page_id: int
    epoch: str
    number: int
    head: Head
    allows_streams: bool
    pinned_update_id: int | None
    is_fresh: bool
    #: Seconds of the monotonic clock when all of it was last read.
    fresh_at: float = 0.0
    rows: Sequence[Row] = ()
    entries: Sequence[Entry] = ()
    outline: bytes | None = None


class Ahead(Exception):
    """The reader's cursor is not known here yet, or never was given out: another
    process may know more than this memory."""


class Incomplete(Exception):
    """An answer needs what is not in memory yet."""

    def __init__(self, ordinals: dict[int, int | None], needs_outline: bool):
        super().__init__(ordinals)
        self.ordinals = ordinals
        self.needs_outline = needs_outline


@dataclass(eq=False)
class LivePage:
    news: News
    limit: int
    rows: list[Row] = field(default_factory=list)
    entries: dict[int, Entry] = field(default_factory=dict)
    outline: bytes | None = None
    answers: dict[int, Answer] = field(default_factory=dict)
    streams: set[StreamConnection] = field(default_factory=set)
    #: Seconds of the loop's clock when it was last asked for.
    used_at: float = 0.0

    def __post_init__(self):
        self.take(self.news)

    @property
    def page_id(self) -> int:
        return self.news.page_id

    def take(self, news: News) -> None:
        """Bring the memory up to date."""
        self.news = news
        self.answers.clear()
        if news.is_fresh:
            self.rows, self.entries, self.outline = [], {}, None
        self.rows = [*news.rows, *self.rows][: get_window(self.limit)]
        self.add(news.entries)
        if news.outline is not None:
            self.outline = news.outline
        if len(self.entries) > len(self.rows):
            named = {row.update_id for row in self.rows}
            self.entries = {k: v for k, v in self.entries.items() if k in named}

    def add(self, entries: Sequence[Entry], outline: bytes | None = None) -> None:
        """What was asked for in an :class:`Incomplete`."""
        self.entries.update((entry.update_id, entry) for entry in entries)
        if outline is not None:
            self.outline = outline

    def answer_after(
        self, epoch: str, number: int, *, is_up_to_date: bool = False
    ) -> Answer:
        """The answer to a reader at this cursor. Raises :class:`Incomplete`, and
        :class:`Ahead` unless the log was just looked into."""
        if number > self.news.number or epoch not in ("", self.news.epoch):
            if not is_up_to_date and not self.news.head.halt:
                raise Ahead
            # A key that no number has.
            epoch, number = "", -1
        answer = self.answers.get(number)
        if answer is None:
            answer = self._make_answer(number)
            if len(self.answers) >= _ANSWERS_KEPT:
                self.answers.clear()
            self.answers[number] = answer
        return answer

    def _make_answer(self, number: int) -> Answer:
        news = self.news
        if news.head.halt or number == news.number:
            return self._answer()
        if number < 0 or not is_within_reach(number, news.number, self.limit):
            return self._answer(reload=True)
        rows = itertools.takewhile(lambda row: row.number > number, self.rows)
        changes = fold(rows, self.limit)
        if not changes.complete:
            return self._answer(reload=True)
        missing = {
            update_id: ordinal
            for update_id, ordinal in changes.ordinals.items()
            if update_id not in self.entries
        }
        entries = [self.entries[pk] for pk in changes.ordinals if pk not in missing]
        key_events = [entry.update_id for entry in entries if entry.is_key_event]
        with_outline = changes.touches_outline(news.pinned_update_id, key_events)
        if missing or (with_outline and self.outline is None):
            raise Incomplete(missing, with_outline and self.outline is None)
        return self._answer(
            entries=entries, outline=self.outline if with_outline else None
        )

    def _answer(self, *, reload=False, **parts) -> Answer:
        head = self.news.head
        body = assemble(head, reload=reload, **parts)
        is_last = reload or head.halt or head.stop
        return Answer(body, head.cursor, is_last=is_last)
