"""What is pasted from elsewhere leaves clean text."""

import pytest
from playwright.sync_api import expect

from tests.acceptance.desk import open_desk
from tests.factories import LiveBlogPageFactory
from wagtail_liveconflict.editorial.state import start_blog
from wagtail_liveconflict.models import LiveUpdate

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
PASTE = """(element, html) => {
    const data = new DataTransfer();
    data.setData('text/html', html);
    data.setData('text/plain', new DOMParser()
        .parseFromString(html, 'text/html').body.textContent);
    element.dispatchEvent(new ClipboardEvent('paste', {
        clipboardData: data, bubbles: true, cancelable: true,
    }));
}"""
FROM = {
    "a word processor": """<html xmlns:o="urn:schemas-microsoft-com:office:office">
        <head><style>p.MsoNormal {color:red; font-family:"Comic Sans MS"}</style></head>
        <body><p class="MsoNormal" style="mso-margin-top-alt:auto"><span lang="EN-GB"
        style="font-size:18pt;color:red">The ferry<o:p></o:p> has
        <b>left</b>.</span></p></body></html>""",
    "a messenger": """<div class="text" dir="auto">The ferry has <strong
        class="x1lliihq">left</strong>.<tg-emoji emoji-id="1">⚓</tg-emoji></div>""",
    "a page": """<div onclick="steal()"><script>steal()</script><p>The ferry has
        <b>left</b>.</p><iframe src="https://example.org/"></iframe>
        <a href="javascript:steal()">More</a></div>""",
}


@pytest.mark.parametrize("source", FROM)
def test_pasted_words_are_clean(page, site_url, editor, restored_db, source):
    """Words and their emphasis come along; fonts, colours, classes, scripts, frames
    and addresses that are none do not, neither in the form nor for readers."""
    live_blog = LiveBlogPageFactory(title="The river crossing")
    start_blog(live_blog)
    desk = open_desk(page, site_url, editor, live_blog)
    desk.write_headline("Pasted")
    box = page.locator(".public-DraftEditor-content").last
    box.click()
    box.evaluate(PASTE, FROM[source])
    expect(box).to_contain_text("The ferry")
    desk.publish()
    (child,) = LiveUpdate.objects.get().body
    html = child.value.source
    assert "<b>left</b>" in html
    assert " ".join(html.replace("\\n", " ").split()).count("The ferry has") == 1
    for trace in ("style", "class", "Mso", "script", "iframe", "emoji-id", "onclick"):
        assert trace not in html
