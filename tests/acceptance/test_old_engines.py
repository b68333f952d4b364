"""The outdated-browser banner, and the page itself, in browsers of years ago."""

import pytest

from scripts.ensure_old_engines import CHROMIUM_64, CHROMIUM_92, OLD_ENGINES, WEBKIT_538
from tests.factories import PublishedUpdateFactory, text
from tests.old_engines import look
from wagtail_liveconflict.models import BrowserBanner

pytestmark = [
    pytest.mark.old_engines,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
#: Engine -> the presets by which it is too old.
TOO_OLD = {
    CHROMIUM_64: {"needs", "2021", "2023", "baseline"},
    CHROMIUM_92: {"2023", "baseline"},
    WEBKIT_538: {"needs", "2021", "2023", "baseline"},
}
AGENTS = {CHROMIUM_64: "Chrome/64", CHROMIUM_92: "Chrome/92", WEBKIT_538: "WebKit/538"}


@pytest.fixture(params=OLD_ENGINES, ids=lambda engine: engine.program)
def engine(request):
    return request.param


@pytest.fixture
def banner(live_blog, settings):
    """On a site that also has the common rule for ``[hidden]``. The strictest preset."""
    settings.LIVECONFLICT_BASE_TEMPLATE = "testapp/base.html"
    # The page is looked at in a frame.
    settings.X_FRAME_OPTIONS = "SAMEORIGIN"
    PublishedUpdateFactory(
        page=live_blog, headline="The ferry is late", body=[text("It left at noon.")]
    )
    return BrowserBanner.objects.create(
        site=live_blog.get_site(), is_on=True, preset="baseline"
    )


@pytest.fixture
def see(engine, site_url, banner, tmp_path_factory):
    """Look at the live blog with the engine, which remembers nothing."""

    def see(**options):
        path = banner.site.root_page.get_children().get().url
        folder = tmp_path_factory.mktemp(engine.program)
        seen = look(engine, site_url, path, folder, **options)
        assert AGENTS[engine] in seen["agent"]
        return seen

    return see


def is_seen(box):
    return (
        box is not None
        and box["display"] != "none"
        and box["visibility"] == "visible"
        and box["width"] > 0
        and box["height"] > 0
    )


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_who_is_too_old_is_told(see, engine, banner, scripts):
    """By each preset, with JavaScript and without: at the bottom of the window, over
    the page, with a link that can be pressed. Who is not too old sees nothing."""
    for preset in BrowserBanner.Preset.values:
        BrowserBanner.objects.update(preset=preset)
        seen = see(scripts=scripts)["first"]
        assert is_seen(seen["banner"]) == (preset in TOO_OLD[engine]), preset
        if preset in TOO_OLD[engine]:
            assert seen["link"]["text"] == "Firefox"
            assert is_seen(seen["link"])
            assert seen["isLinkOnTop"]
            assert seen["link"]["bottom"] <= seen["height"]
            assert seen["link"]["top"] > seen["height"] / 2


def test_it_is_closed_and_stays_closed(see):
    """By its button; also on the next page."""
    seen = see()
    assert is_seen(seen["first"]["button"])
    assert seen["pressed"]["banner"] is None
    assert seen["again"]["banner"] is None


def test_without_scripts_there_is_no_dead_button(see):
    """What cannot be pressed is not seen."""
    seen = see(scripts=False)
    assert not is_seen(seen["first"]["button"])


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_the_page_can_be_read(see, scripts):
    """Its headline and its updates, whatever else of it does not work there."""
    seen = see(scripts=scripts)["first"]
    assert seen["headline"]["text"].strip() == "The river crossing"
    assert is_seen(seen["headline"])
    (update,) = seen["updates"]
    assert "The ferry is late" in update["text"]
    assert "It left at noon." in update["text"]
    assert is_seen(update)
