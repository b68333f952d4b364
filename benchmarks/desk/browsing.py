"""The browser's part: ``python -m benchmarks.desk.browsing PORT PAGE RUNS``.

An editor at the desk and a reader of the live blog, each in a Chromium page of their own,
on the site that listens on PORT. Prints JSON: for each kind of waiting the milliseconds
of each run. The pages themselves note the moments, by the clock that all of them share.
"""

import json
import os
import sys
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect, sync_playwright

from scripts.ensure_browser import LAUNCH_ARGUMENTS, find_browser

from ..processes import HOST
from .filling import EDITOR, PASSWORD

#: Milliseconds until a run is given up.
PATIENCE = 60_000
TEXT = "The last cart crossed a little after noon."

# Looks at the page as often as it is drawn, from its first moment on.
_CLOCK = """
  const now = () => performance.timeOrigin + performance.now();
  const watch = (name, is_so) => {
    const look = () => {
      if (!is_so()) return requestAnimationFrame(look);
      window.moments[name] = now();
    };
    look();
  };
  window.moments = {};
  window.watchFor = watch;
"""
AT_DESK = (
    "(() => {"
    + _CLOCK
    + """
  const words = () => document.querySelector('.public-DraftEditor-content');
  const headline = () => document.querySelector('#id_headline');
  watch('start', () => true);
  watch('usable', () => headline() && words());
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || !event.ctrlKey) return;
    window.moments.pressed = now();
    watch('empty', () => headline()?.value === '' && words()?.textContent === ''
      && document.activeElement === headline());
  }, true);
})()"""
)
AT_HOME = (
    "(() => {"
    + _CLOCK
    + """
  window.waitForNews = () => watch('told', () => {
    const button = document.querySelector('[data-liveconflict-show]');
    return button && !button.hidden;
  });
})()"""
)


class Desk:
    def __init__(self, page: Page, site: str, url: str):
        self.page, self.url = page, url
        page.set_default_timeout(PATIENCE)
        page.goto(f"{site}/admin/login/")
        page.get_by_label("Username").fill(EDITOR)
        page.get_by_label("Password").fill(PASSWORD)
        with page.expect_navigation():
            page.get_by_role("button", name="Sign in").click()
        page.add_init_script(AT_DESK)

    def open(self) -> float:
        """Milliseconds from the navigation until the composer takes what is typed."""
        # One that leaves words behind is asked whether it may.
        self.page.goto("about:blank")
        self.page.goto(self.url, wait_until="commit")
        self.page.wait_for_function("window.moments.usable")
        headline = self.page.locator("#id_headline")
        headline.press("C")
        self.page.wait_for_load_state("load")
        expect(headline).to_have_value("C")
        headline.press("Backspace")
        return self.page.evaluate("window.moments.usable - performance.timeOrigin")

    def write(self, headline: str) -> None:
        """Until Wagtail has saved it as a draft, as it has when one writes longer."""
        with self.page.expect_response(is_autosave) as saved:
            self.page.locator("#id_headline").fill(headline)
            self.page.locator(".public-DraftEditor-content").last.click()
            self.page.keyboard.type(TEXT)
        if not saved.value.ok:
            raise RuntimeError(f"not saved: {saved.value.status}")
        # What was typed after it was sent is saved once more.
        self.page.wait_for_timeout(1500)

    def publish(self) -> dict[str, float]:
        """The moments at which the keys were pressed, and the composer was empty."""
        self.page.keyboard.press("Control+Enter")
        self.page.wait_for_function("window.moments.empty > window.moments.pressed")
        return self.page.evaluate("window.moments")


def is_autosave(response) -> bool:
    request = response.request
    is_ours = "x-liveconflict-composer" in request.headers
    is_json = "application/json" in response.headers.get("content-type", "")
    return request.method == "POST" and is_json and not is_ours


class Reader:
    def __init__(self, page: Page, url: str):
        self.page = page
        page.set_default_timeout(PATIENCE)
        page.add_init_script(AT_HOME)
        with page.expect_response(lambda response: "/stream/" in response.url):
            page.goto(url)

    def wait(self) -> None:
        self.page.evaluate("window.moments.told = 0; window.waitForNews()")

    def get_told(self, headline: str) -> float:
        """The moment at which the page told of the update, which has to be there."""
        self.page.wait_for_function("window.moments.told")
        button = self.page.locator("[data-liveconflict-show]")
        button.click()
        article = self.page.locator("article", has_text=headline)
        expect(article.first).to_be_visible()
        expect(button).to_be_hidden()
        return self.page.evaluate("window.moments.told")


def measure(port: int, page_id: int, runs: int) -> dict[str, list[float]]:
    site, desk_path, blog_path = get_addresses(port, page_id)
    times = {name: [] for name in ("usable", "empty", "told")}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_browser(), args=list(LAUNCH_ARGUMENTS)
        )
        options = {"locale": "en-GB", "viewport": {"width": 1280, "height": 900}}
        desk = Desk(browser.new_page(**options), site, site + desk_path)
        reader = Reader(browser.new_page(**options), site + blog_path)
        # The first is not measured: it fills the caches of all three.
        for run in range(runs + 1):
            usable = desk.open()
            headline = f"The ferry turned back {run} times"
            desk.write(headline)
            reader.wait()
            moments = desk.publish()
            told = reader.get_told(headline)
            if run:
                times["usable"].append(usable)
                times["empty"].append(moments["empty"] - moments["pressed"])
                times["told"].append(told - moments["pressed"])
        browser.close()
    return times


def get_addresses(port: int, page_id: int) -> tuple[str, str, str]:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.desk.settings")
    import django

    django.setup()

    from tests.desk_forms import url
    from wagtail_liveconflict.models import LiveBlogPage

    blog = LiveBlogPage.objects.get(pk=page_id)
    return f"http://{HOST}:{port}", url("desk", page_id), urlsplit(blog.full_url).path


def main() -> None:
    port, page_id, runs = map(int, sys.argv[1:])
    sys.stdout.write(json.dumps(measure(port, page_id, runs)) + "\n")


if __name__ == "__main__":
    main()
