"""The edges of what the app supports, and which of them are tested where.

Between two edges nothing is promised that is not tested at both. ``docs/explanation/
versions.md``, ``pyproject.toml`` and ``.github/workflows/versions.yml`` say the same;
``tests/unit/test_versions.py`` holds them equal.

``python -m scripts.edges lowest`` prints what the pins of that edge are resolved from.
"""

import re
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Edge:
    """One combination. ``pins`` names the file with the version of every package;
    without it the newest of the series that Wagtail and Django are of."""

    name: str
    python: str
    wagtail: str
    django: str
    database: str
    pins: str = ""

    def __str__(self) -> str:
        return (
            f"Python {self.python}, Wagtail {self.wagtail}, Django {self.django}, "
            f"{self.database}"
        )

    @property
    def requirements(self) -> list[str]:
        """What pip is told beside the app and the tests' own needs."""
        if self.pins:
            return ["-c", str(ROOT / self.pins)]
        return [f"wagtail=={self.wagtail}.*", f"django=={self.django}.*"]


LOWEST = Edge("lowest", "3.11", "7.4", "5.2", "SQLite", "constraints-lowest.txt")
HIGHEST = Edge("highest", "3.13", "8.0", "6.1", "PostgreSQL", "constraints-highest.txt")
#: Run by every `make test`, where their interpreter is.
RUN_HERE = (LOWEST, HIGHEST)
#: Run by the workflow on GitHub only.
RUN_THERE = (
    Edge("python-3.12", "3.12", "8.0", "6.0", "SQLite"),
    Edge("python-3.14", "3.14", "8.0", "6.1", "PostgreSQL"),
    Edge("newest-wagtail-7.4", "3.14", "7.4", "6.0", "PostgreSQL"),
)
EDGES = {edge.name: edge for edge in (*RUN_HERE, *RUN_THERE)}


def read_project() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def get_lower_bounds() -> dict[str, str]:
    """Name -> lower bound of everything that the app asks for, its extras included."""
    project = read_project()
    asked = [*project["dependencies"]]
    for extra in project["optional-dependencies"].values():
        asked += extra
    return dict(re.fullmatch(r"([\w-]+)>=([\d.]+)", line).groups() for line in asked)


def list_newest() -> list[str]:
    return [f"wagtail=={HIGHEST.wagtail}.*", f"django=={HIGHEST.django}.*"]


def list_lowest() -> list[str]:
    return [f"{name}=={bound}" for name, bound in get_lower_bounds().items()]


if __name__ == "__main__":
    # What `make constraints` resolves.
    print(*(list_lowest() if sys.argv[1] == "lowest" else list_newest()))
