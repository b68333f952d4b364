"""Which of its files a browser takes for a picture, and that nothing moves for it."""

import re

import pytest

from tests.acceptance.open_page import WATCH_SHIFT
from tests.acceptance.test_more_stories import MEDIA, HeldPictures, serve
from tests.factories import PublishedUpdateFactory, picture, text
from tests.picture_files import draw, encode, make_image

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
#: Width of the window, dots for a pixel: width of the file of the main picture, that of
#: a picture in the text.
CHOICES = {(360, 1): (480, 750), (360, 2): (750, 750), (390, 3): (1100, 1100)}
CHOICES |= {(1280, 1): (480, 750), (1280, 2): (1100, 1500)}
PICTURES = """() => [...document.querySelectorAll('.liveconflict img')].map((image) => ({
  file: image.currentSrc,
  loading: image.loading,
  shown: image.getBoundingClientRect().width,
  height: Math.round(image.getBoundingClientRect().height),
}))"""
ARE_LOADED = """() => [...document.querySelectorAll('.liveconflict img')]
  .every((image) => image.complete && image.naturalWidth)"""


@pytest.fixture
def blog(live_blog, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    photograph = make_image(encode(draw((1800, 1200))), "quay.jpg")
    live_blog.hero_image = photograph
    live_blog.save_revision().publish()
    for words in ("It rose overnight.", "It falls.", "It has fallen.") * 2:
        PublishedUpdateFactory(
            page=live_blog, body=[text(words * 40), picture(photograph)]
        )
    return live_blog


def test_the_file_that_fits(blog, new_page):
    """No more than the screen can show, in the sharpest format; the main picture is
    asked for at once, and what is far below not at all; nothing moves."""
    for (window, dots), widths in CHOICES.items():
        assert look(blog, new_page, window, dots) == widths


def look(blog, new_page, window, dots):
    """Widths of the files that are taken for the first two pictures."""
    page = new_page(viewport={"width": window, "height": 700}, device_scale_factor=dots)
    page.add_init_script(WATCH_SHIFT)
    pictures = HeldPictures(page)
    page.goto(blog.get_url(), wait_until="domcontentloaded")
    page.wait_for_function("document.styleSheets.length > 0")
    before = page.evaluate(PICTURES)
    assert [each["loading"] for each in before] == ["eager", *["lazy"] * 6]
    assert all(each["height"] > 100 for each in before)
    pictures.let_come()
    page.wait_for_function("document.querySelector('.liveconflict__hero').naturalWidth")
    assert pictures.asked_for < 7
    page.locator(".liveconflict-image img").first.scroll_into_view_if_needed()
    page.wait_for_function(
        "document.querySelectorAll('.liveconflict img')[1].naturalWidth"
    )
    after = page.evaluate(PICTURES)
    heights = zip(before, after, strict=True)
    # By less than the rounding of a file's height.
    assert all(abs(one["height"] - other["height"]) <= 1 for one, other in heights)
    assert page.evaluate("window.shift") < 0.001
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    taken = [re.search(r"width-(\d+)\.format-avif", each["file"]) for each in after[:2]]
    return tuple(int(found[1]) for found in taken)


def test_what_the_sizes_say_is_what_the_layout_does(blog, new_page):
    """For browsers that do not look at the layout themselves: at each width of window
    the picture is as wide as its sizes say, or a little less."""
    page = new_page()
    page.route(MEDIA, serve)
    # The update's own page: its picture has no "auto".
    page.goto(blog.get_url())
    for window in (320, 390, 600, 768, 991, 993, 1280, 1900):
        page.set_viewport_size({"width": window, "height": 800})
        for place in (".liveconflict__hero", ".liveconflict-image img"):
            image = page.locator(place).first
            shown = image.bounding_box()["width"]
            sizes = image.evaluate(
                "(image) => image.parentElement.querySelector('source').sizes"
            )
            told = page.evaluate(MEASURE_SIZES, sizes.removeprefix("auto,"))
            assert shown <= told + 1, (window, place)
            assert told <= shown * 1.2 + 40, (window, place)


MEASURE_SIZES = """(sizes) => {
  const [, query, wide, narrow] = sizes.match(/^(\\([^)]*\\)) ([^,]*),(.*)$/);
  const ruler = document.createElement('div');
  ruler.style.inlineSize = matchMedia(query).matches ? wide : narrow;
  document.body.append(ruler);
  const { width } = ruler.getBoundingClientRect();
  ruler.remove();
  return width;
}"""
