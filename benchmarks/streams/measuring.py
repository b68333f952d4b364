"""One run: one contender, one number of readers, a few events one by one."""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ..payload import get_words
from ..processes import ProgramFailed, get_cpu_ns, measure, running
from .contenders.server import Contender, Server


@dataclass(frozen=True)
class Plan:
    readers: int
    events: int
    #: Bytes of data in each message.
    size: int
    loop: str
    burst: int
    #: Seconds in which all readers must be connected, or have an event.
    connect_timeout: float
    event_timeout: float


class ReaderProcess:
    """The other side of :mod:`.readers`."""

    def __init__(self, program):
        self.program = program

    def ask(self, **command) -> None:
        self.program.popen.stdin.write(json.dumps(command).encode() + b"\n")
        self.program.popen.stdin.flush()

    def hear(self) -> dict:
        line = self.program.popen.stdout.readline()
        if not line:
            raise self.program.fail("the readers ended")
        return json.loads(line)


@contextmanager
def _readers(server: Server, plan: Plan, folder: Path) -> Iterator[ReaderProcess]:
    command = [sys.executable, "-m", "benchmarks.streams.readers"]
    command += ["--port", str(server.port), "--path", server.get_path()]
    command += ["--readers", str(plan.readers), "--burst", str(plan.burst)]
    command += ["--timeout", str(plan.connect_timeout)]
    pipe = subprocess.PIPE
    with running(command, folder / "readers.log", stdin=pipe, stdout=pipe) as program:
        yield ReaderProcess(program)


def run(contender: Contender, plan: Plan) -> dict:
    """Figures of one run on a fresh server: times in milliseconds, memory in
    bytes, CPU in seconds."""
    with tempfile.TemporaryDirectory(prefix="liveconflict-") as name:
        folder = Path(name)
        with contender.start(folder, plan.loop) as server:
            # What the first publication loads belongs to no reader.
            server.publish(0, plan.size)
            _settle(server)
            before = measure(server.program.pids)
            with _readers(server, plan, folder) as readers:
                connected = readers.hear()
                if connected["connected"] < plan.readers:
                    return {
                        "connected": connected["connected"],
                        "errors": connected["errors"],
                        "log": server.program.read_log(),
                        "events": [],
                    }
                _settle(server)
                idle = measure(server.program.pids)
                # The first one warms caches, pools and lazy subscriptions.
                events = [
                    follow_one(server, readers, number, plan)
                    for number in range(1, plan.events + 2)
                ]
                after = measure(server.program.pids)
            log = server.program.read_log() if any(e["lost"] for e in events) else ""
    return {
        "log": log,
        "connected": connected["connected"],
        "connect_rate": plan.readers / connected["seconds"],
        "bytes_per_reader": (after.rss - before.rss) / plan.readers,
        "idle_bytes_per_reader": (idle.rss - before.rss) / plan.readers,
        "rss": after.rss,
        "threads": after.threads,
        "warm_up": events[0],
        "events": events[1:],
    }


def _settle(server: Server, seconds: float = 10) -> None:
    """Wait until the server rests: less than 3 % of a core in 0.3 s."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        cpu = measure(server.program.pids).cpu_ns
        time.sleep(0.3)
        if measure(server.program.pids).cpu_ns - cpu < 9_000_000:
            return


def follow_one(server: Server, readers: ReaderProcess, number: int, plan: Plan) -> dict:
    """One event, from its commit to the last reader."""
    words = get_words(number)
    readers.ask(expect=words, timeout=plan.event_timeout)
    readers.hear()
    server_before = measure(server.program.pids).cpu_ns
    beside_before = sum(get_cpu_ns(p.popen.pid) for p in server.beside)
    moment = server.publish(number, plan.size)
    heard = readers.hear()
    server_after = measure(server.program.pids).cpu_ns
    beside_after = sum(get_cpu_ns(p.popen.pid) for p in server.beside)

    committed = moment["committed"]
    # A publisher in another process knows nothing of the server's clock.
    cpu_at_commit = moment.get("cpu_ns", server_before)
    arrived = [(at - committed) / 1e6 for at in heard["arrived"]]
    if arrived and arrived[0] < 0:
        raise ProgramFailed(f"event {number} arrived before it was committed")
    return {
        "delivered": len(arrived),
        "lost": plan.readers - len(arrived),
        "duplicates": heard["duplicates"],
        "closed": heard["closed"],
        "wire_bytes": heard["bytes"] / plan.readers,
        "first": _quantile(arrived, 0),
        "median": _quantile(arrived, 0.5),
        "p99": _quantile(arrived, 0.99),
        "last": _quantile(arrived, 1),
        "cpu": (server_after - cpu_at_commit + beside_after - beside_before) / 1e9,
        "publishing_cpu": (cpu_at_commit - server_before) / 1e9,
        "readers_cpu": heard["cpu_ns"] / 1e9,
    }


def _quantile(ordered: list[float], share: float) -> float | None:
    if not ordered:
        return None
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
