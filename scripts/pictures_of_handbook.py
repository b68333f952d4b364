"""Take the pictures of the editors' handbook: the desk in each of its languages.

Called by ``scripts.screenshots`` with a sandbox that is served. They are shipped with
the app, so they are small: one part of the screen each, no wider than the text.
"""

import io
import sys
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "wagtail_liveconflict/static/wagtail_liveconflict/handbook"
#: Languages of the handbook, each with a name for the live blog that is to come.
UPCOMING = {
    "en": "Halmeret: the vote",
    "ru": "Хальмерет: голосование",
    "uk": "Гальмерет: голосування",
}
SIZE = {"width": 1240, "height": 1300}
#: Pixels: the width of a line of the handbook.
WIDTH = 736
QUALITY = 50
#: Pixels around an element.
AIR = 10
DIALOG = "dialog[open]"


def keep(picture: bytes, path: Path) -> None:
    """As the smaller of the two ways of WebP: what is mostly text and lines is often
    smaller without any loss."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    if image.width > WIDTH:
        image.thumbnail((WIDTH, image.height), Image.Resampling.LANCZOS)
    found = []
    for options in ({"quality": QUALITY}, {"lossless": True, "quality": 100}):
        made = io.BytesIO()
        image.save(made, "WEBP", method=6, **options)
        found.append(made.getvalue())
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(min(found, key=len))


def start_upcoming() -> list[str]:
    """A live blog that is to come for each language; paths of their desks."""
    import django

    django.setup()
    from wagtail_liveconflict.desk.views import get_desk_url
    from wagtail_liveconflict.models import LiveBlogPage, LiveFeed

    parent = LiveBlogPage.objects.get(live_feed__state=LiveFeed.State.LIVE).get_parent()
    pages = [
        parent.add_child(instance=LiveBlogPage(title=title))
        for title in UPCOMING.values()
    ]
    return [get_desk_url(page.pk) for page in pages]


class Desk:
    """The desk of one editor in one language."""

    def __init__(self, browser, site: str, path: str, language: str, user="editor"):
        self.context = browser.new_context(viewport=SIZE, locale="en-GB")
        self.context.set_default_timeout(120_000)
        self.context.add_cookies(
            [{"name": "wagtail_sidebar_collapsed", "value": "1", "url": site}]
        )
        self.site, self.path, self.folder = site, path, FOLDER / language
        self.page = self.context.new_page()
        self.page.goto(f"{site}/admin/login/")
        self.page.locator("[name=username]").fill(user)
        self.page.locator("[name=password]").fill(user)
        self.page.locator("[type=submit]").click()
        self.page.wait_for_url("**/admin/")
        self.choose(language)
        self.open()

    def choose(self, language: str) -> None:
        self.page.goto(f"{self.site}/admin/account/")
        choice = self.page.locator("[name$=preferred_language]")
        choice.select_option(language)
        with self.page.expect_navigation():
            choice.evaluate("select => select.form.requestSubmit()")

    def open(self, path: str = "") -> None:
        self.page.goto(self.site + (path or self.path))
        self.page.locator("#id_headline").wait_for()
        self.page.wait_for_load_state("networkidle")

    def keep(self, name: str, element=None, *, height=None, air=AIR) -> None:
        """A picture of the element, or of the window's upper part."""
        if element is None:
            clip = {"x": 0, "y": 0, "width": SIZE["width"], "height": height}
        else:
            element.scroll_into_view_if_needed()
            clip = element.bounding_box()
            clip["height"] = min(clip["height"], height or clip["height"])
            clip = {
                "x": max(0, clip["x"] - air),
                "y": max(0, clip["y"] - air),
                "width": clip["width"] + 2 * air,
                "height": clip["height"] + 2 * air,
            }
        picture = self.page.screenshot(clip=clip, animations="disabled", caret="hide")
        keep(picture, self.folder / f"{name}.webp")

    def add(self, block: str):
        """The block that one of the buttons over the composer adds, once it stands."""
        count = self.page.locator("[name=body-count]")
        number = count.input_value()
        self.page.locator(f"[data-wlc-composer-block-param={block}]").click()
        field = self.page.locator(f"[name^=body-{number}-value]").first
        field.wait_for(state="attached")
        return self.page.locator("[data-streamfield-child]").nth(int(number))


def take_composer(desk: Desk) -> None:
    page = desk.page
    desk.keep("desk", height=660)
    block = desk.add("quote")
    page.locator("[name$='-value-text']").last.fill(
        "The crossing is open again. It will take two days to clear."
    )
    page.locator("[name$='-value-name']").last.fill("Harbour office")
    link = page.locator("[name$='-value-link']").last.bounding_box()
    # The folded fields below it are told of, and not shown.
    height = link["y"] + link["height"] - block.bounding_box()["y"]
    desk.keep("quote", block, height=height)
    page.locator("[data-wlc-pictures-target=input]").set_input_files(draw_picture())
    alt_text = page.locator("[name$='-alt_text']").last
    alt_text.wait_for()
    alt_text.fill("Smoke over a bridge with two broken spans.")
    desk.keep("picture", page.locator("[data-streamfield-child]").last)


def draw_picture() -> dict:
    """A drawing of the sample newsroom, as a file that a browser uploads."""
    from sandbox_site.news.sample.scenes import broken_bridge

    file = io.BytesIO()
    broken_bridge().save(file, "JPEG")
    return {
        "name": "bridge.jpg",
        "mimeType": "image/jpeg",
        "buffer": file.getvalue(),
    }


def take_stream(desk: Desk) -> None:
    page = desk.page
    desk.open()
    entry = page.locator(".wlc-entry:has([data-wlc-verb=withdraw])").first
    desk.keep("entry", entry)
    entry.locator("[data-wlc-verb=withdraw]").click()
    desk.keep("withdraw", page.locator(DIALOG), air=0)
    page.locator(f"{DIALOG} [data-action='wlc-ask#close']").click()
    page.locator("[data-wlc-verb=head]").click()
    desk.keep("head", page.locator(DIALOG), height=520, air=0)


def take_status(desk: Desk) -> None:
    page = desk.page
    page.goto(desk.site + desk.path + "claims/")
    page.locator(".wlc-claim__verbs a").first.click()
    dialog = page.locator(".modal-content")
    dialog.locator(".wlc-next").wait_for()
    # It comes in from above.
    page.wait_for_function(
        "getComputedStyle(document.querySelector('.modal-dialog')).transform === 'none'"
    )
    desk.keep("status", dialog, height=760, air=0)


def take_overtaken(desk: Desk, browser) -> None:
    page = desk.page
    desk.open()
    # The colleague's own, from the sample; ours are what was typed for other pictures.
    drafts = page.locator(".wlc-entry--draft", has_text="Tomas Adeyra")
    draft = drafts.locator(".wlc-entry__name a").first
    address = draft.get_attribute("href")
    desk.open(address)
    other = Desk(browser, desk.site, address, desk.folder.name, user="editor2")
    headline = other.page.locator("#id_headline")
    # Without what another language's turn has put there.
    said = headline.input_value().split(":")[0]
    headline.fill(f"{said}: two more found")
    with other.page.expect_response(lambda answer: answer.request.method == "POST"):
        other.page.keyboard.press("Control+s")
    other.page.wait_for_load_state("networkidle")
    other.context.close()
    page.locator("#id_headline").fill(f"{said}: one more found")
    page.keyboard.press("Control+s")
    note = page.locator(".wlc-overtaken")
    note.wait_for()
    desk.keep("overtaken", note)


def take_offline(desk: Desk) -> None:
    page = desk.page
    desk.open()
    page.locator("#id_headline").fill("The second span is down")
    desk.context.set_offline(True)
    page.keyboard.press("Control+Enter")
    page.locator(".wlc-notes__status span:not(:empty)").first.wait_for()
    desk.keep("offline", page.locator(".wlc-notes"))
    desk.context.set_offline(False)


def take_handbook(browser, site: str, public: str, desk: str, upcoming) -> None:
    """``public``, ``desk`` and ``upcoming`` are paths: of the live blog that is on air,
    of its desk, and of the desks that :func:`start_upcoming` names."""
    take_readers(browser, site, public)
    for language, path in zip(UPCOMING, upcoming, strict=True):
        at = Desk(browser, site, path, language)
        at.keep("start", at.page.locator("[data-wlc-blog-target=controls]"))
        at.path = desk
        at.open()
        take_composer(at)
        take_stream(at)
        take_status(at)
        take_overtaken(at, browser)
        take_offline(at)
        # As it was: the account is the tutorial's as well.
        at.choose("en")
        at.context.close()


def take_readers(browser, site: str, public: str) -> None:
    """What readers see is the same in every language of the admin."""
    from scripts.pictures_of_page import close_notice

    page = browser.new_page(viewport={"width": 760, "height": 900})
    for name, path, selector in (
        ("on-page", "", "article:has(.liveconflict-quote):has(.liveconflict-claim)"),
        ("tombstone", "page/2/", ".liveconflict-update--withdrawn"),
    ):
        page.goto(site + public + path)
        close_notice(page)
        clip = page.locator(selector).first.bounding_box()
        clip["height"] = min(clip["height"], 620)
        picture = page.screenshot(clip=clip, full_page=True)
        keep(picture, FOLDER / f"{name}.webp")
    page.close()


if __name__ == "__main__" and sys.argv[1:] == ["upcoming"]:
    print(*start_upcoming(), sep="\n")
