"""Find the servers that some tests start, and install them where that is allowed.

``python -m scripts.ensure_services`` is what ``make test`` calls first. It never fails:
where a server cannot be had the tests that need it are skipped, and this says so.

The tests start servers of their own, on free ports and with data of their own. What a
Debian package may have started by itself is neither used nor touched.
"""

import functools
import os
import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from scripts.ensure_browser import run

# Not on the path of everybody who may run what lies there.
SYSTEM_FOLDERS = ("/usr/local/sbin", "/usr/sbin", "/sbin")
DEBIANS_POSTGRES = Path("/usr/lib/postgresql")


@dataclass(frozen=True)
class Service:
    """A kind of server: what people call it, its program, the Debian package."""

    name: str
    program: str
    package: str

    @property
    def missing(self) -> str:
        """What to tell people where the program is not there."""
        return (
            f"NO {self.name.upper()}: {self.program} was not found and could not be "
            f"installed. ALL TESTS ON {self.name.upper()} ARE SKIPPED."
        )


POSTGRES = Service("PostgreSQL", "initdb", "postgresql")
REDIS = Service("Redis", "redis-server", "redis-server")
NGINX = Service("nginx", "nginx", "nginx-light")
VARNISH = Service("Varnish", "varnishd", "varnish")
#: No server, but installed and missed in the same way: the reader of metadata.
EXIFTOOL = Service("ExifTool", "exiftool", "libimage-exiftool-perl")
SERVICES = (POSTGRES, REDIS, NGINX, VARNISH, EXIFTOOL)


@functools.cache
def find_service(service: Service) -> Path | None:
    """Path of its program. For PostgreSQL the ``initdb`` that has ``postgres`` beside
    it, of the newest version where there are several."""
    folders = os.pathsep.join([os.environ.get("PATH", os.defpath), *SYSTEM_FOLDERS])
    found = shutil.which(service.program, path=folders)
    if service is not POSTGRES:
        return Path(found) if found else None
    # On the path it may be a link; the other programs lie where the real one does.
    candidates = [Path(found).resolve()] if found else []
    candidates += sorted(
        DEBIANS_POSTGRES.glob("*/bin/initdb"),
        key=lambda path: int(re.sub(r"\D", "", path.parts[-3]) or 0),
        reverse=True,
    )
    return next((c for c in candidates if c.with_name("postgres").exists()), None)


def list_missing() -> list[Service]:
    return [service for service in SERVICES if find_service(service) is None]


def _install(services: Iterable[Service]) -> None:
    if not (Path("/etc/debian_version").exists() and os.geteuid() == 0):
        return
    apt = ("apt-get", "--quiet=2", "--yes", "--no-install-recommends")
    if not run(*apt, "update"):
        return
    packages = [service.package for service in services]
    # One that this release does not have must not keep the others away.
    if not run(*apt, "install", *packages) and len(packages) > 1:
        for package in packages:
            run(*apt, "install", package)


def ensure_services() -> list[Service]:
    """Install what is missing where that is allowed; what is missing after that."""
    if missing := list_missing():
        _install(missing)
        find_service.cache_clear()
    return list_missing()


def main() -> None:
    missing = ensure_services()
    if found := [service.name for service in SERVICES if service not in missing]:
        print(f"Servers of the tests: {', '.join(found)}", flush=True)
    for service in missing:
        print(f"\n{'!' * 8} {service.missing} {'!' * 8}\n", flush=True)


if __name__ == "__main__":
    main()
