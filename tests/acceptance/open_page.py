"""A live blog page that a reader has open, and a server that answers it as told."""

import json
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

EPOCH = "recorded"
HOUR = 3600

# The browser says that it is online again: the page asks at once.
ASK = "window.dispatchEvent(new Event('online'))"


#: The two sizes of window that the reader's page is measured in.
SIZES = [(390, 844), (1300, 900)]


def article(
    id: int,
    ordinal: int,
    headline: str,
    words: str = "",
    state: str = "",
    day: str = "",
) -> str:
    of_day = f'data-day="{day}" data-day-label="Day {day}" ' if day else ""
    return (
        f'<article class="liveconflict-update {state}" id="update-{id}" '
        f'data-update-id="{id}" data-ordinal="{ordinal}" {of_day}'
        f'aria-labelledby="update-{id}-heading">'
        f'<h2 id="update-{id}-heading">{headline}</h2>{words}</article>'
    )


def live(
    id: int,
    ordinal: int,
    headline: str = "",
    words: str = "<p>Words</p>",
    day: str = "",
):
    html = article(id, ordinal, headline or f"Update {ordinal}", words, day=day)
    return {"id": id, "ordinal": ordinal, "state": "live", "html": html}


def withdrawn(id: int, ordinal: int):
    html = article(id, ordinal, "This update has been withdrawn", state="withdrawn")
    return {"id": id, "ordinal": ordinal, "state": "withdrawn", "html": html}


def removed(id: int, ordinal: int):
    return {"id": id, "ordinal": ordinal, "state": "removed"}


# Each answer is told on the console, which a test can wait for also while the
# page's clock stands still.
TELL = """window.answers = [];
document.addEventListener('liveconflict:checked', (event) => {
  window.answers.push(event.detail.kind);
  console.debug(`answered: ${event.detail.kind}`);
})"""

# The first question comes by itself, but only within two seconds; it may have been
# answered already.
ASK_FIRST = f"window.answers.length ? console.debug('answered: before') : {ASK}"


def wait_for_frames(page: Page) -> None:
    """Until what has changed is painted, and told to those who observe it."""
    page.evaluate(
        """() => {
          window.frames_painted = false;
          requestAnimationFrame(() => requestAnimationFrame(
            () => setTimeout(() => { window.frames_painted = true; })));
        }"""
    )
    page.wait_for_function("window.frames_painted")


# Adds up what moves without the reader's doing, from the first paint on.
WATCH_SHIFT = """window.shift = 0;
new PerformanceObserver((list) => list.getEntries().forEach((entry) => {
  if (!entry.hadRecentInput) window.shift += entry.value;
})).observe({ type: 'layout-shift', buffered: true });"""


class ReaderPage:
    """A live blog page in a browser."""

    def __init__(self, page: Page):
        self.page = page
        self.button = page.locator("[data-liveconflict-show]")
        self.status = page.locator("[data-liveconflict-status]")
        self.updates = page.locator("[data-liveconflict-updates]")
        self.reload_link = page.locator("[data-liveconflict-reload]")
        page.add_init_script(TELL)

    def open(self, url: str) -> None:
        self.page.goto(url)
        self.wait_until_ready()

    def wait_until_ready(self) -> None:
        """Until all scripts have come that a page begins with."""
        expect(self.page.locator(".liveconflict--ready")).to_be_attached()

    def expect_answer(self):
        """Context in which the page gets an answer, which is told on its console."""
        return self.page.expect_console_message(
            lambda message: message.text.startswith("answered: ")
        )

    def pass_time(self, seconds: float) -> None:
        """Set the page's clock forward."""
        self.page.clock.run_for(int(seconds * 1000))

    def wait_for_answer(self, seconds: float) -> str:
        """Set the page's clock forward until the page asks, by ``seconds`` at most;
        the kind of answer it gets."""
        answers = self.page.evaluate("window.answers.length")
        with self.expect_answer() as answer:
            while seconds > 0 and not self._has_asked(answers):
                # In steps: a question unanswered for twenty seconds is given up.
                self.pass_time(min(seconds, 1))
                seconds -= 1
        return answer.value.text.removeprefix("answered: ")

    def _has_asked(self, answers: int) -> bool:
        """Since there were so many answers."""
        return self.page.locator("liveconflict-blog").evaluate(
            "(node, n) => node.delivery.isAsking || window.answers.length > n", answers
        )

    def shown(self) -> list[int]:
        """Ids of the updates, from the top."""
        return self.page.eval_on_selector_all(
            "[data-liveconflict-updates] [data-update-id]",
            "nodes => nodes.map((node) => Number(node.dataset.updateId))",
        )

    def update(self, id: int):
        return self.page.locator(f"#update-{id}")

    def switch(self, name: str):
        """One of the reader's own switches."""
        return self.page.locator(f"[data-liveconflict-switch='{name}']")

    def shift(self) -> float:
        """What has moved by itself since; of a page that watches (``WATCH_SHIFT``)."""
        wait_for_frames(self.page)
        return self.page.evaluate("window.shift")

    def part(self, name: str):
        return self.page.locator(f"[data-liveconflict-part='{name}']")

    def focused(self) -> str:
        """Id of the element with the focus."""
        return self.page.evaluate("document.activeElement.id")

    def top_of(self, id: int) -> float:
        return self.update(id).evaluate("node => node.getBoundingClientRect().top")

    def scroll_to(self, id: int, offset: int = 0) -> None:
        """Put the top of an update ``offset`` pixels above the window's top."""
        self.update(id).evaluate(
            """(node, offset) => window.scrollBy({
              top: node.getBoundingClientRect().top + offset, behavior: 'instant',
            })""",
            offset,
        )

    def hide(self) -> None:
        self._set_hidden("true")

    def come_back(self, script: str = "") -> None:
        """``script`` runs in the same moment."""
        self._set_hidden("false", script)

    def _set_hidden(self, hidden: str, script: str = "") -> None:
        # A browser without a window shows every tab: the page is told otherwise.
        self.page.evaluate(
            f"""() => {{
              Object.defineProperty(document, 'hidden',
                {{ configurable: true, get: () => {hidden} }});
              document.dispatchEvent(new Event('visibilitychange'));
              {script}
            }}"""
        )


class OpenPage(ReaderPage):
    """Opens ``url`` and answers its questions with recorded deltas; without one,
    with "nothing new". Its first question is answered already, unless ``asks`` is
    false."""

    def __init__(self, page: Page, url: str, number: int = 100, *, asks: bool = True):
        super().__init__(page)
        self.number = number
        #: Cursors the page has asked with, and the headers it sent.
        self.asked: list[str] = []
        self.headers: list[dict] = []
        self._answers: list[dict] = []
        page.route("**/changes/**", self._respond)
        self.open(url)
        if asks:
            # Never an evaluated promise, which would be waited for without end.
            with self.expect_answer():
                page.evaluate(ASK_FIRST)

    def _respond(self, route):
        self.asked.append(urlsplit(route.request.url).path.rstrip("/").split("/")[-1])
        self.headers.append(route.request.headers)
        answer = self._answers.pop(0) if self._answers else self._nothing_new()
        route.fulfill(**answer)

    def _nothing_new(self):
        return self._as_answer({"cursor": f"{EPOCH}-{self.number}", "wait": HOUR})

    def _as_answer(self, delta: dict, **headers):
        return {
            "status": 200,
            "body": json.dumps(delta),
            "headers": {"Content-Type": "application/json", **headers},
        }

    def answer_next(self, status: int = 200, headers=None, **delta) -> None:
        """What the next question is answered with."""
        if status != 200:
            answer = {"status": status, "headers": headers or {}}
        else:
            self.number += 1
            delta = {"cursor": f"{EPOCH}-{self.number}", "wait": HOUR, **delta}
            answer = self._as_answer(delta, **(headers or {}))
        self._answers.append(answer)

    def ask(self) -> str:
        with self.expect_answer() as answer:
            self.page.evaluate(ASK)
        return answer.value.text.removeprefix("answered: ")

    def deliver(self, *updates, **delta) -> str:
        """Have the page ask, and answer with these changes."""
        if updates:
            delta["updates"] = list(updates)
        self.answer_next(**delta)
        return self.ask()

    def asks_again(self) -> bool:
        """Whether anything still makes the page ask."""
        before = len(self.asked)
        with self.page.expect_response(lambda it: it.request.method == "HEAD"):
            self.page.evaluate(
                """() => {
                  window.dispatchEvent(new Event('online'));
                  document.dispatchEvent(new Event('visibilitychange'));
                  fetch(location.href, { method: 'HEAD' });
                }"""
            )
        return len(self.asked) > before
