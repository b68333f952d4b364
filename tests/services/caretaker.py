"""Nothing is left behind, however the tests end."""

import subprocess
import tempfile
from pathlib import Path

# Reads which process to care for until nobody can tell any more. A server's own
# processes are one group; it takes a moment until the last of them has gone.
SCRIPT = """
while read -r told; do pid=$told; done
[ -z "$pid" ] || kill -9 "-$pid" 2>/dev/null
rm -rf "$1" 2>/dev/null || { sleep 1; rm -rf "$1"; }
"""


class Caretaker:
    """A temporary folder, and at most one process, that end with the tests.

    A process beside theirs does it, so that it is also done when they are killed or
    run out of time.
    """

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="wlc-"))
        self._process = subprocess.Popen(
            ["sh", "-c", SCRIPT, "caretaker", self.folder],
            stdin=subprocess.PIPE,
            # A Ctrl-C is for the tests.
            start_new_session=True,
        )

    def care_for(self, process: subprocess.Popen | None) -> None:
        """End this process, a leader of its group, should the tests be gone; or none."""
        self._process.stdin.write(b"%d\n" % process.pid if process else b"\n")
        self._process.stdin.flush()

    def close(self) -> None:
        """Remove the folder now. May be called twice."""
        self._process.stdin.close()
        self._process.wait()
