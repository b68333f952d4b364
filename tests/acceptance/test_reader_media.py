"""The reader's page in print, in the dark, without motion, from right to left."""

import pytest
from playwright.sync_api import expect

from tests.factories import ClaimFactory, PublishedUpdateFactory, text, verification
from wagtail_liveconflict import editorial

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


@pytest.fixture
def update(live_blog):
    body = [
        text('It left <a href="https://example.org/timetable">by the timetable</a>.'),
        verification(ClaimFactory(status="verified")),
    ]
    update = PublishedUpdateFactory(page=live_blog, headline="It left", body=body)
    editorial.pin_update(update)
    return update


def test_printed_everything_is_there_and_no_control(new_page, live_blog, update):
    """What is folded up on the screen as well, and where links lead."""
    page = new_page()
    page.goto(live_blog.get_url())
    page.get_by_text("Pinned", exact=True).click()
    pinned = page.locator(".liveconflict-update--pinned")
    expect(pinned).to_be_hidden()
    page.emulate_media(media="print")
    expect(pinned).to_be_visible()
    checks = page.locator(f"#update-{update.pk} .liveconflict-claim__details").first
    expect(checks.locator(":scope > :not(summary)").first).to_be_visible()
    address = page.locator(f"#update-{update.pk} a[href*='timetable']").evaluate(
        "link => getComputedStyle(link, '::after').content"
    )
    # As written in CSS, where Chromium gives either form.
    assert "https://example.org/timetable" in address or "attr(href)" in address
    for control in (
        ".liveconflict-controls",
        ".liveconflict-share",
        ".liveconflict-update__share",
        ".liveconflict-choices",
        ".liveconflict-toolbar__show",
        ".liveconflict__refresh",
    ):
        assert not any(each.is_visible() for each in page.locator(control).all())


def test_in_the_dark_it_is_dark(new_page, live_blog, update):
    """Where the reader's device asks for it: light words on dark paper."""
    lightness = """() => {
      const { backgroundColor, color } = getComputedStyle(document.body);
      const ink = getComputedStyle(document.querySelector('.liveconflict')).color;
      const sum = (words) => words.match(/[\\d.]+/g).slice(0, 3)
        .reduce((all, each) => all + Number(each), 0);
      return [sum(backgroundColor), sum(ink)];
    }"""
    paper, ink = {}, {}
    for scheme in ("light", "dark"):
        page = new_page(color_scheme=scheme)
        page.goto(live_blog.get_url())
        paper[scheme], ink[scheme] = page.evaluate(lightness)
    assert paper["light"] > ink["light"]
    assert paper["dark"] < ink["dark"]


def test_without_motion_nothing_moves(new_page, live_blog, update):
    """No animation runs for readers who asked for none."""
    page = new_page(reduced_motion="reduce")
    page.goto(live_blog.get_url())
    assert page.evaluate("document.getAnimations().length") == 0
    moving = new_page(reduced_motion="no-preference")
    moving.goto(live_blog.get_url())
    assert moving.evaluate("document.getAnimations().length") > 0


@pytest.mark.parametrize("width", [1300, 390])
def test_from_right_to_left(new_page, live_blog, update, settings, width):
    """In an Arabic live blog the outline stands on the right, times and links where
    reading begins, and nothing hangs out."""
    settings.LANGUAGE_CODE = "ar"
    page = new_page(viewport={"width": width, "height": 900})
    page.goto(live_blog.get_url())
    assert page.locator("html").get_attribute("dir") == "rtl"
    outline = page.locator(".liveconflict__outline").bounding_box()
    main = page.locator(".liveconflict__main").bounding_box()
    if width > 1000:
        assert outline["x"] > main["x"] + main["width"] - 1
    permalink = page.locator(f"#update-{update.pk} .liveconflict-update__permalink")
    headline = page.locator(f"#update-{update.pk} h3").bounding_box()
    box = permalink.bounding_box()
    end = headline["x"] + headline["width"]
    assert abs(box["x"] + box["width"] - end) < 2
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize("has_script", [True, False])
def test_pinned_update_opens_and_closes_by_keyboard(
    new_page, live_blog, update, has_script
):
    """Also without JavaScript; what assistive technology is told goes with it."""
    page = new_page(java_script_enabled=has_script)
    page.goto(live_blog.get_url())
    pinned = page.locator(".liveconflict-update--pinned")
    summary = page.locator(".liveconflict-pinned__summary")
    session = page.context.new_cdp_session(page)

    def is_told_expanded() -> bool:
        document = session.send("DOM.getDocument")["root"]["nodeId"]
        node = session.send(
            "DOM.querySelector",
            {"nodeId": document, "selector": ".liveconflict-pinned__summary"},
        )
        told = session.send("Accessibility.getPartialAXTree", node)["nodes"][0]
        (expanded,) = (
            each["value"]["value"]
            for each in told["properties"]
            if each["name"] == "expanded"
        )
        return expanded

    expect(pinned).to_be_visible()
    assert is_told_expanded()
    summary.press("Enter")
    expect(pinned).to_be_hidden()
    assert not is_told_expanded()
    summary.press("Space")
    expect(pinned).to_be_visible()
    expect(summary).to_be_focused()
