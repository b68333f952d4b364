"""Who answers: origins (gunicorn, uvicorn) and edges (nginx, Varnish)."""

import importlib.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.services import NginxServer, VarnishServer

from ..processes import HOST, free_port, running, uvicorn, wait_for_port

SITE = "benchmarks.site."


def _gunicorn(port: int) -> list[str]:
    return [
        *(sys.executable, "-m", "gunicorn", f"{SITE}wsgi:application"),
        *("--workers", "2", "--bind", f"{HOST}:{port}", "--log-level", "warning"),
        *("--no-control-socket", "--backlog", "4096"),
    ]


def _plain(port: int) -> list[str]:
    return uvicorn(f"{SITE}asgi:application", port, "uvloop")


def _live(port: int) -> list[str]:
    return uvicorn(f"{SITE}live_asgi:application", port, "uvloop")


#: Label -> command. The first one's answers are what the others must give too.
ORIGINS = {
    "gunicorn, 2 workers": _gunicorn,
    "uvicorn, Django's view": _plain,
    "uvicorn, our hub": _live,
}


def list_origins() -> dict:
    """Those that can run: the hub may not be there yet."""
    has_hub = importlib.util.find_spec("wagtail_liveconflict.asgi") is not None
    return {
        label: command
        for label, command in ORIGINS.items()
        if command is not _live or has_hub
    }


@contextmanager
def origin(command, folder: Path, env: dict[str, str]) -> Iterator[int]:
    """Run one origin; gives its port."""
    port = free_port()
    with running(command(port), folder / "origin.log", env=env) as program:
        wait_for_port(port, program)
        yield port


# The origin's own Cache-Control says how long: one second, then stale while
# one request asks anew. Nothing here prolongs it.
_NGINX = """
  proxy_cache_path @FOLDER@/cache levels=1 keys_zone=live:10m max_size=64m;
  upstream origin {{ server {host}:{port}; keepalive 16; }}
  server {{
    listen {host}:@PORT@ backlog=4096;
    location /live/ {{
      proxy_pass http://origin;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_cache live;
      proxy_cache_lock on;
      proxy_cache_lock_timeout 10s;
      proxy_cache_use_stale updating error timeout;
      proxy_cache_background_update on;
    }}
  }}
"""
_VARNISH = """
vcl 4.1;
backend origin {{ .host = "{host}"; .port = "{port}"; }}
"""


@contextmanager
def nginx(origin_port: int) -> Iterator[int]:
    with NginxServer(_NGINX.format(host=HOST, port=origin_port)) as server:
        yield server.port


@contextmanager
def varnish(origin_port: int) -> Iterator[int]:
    with VarnishServer(_VARNISH.format(host=HOST, port=origin_port)) as server:
        yield server.port


EDGES = {"nginx": nginx, "Varnish": varnish}
