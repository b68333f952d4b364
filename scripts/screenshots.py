"""Take the pictures of the README, the docs and the handbook: ``make screenshots``.

Sandboxes of their own are made in a temporary folder, one loaded with the sample
newsroom and an Arabic one, served, photographed and thrown away.
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import sync_playwright

from scripts import pictures_of_handbook, pictures_of_page, pictures_of_tutorial
from scripts.ensure_browser import LAUNCH_ARGUMENTS, find_browser

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
DESKTOP = {"width": 1300, "height": 900}
PHONE = {"width": 390, "height": 844}
#: Name of the picture, size of the window, light or dark.
BLOG = (
    ("live-blog", DESKTOP, "light"),
    ("live-blog-dark", DESKTOP, "dark"),
    ("live-blog-phone", PHONE, "light"),
)
DESK = (("desk", DESKTOP), ("desk-phone", PHONE))


def list_pictures() -> set[str]:
    """File names of everything that is taken here."""
    names = {f"{name}.png" for name, *_size in (*BLOG, *DESK)}
    names |= {f"part-{name}.webp" for name, *_rest in pictures_of_page.PARTS}
    names |= {f"medium-{name}.webp" for name, *_rest in pictures_of_page.MEDIA}
    names |= {
        f"medium-right-to-left-{name}.webp"
        for name, _size in pictures_of_page.RIGHT_TO_LEFT
    }
    names |= {f"tokens-{scheme}.webp" for scheme in pictures_of_page.SCHEMES}
    return names | {f"{name}.webp" for name in pictures_of_tutorial.PICTURES}


def find_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until_served(url: str) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            urlopen(url, timeout=5).close()  # noqa: S310 - our own server
            return
        except URLError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


def find_addresses() -> tuple[str, str, int]:
    """Paths of the sample's live blog that is on air, and of its desk; the id of the
    front page."""
    import django

    django.setup()
    from wagtail_liveconflict.desk.views import get_desk_url
    from wagtail_liveconflict.models import LiveBlogPage, LiveFeed

    page = LiveBlogPage.objects.get(live_feed__state=LiveFeed.State.LIVE)
    return page.get_url(), get_desk_url(page.pk), page.get_parent().pk


def take(browser, site: str, public: str, desk: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    for name, viewport, scheme in BLOG:
        page = browser.new_page(viewport=viewport, color_scheme=scheme)
        page.goto(site + public, wait_until="networkidle")
        pictures_of_page.close_notice(page)
        page.screenshot(path=PICTURES / f"{name}.png")
        page.close()
    for name, viewport in DESK:
        page = browser.new_page(viewport=viewport)
        page.goto(f"{site}/admin/login/?next={desk}")
        page.get_by_label("Username").fill("editor")
        page.get_by_label("Password").fill("editor")
        page.get_by_role("button", name="Sign in").click()
        page.locator(".public-DraftEditor-content").first.wait_for()
        page.wait_for_load_state("networkidle")
        page.screenshot(path=PICTURES / f"{name}.png")
        page.close()


def run(*command: str) -> str:
    made = subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return made.stdout.strip()


@contextmanager
def serve(folder: str, settings: str):
    """Serve the sandbox whose database is in ``folder``; gives the site's address."""
    port = find_free_port()
    site = f"http://127.0.0.1:{port}"
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": settings,
        "SANDBOX_DATABASE": f"{folder}/{settings}.sqlite3",
        "SANDBOX_MEDIA_ROOT": f"{folder}/media",
        "SANDBOX_BASE_URL": site,
    }
    run("manage.py", "migrate", "-v0")
    command = ["-m", "uvicorn", "sandbox_site.asgi:application", "--port", str(port)]
    command += ["--lifespan", "off", "--log-level", "warning"]
    server = subprocess.Popen([sys.executable, *command], cwd=ROOT)
    try:
        wait_until_served(site)
        yield site
    finally:
        server.terminate()
        server.wait(timeout=30)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_browser(), args=list(LAUNCH_ARGUMENTS)
        )
        with serve(folder, "sandbox_site.settings") as site:
            run("manage.py", "load_sample_newsroom")
            # In a process of its own: Playwright's loop would forbid Django's queries.
            found = run("-m", "scripts.screenshots", "addresses").splitlines()
            public, desk, home = found
            take(browser, site, public, desk)
            pictures_of_page.take_parts(browser, site, public, PICTURES)
            pictures_of_page.take_media(browser, site, public, PICTURES)
            pictures_of_page.take_tokens(browser, site, PICTURES)
            # Late: they leave drafts behind.
            upcoming = run("-m", "scripts.pictures_of_handbook", "upcoming")
            pictures_of_handbook.take_handbook(
                browser, site, public, desk, upcoming.splitlines()
            )
            # Last: it writes a live blog of its own.
            login = ("editor", "editor")
            walk = pictures_of_tutorial.Walk(
                browser.new_page, site, int(home), login, PICTURES
            )
            walk.go()
        with serve(folder, "scripts.arabic_settings") as site:
            public = run("-m", "scripts.arabic_sample")
            pictures_of_page.take_right_to_left(browser, site, public, PICTURES)
        browser.close()
    for folder in (PICTURES, pictures_of_handbook.FOLDER):
        print(f"Written: {folder.relative_to(ROOT)}/")


if __name__ == "__main__":
    if sys.argv[1:] == ["addresses"]:
        print(*find_addresses(), sep="\n")
    else:
        main()
