"""One open stream, on the event loop's thread.

There is no queue: a connection only knows how far its reader is. One that could
not be written to for a while is told the latest state afterwards, and one that
does not read at all is dropped.
"""

from __future__ import annotations

import asyncio
import random
import types
from collections.abc import Awaitable, Callable

# Seconds. A stream is renewed, so that readers spread over servers again after
# one was away, and no proxy's own limit cuts it in the middle of an event.
_SHORTEST_LIFE, _LONGEST_LIFE = 10 * 60, 20 * 60

Send = Callable[[dict], Awaitable[None]]


def make_message(body: bytes, *, is_last=False) -> dict:
    return {"type": "http.response.body", "body": body, "more_body": not is_last}


class StreamConnection:
    # There are thousands of these.
    __slots__ = (
        "_send",
        "_task",
        "address",
        "epoch",
        "expires_at",
        "is_ended",
        "number",
        "page",
        "sending",
        "written_at",
    )

    def __init__(self, send: Send, epoch: str, number: int, address: str, now: float):
        self._send = send
        self.epoch, self.number = epoch, number
        self.address = address
        self.page = None
        #: The task of a write that has to wait for the reader, or None.
        self.sending: asyncio.Task | None = None
        self.written_at = now
        # Not all at once, however they came.
        self.expires_at = now + random.uniform(_SHORTEST_LIFE, _LONGEST_LIFE)  # noqa: S311
        self.is_ended = False
        self._task = asyncio.current_task()

    @property
    def is_blocked(self) -> bool:
        """Whether a write still waits for the reader."""
        return self.sending is not None

    def write(self, message: dict, now: float, then: Callable | None = None) -> None:
        """Send a body, without a task where the server takes it at once: with
        ten thousand readers the tasks would cost more than the writing. Where it
        has to wait, ``then()`` is called afterwards."""
        self.written_at = now
        step = self._send(message).__await__()
        try:
            awaited = step.send(None)
        except StopIteration:
            return
        except Exception:
            # Servers tell in this way that the reader has left.
            self.drop()
            return
        self.sending = asyncio.ensure_future(_go_on(step, awaited))
        self.sending.add_done_callback(lambda task: self._written(task, then))

    def _written(self, task: asyncio.Task, then: Callable | None) -> None:
        self.sending = None
        if task.cancelled() or task.exception() is not None:
            self.drop()
        elif then is not None:
            then()

    def end(self, body: bytes, now: float) -> None:
        """Send a last event and finish the response."""
        if self.is_ended:
            return
        if self.is_blocked:
            self.drop()
            return
        self.is_ended = True
        self.write(make_message(body, is_last=True), now, self._finish)
        if not self.is_blocked:
            self._finish()

    def drop(self) -> None:
        """Give up on a reader who does not read, or has left."""
        self.is_ended = True
        if self.sending is not None:
            self.sending.cancel()
        self._finish()

    def _finish(self) -> None:
        # It waits for the reader to leave, and some servers do not tell it that
        # the response is complete.
        self._task.cancel()


@types.coroutine
def _go_on(step, awaited):
    """The rest of an awaitable that has been begun outside of a task."""
    while True:
        try:
            value = yield awaited
        except BaseException as error:
            proceed, argument = step.throw, error
        else:
            proceed, argument = step.send, value
        try:
            awaited = proceed(argument)
        except StopIteration as done:
            return done.value
