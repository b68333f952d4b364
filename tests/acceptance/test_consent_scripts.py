"""Third parties' scripts: not a request before consent, under a strict policy."""

import pytest
from playwright.sync_api import expect

from tests.acceptance.notices import (
    LINK,
    LISTEN,
    get_region,
    make_theme,
    press,
    read_cookie,
    set_notice,
)
from tests.acceptance.third_party import serve_third_party

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    # It is what they are about that another site is asked; what else a page complains
    # of is looked at by each test that may not have any.
    pytest.mark.allows_console_errors,
]


@pytest.fixture
def third_party():
    with serve_third_party() as server:
        yield server


def wait_for(purpose, contents):
    return f'{{% consent_script "{purpose}" %}}{contents}{{% endconsent_script %}}'


@pytest.fixture
def open_with(new_page, live_blog, settings, tmp_path, third_party):
    """Open a page of a site with these scripts, under this policy."""

    def open_page(head, policy="", script="", **options):
        if policy:
            head = (
                f'<meta http-equiv="Content-Security-Policy" content="{policy}">{head}'
            )
        settings.TEMPLATES = make_theme(
            tmp_path, head=head, footer=LINK, body="<p>One line.</p>"
        )
        page = new_page(**options)
        page.errors = []
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        page.on("console", lambda message: note(page, message))
        page.add_init_script(LISTEN + script)
        page.goto(live_blog.get_url())
        return page

    def note(page, message):
        if message.type == "error" and "favicon" not in message.location.get("url", ""):
            page.errors.append(message.text)

    return open_page


@pytest.fixture
def scripts(third_party):
    """One for each purpose, and a picture that also counts visits."""
    src = third_party.address
    return wait_for(
        "statistics",
        f'<script src="{src}/statistics.js"></script>'
        f'<noscript><img src="{src}/pixel" alt=""></noscript>',
    ) + wait_for("marketing", f'<script src="{src}/marketing.js" async></script>')


def wait_until_idle(page):
    page.wait_for_load_state("networkidle")


def test_nothing_is_asked_for_before_the_press(open_with, third_party, scripts):
    """Nor after "reject", nor where scripts are off."""
    set_notice("consent")
    page = open_with(scripts)
    wait_until_idle(page)
    assert third_party.asked == {}
    press(page, "Reject all")
    page.reload()
    page.wait_for_function("window.told.length")
    wait_until_idle(page)
    page = open_with(scripts, java_script_enabled=False)
    wait_until_idle(page)
    assert third_party.asked == {}
    assert page.context.cookies() == []


def test_what_was_allowed_runs_at_once_and_on_the_next_page(
    open_with, third_party, scripts
):
    """Once a page, and nothing of another purpose."""
    set_notice("consent")
    page = open_with(scripts)
    press(page, "Cookie settings")
    get_region(page).get_by_label("Statistics").check()
    press(page, "Save my choice")
    page.wait_for_function("window.ran?.length")
    wait_until_idle(page)
    assert third_party.asked == {"/statistics.js": 1}
    page.reload()
    page.wait_for_function("window.ran?.length")
    wait_until_idle(page)
    assert third_party.asked == {"/statistics.js": 2}


def test_what_runs_in_order_stays_in_order(open_with, third_party):
    """Scripts with an address follow one another unless they are async."""
    set_notice("consent")
    src = third_party.address
    names = ["b", "a", "c"]
    third_party.late = "/b.js"
    tags = "".join(f'<script src="{src}/{name}.js"></script>' for name in names)
    page = open_with(wait_for("statistics", tags))
    press(page, "Accept all")
    page.wait_for_function("window.ran?.length === 3")
    assert page.evaluate("window.ran") == [f"/{name}.js" for name in names]


def test_consent_taken_back_loads_the_page_anew(open_with, third_party, scripts):
    """What runs cannot be stopped; on the new page it does not begin. Where nothing
    ran the page stays."""
    set_notice("consent")
    page = open_with(scripts)
    press(page, "Accept all")
    page.wait_for_function("window.ran?.length === 2")
    wait_until_idle(page)
    third_party.asked.clear()
    page.locator("#link").click()
    with page.expect_navigation():
        press(page, "Reject all")
    page.wait_for_function("window.told.length")
    wait_until_idle(page)
    assert third_party.asked == {}
    assert page.evaluate("window.told") == [{"statistics": False, "marketing": False}]
    page.evaluate("window.sameThen = true")
    page.locator("#link").click()
    press(page, "Reject all")
    assert page.evaluate("window.sameThen")


STRICT = (
    "default-src 'self'; script-src 'self' {origin}; style-src 'self' 'unsafe-inline'; "
    "require-trusted-types-for 'script'; trusted-types liveconflict liveconflict-consent"
)


def test_under_a_strict_policy(open_with, third_party, scripts, live_blog):
    """With the third party's origin and the name of our policy added, and nothing
    else. (The inline style is that of the test's own page.)"""
    set_notice("consent", keeps_proof=True, has_google_consent_mode=True)
    policy = STRICT.format(origin=third_party.address)
    page = open_with(scripts, policy)
    press(page, "Cookie settings")
    page.keyboard.press("Escape")
    press(page, "Accept all")
    expect(page.locator("html")).to_have_attribute("data-ran", "2")
    page.locator("#link").click()
    expect(get_region(page).get_by_label("Marketing")).to_be_checked()
    assert page.errors == []


def test_a_nonce_comes_along(open_with, third_party):
    """For inline scripts, and for sites that allow scripts by nonce alone."""
    set_notice("consent")
    tags = (
        f'<script nonce="abc" src="{third_party.address}/a.js"></script>'
        '<script nonce="abc">(window.ran ??= []).push("inline");</script>'
        '<script>(window.ran ??= []).push("without");</script>'
    )
    policy = (
        "script-src 'nonce-abc' 'self'; require-trusted-types-for 'script'; "
        "trusted-types liveconflict-consent"
    )
    page = open_with(wait_for("statistics", tags), policy)
    press(page, "Accept all")
    expect(page.locator("html")).to_have_attribute("data-ran", "2")
    wait_until_idle(page)
    assert sorted(page.evaluate("window.ran")) == ["/a.js", "inline"]
    (error,) = page.errors
    assert "inline script" in error


GOOGLE = """() => (window.dataLayer ?? []).map((each) => [
  Object.prototype.toString.call(each), ...each])"""
DENIED = {
    "ad_storage": "denied",
    "ad_user_data": "denied",
    "ad_personalization": "denied",
    "analytics_storage": "denied",
    "functionality_storage": "denied",
    "personalization_storage": "denied",
    "security_storage": "granted",
}


def test_google_is_told_first(open_with, third_party):
    """Everything is denied until the reader has chosen; an update comes with each
    choice, before what waited for it. As Google's tags read it: as ``arguments``."""
    set_notice("consent", has_google_consent_mode=True)
    inline = '<script>dataLayer.push("began");</script>'
    page = open_with(wait_for("statistics", inline))
    page.wait_for_function("window.told.length")
    kind = "[object Arguments]"
    assert page.evaluate(GOOGLE) == [[kind, "consent", "default", DENIED]]
    press(page, "Cookie settings")
    get_region(page).get_by_label("Statistics").check()
    press(page, "Save my choice")
    granted = {**DENIED, "analytics_storage": "granted"}
    told = [
        [kind, "consent", "default", DENIED],
        [kind, "consent", "update", granted],
        ["[object String]", *"began"],
    ]
    assert page.evaluate(GOOGLE) == told
    page.reload()
    page.wait_for_function("window.told.length")
    assert page.evaluate(GOOGLE) == told


def test_google_is_told_nothing_unasked(open_with):
    """There is no data layer."""
    set_notice("consent")
    page = open_with("")
    press(page, "Accept all")
    assert page.evaluate("window.dataLayer === undefined")


# A consent tool as a site has it, with what its maker is told to write for ours.
TOOL = """window.asked = [];
document.addEventListener('liveconflict:consent-ask', ({ detail }) => {
  window.asked.push(detail.open);
});
window.allow = (purposes) => document.dispatchEvent(
  new CustomEvent('liveconflict:consent-set', { detail: { purposes } }));"""


def test_a_tool_of_the_site(open_with, third_party, scripts):
    """Is asked when the page begins and when the reader presses the link; what it
    says is done and told. We store nothing."""
    set_notice("external")
    page = open_with(scripts, script=TOOL)
    page.wait_for_function("window.told.length")
    assert page.evaluate("window.asked") == [False]
    wait_until_idle(page)
    assert third_party.asked == {}
    page.locator("#link").click()
    assert page.evaluate("window.asked") == [False, True]
    page.evaluate("window.allow({ statistics: true, unheard_of: true })")
    page.wait_for_function("window.ran?.length")
    assert page.evaluate("window.told.at(-1)") == {
        "statistics": True,
        "marketing": False,
    }
    assert read_cookie(page) is None
    with page.expect_navigation():
        page.evaluate("window.allow({})")
    page.wait_for_function("window.told.length")
    assert page.errors == []


@pytest.mark.parametrize("detail", ["undefined", "null", "{}", "{ purposes: null }"])
def test_a_tool_that_says_nothing_allows_nothing(open_with, detail):
    """And breaks nothing."""
    set_notice("external")
    page = open_with("", script=TOOL)
    page.wait_for_function("window.told.length")
    page.evaluate(
        f"""document.dispatchEvent(
          new CustomEvent('liveconflict:consent-set', {{ detail: {detail} }}))"""
    )
    assert page.evaluate("window.told.at(-1)") == {
        "statistics": False,
        "marketing": False,
    }
    assert page.errors == []


def test_a_late_script_asks_for_the_state(open_with):
    """It is told what everybody was told."""
    set_notice("consent")
    page = open_with("")
    press(page, "Accept all")
    page.evaluate(
        """() => {
          window.told = [];
          document.dispatchEvent(new Event('liveconflict:consent-get'));
        }"""
    )
    assert page.evaluate("window.told") == [{"statistics": True, "marketing": True}]
