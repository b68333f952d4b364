"""Serve the sample newsroom: ``make run``.

One process migrates, loads and serves, so that a second start costs one start of
Python. Everything it writes lies in ``var/``.
"""

import argparse
import os
import socket
import sys
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var"
HOST = "127.0.0.1"


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def prepare(port: int) -> None:
    """Bring the database in ``var/`` up to date, load the sample, print addresses."""
    VAR.mkdir(exist_ok=True)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sandbox_site.settings")
    os.environ.setdefault("SANDBOX_DATABASE", str(VAR / "db.sqlite3"))
    os.environ.setdefault("SANDBOX_MEDIA_ROOT", str(VAR / "media"))
    os.environ.setdefault("SANDBOX_STATIC_ROOT", str(VAR / "static"))
    os.environ.setdefault("SANDBOX_BASE_URL", f"http://{HOST}:{port}")

    import django
    from django.core.management import call_command
    from django.db import connection, connections
    from django.db.migrations.executor import MigrationExecutor

    django.setup()
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        print("Bringing the database up to date …", flush=True)
        call_command("migrate", interactive=False, verbosity=0)
    call_command("load_sample_newsroom", addresses=True, port=port)
    # The server's threads open connections of their own.
    connections.close_all()


def publish_scheduled_every_minute() -> None:
    """What cron does on a real site: without it nothing scheduled goes out."""
    from django.core.management import call_command
    from django.db import connections

    while True:
        time.sleep(60)
        call_command("publish_scheduled", verbosity=0)
        connections.close_all()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--port", type=int, default=8000)
    port = parser.parse_args().port
    if not is_free(port):
        sys.exit(f"Port {port} is taken. Try another: make run PORT={port + 1}")
    prepare(port)
    print("\nStop with Ctrl-C. What you write is kept in var/.", flush=True)

    import uvicorn

    threading.Thread(target=publish_scheduled_every_minute, daemon=True).start()
    uvicorn.run(
        "sandbox_site.asgi:application",
        host=HOST,
        port=port,
        log_level="warning",
        timeout_graceful_shutdown=3,
    )


if __name__ == "__main__":
    main()
