"""Programs that a benchmark starts, watches and ends: its own and no others.

Everything listens on the loopback address alone.
"""

import http.client
import os
import resource
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

HOST = "127.0.0.1"
ROOT = Path(__file__).resolve().parent.parent


class ProgramFailed(Exception):
    """A program ended, or did not answer in time; carries the end of its log."""


def free_port() -> int:
    """A TCP port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


@dataclass
class Program:
    """A running program. ``pids`` are its own and its children's."""

    popen: subprocess.Popen
    log: Path

    @property
    def pids(self) -> list[int]:
        process = psutil.Process(self.popen.pid)
        return [process.pid, *(child.pid for child in process.children(recursive=True))]

    def fail(self, what: str) -> ProgramFailed:
        return ProgramFailed(f"{what}: {self.popen.args}\n{self.read_log()}")

    def read_log(self, size: int = 2000) -> str:
        """The end of what it wrote, at most ``size`` characters."""
        text = self.log.read_text(errors="replace") if self.log.exists() else ""
        return text[-size:]


@contextmanager
def running(
    command: list[str],
    log: Path,
    *,
    env: dict[str, str] | None = None,
    cwd: Path = ROOT,
    user: str | None = None,
    **popen_options,
) -> Iterator[Program]:
    """Run ``command`` inside the block and end it, with its children, after it."""
    with log.open("ab") as output:
        popen = subprocess.Popen(  # noqa: S603 - programs of our own choice
            [str(part) for part in command],
            cwd=cwd,
            env={**os.environ, **(env or {})},
            user=user,
            stderr=output,
            **{"stdout": output, "stdin": subprocess.DEVNULL, **popen_options},
        )
    program = Program(popen, log)
    try:
        yield program
    finally:
        stop(popen)


def stop(popen: subprocess.Popen, patience: float = 3) -> None:
    """End a program and its children: politely, then after ``patience``
    seconds for good."""
    try:
        family = psutil.Process(popen.pid).children(recursive=True)
    except psutil.NoSuchProcess:
        family = []
    for signal_number in (signal.SIGTERM, signal.SIGKILL):
        if popen.poll() is None:
            popen.send_signal(signal_number)
        try:
            popen.wait(patience)
            break
        except subprocess.TimeoutExpired:
            continue
    for child in family:
        try:
            child.kill()  # psutil compares the start time: never a stranger.
        except psutil.NoSuchProcess:
            continue
    for pipe in (popen.stdin, popen.stdout):
        if pipe:
            pipe.close()


def wait_for_port(port: int, program: Program, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if program.popen.poll() is not None:
            raise program.fail("ended before it listened")
        try:
            socket.create_connection((HOST, port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise program.fail(f"did not listen within {seconds:g} s")


def request(port: int, method: str, path: str, body: bytes = b"", timeout: float = 60):
    """One HTTP request; returns its status, headers and body."""
    connection = http.client.HTTPConnection(HOST, port, timeout=timeout)
    try:
        connection.request(method, path, body or None)
        response = connection.getresponse()
        return response.status, response.headers, response.read()
    finally:
        connection.close()


@contextmanager
def redis_server(folder: Path) -> Iterator[tuple[int, Program]]:
    """A Redis of our own that keeps nothing on disk; gives its port."""
    port = free_port()
    command = ["redis-server", "--port", str(port), "--bind", HOST]
    command += ["--save", "", "--appendonly", "no", "--dir", str(folder)]
    with running(command, folder / "redis.log") as program:
        wait_for_port(port, program)
        yield port, program


def uvicorn(app: str, port: int, loop: str, *options: str) -> list[str]:
    """The same server for every Python contender: one process, httptools."""
    return [
        *(sys.executable, "-m", "uvicorn", app, "--host", HOST, "--port", str(port)),
        *("--http", "httptools", "--loop", loop, "--lifespan", "auto"),
        # The log of 10,000 requests is work of its own, and nobody compares it.
        *("--log-level", "warning", "--no-access-log", "--backlog", "4096"),
        *("--timeout-graceful-shutdown", "1", *options),
    ]


def raise_file_limit(wanted: int) -> int:
    """Let the programs to come open ``wanted`` files, if that may be; returns
    how many they may open."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    for limits in ((wanted, max(wanted, hard)), (hard, hard)):
        if soft >= wanted:
            break
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, limits)
        except (ValueError, OSError):
            continue
        soft = limits[0]
    return soft


@dataclass
class Usage:
    """What processes hold and have used: bytes, threads, nanoseconds."""

    rss: int
    threads: int
    cpu_ns: int


def measure(pids: list[int]) -> Usage:
    rss = threads = cpu_ns = 0
    for pid in pids:
        try:
            process = psutil.Process(pid)
            with process.oneshot():
                rss += process.memory_info().rss
                threads += process.num_threads()
            cpu_ns += get_cpu_ns(pid)
        except psutil.NoSuchProcess:
            continue
    return Usage(rss, threads, cpu_ns)


def get_cpu_ns(pid: int) -> int:
    """CPU time of a whole process. Linux tells it to the nanosecond through the
    clock of the process (clock_getcpuclockid); elsewhere in ticks of 10 ms."""
    if sys.platform == "linux":
        try:
            return time.clock_gettime_ns((~pid << 3) | 2)
        except OSError as error:
            raise psutil.NoSuchProcess(pid) from error
    times = psutil.Process(pid).cpu_times()
    return int((times.user + times.system) * 1e9)
