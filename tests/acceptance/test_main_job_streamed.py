"""The main job on a site that streams: ASGI, as the README sets it up."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect
from wagtail.models import Page as WagtailPage

from tests.acceptance.editor import Editor
from tests.acceptance.server import SiteServer
from tests.acceptance.test_main_job import Reader
from tests.factories import PASSWORD

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


@pytest.fixture
def site_server(restored_db):
    server = SiteServer(streams=True)
    server.start()
    yield server
    server.stop()


def test_an_open_page_is_told_by_its_stream(new_page, site_url, editor, settings):
    """A publication, an edit and the end of the blog reach a page that is open. It
    asks once, and learns that there are streams: a poll would come an hour later."""
    settings.LIVECONFLICT_POLL_SECONDS = 3600
    at_desk = Editor(new_page(), site_url)
    at_desk.sign_in(editor.username, PASSWORD)
    parent = WagtailPage.objects.get(depth=2)
    url = at_desk.create_live_blog(parent.pk, "The crossing", "As it happens.")
    at_desk.open_desk(parent.pk, "The crossing")
    at_desk.press_blog_button("Start")
    at_desk.wait_for_composer()

    page = new_page()
    asked = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    with page.expect_response(lambda response: "/stream/" in response.url) as opened:
        page.goto(url)
    assert opened.value.status == 200
    reading = Reader(page)

    at_desk.write_headline("Council clears the quay")
    at_desk.publish()
    reading.wait_for_new(1)
    reading.show_new()
    expect(reading.article("Council clears the quay")).to_be_visible()

    at_desk.open_update("Council clears the quay")
    at_desk.write_headline("Council clears both quays")
    at_desk.publish()
    expect(reading.article("Council clears both quays")).to_be_visible()

    at_desk.page.goto(at_desk.desk_url)
    at_desk.press_blog_button("End")
    expect(page.locator("liveconflict-blog")).to_have_attribute("data-state", "ended")
    assert len([path for path in asked if "/changes/" in path]) == 1
