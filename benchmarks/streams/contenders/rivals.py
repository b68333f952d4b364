"""How each rival and each floor is started."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from ...processes import (
    ROOT,
    free_port,
    redis_server,
    running,
    uvicorn,
    wait_for_port,
)
from .server import Server, Unavailable

_HERE = "benchmarks.streams.contenders."


@contextmanager
def _serve(
    app: str, folder: Path, loop: str, *, with_redis=False, **env: str
) -> Iterator[Server]:
    with ExitStack() as stack:
        beside = []
        env["BENCHMARK_FOLDER"] = str(folder)
        if with_redis:
            if not shutil.which("redis-server"):
                raise Unavailable("redis-server is not installed")
            redis_port, redis = stack.enter_context(redis_server(folder))
            env["BENCHMARK_REDIS"] = str(redis_port)
            beside = [redis]
        port = free_port()
        program = stack.enter_context(
            running(
                uvicorn(f"{_HERE}{app}:application", port, loop),
                folder / "server.log",
                env=env,
            )
        )
        wait_for_port(port, program)
        yield Server(port, program, beside=beside)


def start_eventstream(folder: Path, loop: str):
    return _serve("eventstream_app", folder, loop)


def start_eventstream_redis(folder: Path, loop: str):
    return _serve("eventstream_app", folder, loop, with_redis=True)


def start_channels(folder: Path, loop: str):
    layer = "channels_redis.core.RedisChannelLayer"
    return _serve("channels_app", folder, loop, with_redis=True, BENCHMARK_LAYER=layer)


def start_channels_pubsub(folder: Path, loop: str):
    layer = "channels_redis.pubsub.RedisPubSubChannelLayer"
    return _serve("channels_app", folder, loop, with_redis=True, BENCHMARK_LAYER=layer)


def start_sse_starlette(folder: Path, loop: str):
    return _serve("sse_starlette_app", folder, loop)


@contextmanager
def start_floor_asyncio(folder: Path, loop: str) -> Iterator[Server]:
    port = free_port()
    command = [sys.executable, "-m", _HERE + "floor_asyncio", str(port), loop]
    with running(command, folder / "server.log") as program:
        wait_for_port(port, program)
        yield Server(port, program)


@contextmanager
def start_floor_c(folder: Path, loop: str) -> Iterator[Server]:
    compiler = shutil.which("gcc") or shutil.which("cc")
    if not compiler or sys.platform != "linux":
        raise Unavailable("needs a C compiler and Linux (epoll)")
    source = ROOT / "benchmarks/streams/contenders/floor_epoll.c"
    binary = folder / "floor_epoll"
    subprocess.run(  # noqa: S603 - the compiler that was found
        [compiler, "-O2", "-Wall", "-o", str(binary), str(source)], check=True
    )
    port = free_port()
    with running([str(binary), str(port)], folder / "server.log") as program:
        wait_for_port(port, program)
        yield Server(port, program)
