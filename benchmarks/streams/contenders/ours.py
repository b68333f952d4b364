"""Ours: the sandbox's site under ``with_live_streams``, one process of uvicorn.

An event is a whole publication (draft, revision, claims, change log), as an
editor's. By whom: a request to the same process, or another process, which is
how an admin on servers of its own, a schedule or a shell publishes.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from ...processes import (
    Program,
    free_port,
    redis_server,
    request,
    running,
    uvicorn,
    wait_for_port,
)
from ...site.databases import database
from ...site.programs import call
from .server import Server

#: Updates in the blog before the benchmark.
LENGTH = 50
_BACKENDS = "wagtail_liveconflict.delivery."


@dataclass
class OurServer(Server):
    page_id: int = 0
    publisher: Program | None = None

    def publish(self, number: int, size: int) -> dict[str, int]:
        # The size is what it is: the others' is made to be the same.
        if self.publisher is None:
            path = f"/publish/{self.page_id}/{number}"
            status, _headers, answer = request(self.port, "POST", path)
            if status != 200:
                raise self.program.fail(f"publishing answered {status}")
            return json.loads(answer)
        self.publisher.popen.stdin.write(b"%d\n" % number)
        self.publisher.popen.stdin.flush()
        line = self.publisher.popen.stdout.readline()
        if not line:
            raise self.publisher.fail("the publisher ended")
        # Its CPU time is not the server's.
        return {"committed": json.loads(line)["committed"]}

    def get_path(self) -> str:
        return f"/live/{self.page_id}/stream/{self.get_cursor()}/"

    def get_cursor(self) -> str:
        return json.loads(self.ask("0"))["cursor"]

    def ask(self, cursor: str) -> bytes:
        """The polled answer to a reader at ``cursor``."""
        path = f"/live/{self.page_id}/changes/{cursor}/"
        status, _headers, body = request(self.port, "GET", path)
        if status != 200:
            raise self.program.fail(f"{path} answered {status}")
        return body


@contextmanager
def _serve(
    folder: Path,
    loop: str,
    *,
    database_name: str = "sqlite",
    backend: str = "in_process.InProcessBackend",
    other_process: bool = False,
) -> Iterator[OurServer]:
    with ExitStack() as stack:
        env = stack.enter_context(database(database_name, folder))
        beside, options = [], {}
        if backend.startswith("redis."):
            redis_port, redis = stack.enter_context(redis_server(folder))
            beside, options = [redis], {"URL": f"redis://127.0.0.1:{redis_port}/0"}
        delivery = {"BACKEND": _BACKENDS + backend, "OPTIONS": options}
        env["BENCHMARK_DELIVERY"] = json.dumps(delivery)
        pages = call("site.filling", LENGTH, env=env, folder=folder)
        page_id = pages[str(LENGTH)]
        port = free_port()
        app = "benchmarks.site.live_asgi:application"
        program = stack.enter_context(
            running(uvicorn(app, port, loop), folder / "server.log", env=env)
        )
        wait_for_port(port, program)
        server = OurServer(port, program, beside=beside, page_id=page_id)
        if other_process:
            pipe = subprocess.PIPE
            command = [sys.executable, "-m", "benchmarks.site.publishing", str(page_id)]
            server.publisher = stack.enter_context(
                running(
                    command, folder / "publisher.log", env=env, stdin=pipe, stdout=pipe
                )
            )
        yield server


def start(folder: Path, loop: str):
    return _serve(folder, loop)


def start_other_process(folder: Path, loop: str):
    return _serve(folder, loop, other_process=True)


def start_redis(folder: Path, loop: str):
    return _serve(folder, loop, backend="redis.RedisBackend", other_process=True)


def start_postgres(folder: Path, loop: str):
    return _serve(
        folder,
        loop,
        database_name="postgresql",
        backend="postgres.PostgresBackend",
        other_process=True,
    )


def measure_size(loop: str) -> int:
    """Bytes of data in our message about one update of the benchmark's words."""
    with (
        tempfile.TemporaryDirectory(prefix="liveconflict-") as name,
        start(Path(name), loop) as server,
    ):
        before = server.get_cursor()
        server.publish(999_999, 0)
        # The answer before the hub has looked into the log has no update in it.
        deadline = time.monotonic() + 5
        while b'"html"' not in (answer := server.ask(before)):
            if time.monotonic() > deadline:
                raise server.program.fail("the update does not show")
            time.sleep(0.1)
        return len(answer)
