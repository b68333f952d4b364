"""The first half hour of a newsroom with the app, in a browser."""

from playwright.sync_api import Browser, Page, expect

from tests.acceptance.editor import Editor

#: Milliseconds. The page asks within seven seconds.
TIMEOUT = 30_000
OURS = "/wagtail_liveconflict/"


class Newcomer:
    """An editor and a reader of one site. ``complaints`` is what the reader's page
    wrote to its console as errors, and the desk of files of ours."""

    def __init__(self, browser: Browser, site_url: str):
        self.browser = browser
        self.complaints: list[str] = []
        self.desk = Editor(self._open(self._note_ours), site_url)
        self.reader = self._open(self._note)

    def close(self) -> None:
        for page in (self.desk.page, self.reader):
            page.context.close()

    def _open(self, note) -> Page:
        context = self.browser.new_context(locale="en-GB", timezone_id="Europe/Kyiv")
        context.set_default_timeout(TIMEOUT)
        page = context.new_page()
        page.on("console", note)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        return page

    def _note(self, message) -> None:
        # Browsers ask for an icon by themselves; the tested sites have none. And a
        # server that a test starts anew does not answer meanwhile.
        where = message.location.get("url", "")
        is_away = "net::ERR_CONNECTION_" in message.text
        if message.type == "error" and not (is_away or where.endswith("/favicon.ico")):
            self.complaints.append(f"{message.text} ({where})")

    def _note_ours(self, message) -> None:
        """An autosave that came too late is refused, and no fault."""
        if OURS in message.location.get("url", "") and "400" not in message.text:
            self._note(message)

    def begin(self, parent_id: int, title: str, kind: str, password: str) -> str:
        """Sign in, create a live blog, publish it, open its desk, go on air; the
        address of its page."""
        self.desk.sign_in("admin", password)
        url = self.desk.create_live_blog(parent_id, title, "What we know.", kind=kind)
        self.desk.open_desk(parent_id, title)
        self.desk.press_blog_button("Start")
        self.desk.wait_for_composer()
        return url

    def open_reader(self, url: str):
        """The page with its scripts running; the browser's response."""
        response = self.reader.goto(url)
        expect(self.reader.locator(".liveconflict--ready")).to_be_attached(
            timeout=TIMEOUT
        )
        return response

    def publish(self, words: str) -> None:
        self.desk.write_headline(words)
        self.desk.write_text(f"{words}, says the harbour master.")
        self.desk.publish()

    def see_it_arrive(self, words: str) -> None:
        """On the page that is open, without loading it anew."""
        button = self.reader.locator("[data-liveconflict-show]")
        expect(button).to_be_visible(timeout=TIMEOUT)
        button.click()
        updates = self.reader.locator("[data-liveconflict-updates]")
        expect(updates).to_contain_text(f"{words}, says the harbour master.")
