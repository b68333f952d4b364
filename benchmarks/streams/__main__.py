"""``python -m benchmarks.streams``: see benchmarks/README.md."""

import argparse

from .. import report
from ..payload import WORDS_BYTES
from ..processes import ProgramFailed, raise_file_limit
from .comparing import build_table, summarise
from .contenders import CONTENDERS, OURS
from .contenders.ours import measure_size
from .contenders.server import Unavailable
from .measuring import Plan, run

#: Bytes of data where ours is not among the contenders: about what it sends.
USUAL_SIZE = 1700


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.streams")
    parser.add_argument("--readers", type=int, nargs="+", default=[500])
    parser.add_argument("--events", type=int, default=5, help="after a warm-up one")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", nargs="+", choices=[c.name for c in CONTENDERS])
    parser.add_argument("--loop", choices=["asyncio", "uvloop"], default="uvloop")
    parser.add_argument("--burst", type=int, default=100, help="connects at a time")
    parser.add_argument("--connect-timeout", type=float, default=180)
    parser.add_argument("--event-timeout", type=float, default=30)
    parser.add_argument("--size", type=int, help="bytes of data in a message")
    return parser.parse_args()


def plan(options, readers: int, size: int) -> Plan:
    return Plan(
        readers=readers,
        events=options.events,
        size=size,
        loop=options.loop,
        burst=options.burst,
        connect_timeout=options.connect_timeout,
        event_timeout=options.event_timeout,
    )


def find_size(options, contenders) -> int:
    """Bytes of data in a message of ours, which the others' is padded to."""
    if options.size:
        return options.size
    if not any(contender.name.startswith(OURS) for contender in contenders):
        return USUAL_SIZE
    report.say("Measuring the size of our message")
    return measure_size(options.loop)


def main() -> None:
    options = parse()
    chosen = [c for c in CONTENDERS if not options.only or c.name in options.only]
    labels = {contender.name: contender.label for contender in chosen}
    machine = report.describe_machine()
    report.warn_if_busy(machine)
    # A socket each; a thread of django-eventstream has its database open as well.
    wanted = max(options.readers) * 4 + 1000
    if (files := raise_file_limit(wanted)) < wanted:
        report.say(
            f"NOTE: a process may open {files:,} files; {wanted:,} may be needed."
        )
    size = find_size(options, chosen)
    figures = {
        "machine": machine,
        "options": vars(options),
        "words_bytes": WORDS_BYTES,
        "data_bytes": size,
        "readers": {},
    }
    texts = []
    for readers in options.readers:
        results = compare(chosen, plan(options, readers, size), options.runs)
        lines = {name: summarise(runs, readers, size) for name, runs in results.items()}
        figures["readers"][readers] = {"summary": lines, "runs": results}
        texts.append(
            f"{readers:,} readers, {options.runs} runs of {options.events} events, "
            f"{size:,} bytes of data, {options.loop}\n\n{build_table(lines, labels)}"
        )
        report.say("\n" + texts[-1] + "\n")
    report.write("streams", figures, "\n\n".join(texts))


def compare(chosen, plan: Plan, runs: int) -> dict[str, list[dict]]:
    results = {}
    # Round by round, so that a slow minute of the machine meets everybody.
    for number in range(runs):
        for contender in chosen:
            try:
                result = run(contender, plan)
            except Unavailable as reason:
                report.say(f"{contender.label}: skipped, {reason}.")
                continue
            except ProgramFailed as failure:
                report.say(f"{contender.label}: failed. {failure}")
                result = {"connected": 0, "errors": [str(failure)], "events": []}
            results.setdefault(contender.name, []).append(result)
            say_one(contender.label, number, result)
    return results


def say_one(label: str, number: int, result: dict) -> None:
    events = result["events"]
    if not events:
        report.say(
            f"{label}: run {number + 1}: {result['connected']:,} readers connected. "
            f"{' '.join(result['errors'])}"
        )
        return
    worst = max(events, key=lambda event: event["p99"] or 0)
    report.say(
        f"{label}: run {number + 1}: lost {sum(e['lost'] for e in events)}, "
        f"worst p99 {worst['p99'] or 0:.0f} ms, "
        f"{result['bytes_per_reader'] / 1000:.1f} kB a reader"
    )


if __name__ == "__main__":
    main()
