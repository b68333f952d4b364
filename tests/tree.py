"""The project's own files, for tests that read them."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "wagtail_liveconflict"
_FOLDERS = ("wagtail_liveconflict", "sandbox_site", "templates", "static", "tests")


def get_own_files(*suffixes: str) -> list[Path]:
    """Files that are, or would be, committed; with ``suffixes`` only those."""
    if (ROOT / ".git").exists():
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT,
            check=True,
            capture_output=True,
            text=True,
        ).stdout.split("\0")
        paths = [ROOT / name for name in listed if name]
    else:
        # Unpacked from the sdist.
        paths = [path for name in _FOLDERS for path in (ROOT / name).rglob("*")]
    return sorted(
        path
        for path in paths
        if path.is_file() and (not suffixes or path.suffix in suffixes)
    )


def get_name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()
