"""What every server answers to whoever triggers an event: when it was committed."""

import json
import time


def get_moment() -> dict[str, int]:
    """This moment by the clock all processes share, and the CPU time this
    process has used until now: both in nanoseconds."""
    return {"committed": time.monotonic_ns(), "cpu_ns": time.process_time_ns()}


def encode(moment: dict[str, int]) -> bytes:
    return json.dumps(moment).encode()
