"""Run a command with a PostgreSQL of its own: ``python -m scripts.with_postgres make …``.

The command finds the address in ``TEST_DATABASE_URL``, as tests/settings.py does. The
server and its data are gone when the command has ended. Where there is no PostgreSQL
the command is not run; that is said, and is no failure.
"""

import os
import signal
import subprocess
import sys

from scripts.ensure_services import POSTGRES, find_service
from tests.services import PostgresServer


def main() -> int:
    command = sys.argv[1:]
    if not command:
        sys.exit(__doc__)
    if find_service(POSTGRES) is None:
        print(f"\n{'!' * 8} {POSTGRES.missing} {'!' * 8}\n", flush=True)
        return 0
    # Asked to end, it ends the server as well.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with PostgresServer() as server:
        environment = {**os.environ, "TEST_DATABASE_URL": server.url}
        return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
