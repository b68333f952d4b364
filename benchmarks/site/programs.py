"""Our own programs, run to their end."""

import json
import subprocess
import sys
from pathlib import Path

from ..processes import running


def call(module: str, *arguments, env: dict[str, str], folder: Path):
    """Run ``benchmarks.<module>``; returns what it wrote, read as JSON."""
    command = [sys.executable, "-m", f"benchmarks.{module}", *map(str, arguments)]
    pipe = subprocess.PIPE
    with running(command, folder / "programs.log", env=env, stdout=pipe) as program:
        output = program.popen.stdout.read().decode()
        if program.popen.wait(60):
            raise program.fail("failed")
    return json.loads(output)
