"""Runs probes one after the other, none of them longer than it may."""

import queue
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from django.db import connections


class Status(StrEnum):
    OK = "ok"
    #: It works, and somebody should look at it.
    WARNING = "warning"
    FAILED = "failed"
    #: The site does not use it, or nobody asked for it.
    SKIPPED = "skipped"


class Finding(Exception):
    """Raised by a probe that does not end well; its arguments are lines for people."""

    status: Status


class Doubtful(Finding):
    status = Status.WARNING


class Failed(Finding):
    status = Status.FAILED


class Skipped(Finding):
    status = Status.SKIPPED


@dataclass(frozen=True)
class Probe:
    """``run`` returns a line for people, or raises a :class:`Finding`."""

    name: str
    run: Callable[[], str]


@dataclass(frozen=True)
class Result:
    name: str
    status: Status
    seconds: float
    lines: Sequence[str] = field(default_factory=list)

    def as_dict(self) -> dict:
        return {
            "name": self.name,
            "status": self.status.value,
            "seconds": round(self.seconds, 3),
            "lines": list(self.lines),
        }


def run_all(probes: Sequence[Probe], limit: float) -> Iterator[Result]:
    """Each gets ``limit`` seconds."""
    for probe in probes:
        yield run_one(probe, limit)


def run_one(probe: Probe, limit: float) -> Result:
    answers: queue.SimpleQueue = queue.SimpleQueue()
    began = time.monotonic()
    # A thread of its own: one that hangs cannot be ended, only left behind.
    threading.Thread(
        target=_run, args=(probe, answers), name=f"doctor: {probe.name}", daemon=True
    ).start()
    try:
        status, lines = answers.get(timeout=limit)
    except queue.Empty:
        status, lines = Status.FAILED, [f"no answer within {limit:g} seconds"]
    return Result(probe.name, status, time.monotonic() - began, lines)


def _run(probe: Probe, answers: queue.SimpleQueue) -> None:
    try:
        outcome = Status.OK, [probe.run()]
    except Finding as finding:
        outcome = finding.status, [str(line) for line in finding.args]
    except Exception as error:
        outcome = Status.FAILED, [f"{type(error).__name__}: {error}"]
    finally:
        connections.close_all()
    answers.put(outcome)
