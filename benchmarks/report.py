"""Tables for people, figures for programs, and what machine they came from."""

import json
import os
import platform
import sys
import time
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path

from .processes import ROOT

OUTPUT = ROOT / "var" / "benchmarks"
_PACKAGES = [
    *("Django", "wagtail", "uvicorn", "httptools", "uvloop", "gunicorn", "redis"),
    *("django-eventstream", "channels", "channels-redis", "sse-starlette"),
    *("starlette", "psycopg"),
]


def say(text: str = "") -> None:
    """A line for whoever watches."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def describe_machine() -> dict:
    """Where and with what it ran. ``load`` says whether others were at work."""
    versions = {}
    for name in _PACKAGES:
        try:
            versions[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "processor": _get_processor(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "load": [round(load, 2) for load in os.getloadavg()],
        "versions": versions,
    }


def _get_processor() -> str:
    try:
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    except OSError:
        pass
    return platform.processor()


def warn_if_busy(machine: dict) -> None:
    if machine["load"][0] > 0.5:
        say(
            f"NOTE: load {machine['load'][0]} before the start. Other programs are "
            "at work; these figures are good for debugging only."
        )


def table(headings: list[str], rows: list[list]) -> str:
    """A Markdown table, its columns aligned for reading as text too."""
    cells = [headings, *[[_cell(value) for value in row] for row in rows]]
    widths = [max(len(row[i]) for row in cells) for i in range(len(headings))]
    lines = [
        "| " + " | ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)) + " |"
        for row in cells
    ]
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([lines[0], rule, *lines[1:]])


def _cell(value) -> str:
    if value is None:
        return "—"
    if isinstance(value, float):
        if value >= 100:
            return f"{value:,.0f}"
        return f"{value:.1f}" if value >= 10 else f"{value:.2f}"
    return f"{value:,}" if isinstance(value, int) else str(value)


def ratio(value: float | None, base: float | None) -> str | None:
    """``value`` as a multiple of ``base``: "×2.1"."""
    return f"×{value / base:.1f}" if value and base else None


def write(name: str, figures: dict, markdown: str) -> Path:
    """Write ``<name>-<time>.json`` and ``.md`` into var/benchmarks/; returns
    the path of the JSON."""
    OUTPUT.mkdir(parents=True, exist_ok=True)
    path = OUTPUT / f"{name}-{time.strftime('%Y%m%d-%H%M%S')}.json"
    path.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n")
    path.with_suffix(".md").write_text(markdown + "\n")
    say(f"Written: {path.relative_to(ROOT)} and its .md")
    return path
