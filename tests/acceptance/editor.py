"""What an editor does in the admin, as a browser does it."""

import contextlib
import json
import re
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import Page, TimeoutError as PlaywrightTimeout, expect


class Editor:
    """An editor at her desk. ``page`` is a browser page of her own."""

    def __init__(self, page: Page, site_url: str):
        self.page = page
        self.site_url = site_url.rstrip("/")
        self.desk_url = ""

    def sign_in(self, username: str, password: str) -> None:
        self.page.goto(f"{self.site_url}/admin/login/")
        self.page.get_by_label("Username").fill(username)
        self.page.get_by_label("Password").fill(password)
        self.page.get_by_role("button", name="Sign in").click()
        expect(self.page).to_have_url(f"{self.site_url}/admin/")

    def create_live_blog(
        self, parent_id: int, title: str, standfirst: str, *, kind="liveblogpage"
    ) -> str:
        """Create and publish a live blog in the page explorer; its public URL.
        ``kind`` is the name of its model."""
        page = self.page
        page.goto(f"{self.site_url}/admin/pages/{parent_id}/")
        page.get_by_role("link", name="Add child page").first.click()
        page.wait_for_url("**/add_subpage/")
        page.locator(f"a[href*='/{kind}/']").first.click()
        page.locator("#id_title").fill(title)
        page.locator("#id_standfirst").fill(standfirst)
        page.get_by_role("button", name="More actions").click()
        page.get_by_role("button", name="Publish", exact=True).click()
        page.wait_for_url(f"**/admin/pages/{parent_id}/")
        public = self.explorer_row(title).locator("a.w-status--primary")
        return urljoin(self.site_url, urlsplit(public.get_attribute("href")).path)

    def explorer_row(self, title: str):
        return self.page.locator(
            "tr", has=self.page.get_by_text(title, exact=True)
        ).first

    def open_desk(self, parent_id: int, title: str) -> None:
        """From the explorer, by the button of the live blog's row."""
        self.page.goto(f"{self.site_url}/admin/pages/{parent_id}/")
        row = self.explorer_row(title)
        row.get_by_role("button", name=re.compile("More options")).click()
        row.get_by_role("link", name="Live desk").click()
        self.wait_for_composer()
        self.desk_url = self.page.url

    def wait_for_composer(self) -> None:
        expect(self.page.get_by_role("heading", name="New update")).to_be_visible()
        expect(self.page.locator(".public-DraftEditor-content").first).to_be_visible()

    def press_blog_button(self, name: str) -> None:
        controls = self.page.locator(".wlc-controls")
        button = controls.get_by_role("button", name=name, exact=True)
        if not button.is_visible():
            # Ending it is asked about first.
            controls.locator("summary").click()
        with self.page.expect_response(lambda r: r.request.method == "POST"):
            button.click()

    def write_headline(self, headline: str) -> None:
        self.page.locator("#id_headline").fill(headline)

    def write_text(self, text: str) -> None:
        """Into the last text block of the composer."""
        self.page.locator(".public-DraftEditor-content").last.click()
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)
        # The rich text editor hands its words to the form a moment later.
        expect(
            self.page.locator("input[name^='body-'][name$='-value']").last
        ).to_have_value(re.compile(re.escape(json.dumps(text)[1:-1][-20:])))

    def add_block(self, label: str):
        """Add a block at the end; returns the prefix of its form fields."""
        count = self.page.locator("#id_body-count, [name='body-count']")
        number = int(count.input_value())
        self.page.locator("button[title='Insert a block']").last.click()
        self.page.get_by_role("option", name=label, exact=True).click()
        expect(count).to_have_value(str(number + 1))
        return f"body-{number}-value"

    def field(self, name: str):
        return self.page.locator(f"[name='{name}']")

    def add_quote(self, text: str, *, name="", source="", **fields) -> None:
        """Add a quote. ``source`` is a name or the fields of the chooser's form: it
        is created in the chooser's own dialog, or chosen where only a name is given
        that is there already."""
        prefix = self.add_block("Quote from source")
        self.field(f"{prefix}-text").fill(text)
        if source:
            source = {"name": source} if isinstance(source, str) else source
            self.choose_or_create_source(prefix, **source)
        if name:
            self.field(f"{prefix}-name").fill(name)
        for field, value in fields.items():
            control = self.field(f"{prefix}-{field}")
            if not control.is_visible():
                self.unfold(control)
            fill(control, value)

    def choose_or_create_source(self, prefix: str, *, name: str, **fields) -> None:
        chooser = self.page.locator(f"#{prefix}-source-chooser")
        chooser.get_by_role("button", name="Choose").click()
        dialog = self.page.locator(".modal-content")
        expect(dialog.get_by_role("tab", name="New source")).to_be_visible()
        known = dialog.get_by_role("link", name=name, exact=True)
        if known.count() and not fields:
            known.first.click()
        else:
            dialog.get_by_role("tab", name="New source").click()
            dialog.get_by_label("Public name").fill(name)
            for field, value in fields.items():
                fill(dialog.locator(f"[name$='{field}']").first, value)
            dialog.get_by_role("button", name="Create").click()
        expect(chooser).to_contain_text(name)

    def unfold(self, control) -> None:
        """Open the folded group a field is in."""
        group = control.locator("xpath=ancestor::section[1]")
        button = group.get_by_role("button").first
        # A block that was just added listens to its buttons a moment later.
        for _attempt in range(5):
            if control.is_visible():
                return
            button.click()
            with contextlib.suppress(AssertionError):
                expect(control).to_be_visible(timeout=2000)
        expect(control).to_be_visible()

    def add_claim(self, sentence: str, *, explanation="") -> None:
        """Add a verification block with a claim made in the chooser's dialog."""
        prefix = self.add_block("Verification status")
        chooser = self.page.locator(f"#{prefix}-claim-chooser")
        chooser.get_by_role("button", name="Choose").click()
        dialog = self.page.locator(".modal-content")
        dialog.get_by_role("tab", name="New claim").click()
        dialog.locator("[name$='sentence']").fill(sentence)
        dialog.locator("[name$='explanation']").fill(explanation)
        dialog.get_by_role("button", name="Create").click()
        expect(chooser).to_contain_text(sentence[:40])

    def open_claim(self, sentence: str) -> None:
        """The claim's page, from the list of claims."""
        self.page.goto(f"{self.site_url}/admin/snippets/wagtail_liveconflict/claim/")
        self.page.get_by_role("link", name=sentence[:40]).first.click()
        expect(self.page.locator("#id_sentence")).to_be_visible()

    def add_support(self, sentence: str, *, name: str, what: str) -> None:
        """Say on the claim's page who supports it, and what exactly."""
        self.open_claim(sentence)
        rows = self.page.locator("[name='support-TOTAL_FORMS']")
        number = int(rows.input_value())
        self.page.locator("#id_support-ADD").click()
        self.field(f"support-{number}-name").fill(name)
        self.field(f"support-{number}-what").fill(what)
        with self.page.expect_navigation():
            self.page.get_by_role("button", name="Save").click()
        expect(self.page.locator(".messages")).to_contain_text("updated")

    def change_status(
        self, sentence: str, status: str, *, reason: str, note="", finding=""
    ) -> None:
        """In the dialog of the claim's page; the labels as the dialog has them."""
        self.open_claim(sentence)
        self.page.get_by_role("link", name="Change status").click()
        dialog = self.page.locator(".modal-content")
        dialog.get_by_role("radio", name=status).check()
        dialog.get_by_label("Reason").select_option(label=reason)
        dialog.get_by_label("Note for readers").fill(note)
        if finding:
            dialog.get_by_label("Finding").select_option(label=finding)
        with self.page.expect_navigation():
            dialog.get_by_role("button", name="Change status").click()

    def press_publish(self) -> None:
        with self.expect_answer():
            self.page.get_by_role("button", name="Publish", exact=True).click()

    def expect_answer(self):
        """The server's answer to what the composer sends without leaving the page."""
        return self.page.expect_response(
            lambda response: (
                response.request.method == "POST"
                and "x-liveconflict-composer" in response.request.headers
            )
        )

    def publish(self, *, warns=False) -> None:
        """Publish, and wait for the empty composer. Where something is worth a
        second look, it is asked first, and published at the second press."""
        if warns:
            self.press_publish()
            expect(self.page.get_by_text("Not published yet")).to_be_visible()
        self.press_publish()
        self.wait_for_composer()
        expect(self.page.locator("#id_headline")).to_have_value("")

    def call_harmless(self) -> None:
        """Say of each picture that there is nothing to be covered."""
        for choice in self.page.get_by_role("radio", name="None", exact=True).all():
            choice.check()

    def entry(self, name: str):
        """The update's entry in the stream."""
        return self.page.locator(
            ".wlc-entry", has=self.page.get_by_text(name, exact=False)
        ).first

    def open_update(self, name: str) -> None:
        link = self.entry(name).get_by_role("link", name=name).first
        address = link.get_attribute("href")
        link.click()
        # The composer that was there must not be typed into meanwhile.
        form = self.page.locator("form[data-edit-form]")
        expect(form).to_have_attribute("action", re.compile(re.escape(address) + "$"))
        # Rendered by a script, somewhat later than the rest.
        expect(self.page.locator("[data-contentpath]").first).to_be_visible()

    def withdraw(self, name: str, reason: str) -> None:
        self.entry(name).get_by_role("link", name=re.compile("Withdraw")).click()
        self.page.get_by_label("Public reason").fill(reason)
        self.page.get_by_role("button", name="Withdraw").click()
        self.wait_for_composer()


def fill(control, value: str) -> None:
    if control.evaluate("element => element.tagName") == "SELECT":
        try:
            control.select_option(value, timeout=1000)
        except PlaywrightTimeout:
            control.select_option(label=value)
    else:
        control.fill(value)
