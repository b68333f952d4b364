"""Addresses for those who read an update elsewhere than on its page."""

import pytest

from wagtail_liveconflict.reader.addresses import make_absolute

BASE = "https://news.example/live/updates/7/"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<a href="/x/">x</a>', "https://news.example/x/"),
        ('<a href="#note">x</a>', f"{BASE}#note"),
        ("<img src='a.jpg'>", f"{BASE}a.jpg"),
        ("<video poster=/p.png></video>", "https://news.example/p.png"),
        ('<img srcset="/a.jpg 1x, /b,c.jpg 2x">', "https://news.example/b,c.jpg 2x"),
        ('<a href="//cdn.example/x">x</a>', "https://cdn.example/x"),
        ('<a href="mailto:a@example.org">x</a>', '"mailto:a@example.org"'),
        ('<a href="http://[">x</a>', '"http://["'),
    ],
)
def test_addresses_are_completed(html, expected):
    """All that HTML has, and nothing that is complete already."""
    assert expected in make_absolute(html, BASE)


@pytest.mark.parametrize("html", ["", "https://example.org/x", "a & b"])
def test_what_has_no_tags_is_left_alone(html):
    """Also where it looks like an address."""
    assert make_absolute(html, BASE) == html


def test_words_stay_words():
    """Signs that were escaped are escaped again."""
    html = "<p title='\"&lt;'>1 &lt; 2 &amp; “3”</p>"
    assert ">1 &lt; 2 &amp; “3”</p>" in make_absolute(html, BASE)
