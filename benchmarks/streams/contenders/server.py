"""What a contender is, and what it gives while it runs."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path

from ...payload import build_message
from ...processes import Program, request


class Unavailable(Exception):
    """This contender cannot run here; the message says what is missing."""


@dataclass
class Server:
    """A running contender. ``program`` is the server; ``beside`` what it needs
    next to it (a Redis), whose CPU time counts too."""

    port: int
    program: Program
    beside: list[Program] = field(default_factory=list)

    def get_path(self) -> str:
        """Where a reader who is up to date follows the stream."""
        return "/stream/"

    def publish(self, number: int, size: int) -> dict[str, int]:
        """Trigger event ``number`` with ``size`` bytes of data; returns the
        moment of its commit (see :func:`benchmarks.moments.get_moment`)."""
        body = build_message(number, size)
        status, _headers, answer = request(
            self.port, "POST", f"/publish/{number}", body
        )
        if status != 200:
            raise self.program.fail(f"publishing answered {status}")
        return json.loads(answer)


@dataclass(frozen=True)
class Contender:
    """``start(folder, loop)`` runs the server while its block lasts: ``folder``
    is empty and the run's own, ``loop`` is "asyncio" or "uvloop"."""

    name: str
    label: str
    start: Callable[[Path, str], AbstractContextManager[Server]]
