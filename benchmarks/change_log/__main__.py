"""``python -m benchmarks.change_log``: see benchmarks/README.md."""

import argparse
import json
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from .. import report
from ..processes import ProgramFailed, running
from ..site.databases import NAMES, database
from ..site.programs import call

VARIANTS = {
    "late": "number taken last (ours)",
    "early": "number taken first",
    "publish": "whole publication (ours)",
}
WAYS = ("cursor", "id", "timestamp")
HEADINGS = [
    *("database", "writers", "transaction", "transactions/s"),
    *("gaps in the numbers", "lost by our cursor", "lost by ids"),
    "lost by timestamps",
]


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.change_log")
    parser.add_argument("--databases", nargs="+", choices=NAMES, default=list(NAMES))
    parser.add_argument("--writers", type=int, nargs="+", default=[1, 8])
    parser.add_argument("--variants", nargs="+", choices=VARIANTS, default=[*VARIANTS])
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument(
        *("--work", "-w"),
        type=float,
        default=10,
        help="milliseconds of other work in each transaction (late and early)",
    )
    return parser.parse_args()


def measure(page_id: int, variant: str, writers: int, options, env, folder) -> dict:
    """Let ``writers`` processes write for a while, with one reader beside them."""
    pipe = subprocess.PIPE
    with ExitStack() as stack:

        def start(module: str, *arguments):
            command = [sys.executable, "-m", f"benchmarks.change_log.{module}"]
            command += [str(part) for part in (page_id, *arguments)]
            program = stack.enter_context(
                running(command, folder / "log", env=env, stdin=pipe, stdout=pipe)
            )
            if program.popen.stdout.readline() != b"ready\n":
                raise program.fail("did not start")
            return program

        follower = start("following")
        programs = [
            start("writing", variant, options.seconds, options.work)
            for _number in range(writers)
        ]
        for program in programs:
            tell(program)
        counts = [int(hear(program)) for program in programs]
        tell(follower)
        result = json.loads(hear(follower))
    if result["updates"] != sum(counts):
        raise ProgramFailed(f"{sum(counts)} commits, {result['updates']} updates")
    return result | {"per_second": sum(counts) / options.seconds, "counts": counts}


def tell(program) -> None:
    program.popen.stdin.write(b"\n")
    program.popen.stdin.flush()


def hear(program) -> bytes:
    line = program.popen.stdout.readline()
    if not line:
        raise program.fail("ended early")
    return line


def main() -> None:
    options = parse()
    machine = report.describe_machine()
    report.warn_if_busy(machine)
    results = []
    for name in options.databases:
        with tempfile.TemporaryDirectory(prefix="liveconflict-") as folder_name:
            folder = Path(folder_name)
            with database(name, folder) as env:
                results += run_all(name, options, env, folder)
    rows = [
        [
            *(r["database"], r["writers"], VARIANTS[r["variant"]]),
            *(r.get("per_second", "failed"), r.get("gaps")),
            *(describe_loss(r, way) for way in WAYS),
        ]
        for r in results
    ]
    text = (
        f"{options.seconds:g} s each, {options.work:g} ms of other work in a "
        f"transaction (late and early)\n\n{report.table(HEADINGS, rows)}"
    )
    report.say("\n" + text + "\n")
    figures = {"machine": machine, "options": vars(options), "results": results}
    report.write("change-log", figures, text)


def run_all(name: str, options, env, folder) -> list[dict]:
    call("site.filling", env=env, folder=folder)
    results = []
    for writers in options.writers:
        for variant in options.variants:
            slug = f"{variant}-{writers}"
            page_id = call("site.filling", "--blog", slug, env=env, folder=folder)
            try:
                result = measure(page_id, variant, writers, options, env, folder)
            except ProgramFailed as failure:
                result = {"refused": str(failure)}
            results.append(
                {"database": name, "writers": writers, "variant": variant} | result
            )
            report.say(f"{name}, {writers} writers, {variant}: {result}")
    return results


def describe_loss(result: dict, way: str) -> str | None:
    if "refused" in result:
        return None
    lost = result["lost"][way]
    if not lost:
        return "none"
    return f"{lost:,} of {result['updates']:,} ({100 * lost / result['updates']:.1f} %)"


if __name__ == "__main__":
    main()
