"""Find the browser that the browser tests drive, and install one where that is allowed.

``python -m scripts.ensure_browser`` is what ``make test`` calls first. It never fails:
where no browser can be had the tests that need one are skipped, and this says so.
"""

import functools
import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
NO_BROWSER = (
    "NO BROWSER: there is no chromium on the path and none could be installed. "
    "ALL BROWSER TESTS ARE SKIPPED."
)
# As root Chromium has no sandbox of its own; the rest keeps it from calling
# addresses that no test asked for.
LAUNCH_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@functools.cache
def find_browser() -> str | None:
    """Path of a Chromium: ``CHROMIUM`` in the environment, the path, Playwright's own."""
    if chosen := os.environ.get("CHROMIUM"):
        return shutil.which(chosen)
    for name in NAMES:
        if path := shutil.which(name):
            return path
    return _find_playwrights_own()


def _find_playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def run(*command: str) -> bool:
    """Run a command that may ask nothing; whether it went well."""
    print("$", *command, flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(
            command, env=environment, stdin=subprocess.DEVNULL, check=False
        )
    except OSError as error:
        print(error)
        return False
    return done.returncode == 0


def _install_debians() -> bool:
    if not (Path("/etc/debian_version").exists() and os.geteuid() == 0):
        return False
    apt = ("apt-get", "--quiet=2", "--yes", "--no-install-recommends")
    return run(*apt, "update") and run(*apt, "install", "chromium")


def _install_playwrights() -> bool:
    return run(sys.executable, "-m", "playwright", "install", "chromium")


def ensure_browser() -> str | None:
    """As :func:`find_browser`, after an attempt to install one where there is none."""
    for install in (None, _install_debians, _install_playwrights):
        if install is not None:
            install()
            find_browser.cache_clear()
        if path := find_browser():
            return path
    return None


def main() -> None:
    path = ensure_browser()
    if path:
        print(f"Browser of the tests: {path}", flush=True)
    else:
        print(f"\n{'!' * 8} {NO_BROWSER} {'!' * 8}\n", flush=True)


if __name__ == "__main__":
    main()
