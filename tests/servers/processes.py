"""What a server's process costs, as Linux tells it."""

from pathlib import Path

import pytest

from tests.servers.site import SiteServer


def _get_folder(server: SiteServer) -> Path:
    folder = Path(f"/proc/{server.process.pid}")
    if not folder.exists():
        pytest.skip("this system does not tell what a process costs")
    return folder


def _get_status(server: SiteServer, name: str) -> int:
    status = (_get_folder(server) / "status").read_text()
    return int(status.partition(f"\n{name}:")[2].split()[0])


def get_memory(server: SiteServer) -> int:
    """Resident memory in megabytes."""
    return _get_status(server, "VmRSS") // 1024


def count_threads(server: SiteServer) -> int:
    return _get_status(server, "Threads")


def count_files(server: SiteServer) -> int:
    """Open files, connections included."""
    return sum(1 for _file in (_get_folder(server) / "fd").iterdir())
