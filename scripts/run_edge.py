"""Run the tests at one edge of what is supported: ``python -m scripts.run_edge lowest``.

Further arguments are pytest's. Without a Python for the edge nothing is run; that is
said, and is no failure. With ``--or-own`` the tests run on this interpreter instead.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from scripts.edge_environment import make_environment
from scripts.edges import EDGES, ROOT, Edge

NO_BROWSER = "not browser and not packaging"
MIGRATIONS = ("manage.py", "makemigrations", "--check", "--dry-run")
#: What PostgreSQL's and Redis's drivers are asked for.
DRIVERS = "tests/servers/test_contract.py"
#: A newcomer's path: the admin's own templates differ between versions.
IN_A_BROWSER = ("tests/acceptance/test_main_job.py", "-m", "browser")


def shout(text: str) -> None:
    print(f"\n{'!' * 8} {text} {'!' * 8}\n", flush=True)


def list_commands(edge: Edge, python: Path, arguments: list) -> Iterator[list]:
    yield [python, *MIGRATIONS, "wagtail_liveconflict", "news"]
    yield [python, *MIGRATIONS, "wagtail_liveconflict", "--settings", "tests.settings"]
    tests = [python, "-m", "scripts.run_tests"]
    if edge.database == "PostgreSQL":
        # The unit tests ask no database: where `make test` has run them with this very
        # interpreter, that is enough.
        folders = ["tests/integration"] + ["tests/unit"] * (
            str(python) != sys.executable
        )
        on_postgres = [python, "-m", "scripts.with_postgres"]
        yield [*on_postgres, *tests, *folders, "-m", NO_BROWSER, *arguments]
    else:
        folders = ["tests/unit", "tests/integration", DRIVERS]
        yield [*tests, *folders, "-m", f"{NO_BROWSER} and not slow", *arguments]
        yield [*tests, *IN_A_BROWSER, *arguments]


def choose_python(edge: Edge, or_own: bool) -> Path | None:
    """The interpreter that runs the tests; says so loudly where it is not the edge's."""
    if python := make_environment(edge):
        print(f"\n{'=' * 8} {edge}\n", flush=True)
        return python
    if or_own:
        shout(f"NO PYTHON {edge.python} FOR {edge}: {sys.executable} IS USED INSTEAD.")
        return Path(sys.executable)
    shout(f"NO PYTHON {edge.python}: THE EDGE {edge} IS SKIPPED.")
    return None


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("edge", choices=EDGES)
    parser.add_argument("--or-own", action="store_true")
    arguments, pytest_arguments = parser.parse_known_args()
    edge = EDGES[arguments.edge]
    python = choose_python(edge, arguments.or_own)
    if python is None:
        return 0
    folder = os.environ.get("TEST_VAR_DIR", "var/tests")
    environment = {**os.environ, "TEST_VAR_DIR": f"{folder}/{edge.name}"}
    if str(python) != sys.executable and edge.python != "3.11":
        # Counts lines, where it is asked to, without making the tests slower.
        environment["COVERAGE_CORE"] = "sysmon"
    for command in list_commands(edge, python, pytest_arguments):
        done = subprocess.run(command, cwd=ROOT, env=environment, check=False)
        if done.returncode:
            return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
