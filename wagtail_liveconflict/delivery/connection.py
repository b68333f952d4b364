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
from functools import partial

# Seconds. A stream is renewed, so that readers spread over servers again after
# one was away, and no proxy's own limit cuts it in the middle of an event.
_SHORTEST_LIFE, _LONGEST_LIFE = 10 * 60, 20 * 60
#: For the last event to be read. Less than people wait for a server to exit.
_LAST_WORDS = 5

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
        "when_free",
        "written_at",
    )

    def __init__(self, send: Send, epoch: str, number: int, address: str, now: float):
        self._send = send
        self.epoch, self.number = epoch, number
        self.address = address
        self.page = None
        #: Called with this connection once a reader who had to be waited for reads on.
        self.when_free: Callable[[StreamConnection], None] | None = None
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

    def write(self, message: dict, now: float) -> None:
        """Send a body, without a task where the server takes it at once: with
        ten thousand readers the tasks would cost more than the writing. Where it
        has to wait, ``when_free`` is called afterwards."""
        self.written_at = now
        try:
            step = self._send(message).__await__()
            awaited = next(step)
        except StopIteration:
            return
        except (Exception, asyncio.CancelledError):
            # Servers tell in this way that the reader has left.
            self.drop()
            return
        self.sending = asyncio.ensure_future(_go_on(step, awaited))
        self.sending.add_done_callback(self._written)

    def _written(self, task: asyncio.Task) -> None:
        self.sending = None
        if task.cancelled() or task.exception() is not None:
            self.drop()
        elif self.is_ended:
            self._finish()
        elif self.when_free is not None:
            self.when_free(self)

    def end(self, body: bytes, now: float) -> None:
        """Send a last event and finish the response."""
        if self.is_ended:
            return
        if self.is_blocked:
            self.drop()
            return
        self.is_ended = True
        self.write(make_message(body, is_last=True), now)
        if not self.is_blocked:
            self._finish()
        asyncio.get_running_loop().call_later(_LAST_WORDS, self._cut_unread)

    def drop(self) -> None:
        """Give up on a reader who does not read, or has left."""
        self.is_ended = True
        if self.sending is not None:
            self.sending.cancel()
        if transport := self._transport:
            # The server tells it to the application, which then returns.
            transport.abort()
        else:
            self._finish()

    def _cut_unread(self) -> None:
        transport = self._transport
        if self.is_blocked:
            self.drop()
        elif transport and transport.get_write_buffer_size():
            transport.abort()

    @property
    def _transport(self) -> asyncio.WriteTransport | None:
        """The connection itself, where the server lets it be found (uvicorn does).

        ASGI has no word for cutting one. A server closes it once everything has
        been read; to one who never reads that is never, and neither his socket
        is given back nor does the server exit.
        """
        transport = getattr(getattr(self._send, "__self__", None), "transport", None)
        # By what it can do: uvloop's are not asyncio's.
        return transport if hasattr(transport, "get_write_buffer_size") else None

    def leave(self) -> None:
        """The request is over: nothing is to be written any more, and its task may
        be at something else by now."""
        self.is_ended, self._task = True, None
        if self.sending is not None:
            self.sending.cancel()

    def forget_cancellation(self) -> None:
        """The request's task was cancelled by :meth:`_finish` and goes on."""
        self._task.uncancel()

    def _finish(self) -> None:
        # It waits for the reader to leave, and some servers do not tell it that
        # the response is complete.
        if self._task is not None:
            self._task.cancel()


@types.coroutine
def _go_on(step, awaited):
    """The rest of an awaitable that has been begun outside of a task. Of ``step``
    only being an iterator is sure: granian's have neither "send" nor "throw"."""
    while True:
        try:
            yield awaited
        except BaseException as error:
            if not hasattr(step, "throw"):
                raise
            proceed = partial(step.throw, error)
        else:
            proceed = partial(next, step)
        try:
            awaited = proceed()
        except StopIteration as done:
            return done.value
