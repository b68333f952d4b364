"""From runs to one line a contender; refuses to compare different work."""

from statistics import median

from .. import report
from .contenders import FLOOR, OURS

HEADINGS = [
    *("contender", "delivered", "median ms", "p99 ms", "last ms"),
    *("p99 to ours", "p99 to floor", "CPU ms/event", "CPU to ours", "CPU to floor"),
    *("kB/reader", "to ours", "threads", "connects/s", "bytes/event"),
]
#: Bytes on the wire may differ by this share: names of fields, ids, chunks.
TOLERANCE = 0.15
_TIMES = ["median", "p99", "last", "cpu", "publishing_cpu", "readers_cpu"]


def summarise(runs: list[dict], readers: int, size: int) -> dict:
    """Medians over the events of each run, then over the runs.

    ``refused`` says why the times are not compared, or is None.
    """
    events = [event for run in runs for event in run["events"]]
    expected = sum(len(run["events"]) for run in runs) * readers
    delivered = sum(event["delivered"] for event in events)
    line = {"delivered": delivered, "expected": expected}
    line["refused"] = _refuse(runs, events, readers, size)
    complete = [run for run in runs if run["events"]]
    if not complete:
        return line
    for key in ("bytes_per_reader", "threads", "connect_rate"):
        line[key] = median(run[key] for run in complete)
    line["wire_bytes"] = median(event["wire_bytes"] for event in events)
    if line["refused"] is None:
        for key in _TIMES:
            line[key] = median(
                median(event[key] for event in run["events"]) for run in complete
            )
    return line


def _refuse(runs, events, readers, size) -> str | None:
    for run in runs:
        if run["connected"] < readers:
            return f"only {run['connected']:,} of {readers:,} readers connected"
    if lost := sum(event["lost"] for event in events):
        closed = max(event["closed"] for event in events)
        because = f" ({closed:,} streams were closed)" if closed else ""
        return f"lost {lost:,} of {len(events) * readers:,}{because}"
    if twice := sum(event["duplicates"] for event in events):
        return f"delivered {twice:,} twice"
    wire = median(event["wire_bytes"] for event in events)
    if abs(wire - size) > size * TOLERANCE:
        return f"{wire:,.0f} bytes an event where {size:,} were asked for"
    return None


def build_table(lines: dict[str, dict], labels: dict[str, str]) -> str:
    """``lines`` are the summaries by name of contender."""
    ours, floor = lines.get(OURS, {}), lines.get(FLOOR, {})
    rows = []
    for name, line in lines.items():
        row = [labels[name], _get_share(line)]
        row += [line.get("median"), line.get("p99"), line.get("last")]
        row += [
            report.ratio(line.get("p99"), other.get("p99")) for other in (ours, floor)
        ]
        row += [line["cpu"] * 1000 if "cpu" in line else None]
        row += [
            report.ratio(line.get("cpu"), other.get("cpu")) for other in (ours, floor)
        ]
        memory = line.get("bytes_per_reader")
        row += [memory / 1000 if memory is not None else None]
        row += [report.ratio(memory, ours.get("bytes_per_reader"))]
        row += [line.get("threads"), line.get("connect_rate"), line.get("wire_bytes")]
        rows.append(row)
    text = report.table(HEADINGS, rows)
    for name, line in lines.items():
        if line["refused"]:
            text += f"\n\nTimes of {labels[name]} are not compared: {line['refused']}."
    return text


def _get_share(line: dict) -> str:
    if not line["expected"]:
        return "none"
    if line["delivered"] == line["expected"]:
        return "all"
    return f"{line['delivered']:,} of {line['expected']:,}"
