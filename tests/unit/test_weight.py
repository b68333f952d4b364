"""What readers download: how much, and from where."""

import gzip
import re

import pytest

from tests.tree import PACKAGE

BUILT = PACKAGE / "static/wagtail_liveconflict"
#: Bytes after gzip -9. The page's script, what it loads once the page stands, and what
#: it loads where it is offered a stream.
LIMITS = {
    "reader.js": 5_000,
    "reader_tools.js": 3_000,
    "covers.js": 1_000,
    "reader_stream.js": 1_300,
    "reader.css": 12_000,
    "cookie_notice.js": 3_150,
    "cookie_notice_external.js": 1_200,
    "cookie_notice_google.js": 500,
    "cookie_notice.css": 1_800,
    "embeds.js": 1_800,
    "stories.css": 2_300,
    "browser_banner.js": 500,
    "browser_banner.css": 800,
}


@pytest.mark.parametrize(("name", "limit"), LIMITS.items())
def test_weight(name, limit):
    """A phone on a bad line gets the page's own script and style soon."""
    assert len(gzip.compress((BUILT / name).read_bytes(), 9)) <= limit


@pytest.mark.parametrize("name", LIMITS)
def test_no_other_origin(name):
    """Nothing that readers get names another site."""
    built = (BUILT / name).read_text()
    assert re.findall(r"(?:https?:)?//[\w-]+\.[\w.-]+", built) == []
