"""``python -m benchmarks.desk``: see benchmarks/README.md."""

import argparse
import statistics
import tempfile
from pathlib import Path

from scripts.ensure_browser import NO_BROWSER, find_browser

from .. import report
from ..processes import free_port, running, uvicorn, wait_for_port
from ..site.databases import NAMES, database
from ..site.programs import call

#: "Flat" is no more than this, of what the shortest live blog takes.
FLAT = 1.3
#: The stream shows so many updates at once: with fewer there is less to show.
FULL = 30
CLOCKS = {"times": "wall", "cpu": "CPU"}
IN_BROWSER = {
    "usable": "navigation to a usable composer",
    "empty": "Ctrl+Enter to an empty composer",
    "told": "Ctrl+Enter to an open reader's page",
}


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.desk")
    parser.add_argument("--databases", nargs="+", choices=NAMES, default=list(NAMES))
    lengths = [10, 100, 1000, 10_000]
    parser.add_argument("--updates", nargs="+", type=int, default=lengths)
    parser.add_argument("--runs", type=int, default=11, help="of each request")
    parser.add_argument(
        "--browser-runs", type=int, default=5, help="0: without a browser"
    )
    return parser.parse_args()


def main() -> None:
    options = parse()
    if options.browser_runs and find_browser() is None:
        report.say(NO_BROWSER.partition(" ALL")[0])
        options.browser_runs = 0
    machine = report.describe_machine()
    report.warn_if_busy(machine)
    results = []
    for name in options.databases:
        for updates in options.updates:
            result = {"database": name, "updates": updates}
            results.append(result | measure(name, updates, options))
            report.say(f"{name}, {updates:,} updates: measured")
    text = describe(results, options)
    report.say("\n" + text + "\n")
    machine["load_after"] = report.describe_machine()["load"]
    figures = {"machine": machine, "options": vars(options), "results": results}
    report.write("desk", figures, text)


def measure(name: str, updates: int, options) -> dict:
    """A site of its own for each length: what grows may be anywhere in it."""
    with tempfile.TemporaryDirectory(prefix="liveconflict-") as folder_name:
        folder = Path(folder_name)
        with database(name, folder) as env:
            page_id = call("desk.filling", updates, env=env, folder=folder)
            arguments = (page_id, options.runs)
            served = call("desk.serving", *arguments, env=env, folder=folder)
            seen = {}
            if options.browser_runs:
                seen = browse(page_id, options.browser_runs, env, folder)
    return {"served": served, "seen": seen}


def browse(page_id: int, runs: int, env, folder: Path) -> dict:
    port = free_port()
    command = uvicorn("benchmarks.desk.asgi:application", port, "asyncio")
    with running(command, folder / "server.log", env=env) as server:
        wait_for_port(port, server)
        return call("desk.browsing", port, page_id, runs, env=env, folder=folder)


def describe(results: list[dict], options) -> str:
    """Three tables: what is asked of the server, how long it takes, what is seen."""
    lengths = options.updates
    asked, took, seen = [], [], []
    for name in options.databases:
        by_length = [each for each in results if each["database"] == name]
        served = [each["served"] for each in by_length]
        for act in served[0]:
            for kind in ("queries", "bytes"):
                values = [each[act][kind] for each in served]
                asked.append(
                    [name, act, kind, *values, *describe_growth(values, lengths)]
                )
            for kind, clock in CLOCKS.items():
                values = [statistics.median(each[act][kind]) for each in served]
                took.append(
                    [name, act, clock, *values, *describe_growth(values, lengths)]
                )
        for key, what in IN_BROWSER.items() if options.browser_runs else ():
            values = [statistics.median(each["seen"][key]) for each in by_length]
            seen.append([name, what, *values, *describe_growth(values, lengths)])
    columns = [f"{length:,}" for length in lengths]
    full = next((length for length in lengths if length >= FULL), lengths[-1])
    columns += [f"from {lengths[0]:,}", f"from {full:,}"]
    parts = [
        f"{options.runs} runs of each request, {options.browser_runs} in the browser; "
        f"medians (ms) by the number of updates, and the last one as a multiple of that "
        f"at {lengths[0]:,} and, since the stream shows {FULL} at once, at {full:,}. "
        f"Flat is ×{FLAT} at most.",
        report.table(["database", "request", "", *columns], asked),
        report.table(["database", "request", "clock", *columns], took),
    ]
    if seen:
        parts.append(report.table(["database", "in Chromium", *columns], seen))
    return "\n\n".join(parts)


def describe_growth(values: list, lengths: list[int]) -> tuple[str, str]:
    """From the first length, and from the first that fills a part of the stream."""
    full = next((i for i, length in enumerate(lengths) if length >= FULL), -1)
    return get_growth(values[0], values[-1]), get_growth(values[full], values[-1])


def get_growth(first: float, last: float) -> str:
    """The last value as a multiple of the first, and whether that is flat."""
    if not first:
        return "grows" if last else "flat"
    growth = last / first
    return f"×{growth:.2f} {'flat' if growth <= FLAT else 'grows'}"


if __name__ == "__main__":
    main()
