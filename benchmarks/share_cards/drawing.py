"""Draw one kind of card for a while: ``python -m benchmarks.share_cards.drawing KIND
CARDS LOGO``.

``LOGO`` is the file of the logo. Prints JSON: seconds by the clock and of CPU for a card,
bytes of the last one, and by how many bytes the process has grown at most (``peak``)
since before the first one.
"""

import json
import sys
import time
from pathlib import Path

from wagtail_liveconflict.share_cards.drawing import Style

from .cards import draw


def get_peak() -> int:
    """The most memory this program has had, in bytes. (``getrusage`` would count what
    it had before it became this program.)"""
    lines = Path("/proc/self/status").read_text().splitlines()
    (peak,) = (line for line in lines if line.startswith("VmHWM:"))
    return 1024 * int(peak.split()[1])


def main() -> None:
    kind, count, logo = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
    style = Style(logo=logo.read_bytes())
    before = get_peak()
    start, cpu = time.perf_counter(), time.process_time()
    for number in range(count):
        drawn = draw(kind, style, number)
    result = {
        "seconds": (time.perf_counter() - start) / count,
        "cpu": (time.process_time() - cpu) / count,
        "bytes": len(drawn.content),
        "peak": get_peak() - before,
    }
    sys.stdout.write(json.dumps(result) + "\n")


if __name__ == "__main__":
    main()
