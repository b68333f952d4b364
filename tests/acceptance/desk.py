"""Opening the desk as somebody who writes there."""

import pytest

from tests.acceptance.editor import Editor
from tests.factories import PASSWORD
from wagtail_liveconflict.desk.composer import get_desk_url

PHONE = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
    "device_scale_factor": 2,
}
#: For tests that hold at a desk's width and at a phone's.
SIZES = pytest.mark.parametrize("options", [{}, PHONE], ids=["desktop", "phone"])


def open_desk(page, site_url, user, live_blog) -> Editor:
    """Sign in, and wait until the desk can be typed at."""
    desk = Editor(page, site_url)
    desk.sign_in(user.username, PASSWORD)
    page.goto(f"{site_url}{get_desk_url(live_blog.pk)}")
    desk.wait_for_composer()
    page.locator("#id_headline").focus()
    return desk
