"""Take the pictures of docs/reference/reader-page.md: parts, tokens and media.

Called by ``scripts.screenshots`` with a sandbox that is served. Parts are pictures of
one element each; they are kept as WebP, which is a fifth of the same PNG.
"""

import io
import re
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
TOKENS = ROOT / "wagtail_liveconflict/static_src/reader/tokens.css"
STYLE = "/static/wagtail_liveconflict/reader.css"
DESKTOP = {"width": 1300, "height": 900}
PHONE = {"width": 390, "height": 844}
QUALITY = 82

#: Name of the picture, page ("" is the live blog), element.
PARTS = (
    ("header", "", "[data-liveconflict-part=header]"),
    ("corrections-note", "", "[data-liveconflict-part=corrections_note]"),
    ("summary", "", "[data-liveconflict-part=summary]"),
    ("key-events", "", "[data-liveconflict-part=key_events] > *"),
    ("pinned", "", "[data-liveconflict-part=pinned]"),
    ("toolbar", "", ".liveconflict__about, .liveconflict-controls"),
    ("share", "", ".liveconflict__main > .liveconflict-share"),
    ("choices", "", ".liveconflict-choices"),
    ("updates", "", ".liveconflict-day, .liveconflict-day + article"),
    ("update", "", "article[data-ordinal]:has(.liveconflict-quote)"),
    ("tombstone", "page/2/", ".liveconflict-update--withdrawn"),
    ("update-corrections", "", ".liveconflict-update__corrections"),
    ("pagination", "", ".liveconflict-pagination"),
    ("more-stories", "", ".liveconflict-stories"),
    ("story-card", "", ".liveconflict-story"),
    ("live-updates", "/", ".liveconflict--widget"),
    ("claims-group", "claims/", ".liveconflict-claims"),
    ("claim-card", "", "article[data-ordinal] .liveconflict-claim"),
    ("claim-checks", "", "article[data-ordinal] .liveconflict-claim__details"),
    (
        "claim-history",
        "",
        "article[data-ordinal] .liveconflict-claim__details + .liveconflict-claim__details",
    ),
    ("cover", "", "article[data-ordinal] .liveconflict-image:has(.liveconflict-cover)"),
    ("gallery-pictures", "", ".liveconflict-gallery__scroller"),
    ("video-player", "", "video"),
    ("claim-shape", "", "article[data-ordinal] .liveconflict-claim__status"),
)

#: Name of the picture, options of the browser's page, what is emulated beside them.
MEDIA = (
    ("dark", {"viewport": DESKTOP, "color_scheme": "dark"}, {}),
    ("forced-colours", {"viewport": DESKTOP, "forced_colors": "active"}, {}),
    ("without-javascript", {"viewport": DESKTOP, "java_script_enabled": False}, {}),
    ("print", {"viewport": {"width": 794, "height": 1123}}, {"media": "print"}),
    ("320-pixels", {"viewport": {"width": 320, "height": 844}}, {}),
    (
        "zoom-400",
        {"viewport": {"width": 325, "height": 225}, "device_scale_factor": 4},
        {},
    ),
    ("phone-dark", {"viewport": PHONE, "color_scheme": "dark"}, {}),
)

RIGHT_TO_LEFT = (("desktop", DESKTOP), ("phone", PHONE))
SCHEMES = ("light", "dark")


def keep(picture: bytes, path: Path) -> None:
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    if image.width > DESKTOP["width"]:
        image.thumbnail((DESKTOP["width"], image.height))
    image.save(path, "WEBP", quality=QUALITY, method=6)


def close_notice(page) -> None:
    """As most readers have it, who have been here before."""
    button = page.locator("[data-liveconflict-notice=close] >> visible=true")
    if button.count():
        button.first.click()


def get_frame(page, selector: str) -> dict | None:
    """What holds all elements of the first match of each selector, with some air."""
    boxes = []
    for each in selector.split(", "):
        found = page.locator(f"{each} >> visible=true")
        if found.count():
            boxes.append(found.first.bounding_box())
    if not boxes:
        return None
    left, top = (min(box[side] for box in boxes) - 12 for side in ("x", "y"))
    right = max(box["x"] + box["width"] for box in boxes) + 12
    bottom = max(box["y"] + box["height"] for box in boxes) + 12
    left, top = max(0, left), max(0, top)
    return {"x": left, "y": top, "width": right - left, "height": bottom - top}


def take_parts(browser, site: str, public: str, folder: Path) -> None:
    """At the width of a desk; a part that the sample does not show is an error."""
    page = browser.new_page(viewport={"width": 1000, "height": 900})
    at = None
    for name, path, selector in PARTS:
        url = site + (path if path.startswith("/") else public + path)
        if url != at:
            page.goto(url, wait_until="load")
            page.locator(".liveconflict").first.wait_for()
            close_notice(page)
            # All of it is seen at once.
            for summary in page.locator("details:not([open]) > summary").all():
                if summary.is_visible():
                    summary.click()
            at = url
        load_pictures(page, selector)
        frame = get_frame(page, selector)
        if frame is None:
            raise LookupError(f"Not on {url}: {selector}")
        frame["height"] = min(frame["height"], 900)
        keep(page.screenshot(clip=frame, full_page=True), folder / f"part-{name}.webp")
    page.close()


def load_pictures(page, selector: str) -> None:
    """Those of the element that are fetched only once somebody comes near them; the
    first one last, which is where a gallery begins."""
    for picture in reversed(page.locator(f":is({selector}) img[src]").all()):
        if picture.is_visible():
            picture.scroll_into_view_if_needed()
            picture.evaluate("image => image.decode()")
    # Where an element is, is counted from the window's edge.
    page.evaluate("window.scrollTo(0, 0)")


def take_media(browser, site: str, public: str, folder: Path) -> None:
    for name, options, emulated in MEDIA:
        page = browser.new_page(**options)
        if emulated:
            page.emulate_media(**emulated)
        page.goto(site + public, wait_until="load")
        if options.get("java_script_enabled", True):
            close_notice(page)
        keep(page.screenshot(), folder / f"medium-{name}.webp")
        page.close()


def take_right_to_left(browser, site: str, path: str, folder: Path) -> None:
    for name, viewport in RIGHT_TO_LEFT:
        page = browser.new_page(viewport=viewport)
        page.goto(site + path, wait_until="load")
        keep(page.screenshot(), folder / f"medium-right-to-left-{name}.webp")
        page.close()


def describe_tokens() -> str:
    """A page that shows each token by what it does."""
    names = re.findall(
        r"^\s+(--liveconflict-[\w-]+):", TOKENS.read_text(), re.MULTILINE
    )
    rows = []
    for name in dict.fromkeys(names):
        if "-size-" in name:
            sample = f"<span style='font-size:var({name})'>The bridge is open</span>"
        elif "-weight-" in name:
            sample = f"<span style='font-weight:var({name})'>The bridge is open</span>"
        elif "-space-" in name:
            sample = f"<span style='inline-size:var({name})' class='bar'>&#8203;</span>"
        elif re.search(r"ink|paper|panel|rule|accent|alert|status", name):
            sample = f"<span style='background:var({name})' class='patch'></span>"
        else:
            continue
        rows.append(f"<li><code>{name.removeprefix('--liveconflict-')}</code>{sample}")
    return (
        f"<link rel='stylesheet' href='{STYLE}'><style>"
        "body { margin: 1rem; background: var(--liveconflict-paper);"
        " color: var(--liveconflict-ink); font: 1rem/1.5 var(--liveconflict-font-text,"
        " Georgia, serif); } ul { columns: 2; list-style: none; padding: 0; margin: 0; }"
        "li { display: flex; align-items: center; gap: 1rem; min-block-size: 2rem;"
        " break-inside: avoid; } code { inline-size: 9rem; font-size: 0.8125rem; }"
        ".patch { inline-size: 8rem; block-size: 1.5rem;"
        " border: 1px solid var(--liveconflict-rule); }"
        ".bar { background: var(--liveconflict-accent); block-size: 1rem; }"
        f"</style><ul>{''.join(rows)}</ul>"
    )


def take_tokens(browser, site: str, folder: Path) -> None:
    for scheme in SCHEMES:
        page = browser.new_page(
            viewport={"width": 900, "height": 400}, color_scheme=scheme
        )
        # From the site itself, whose style sheet it shows.
        page.route(
            f"{site}/tokens/",
            lambda route: route.fulfill(
                content_type="text/html",
                body="<!doctype html><html lang='en'><meta name='color-scheme'"
                f" content='light dark'><title>Tokens</title>{describe_tokens()}",
            ),
        )
        page.goto(f"{site}/tokens/", wait_until="load")
        keep(page.screenshot(full_page=True), folder / f"tokens-{scheme}.webp")
        page.close()
