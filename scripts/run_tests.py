"""Run pytest, and the few tests that failed once more, alone.

On a small machine with a browser, two databases and four servers a test may fail for want
of time. What fails again, or fails in numbers, fails the run; what passes alone is named
loudly, so that somebody looks into it.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

#: More than this is no accident.
FEW = 5
#: Seconds that one run may take. What hangs outside of a test has no other limit.
LIMIT = 35 * 60


def main() -> int:
    arguments = sys.argv[1:]
    cache = Path(os.environ.get("TEST_VAR_DIR", "var/tests")) / "cache"
    remembered = cache / "v/cache/lastfailed"
    remembered.unlink(missing_ok=True)
    code = run(arguments, cache)
    failed = read_failed(remembered)
    if code != 1 or not 0 < len(failed) <= FEW:
        return code
    print(f"\n{'!' * 8} Once more, alone: {', '.join(failed)}\n", flush=True)
    again = [name for name in arguments if name != "--cov"]
    once_more = ["-n", "0", "--last-failed", "--last-failed-no-failures", "none"]
    if "--cov" in arguments:
        once_more += ["--cov", "--cov-append"]
    if run([*again, *once_more], cache):
        return 1
    print(
        f"\n{'!' * 8} PASSED ONLY WHEN RUN ALONE, look into it: {', '.join(failed)}\n",
        flush=True,
    )
    return 0


def run(arguments: list[str], cache: Path) -> int:
    command = [sys.executable, "-m", "pytest", *arguments, "-o", f"cache_dir={cache}"]
    try:
        return subprocess.run(command, check=False, timeout=LIMIT).returncode
    except subprocess.TimeoutExpired:
        print(f"\n{'!' * 8} Given up after {LIMIT // 60} minutes\n", flush=True)
        return 2


def read_failed(remembered: Path) -> list[str]:
    try:
        return sorted(json.loads(remembered.read_text()))
    except (OSError, ValueError):
        return []


if __name__ == "__main__":
    sys.exit(main())
