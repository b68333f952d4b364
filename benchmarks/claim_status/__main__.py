"""What one change of a claim's status costs, by how many updates show the claim.

``python -m benchmarks.claim_status``: SQLite and PostgreSQL, queries and time of the
change itself, until it is committed. What open pages then fetch is in ``streams`` and
``polling``.
"""

import argparse
import tempfile
from pathlib import Path

from .. import report
from ..site.databases import NAMES, database
from ..site.programs import call

HEADINGS = [
    *("database", "updates", "queries", "median, ms", "fastest, ms", "slowest, ms"),
    "median for an update, ms",
]


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.claim_status")
    parser.add_argument("--databases", nargs="+", choices=NAMES, default=list(NAMES))
    parser.add_argument("--updates", nargs="+", type=int, default=[1, 10, 100, 1000])
    parser.add_argument("--runs", type=int, default=7)
    return parser.parse_args()


def main() -> None:
    options = parse()
    machine = report.describe_machine()
    report.warn_if_busy(machine)
    results = []
    for name in options.databases:
        with tempfile.TemporaryDirectory(prefix="liveconflict-") as folder_name:
            folder = Path(folder_name)
            with database(name, folder) as env:
                for updates in options.updates:
                    arguments = (str(updates), str(options.runs))
                    module = "claim_status.changing"
                    result = call(module, *arguments, env=env, folder=folder)
                    results.append({"database": name, **result})
                    report.say(f"{name}, {updates} updates: {result['median']:.1f} ms")
    rows = [
        [
            *(r["database"], r["updates"], r["queries"]),
            *(r["median"], min(r["times"]), max(r["times"])),
            r["median"] / r["updates"],
        ]
        for r in results
    ]
    text = f"{options.runs} runs each\n\n{report.table(HEADINGS, rows)}"
    report.say("\n" + text + "\n")
    figures = {"machine": machine, "options": vars(options), "results": results}
    report.write("claim-status", figures, text)


if __name__ == "__main__":
    main()
