"""Find the interpreter of an edge, and make its environment under ``var/edges``."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from scripts.edges import ROOT, Edge

ENVIRONMENTS = Path(os.environ.get("EDGE_DIR", ROOT / "var" / "edges"))


def read(*command: str) -> str:
    """What a command prints; nothing where it is not there or fails."""
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def is_version(python: str, version: str) -> bool:
    asked = "import sys; print('%d.%d' % sys.version_info[:2])"
    return read(python, "-c", asked) == version


def find_interpreter(version: str) -> str | None:
    """Path of a Python of this series: this one, the path, pyenv's."""
    named = shutil.which(f"python{version}")
    # A name on the path may be a shim of a version that is not active: try it.
    for candidate in filter(None, (sys.executable, named, shutil.which("python3"))):
        if is_version(candidate, version):
            return candidate
    for installed in reversed(read("pyenv", "versions", "--bare").split()):
        if installed.startswith(f"{version}."):
            candidate = f"{read('pyenv', 'prefix', installed)}/bin/python"
            if is_version(candidate, version):
                return candidate
    return None


def get_fingerprint(edge: Edge) -> str:
    """Changes with everything that the environment was made from."""
    digest = hashlib.sha256(f"{edge!r}\n".encode())
    for name in filter(None, ("pyproject.toml", edge.pins)):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def make_environment(edge: Edge) -> Path | None:
    """Path of the interpreter; None where the machine has no Python for it. An
    environment whose recipe has not changed is used again."""
    folder = ENVIRONMENTS / edge.name
    python, stamp = folder / "bin" / "python", folder / ".ready"
    fingerprint = get_fingerprint(edge)
    if stamp.exists() and stamp.read_text() == fingerprint:
        return python
    interpreter = find_interpreter(edge.python)
    if interpreter is None:
        return None
    print(f"Making {folder} ({edge}) with {interpreter}", flush=True)
    pip = (python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    for command in (
        (interpreter, "-m", "venv", "--clear", folder),
        (*pip, "pip>=25.1"),
        (*pip, "-e", ".", "--group", "test", *edge.requirements),
    ):
        subprocess.run(command, check=True, cwd=ROOT)
    stamp.write_text(fingerprint)
    return python


if __name__ == "__main__":
    # python -m scripts.edge_environment 3.13: its path.
    found = find_interpreter(sys.argv[1])
    sys.exit(print(found) if found else f"There is no Python {sys.argv[1]} here.")
