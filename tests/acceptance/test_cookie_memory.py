"""What a browser keeps of a choice, and what the server is told of it."""

import pytest
from playwright.sync_api import expect

from tests.acceptance.notices import (
    LISTEN,
    get_region,
    make_theme,
    press,
    read_cookie,
    set_notice,
)
from wagtail_liveconflict.models import ConsentRecord

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


@pytest.fixture
def open_site(new_page, live_blog, settings, tmp_path):
    """Open a page of the site."""

    def open_page(script=""):
        settings.TEMPLATES = make_theme(tmp_path)
        page = new_page()
        page.add_init_script(LISTEN + script)
        page.goto(live_blog.get_url())
        return page

    return open_page


@pytest.mark.parametrize(
    "value", ["", "x", "%7B", "null", "%7B%22purposes%22%3A1%7D", "%ff"]
)
def test_a_cookie_that_is_none_of_ours(open_site, site_url, value):
    """Is no choice, and no error."""
    set_notice("consent")
    page = open_site()
    page.context.add_cookies(
        [{"name": "liveconflict_consent", "value": value, "url": site_url}]
    )
    page.reload()
    press(page, "Accept all")
    assert read_cookie(page)["purposes"]["statistics"] is True


def test_a_browser_that_stores_nothing(open_site):
    """The choice holds for the page, also when its tab is left and looked at again."""
    set_notice("consent")
    page = open_site(
        script="Object.defineProperty(document, 'cookie', { get: () => '', set() {} });"
    )
    press(page, "Accept all")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(get_region(page).get_by_role("button", name="Accept all")).to_be_hidden()
    assert page.evaluate("window.told.at(-1)") == {
        "statistics": True,
        "marketing": True,
    }


def test_each_press_is_logged_once(open_site):
    """Where the site keeps a log: with a number that only this browser knows, and
    that the settings show."""
    set_notice("consent", keeps_proof=True)
    page = open_site()
    with page.expect_response("**/live/consent/") as answer:
        press(page, "Reject all")
    assert answer.value.status == 204
    assert "cookie" not in answer.value.request.headers
    record = ConsentRecord.objects.get()
    assert record.choices == {"statistics": False, "marketing": False}
    assert read_cookie(page)["id"] == str(record.pk)
    page.reload()
    press(page, "Cookie settings")
    expect(get_region(page)).to_contain_text(str(record.pk))
    press(page, "Close")
    assert ConsentRecord.objects.count() == 1


def test_a_log_that_was_given_up(open_site):
    """Whoever has chosen while there was one can still change their mind."""
    notice = set_notice("consent", keeps_proof=True)
    page = open_site()
    with page.expect_response("**/live/consent/"):
        press(page, "Accept all")
    notice.keeps_proof = False
    notice.save()
    page.reload()
    press(page, "Cookie settings")
    press(page, "Reject all")
    assert read_cookie(page)["purposes"] == {"statistics": False, "marketing": False}


def test_a_question_that_is_new_is_asked(open_site):
    """Whoever has closed a notice, or answered before there was another purpose, has not
    answered that; what they have allowed stays allowed."""
    set_notice("notice", purposes=())
    page = open_site()
    press(page, "Close")
    set_notice("consent", purposes=("statistics",))
    page.reload()
    press(page, "Accept all")
    set_notice("consent", purposes=("statistics", "marketing"))
    page.reload()
    expect(get_region(page).get_by_role("button", name="Accept all")).to_be_visible()
    assert page.evaluate("window.told.at(-1)") == {
        "statistics": True,
        "marketing": False,
    }


def test_a_site_without_a_log_is_told_nothing(open_site):
    """The choice stays in the browser."""
    set_notice("consent")
    page = open_site()
    posts = []
    page.on("request", lambda it: posts.append(it.url) if it.method == "POST" else None)
    press(page, "Accept all")
    page.reload()
    assert posts == []
    assert set(read_cookie(page)) == {"purposes", "revision", "time"}


def test_remembered_sites_are_listed_and_taken_back(open_site):
    """Also by a notice that asks nothing: what the reader has allowed by a press of
    their own. In the words they were remembered by."""
    set_notice("notice")
    page = open_site()
    press(page, "Close")
    expect(page.get_by_role("button", name="Cookie settings")).to_be_hidden()
    page.evaluate(
        """localStorage.setItem('liveconflict.providers', JSON.stringify({
          telegram: { name: 'Telegram <b>', time: Date.now() },
          x: { name: 'X', time: Date.now() - 200 * 86_400_000 },
        }))"""
    )
    page.reload()
    press(page, "Cookie settings")
    items = get_region(page).get_by_role("listitem").filter(has_text="Telegram")
    expect(items).to_contain_text("Telegram <b>")
    # Half a year is over.
    expect(get_region(page).get_by_role("button", name="Ask me again")).to_have_count(1)
    press(page, "Ask me again")
    expect(items).to_have_count(0)
    assert page.evaluate("localStorage.getItem('liveconflict.providers')") == "{}"
