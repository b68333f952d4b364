"""We got something wrong and say so: under the update, at the top, to machines."""

import datetime as dt
import json

import pytest
from django.test import Client
from django.utils import timezone

from tests.claims import reach, step_to
from tests.factories import (
    ClaimFactory,
    LiveBlogPageFactory,
    LiveUpdateFactory,
    PublishedUpdateFactory,
    UserFactory,
    text,
    verification,
)
from tests.feeds import read
from tests.reading import get_soup
from tests.structured_data import as_list, get_data, get_postings, get_words
from wagtail_liveconflict import editorial, exceptions
from wagtail_liveconflict.editorial import change_status
from wagtail_liveconflict.models import Change, Correction, LiveFeed, LiveUpdate
from wagtail_liveconflict.verification import Reason

pytestmark = pytest.mark.django_db

TEXT = "We said nine boats; it was eleven."


def get_article(soup, update):
    return soup.find("article", id=update.anchor)


def get_note(soup):
    """What the top of the page says of corrections, or ""."""
    part = soup.find(attrs={"data-liveconflict-part": "corrections_note"})
    return get_words(part)


def ask(page, cursor="0"):
    return Client().get(f"/live/{page.pk}/changes/{cursor}/").json()


def get_cursor(page):
    feed = LiveFeed.objects.get(page_id=page.pk)
    return f"{feed.epoch}-{feed.cursor}"


def get_changes(page, cursor):
    after = int(cursor.partition("-")[2])
    changes = Change.objects.filter(page_id=page.pk, number__gt=after)
    return list(changes.order_by("number").values_list("kind", "update_id"))


def grow_old(correction, **age):
    Correction.objects.filter(pk=correction.pk).update(
        at=timezone.now() - dt.timedelta(**age)
    )


def test_a_correction_is_under_the_update_and_at_the_top(live_blog, reader):
    """With its time, on the page and on the update's own; other updates have none."""
    update = PublishedUpdateFactory(page=live_blog, body=[text("Nine boats.")])
    other = PublishedUpdateFactory(page=live_blog)
    correction = editorial.correct_update(update, None, f"  {TEXT}\n\x00")
    assert correction.text == TEXT
    soup = get_soup(reader, live_blog.url)
    at = timezone.localtime(correction.at).isoformat(timespec="minutes")
    noted = get_article(soup, update).find(class_="liveconflict-update__corrections")
    assert TEXT in get_words(noted)
    assert noted.time["datetime"] == at
    assert "Nine boats." in get_words(get_article(soup, update))
    assert TEXT not in get_words(get_article(soup, other))
    assert TEXT in get_note(soup)
    editorial.pin_update(update)
    soup = get_soup(reader, live_blog.url)
    pinned = soup.find("article", attrs={"data-pinned-update-id": update.pk})
    assert TEXT in get_words(pinned)
    assert TEXT in get_words(get_article(soup, update))
    alone = get_article(get_soup(reader, update.permalink), update)
    assert TEXT in get_words(alone)


def test_open_pages_hear_of_it(live_blog):
    """One change: the update as it is now, and the note at the top."""
    update = PublishedUpdateFactory(page=live_blog)
    cursor = get_cursor(live_blog)
    editorial.correct_update(update, None, TEXT)
    assert get_changes(live_blog, cursor) == [("edited", update.pk)]
    answer = ask(live_blog, cursor)
    (entry,) = answer["updates"]
    assert TEXT in entry["html"]
    assert TEXT in answer["blog"]["parts"]["corrections_note"]


def test_the_top_has_it_for_a_day(live_blog, reader):
    """A page that is loaded later does not have it; the update keeps it."""
    update = PublishedUpdateFactory(page=live_blog)
    LiveUpdate.objects.filter(pk=update.pk).update(
        first_published_at=timezone.now() - dt.timedelta(days=3)
    )
    old = editorial.correct_update(update, None, "Old.")
    grow_old(old, hours=24, seconds=1)
    assert "Old." not in get_note(get_soup(reader, live_blog.url))
    young = editorial.correct_update(update, None, "Young.")
    grow_old(young, hours=23, minutes=59)
    soup = get_soup(reader, live_blog.url)
    assert "Young." in get_note(soup)
    assert "Old." not in get_note(soup)
    assert {"Old.", "Young."} <= set(get_words(get_article(soup, update)).split())
    data = as_list(get_data(soup)["correction"])
    assert [comment["text"] for comment in data] == ["Young."]


def test_what_is_delivered_does_not_depend_on_the_time(live_blog, reader):
    """A day later the same bytes: each note carries its end, and the page hides it."""
    update = PublishedUpdateFactory(page=live_blog)
    correction = editorial.correct_update(update, None, TEXT)
    grow_old(correction, hours=30)
    part = ask(live_blog)["blog"]["parts"]["corrections_note"]
    correction.refresh_from_db()
    assert TEXT in part
    until = (correction.at + dt.timedelta(hours=24)).isoformat()
    assert part.count(f'data-until="{until}"') == 2
    # What was corrected long before the newest one is left out for good.
    editorial.correct_update(update, None, "Newer.")
    assert TEXT not in ask(live_blog)["blog"]["parts"]["corrections_note"]


def test_our_error_corrects_every_blog_that_shows_the_claim(root_page, reader):
    """One each, however many updates of it show the claim; in each of these updates;
    one change for each update and one for the head."""
    claim = reach(ClaimFactory(), "corroborated")
    blogs = [LiveBlogPageFactory(parent=root_page) for _ in range(3)]
    updates = [
        PublishedUpdateFactory(page=blog, body=[verification(claim)])
        for blog in blogs[:2]
        for _ in range(3)
    ]
    LiveUpdateFactory(page=blogs[2], body=[verification(claim)]).save_revision()
    cursors = [get_cursor(blog) for blog in blogs]
    step = step_to("disputed", reason=Reason.OUR_ERROR, note=TEXT)
    change_status(claim, None, step, override_reason="A test.")
    found = Correction.objects.order_by("page_id")
    assert [(c.page_id, c.text, c.claim_id) for c in found] == [
        (blog.pk, TEXT, claim.pk) for blog in blogs[:2]
    ]
    for blog, cursor in zip(blogs, cursors, strict=True):
        own = [update for update in updates if update.page_id == blog.pk]
        expected = [("claim", update.pk) for update in own]
        assert get_changes(blog, cursor) == expected + [("header", None)] * bool(own)
        for entry in ask(blog, cursor).get("updates", ()):
            assert TEXT in entry["html"]
    assert TEXT in get_note(get_soup(reader, blogs[0].url))


def test_another_reason_is_no_correction(live_blog):
    """The world has changed, not our word."""
    claim = reach(ClaimFactory(), "corroborated")
    PublishedUpdateFactory(page=live_blog, body=[verification(claim)])
    step = step_to("disputed", reason=Reason.OFFICIAL_DENIAL)
    change_status(claim, None, step, override_reason="A test.")
    assert not Correction.objects.exists()


def test_a_later_update_is_not_corrected(live_blog, reader):
    """It shows the claim as it is now, and never said otherwise."""
    claim = reach(ClaimFactory(), "corroborated")
    before = PublishedUpdateFactory(page=live_blog, body=[verification(claim)])
    step = step_to("disputed", reason=Reason.OUR_ERROR, note=TEXT)
    change_status(claim, None, step, override_reason="A test.")
    after = PublishedUpdateFactory(page=live_blog, body=[verification(claim)])
    postings = get_postings(get_soup(reader, live_blog.url))
    assert postings[before.anchor]["correction"]
    assert "correction" not in postings[after.anchor]


def test_machines_are_told(live_blog, reader):
    """A ``CorrectionComment`` on the update and on the live blog, as readers have it;
    and feeds have it in the entry."""
    update = PublishedUpdateFactory(page=live_blog)
    evil = "Nine </script> boats & <b>more</b>."
    correction = editorial.correct_update(update, None, evil)
    soup = get_soup(reader, live_blog.url)
    expected = {
        "@type": "CorrectionComment",
        "text": evil,
        "datePublished": timezone.localtime(correction.at).isoformat(
            timespec="minutes"
        ),
    }
    assert as_list(get_postings(soup)[update.anchor]["correction"]) == [expected]
    assert as_list(get_data(soup)["correction"]) == [expected]
    (entry,) = read(live_blog)
    assert "Nine &lt;/script&gt; boats" in entry["html"]


@pytest.mark.parametrize("words", ["", " \n ", "\x07"])
def test_a_correction_says_something(live_blog, words):
    """Else nothing is written."""
    update = PublishedUpdateFactory(page=live_blog)
    with pytest.raises(exceptions.CorrectionEmpty):
        editorial.correct_update(update, None, words)
    assert not Correction.objects.exists()


def test_only_what_readers_see_is_corrected(live_blog, editor, writer):
    """Neither drafts nor what was withdrawn; by whoever may publish the blog."""
    draft = LiveUpdateFactory(page=live_blog)
    update = PublishedUpdateFactory(page=live_blog)
    with pytest.raises(exceptions.UpdateNotLive):
        editorial.correct_update(draft, editor, TEXT)
    for user in (writer, UserFactory()):
        with pytest.raises(exceptions.NotAllowed):
            editorial.correct_update(update, user, TEXT)
    editorial.withdraw_update(update, editor, "Wrong river.")
    with pytest.raises(exceptions.UpdateWithdrawn):
        editorial.correct_update(update, editor, TEXT)
    assert not Correction.objects.exists()


def test_a_withdrawal_may_be_a_correction(live_blog, reader):
    """Listed with its reason when it was our error; else not."""
    ours, theirs = PublishedUpdateFactory.create_batch(2, page=live_blog)
    editorial.withdraw_update(theirs, None, "They took it back.")
    assert not Correction.objects.exists()
    editorial.withdraw_update(ours, None, "Wrong river.", is_our_error=True)
    soup = get_soup(reader, live_blog.url)
    assert "Wrong river." in get_note(soup)
    assert "They took it back." not in get_note(soup)


def test_what_a_correction_repeats_is_withdrawn_with_the_update(live_blog, reader):
    """The fact that there was one is left of it, everywhere."""
    update = PublishedUpdateFactory(page=live_blog)
    editorial.correct_update(update, None, "It was not the canary.")
    editorial.withdraw_update(update, None, "Wrong river.", is_our_error=True)
    addresses = ["", "corrections/", "corrections/feed/", f"updates/{update.pk}/"]
    for address in addresses:
        answer = reader.get(f"{live_blog.url}{address}").text
        assert "canary" not in answer, address
        assert "Wrong river." in answer, address
    note = get_note(get_soup(reader, live_blog.url))
    assert "has been withdrawn since" in note
    assert "canary" not in json.dumps(ask(live_blog))
