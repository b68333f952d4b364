"""Walk through docs/tutorial/first-live-blog.md as its reader does, and take its pictures.

Called by ``scripts.screenshots`` with a sandbox that is served; ``walk`` works on any
site, so the acceptance tests call it as well.
"""

import re
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from scripts.pictures_of_page import close_notice, keep
from tests.acceptance.editor import Editor

TITLE = "The crossing at Ternwell"
STANDFIRST = "The ferry has not run for three days. We report from both banks."
CLAIM = "The first boat carried forty passengers."
DESK = {"width": 1300, "height": 800}
READER = {"width": 760, "height": 620}

#: Names of the pictures, as the tutorial shows them.
PICTURES = (
    "tutorial-create",
    "tutorial-desk",
    "tutorial-waiting",
    "tutorial-shown",
    "tutorial-quote",
    "tutorial-claim",
    "tutorial-status",
    "tutorial-disputed",
)


class Walk:
    """``new_page`` opens a page of a browser, ``home`` is the id of the page to write
    under, ``login`` a name and a password. Without a ``folder`` no picture is kept."""

    def __init__(self, new_page, site: str, home: int, login, folder=None):
        self.site, self.home = site.rstrip("/"), home
        self.login, self.folder = login, folder
        self.editor = Editor(new_page(viewport=DESK), site)
        self.reader = new_page(viewport=READER)

    def take(self, name: str, page: Page, part=None) -> None:
        if name not in PICTURES:
            raise LookupError(f"{name} is not in PICTURES")
        if self.folder is not None:
            # Rich text and icons come in a moment later.
            page.wait_for_load_state("networkidle")
            keep((part or page).screenshot(), self.folder / f"{name}.webp")

    def go(self) -> None:
        self.create()
        self.start()
        self.publish_first()
        self.publish_quote()
        self.publish_claim()
        self.change_status()
        self.editor.page.close()
        self.reader.close()

    def create(self) -> None:
        page = self.editor.page
        self.editor.sign_in(*self.login)
        page.goto(f"{self.site}/admin/pages/{self.home}/add_subpage/")
        page.get_by_role("link", name="Live blog", exact=False).first.click()
        page.locator("#id_title").fill(TITLE)
        page.locator("#id_standfirst").fill(STANDFIRST)
        self.take("tutorial-create", page)
        page.get_by_role("button", name="More actions").click()
        page.get_by_role("button", name="Publish", exact=True).click()
        page.wait_for_url(f"**/admin/pages/{self.home}/")
        row = self.editor.explorer_row(TITLE)
        self.path = urlsplit(
            row.locator("a.w-status--primary").get_attribute("href")
        ).path

    def start(self) -> None:
        page = self.editor.page
        # From the row, since there are other live blogs in the list.
        page.goto(f"{self.site}/admin/pages/{self.home}/")
        row = self.editor.explorer_row(TITLE)
        row.get_by_role("button", name=re.compile("More options")).click()
        row.get_by_role("link", name="Live desk").click()
        self.editor.wait_for_composer()
        self.editor.press_blog_button("Start")
        self.editor.wait_for_composer()
        self.take("tutorial-desk", page)

    def publish_first(self) -> None:
        self.reader.goto(self.site + self.path)
        close_notice(self.reader)
        expect(self.reader.locator("h1").first).to_have_text(TITLE)
        self.editor.write_headline("The ferry runs again")
        self.editor.write_text("The first boat left the eastern bank at six.")
        self.editor.publish()
        self.wait_for_new()
        self.take("tutorial-waiting", self.reader)
        self.show_new("The ferry runs again")
        self.take("tutorial-shown", self.reader)

    def publish_quote(self) -> None:
        editor = self.editor
        editor.write_headline("Harbour master: two boats a day")
        editor.add_quote(
            "We can run two boats a day.", name="The harbour master of Ternwell"
        )
        self.take("tutorial-quote", editor.page)
        editor.publish()
        self.show_new("two boats a day")

    def publish_claim(self) -> None:
        editor = self.editor
        editor.write_headline("How many were on board?")
        editor.add_claim(CLAIM)
        editor.publish()
        self.show_new(CLAIM)
        self.take("tutorial-claim", self.reader, self.find_claim())

    def change_status(self) -> None:
        page = self.editor.page
        page.locator(".wlc-controls").get_by_role("link", name="Claims").click()
        page.get_by_role("link", name="Change status").click()
        dialog = page.locator(".modal-content")
        dialog.get_by_role("radio", name="Disputed").check()
        dialog.get_by_label("Reason").select_option(label="Official denial")
        note = "The ferry company counts eleven."
        dialog.get_by_label("Note for readers").fill(note)
        self.take("tutorial-status", page)
        with page.expect_navigation():
            dialog.get_by_role("button", name="Change status").click()
        # On the page that is open, and without a press of anything.
        expect(self.find_claim()).to_contain_text("Disputed", timeout=20_000)
        expect(self.find_claim()).to_contain_text("unverified when this was posted")
        self.take("tutorial-disputed", self.reader, self.find_claim())

    def find_claim(self):
        articles = self.reader.locator("article", has_text=CLAIM)
        return articles.locator(".liveconflict-claim").first

    def wait_for_new(self) -> None:
        button = self.reader.locator("[data-liveconflict-show]")
        expect(button).to_contain_text("1", timeout=20_000)

    def show_new(self, words: str) -> None:
        self.wait_for_new()
        self.reader.locator("[data-liveconflict-show]").click()
        expect(self.reader.locator("article", has_text=words).first).to_be_visible()
