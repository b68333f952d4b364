"""What share cards cost: ``python -m benchmarks.share_cards``.

Cards a second in one process, for each kind; bytes of the picture, and the memory that
drawing takes. Each run is a process of its own, in turns.
"""

import argparse
import statistics
import tempfile
from pathlib import Path

from PIL import __version__ as pillow, features

from .. import report
from ..site.programs import call
from .cards import KINDS, make_logo

HEADINGS = [
    *("card", "a second", "slowest run", "fastest run", "CPU, ms", "picture, kB"),
    "memory, MB",
]


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.share_cards")
    parser.add_argument("--cards", type=int, default=40, help="cards in a run")
    parser.add_argument("--runs", type=int, default=5)
    return parser.parse_args()


def main() -> None:
    options = parse()
    machine = report.describe_machine()
    machine["pillow"] = {"version": pillow, "raqm": features.version("raqm")}
    report.warn_if_busy(machine)
    results: dict[str, list[dict]] = {kind: [] for kind in KINDS}
    with tempfile.TemporaryDirectory(prefix="liveconflict-") as folder_name:
        folder = Path(folder_name)
        for kind in KINDS:
            (folder / kind).write_bytes(make_logo(kind))
        for run in range(options.runs):
            for kind, found in results.items():
                arguments = (kind, options.cards, folder / kind)
                module = "share_cards.drawing"
                found.append(call(module, *arguments, env={}, folder=folder))
                pace = 1 / found[-1]["seconds"]
                report.say(f"run {run + 1}, {kind}: {pace:.1f} cards a second")
    rows = [describe(kind, found) for kind, found in results.items()]
    text = (
        f"{options.runs} runs of {options.cards} cards each; medians\n\n"
        f"{report.table(HEADINGS, rows)}"
    )
    report.say("\n" + text + "\n")
    figures = {"machine": machine, "options": vars(options), "results": results}
    report.write("share-cards", figures, text)


def describe(kind: str, runs: list[dict]) -> list:
    paces = [1 / run["seconds"] for run in runs]
    return [
        kind,
        statistics.median(paces),
        min(paces),
        max(paces),
        1000 * statistics.median(run["cpu"] for run in runs),
        statistics.median(run["bytes"] for run in runs) / 1000,
        statistics.median(run["peak"] for run in runs) / 1e6,
    ]


if __name__ == "__main__":
    main()
