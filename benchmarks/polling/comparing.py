"""The three comparisons: origins, edges, growth. Each gives rows of figures."""

import time
from pathlib import Path

from .. import report
from .load import Question, ask, find_difference
from .servers import EDGES, origin

#: Requests a second that may reach the origin for one URL that is fresh for one
#: second: the one that refreshes it, and one more for the edges of the window.
CONSTANT = 2.0


def measure(port: int, question: Question, connections: int, seconds: int) -> dict:
    """Ask once it is known that the answer is the right one."""
    if difference := find_difference(port, question):
        return {"refused": difference}
    figures = ask(port, question, connections, seconds)
    if figures["failed"]:
        figures["refused"] = f"{figures['failed']:,} answers were errors"
    return figures


def compare_origins(origins, questions, options, env, folder) -> list[dict]:
    rows = []
    for label, command in origins.items():
        with origin(command, folder, env) as port:
            for question in questions:
                figures = measure(port, question, options.direct, options.seconds)
                rows.append({"origin": label, "question": question.name} | figures)
                report.say(f"{label}, {question.name}: {describe(figures)}")
    return rows


def compare_edges(command, questions, options, env, folder: Path) -> list[dict]:
    """Behind each edge, with more and more connections, the requests that reach
    the origin are counted at the origin."""
    rows = []
    counter = folder / "counter"
    with origin(command, folder, env | {"BENCHMARK_COUNTER": str(counter)}) as port:
        for name, edge in EDGES.items():
            with edge(port) as edge_port:
                for question in questions:
                    for connections in options.connections:
                        before, started = _count(counter), time.monotonic()
                        figures = measure(
                            edge_port, question, connections, options.seconds
                        )
                        seconds = time.monotonic() - started
                        figures["origin_per_second"] = (
                            _count(counter) - before
                        ) / seconds
                        row = {
                            "edge": name,
                            "question": question.name,
                            "connections": connections,
                        }
                        rows.append(row | figures)
                        report.say(
                            f"{name}, {question.name}, {connections}: "
                            f"{describe(figures)}, {figures['origin_per_second']:.2f} "
                            "a second reach the origin"
                        )
    return rows


def _count(counter: Path) -> int:
    return counter.stat().st_size if counter.exists() else 0


def describe(figures: dict) -> str:
    if "refused" in figures:
        return f"not compared, {figures['refused']}"
    return f"{figures['per_second']:,.0f} a second, p99 {figures['p99']:.1f} ms"


def tabulate_origins(rows: list[dict]) -> str:
    base = {r["question"]: r.get("per_second") for r in reversed(rows)}
    return report.table(
        ["origin", "question", "requests/s", "median ms", "p99 ms", "to the first"],
        [
            [
                *(r["origin"], r["question"], _get_rate(r)),
                *(r.get("median"), r.get("p99")),
                report.ratio(r.get("per_second"), base[r["question"]]),
            ]
            for r in rows
        ],
    )


def tabulate_edges(rows: list[dict]) -> str:
    table = report.table(
        ["edge", "question", "connections", "requests/s", "p99 ms", "origin/s"],
        [
            [
                *(r["edge"], r["question"], r["connections"], _get_rate(r)),
                *(r.get("p99"), r["origin_per_second"]),
            ]
            for r in rows
        ],
    )
    worst = max(r["origin_per_second"] for r in rows)
    verdict = "constant" if worst <= CONSTANT else "NOT constant"
    return f"{table}\n\nRequests at the origin are {verdict}: at most {worst:.2f} a second."


def tabulate_growth(rows: list[dict]) -> str:
    base = {(r["origin"], r["question"]): r.get("per_second") for r in reversed(rows)}
    return report.table(
        ["updates", "origin", "question", "requests/s", "to the shortest"],
        [
            [
                *(r["updates"], r["origin"], r["question"], _get_rate(r)),
                report.ratio(r.get("per_second"), base[(r["origin"], r["question"])]),
            ]
            for r in rows
        ],
    )


def _get_rate(row: dict):
    return row["refused"] if "refused" in row else row["per_second"]
