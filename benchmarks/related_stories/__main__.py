"""What eight related stories cost, by how many pages the site has.

``python -m benchmarks.related_stories``: SQLite and PostgreSQL; queries and time of the
cards with their pictures, as HTML: chosen anew, and with the ids that are kept for five
minutes.
"""

import argparse
import tempfile
from pathlib import Path

from .. import report
from ..site.databases import NAMES, database
from ..site.programs import call

HEADINGS = [
    *("database", "filled by", "pages", "queries, anew", "growth", "queries, kept"),
    *("growth", "anew, ms", "growth", "kept, ms", "growth"),
]
FIGURES = ("cold_queries", "warm_queries", "cold", "warm")


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.related_stories")
    parser.add_argument("--databases", nargs="+", choices=NAMES, default=list(NAMES))
    parser.add_argument("--pages", nargs="+", type=int, default=[300, 30_000])
    parser.add_argument("--runs", type=int, default=9)
    return parser.parse_args()


def main() -> None:
    options = parse()
    machine = report.describe_machine()
    report.warn_if_busy(machine)
    results = []
    for name in options.databases:
        for pages in options.pages:
            # Each on a site of its own: whatever grows may be anywhere in it.
            with tempfile.TemporaryDirectory(prefix="liveconflict-") as folder_name:
                folder = Path(folder_name)
                with database(name, folder) as env:
                    arguments = (str(pages), str(options.runs))
                    module = "related_stories.choosing"
                    for result in call(module, *arguments, env=env, folder=folder):
                        results.append({"database": name, **result})
                        report.say(
                            f"{name}, {result['provider']}, {pages} pages: "
                            f"{result['cold_queries']} queries, {result['cold']:.1f} ms"
                        )
    text = f"{options.runs} runs each\n\n{report.table(HEADINGS, describe(results))}"
    report.say("\n" + text + "\n")
    figures = {"machine": machine, "options": vars(options), "results": results}
    report.write("related-stories", figures, text)


def describe(results: list[dict]) -> list[list]:
    """Rows; each figure with its multiple of that on the smallest site."""
    rows, first = [], {}
    for result in results:
        base = first.setdefault((result["database"], result["provider"]), result)
        row = [result["database"], result["provider"], result["pages"]]
        for name in FIGURES:
            row += [result[name], report.ratio(result[name], base[name])]
        rows.append(row)
    return sorted(rows, key=lambda row: (row[0], row[1]))


if __name__ == "__main__":
    main()
