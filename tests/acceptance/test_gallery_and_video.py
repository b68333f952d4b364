"""Galleries and videos as readers have them: by keyboard, without a script, on paper."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import expect

from tests.factories import ImageFactory, PublishedUpdateFactory, gallery
from tests.tree import ROOT
from tests.videos import make_captions, make_document, video

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
FILM = ROOT / "sandbox_site/news/sample/ferry.webm"
#: How far a row can be scrolled.
WAY = "row => row.scrollWidth - row.clientWidth"


def serve_media(route):
    """As the web server does, in whose place nobody stands here."""
    name = unquote(urlsplit(route.request.url).path).removeprefix("/media/")
    route.fulfill(path=Path(settings.MEDIA_ROOT) / name)


@pytest.fixture
def open_page(new_page, live_blog, update):
    def open_page(**options):
        page = new_page(**options)
        page.route("**/media/**", serve_media)
        page.goto(live_blog.get_url())
        return page

    return open_page


@pytest.fixture
def update(live_blog):
    captions = make_captions()
    film = make_document("ferry.webm", FILM.read_bytes())
    body = [
        gallery(*[ImageFactory() for _number in range(4)], title="The quay"),
        video(film, captions=captions, captions_language="en", poster=ImageFactory()),
    ]
    return PublishedUpdateFactory(page=live_blog, headline="It left", body=body)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_gallery_is_gone_through_by_keyboard_without_a_script(
    open_page, settings, language
):
    """One stop for Tab; then picture by picture, in the direction of reading, to the
    last; nothing moves by itself or when the page is laid out anew."""
    settings.LANGUAGE_CODE = language
    # As wide as gives whole numbers of pixels.
    page = open_page(java_script_enabled=False, viewport={"width": 432, "height": 844})
    row = page.get_by_role("group", name="The quay")
    while not row.evaluate("row => row === document.activeElement"):
        page.keyboard.press("Tab")
    expect(row).to_be_in_viewport()
    onward = "ArrowLeft" if language == "ar" else "ArrowRight"
    pictures = row.get_by_role("listitem")
    first, second = (pictures.nth(each).bounding_box() for each in (0, 1))
    step, end = second["x"] - first["x"], row.evaluate(WAY)
    for number in (1, 2, 3):
        page.keyboard.press(onward)
        way = max(number * step, -end) if language == "ar" else min(number * step, end)
        expect(row).to_have_js_property("scrollLeft", way)
        expect(pictures.nth(number)).to_be_in_viewport(ratio=0.99)
    expect(row.locator("img").last).to_have_js_property("complete", True)
    page.keyboard.press("Tab")
    expect(row).not_to_be_focused()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_room_is_kept_and_paper_has_all(open_page, update):
    """Before a picture has come there is as much room as after; printed, all of them
    stand on the page."""
    page = open_page(java_script_enabled=False)
    article = page.locator(f"#update-{update.pk}")
    page.route("**/media/**", lambda route: route.fulfill(status=204))
    page.reload()
    before = article.bounding_box()["height"]
    page.unroute("**/media/**")
    page.route("**/media/**", serve_media)
    page.reload()
    first = page.locator(".liveconflict-gallery img").first
    expect(first).to_have_js_property("complete", True)
    assert abs(article.bounding_box()["height"] - before) < 1
    page.emulate_media(media="print")
    edge = page.locator(".liveconflict-gallery").bounding_box()
    for item in page.locator(".liveconflict-gallery li").all():
        box = item.bounding_box()
        assert box["x"] >= edge["x"] - 1
        assert box["x"] + box["width"] <= edge["x"] + edge["width"] + 1


@pytest.mark.parametrize("has_script", [True, False])
def test_a_video_waits_until_play_is_pressed(open_page, has_script):
    """Nothing of the film is asked for before; then it plays, with its captions, in
    the room that was kept."""
    page = open_page(java_script_enabled=has_script)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    player = page.get_by_label("The ferry leaves")
    player.scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if url.endswith(".webm")]
    assert player.evaluate("video => video.paused && !video.autoplay")
    room = player.bounding_box()
    player.focus()
    with page.expect_response("**/*.webm"):
        page.keyboard.press("Space")
    expect(player).not_to_have_js_property("currentTime", 0)
    assert player.bounding_box() == room
    track = "video => [...video.textTracks].map(t => [t.kind, t.language, t.mode])"
    assert player.evaluate(track) == [["captions", "en", "showing"]]
    expect(player.locator("track")).to_have_js_property("readyState", 2)


@pytest.mark.parametrize(
    "options",
    [
        {"viewport": {"width": 1300, "height": 900}},
        {"viewport": {"width": 390, "height": 844}, "forced_colors": "active"},
    ],
)
def test_nothing_for_axe_to_find(open_page, options):
    """While the row has the focus, too."""
    page = open_page(**options)
    page.get_by_role("group", name="The quay").focus()
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
