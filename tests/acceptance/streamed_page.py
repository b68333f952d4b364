"""A live blog page that a reader has open while a test's own server streams to it."""

import re
from datetime import datetime, timedelta

from playwright.sync_api import Page, expect

from tests.acceptance.open_page import ReaderPage
from tests.acceptance.stream_server import StreamServer

NOON = datetime(2026, 11, 23, 12)

# Takes down whatever is open at the same time as a stream: a question or another
# stream.
WATCH = """(() => {
  window.overlaps = [];
  const streams = new Set();
  window.streams = streams;
  let questions = 0;
  const check = (what) => {
    if (streams.size + questions > 1) window.overlaps.push(what);
  };
  window.EventSource = class extends EventSource {
    constructor(url) {
      super(url);
      streams.add(this);
      check(url);
      this.addEventListener('message', () => { this.isHeard = true; });
    }
    close() {
      super.close();
      streams.delete(this);
    }
  };
  const { fetch } = window;
  // What was begun before, a lock asked for or a request, has got there when this has.
  window.settle = async () => {
    window.isSettled = false;
    const { delivery } = document.querySelector('liveconflict-blog') ?? {};
    if (!window.isLoadingSlow) await delivery?.loading;
    await navigator.locks?.query();
    await fetch('/scripted/settled/');
    window.isSettled = true;
  };
  window.fetch = async (...request) => {
    questions += 1;
    check(request[0]);
    try {
      return await fetch(...request);
    } finally {
      questions -= 1;
    }
  };
})()"""


def stop_clock(page: Page) -> None:
    """From now on the page's clock, and that of each tab beside it, stands still until
    it is set forward."""
    page.clock.install(time=NOON)
    page.clock.pause_at(NOON + timedelta(seconds=1))


class StreamedPage(ReaderPage):
    def __init__(self, page: Page, server: StreamServer, url: str):
        super().__init__(page)
        self.server = server
        page.add_init_script(WATCH)
        self.open(url)

    def pass_time(self, seconds: float) -> None:
        self.settle()
        super().pass_time(seconds)
        self.settle()

    def settle(self) -> None:
        """Until what the page has begun has got there."""
        self.page.evaluate("void window.settle()")
        self.page.wait_for_function("window.isSettled")

    def start(self) -> "StreamedPage":
        """Ask the first question and open the stream."""
        self.wait_for_answer(2.1)
        self.open_stream()
        return self

    def open_stream(self) -> None:
        """After an answer that offers one, until its first message is there."""
        self.pass_time(1)
        self.page.wait_for_function(
            "[...window.streams].some(({ isHeard }) => isHeard)"
        )

    def wait_for_messages(self, send) -> str:
        """Kind of the answer that what ``send`` has streamed is taken for."""
        with self.expect_answer() as answer:
            send()
        return answer.value.text.removeprefix("answered: ")

    def wait_until_closed(self) -> None:
        """Until the page streams no more; the server may know it before."""
        self.page.wait_for_function(
            "!document.querySelector('liveconflict-blog').delivery.stream?.isOpen"
        )

    def answers(self) -> list[str]:
        """The kinds of the answers so far."""
        return self.page.evaluate("window.answers")

    def cursor(self) -> str:
        return self.page.locator("liveconflict-blog").evaluate(
            "node => node.delivery.source.cursor"
        )

    def expect_lost(self) -> None:
        expect(self.status).to_have_text(re.compile("Connection lost"))
        expect(self.status).not_to_have_class(re.compile("visually-hidden"))

    def overlaps(self) -> list[str]:
        return self.page.evaluate("window.overlaps")
