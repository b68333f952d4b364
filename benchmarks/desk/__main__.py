"""``python -m benchmarks.desk``: see benchmarks/README.md."""

import argparse
import statistics
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass, field
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
    parser.add_argument("--rounds", type=int, default=3, help="of all lengths in turns")
    parser.add_argument("--runs", type=int, default=5, help="of a request in a round")
    parser.add_argument(
        "--browser-runs", type=int, default=3, help="in a round; 0: no browser"
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
        with ExitStack() as stack:
            sites = [Site(name, updates, stack) for updates in options.updates]
            # In turns: other programs then disturb all lengths alike.
            for number in range(options.rounds):
                for site in sites:
                    site.measure(options)
                report.say(f"{name}: {number + 1} of {options.rounds} rounds measured")
        results += [site.get_result() for site in sites]
    text = describe(results, options)
    report.say("\n" + text + "\n")
    machine["load_after"] = report.describe_machine()["load"]
    figures = {"machine": machine, "options": vars(options), "results": results}
    report.write("desk", figures, text)


@dataclass
class Site:
    """A site of its own for each length: what grows may be anywhere in it."""

    database: str
    updates: int
    stack: ExitStack
    served: dict = field(default_factory=dict)
    seen: dict = field(default_factory=dict)

    def __post_init__(self):
        temporary = tempfile.TemporaryDirectory(prefix="liveconflict-")
        self.folder = Path(self.stack.enter_context(temporary))
        self.env = self.stack.enter_context(database(self.database, self.folder))
        self.page_id = self.call("desk.filling", self.updates)
        report.say(f"{self.database}, {self.updates:,} updates: made")

    def call(self, module: str, *arguments):
        return call(module, *arguments, env=self.env, folder=self.folder)

    def measure(self, options) -> None:
        for act, figures in self.call(
            "desk.serving", self.page_id, options.runs
        ).items():
            known = self.served.setdefault(act, figures)
            if known is not figures:
                for clock in CLOCKS:
                    known[clock] += figures[clock]
        if options.browser_runs:
            for what, times in self.browse(options.browser_runs).items():
                self.seen.setdefault(what, []).extend(times)

    def browse(self, runs: int) -> dict:
        port = free_port()
        command = uvicorn("benchmarks.desk.asgi:application", port, "asyncio")
        log = self.folder / "server.log"
        with running(command, log, env=self.env) as server:
            wait_for_port(port, server)
            return self.call("desk.browsing", port, self.page_id, runs)

    def get_result(self) -> dict:
        names = ("database", "updates", "served", "seen")
        return {name: getattr(self, name) for name in names}


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
        f"{options.rounds} rounds, all lengths in turns, of {options.runs} runs of each "
        f"request and {options.browser_runs} in the browser; medians (ms) by the number of updates, and the last one as a multiple of that "
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
