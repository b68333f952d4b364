"""A change of status on pages that readers have open, and cards without a script."""

import io
import re
from itertools import combinations

import pytest
from PIL import Image, ImageChops, ImageStat
from playwright.sync_api import expect

from tests.acceptance.open_page import HOUR, OpenPage, ReaderPage, live
from tests.claims import equip, step_to
from tests.factories import (
    ClaimFactory,
    LiveBlogPageFactory,
    PublishedUpdateFactory,
    verification,
)
from wagtail_liveconflict.editorial import (
    change_status,
    pin_update,
    start_blog,
    withdraw_claim,
)
from wagtail_liveconflict.verification import Status

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

# Of 255 shades, on average; the same shape drawn twice differs by less than one.
NOTICEABLE = 6
# Every text that the status region has had, from now on.
LISTEN = """() => {
  window.spoken = [];
  const region = document.querySelector('[data-liveconflict-status]');
  const note = () => {
    if (region.textContent) window.spoken.push(region.textContent);
  };
  new MutationObserver(note).observe(region, { childList: true });
}"""


@pytest.fixture
def claim(site_url):
    return equip(ClaimFactory(sentence="The bridge stands."))


@pytest.fixture
def live_page(new_page, live_blog, settings):
    """Opens the live blog; it asks the server only when told."""
    settings.LIVECONFLICT_POLL_SECONDS = HOUR

    def open_live_page(page=live_blog):
        reader_page = ReaderPage(new_page())
        with reader_page.expect_answer():
            reader_page.open(page.get_url())
        reader_page.page.evaluate(LISTEN)
        return reader_page

    return open_live_page


def ask(reader_page):
    """Have the page ask, and wait for the answer."""
    with reader_page.expect_answer():
        reader_page.page.evaluate("window.dispatchEvent(new Event('online'))")


def get_spoken(reader_page):
    return reader_page.page.evaluate("window.spoken")


def get_marks(scope):
    return scope.locator(".liveconflict-claim__changed")


def card(id, status, word="", *, sentence="The bridge stands.", extra=""):
    return (
        f'<div class="liveconflict-claim" data-claim-id="{id}" '
        f'data-claim-status="{status}"><p class="liveconflict-claim__status">'
        f'<strong class="liveconflict-claim__word">{word or status}</strong></p>'
        f'<bdi class="liveconflict-claim__statement">{sentence}</bdi>{extra}</div>'
    )


def test_every_card_of_a_claim_changes_and_is_announced_once(
    live_page, live_blog, claim
):
    """Twelve updates of two blogs, one of them pinned: every card on the page is
    marked in words, no update stands there twice, and one message is spoken."""
    other = LiveBlogPageFactory()
    start_blog(other)
    for page in (live_blog, other):
        updates = PublishedUpdateFactory.create_batch(
            6, page=page, body=[verification(claim)]
        )
        pin_update(updates[0])
    open_pages = [live_page(live_blog), live_page(other)]
    change_status(claim, None, step_to("disputed"))
    for open_page in open_pages:
        before = open_page.shown()
        ask(open_page)
        assert open_page.shown() == before
        assert len(set(before)) == 6
        cards = open_page.page.locator("[data-claim-id]")
        expect(cards).to_have_count(7)
        expect(open_page.page.locator("[data-claim-status=disputed]")).to_have_count(7)
        expect(get_marks(open_page.page)).to_have_text(["Status changed"] * 7)
        assert get_spoken(open_page) == ["Status changed. Disputed: The bridge stands."]
        # What is delivered again is neither marked nor told again.
        ask(open_page)
        expect(get_marks(open_page.page)).to_have_count(7)
        assert len(get_spoken(open_page)) == 1


def test_a_withdrawn_claim_is_replaced_and_its_words_are_gone(
    live_page, live_blog, claim
):
    """From the page, and from what is spoken."""
    PublishedUpdateFactory(page=live_blog, body=[verification(claim)])
    open_page = live_page()
    withdraw_claim(claim, None, "We mistook the bank.")
    ask(open_page)
    shown = open_page.page.locator("[data-claim-id]")
    expect(shown).to_contain_text("We mistook the bank.")
    expect(open_page.page.locator("body")).not_to_contain_text("The bridge stands.")
    expect(get_marks(shown)).to_have_count(1)
    assert get_spoken(open_page) == ["Status changed. Claim withdrawn"]


@pytest.fixture
def update(live_blog):
    return PublishedUpdateFactory(page=live_blog)


@pytest.fixture
def told_page(new_page, live_blog, update, settings):
    """A page whose answers are recorded; it shows one claim, unverified."""
    settings.LIVECONFLICT_POLL_SECONDS = HOUR
    open_page = OpenPage(new_page(), live_blog.get_url())
    open_page.deliver(live(update.pk, 1, words=card(7, "unverified")))
    open_page.page.evaluate(LISTEN)
    return open_page


def test_a_mark_stays_while_the_page_is_open(told_page, update):
    """Also when the update changes again for another reason, which is not told."""
    told_page.deliver(live(update.pk, 1, words=card(7, "disputed")))
    told_page.deliver(live(update.pk, 1, "Mended", card(7, "disputed")))
    expect(told_page.update(update.pk)).to_contain_text("Mended")
    expect(get_marks(told_page.update(update.pk))).to_have_count(1)
    assert len(get_spoken(told_page)) == 1


def test_cards_that_follow_later_are_marked_and_not_told_again(told_page, update):
    """A change may reach two updates with two answers."""
    told_page.deliver(live(901, 2, words=card(7, "unverified")))
    told_page.button.click()
    told_page.page.evaluate(LISTEN)
    told_page.deliver(live(update.pk, 1, words=card(7, "disputed")))
    told_page.deliver(live(901, 2, words=card(7, "disputed")))
    expect(get_marks(told_page.page)).to_have_count(2)
    news = "document.querySelector('liveconflict-blog').page.announcer.news.size"
    assert len(get_spoken(told_page)) + told_page.page.evaluate(news) == 1


def test_a_claim_that_is_new_in_an_update_is_no_change(told_page, update):
    """Nothing was shown there before that could have changed."""
    words = card(7, "unverified") + card(8, "verified")
    told_page.deliver(live(update.pk, 1, words=words))
    expect(told_page.update(update.pk).locator("[data-claim-id]")).to_have_count(2)
    expect(get_marks(told_page.page)).to_have_count(0)
    assert get_spoken(told_page) == []


def test_changes_of_several_claims_are_told_together(told_page, update):
    """One message for each, none lost to the other, nor to the count of new
    updates that comes with them."""
    before = card(7, "unverified") + card(8, "checking", sentence="A boat came.")
    told_page.deliver(live(update.pk, 1, words=before))
    after = card(7, "disputed") + card(8, "verified", sentence="A boat came.")
    told_page.deliver(live(update.pk, 1, words=after), live(901, 2))
    expect(told_page.button).to_have_text("1 new update")
    (spoken,) = get_spoken(told_page)
    assert spoken.count("Status changed.") == 2
    assert "disputed: The bridge stands." in spoken
    assert "verified: A boat came." in spoken


def test_what_has_to_wait_is_told_with_the_next_message(
    new_page, live_blog, update, settings
):
    """Speech comes at most every twenty seconds: a change of status in between is
    not lost, whatever else is new by then."""
    settings.LIVECONFLICT_POLL_SECONDS = HOUR
    page = new_page()
    page.clock.install()
    told_page = OpenPage(page, live_blog.get_url())
    told_page.deliver(live(update.pk, 1, words=card(7, "unverified")))
    told_page.deliver(live(901, 2))
    expect(told_page.status).to_have_text("1 new update")
    told_page.deliver(live(update.pk, 1, words=card(7, "disputed")))
    told_page.deliver(live(902, 3))
    expect(told_page.status).to_have_text("1 new update")
    told_page.pass_time(21)
    expect(told_page.status).to_have_text(
        "Status changed. disputed: The bridge stands. 2 new updates"
    )


def test_what_was_unfolded_stays_so_beside_what_is_new(told_page, update):
    """A history that was opened stays open when "How we checked" appears above it."""
    history = "<details{}><summary>Status history</summary><p>{}</p></details>"
    checks = "<details><summary>How we checked</summary><p>So.</p></details>"
    words = card(7, "checking", extra=history.format("", "One"))
    told_page.deliver(live(update.pk, 1, words=words))
    told_page.page.get_by_text("Status history").click()
    words = card(7, "verified", extra=checks + history.format("", "Two"))
    told_page.deliver(live(update.pk, 1, words=words))
    expect(told_page.page.get_by_text("Two")).to_be_visible()
    expect(told_page.page.get_by_text("So.")).to_be_hidden()


def test_cards_fold_and_the_board_can_be_read_without_a_script(
    new_page, live_blog, claim
):
    """By keyboard alone: history opens, the link leads to the board and back."""
    update = PublishedUpdateFactory(page=live_blog, body=[verification(claim)])
    change_status(claim, None, step_to("disputed", note="Two of them differ."))
    page = new_page(java_script_enabled=False)
    page.goto(live_blog.get_url())
    note = page.get_by_text("Two of them differ.")
    expect(note).to_be_hidden()
    page.get_by_text("Status history").focus()
    page.keyboard.press("Enter")
    expect(note).to_be_visible()
    page.get_by_role("link", name="All claims").click()
    expect(page).to_have_url(re.compile(r"/claims/$"))
    expect(page.get_by_role("heading", name="Disputed")).to_be_visible()
    page.get_by_role("link", name=update.headline).click()
    expect(page).to_have_url(re.compile(rf"/updates/{update.pk}/$"))


@pytest.mark.parametrize("options", [{}, {"forced_colors": "active"}])
def test_statuses_can_be_told_apart_without_colour(
    new_page, live_blog, site_url, options
):
    """The drawn shapes differ pairwise as pictures in shades of grey."""
    claims = [ClaimFactory(status=status) for status in Status.values]
    body = [verification(claim) for claim in claims]
    PublishedUpdateFactory(page=live_blog, body=body)
    page = new_page(**options)
    page.goto(live_blog.get_url())
    shapes = page.locator(".liveconflict-claim__shape")
    expect(shapes).to_have_count(7)
    # The first of those left: each is removed once it is drawn.
    pictures = [draw_in_grey(page, shapes.first) for _status in Status]
    alike = [
        (one, other)
        for (one, first), (other, second) in combinations(enumerate(pictures), 2)
        if ImageStat.Stat(ImageChops.difference(first, second)).mean[0] < NOTICEABLE
    ]
    assert alike == []


def draw_in_grey(page, shape):
    """The shape, drawn in the same corner of the window as all the others."""
    shape.evaluate(
        """node => {
          document.documentElement.style.filter = 'grayscale(1)';
          node.style.cssText =
            'position: fixed; inset: 0 auto auto 0; background: Canvas; z-index: 99';
        }"""
    )
    png = page.screenshot(clip={"x": 0, "y": 0, "width": 22, "height": 22})
    shape.evaluate("node => node.remove()")
    return Image.open(io.BytesIO(png)).convert("L")


def test_no_card_is_wider_than_a_phone(new_page, live_blog, claim):
    """Also with a digest and a long word in it, right to left as well."""
    claim.sentence = "A" * 300
    claim.save()
    evidence = claim._evidence.get()
    evidence.is_public, evidence.sha256 = True, "ab" * 32
    evidence.save()
    PublishedUpdateFactory(page=live_blog, body=[verification(claim)])
    page = new_page(viewport={"width": 320, "height": 700})
    for url in (live_blog.get_url(), live_blog.claims_url):
        page.goto(url)
        page.locator("summary").first.click()
        for direction in ("ltr", "rtl"):
            page.locator(".liveconflict").evaluate(
                "(node, direction) => { node.dir = direction; }", direction
            )
            widths = "[document.documentElement.scrollWidth, window.innerWidth]"
            needed, given = page.evaluate(widths)
            assert needed <= given, (url, direction)
