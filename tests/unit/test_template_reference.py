"""The template reference names what there is, and nothing that is not."""

import re
from pathlib import Path

import wagtail_liveconflict

APP = Path(wagtail_liveconflict.__file__).parent
TEMPLATES = APP / "templates/wagtail_liveconflict"
REFERENCE = Path(__file__).parents[2] / "docs/reference/templates.md"
IN_PICTURES = REFERENCE.with_name("reader-page.md")
#: In the head of the page.
UNSEEN = {"reader/_meta.html"}
#: Not set by the app: the page's own type is used.
LEFT_TO_THE_SITE = {"font", "font-text", "font-headline"}


def read_reference():
    return REFERENCE.read_text(encoding="utf-8")


def test_every_block_is_named():
    """Those that a site may override, by the template they are in."""
    found = {
        name
        for path in TEMPLATES.rglob("*.html")
        for name in re.findall(r"\{% block (liveconflict_\w+) %\}", path.read_text())
    }
    assert set(re.findall(r"`(liveconflict_\w+)`", read_reference())) == found


def test_every_partial_that_readers_get_is_named():
    """By its path below the app's templates."""
    found = {
        str(path.relative_to(TEMPLATES))
        for room in ("reader", "blocks", "notices")
        for path in (TEMPLATES / room).glob("_*.html")
    }
    assert set(
        re.findall(r"`((?:reader|blocks|notices)/_\w+\.html)`", read_reference())
    ) == (found)


def test_every_token_is_named():
    """And each that is named is one."""
    tokens = (APP / "static_src/reader/tokens.css").read_text()
    found = set(re.findall(r"^\s+--liveconflict-([\w-]+):", tokens, re.MULTILINE))
    named = set(re.findall(r"`--liveconflict-([\w-]+)`", read_reference()))
    # A row of them, of which the first and the last are named.
    named |= {f"space-{number}" for number in range(8)}
    assert named == found | LEFT_TO_THE_SITE


def test_every_partial_is_in_a_picture():
    """Of those that are seen; and each picture that is shown is there."""
    page = IN_PICTURES.read_text(encoding="utf-8")
    shown = re.findall(r"\*\*`([\w/]+\.html)`\*\*: .*\n\n!\[[^\]]+\]\((.+)\)", page)
    named = set(re.findall(r"`((?:reader|blocks)/_\w+\.html)`", read_reference()))
    assert {partial for partial, _picture in shown} == named - UNSEEN
    for picture in re.findall(r"\]\((\S+\.webp)\)", page):
        assert (IN_PICTURES.parent / picture).is_file(), picture
