"""``python -m benchmarks.polling``: see benchmarks/README.md."""

import argparse
import tempfile
from pathlib import Path

from .. import report
from ..site.databases import NAMES, database
from ..site.programs import call
from .comparing import (
    compare_edges,
    compare_origins,
    tabulate_edges,
    tabulate_growth,
    tabulate_origins,
)
from .load import Question, make_questions
from .servers import list_origins, origin

PARTS = ("origins", "edges", "growth")


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.polling")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=list(PARTS))
    parser.add_argument("--database", choices=NAMES, default="sqlite")
    parser.add_argument("--seconds", type=int, default=5, help="of each measurement")
    parser.add_argument("--direct", type=int, default=16, help="connections to origins")
    parser.add_argument(
        *("--connections", "-c"),
        type=int,
        nargs="+",
        default=[10, 100, 1000],
        help="connections to the edges",
    )
    parser.add_argument(
        "--lengths", type=int, nargs="+", default=[10, 100, 1_000, 10_000]
    )
    return parser.parse_args()


def main() -> None:
    options = parse()
    machine = report.describe_machine()
    report.warn_if_busy(machine)
    with tempfile.TemporaryDirectory(prefix="liveconflict-") as name:
        folder = Path(name)
        with database(options.database, folder) as env:
            figures, texts = run(options, env, folder)
    text = "\n\n".join(texts)
    report.say(f"\n{text}\n")
    report.write(
        "polling", {"machine": machine, "options": vars(options)} | figures, text
    )


def run(options, env, folder: Path) -> tuple[dict, list[str]]:
    report.say(f"Making blogs of {options.lengths} updates")
    pages = call("site.filling", *options.lengths, env=env, folder=folder)
    origins = list_origins()
    reference = next(iter(origins.values()))
    with origin(reference, folder, env) as port:
        questions = {
            int(length): [
                *make_questions(port, page_id),
                Question("first page", f"/{length}-updates/", b"", is_page=True),
            ]
            for length, page_id in pages.items()
        }
    usual = questions[sorted(questions)[len(questions) // 2]]
    polled = [question for question in usual if not question.is_page]
    figures, texts = {}, [f"{options.seconds} s each, {options.database}"]
    if "origins" in options.parts:
        figures["origins"] = compare_origins(origins, polled, options, env, folder)
        texts.append(tabulate_origins(figures["origins"]))
    if "edges" in options.parts:
        figures["edges"] = compare_edges(reference, polled, options, env, folder)
        texts.append(tabulate_edges(figures["edges"]))
    if "growth" in options.parts:
        figures["growth"] = [
            {"updates": length} | row
            for length in sorted(questions)
            for row in compare_origins(origins, questions[length], options, env, folder)
        ]
        texts.append(tabulate_growth(figures["growth"]))
    return figures, texts


if __name__ == "__main__":
    main()
