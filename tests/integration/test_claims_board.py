"""The board of all claims of a live blog, as a page and as JSON."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from tests.claims import reach
from tests.factories import (
    ClaimFactory,
    LiveBlogPageFactory,
    LiveUpdateFactory,
    PublishedUpdateFactory,
    text,
    verification,
)
from tests.reading import get_soup
from wagtail_liveconflict.editorial import (
    change_claim_status,
    withdraw_claim,
    withdraw_update,
)
from wagtail_liveconflict.reader import claims_board

pytestmark = pytest.mark.django_db


def show(page, *claims, **fields):
    body = [verification(claim) for claim in claims]
    return PublishedUpdateFactory(page=page, body=body, **fields)


def get_board(reader, page):
    return get_soup(reader, f"{page.url}claims/")


def get_json(reader, page):
    return reader.get(f"{page.url}claims/?format=json").json()


def get_groups(soup):
    """Heading of each group -> ids of its claims, in their order."""
    return {
        section.h2.text.strip(): [
            int(item["id"].removeprefix("claim-"))
            for item in section.select(".liveconflict-claims__item")
        ]
        for section in soup.select("section.liveconflict-claims")
    }


def test_claims_stand_by_status_the_newest_change_first(reader, live_blog):
    """What nobody has settled yet stands together; what is withdrawn last."""
    unverified, checking, disputed, earlier, later, false, gone = (
        ClaimFactory() for _ in range(7)
    )
    claims = [unverified, checking, disputed, earlier, later, false, gone]
    show(live_blog, *claims)
    later = reach(later, "corroborated")
    reach(earlier, "verified")
    reach(later, "verified")
    reach(disputed, "disputed")
    reach(false, "false")
    reach(checking, "checking")
    withdraw_claim(gone, None, "It was wrong.")
    assert get_groups(get_board(reader, live_blog)) == {
        "Verified": [later.pk, earlier.pk],
        "Disputed": [disputed.pk],
        "False or misleading": [false.pk],
        "Still open": [checking.pk, unverified.pk],
        "Withdrawn": [gone.pk],
    }
    told = [int(claim["id"]) for claim in get_json(reader, live_blog)["claims"]]
    assert told == [
        gone.pk,
        checking.pk,
        false.pk,
        disputed.pk,
        later.pk,
        earlier.pk,
        unverified.pk,
    ]


def test_each_claim_has_its_card_and_leads_to_the_updates_that_show_it(
    reader, live_blog
):
    """Once, however many updates show it; also to one that has no headline."""
    claim = ClaimFactory(sentence="The bridge stands.")
    first = show(live_blog, claim, headline="A picture")
    body = [text("Seen again."), verification(claim)]
    second = PublishedUpdateFactory(page=live_blog, headline="", body=body)
    (item,) = get_board(reader, live_blog).select(f"#claim-{claim.pk}")
    assert item.find(attrs={"data-claim-id": str(claim.pk)})
    assert item.text.count("The bridge stands.") == 1
    links = [(a.text, a["href"]) for a in item.find_all("a")]
    assert links == [
        ("Seen again.", second.permalink),
        ("A picture", first.permalink),
    ]
    (told,) = get_json(reader, live_blog)["claims"]
    assert told["sentence"] == "The bridge stands."
    assert told["url"].endswith(f"{live_blog.url}claims/#claim-{claim.pk}")
    assert told["group"] == "open"
    assert [update["headline"] for update in told["updates"]] == [
        "Seen again.",
        "A picture",
    ]


def test_only_claims_in_public_updates_of_this_blog_are_on_it(reader, live_blog):
    """Not those of drafts, of withdrawn or removed updates, or of other blogs."""
    shown, *others = (ClaimFactory() for _ in range(6))
    draft, withdrawn, removed, elsewhere, _nowhere = others
    show(live_blog, shown)
    LiveUpdateFactory(page=live_blog, body=[verification(draft)]).save_revision()
    withdraw_update(show(live_blog, withdrawn), None, "It was wrong.")
    show(live_blog, removed).unpublish()
    show(LiveBlogPageFactory(), elsewhere)
    items = get_board(reader, live_blog).select(".liveconflict-claims__item")
    assert [item["id"] for item in items] == [f"claim-{shown.pk}"]
    (told,) = get_json(reader, live_blog)["claims"]
    assert told["id"] == str(shown.pk)


def test_a_blog_without_claims_says_so(reader, live_blog):
    """An empty board is no error."""
    words = get_board(reader, live_blog).get_text()
    assert "There are no claims yet." in words
    assert get_json(reader, live_blog)["claims"] == []


def test_the_live_blog_and_its_board_lead_to_each_other(reader, live_blog):
    """By plain links; the JSON is named in the head."""
    page = get_soup(reader, live_blog.url)
    assert page.find("a", href=live_blog.claims_url)
    board = get_board(reader, live_blog)
    assert board.find("a", href=live_blog.url)
    (link,) = board.find_all("link", type="application/json")
    assert link["href"] == f"{live_blog.full_url}claims/?format=json"


def test_it_is_in_the_language_and_zone_of_the_blog(reader, live_blog, settings):
    """Whoever asks, and in which language."""
    live_blog.time_zone = "Asia/Tokyo"
    live_blog.save()
    show(live_blog, ClaimFactory())
    response = reader.get(f"{live_blog.url}claims/", headers={"Accept-Language": "ru"})
    assert "JST" in response.text
    assert response["Content-Language"] == "en"
    told = reader.get(f"{live_blog.url}claims/?format=json").json()
    assert told["claims"][0]["as_of"].endswith("+09:00")


@pytest.mark.parametrize("query", ["", "?format=json"])
def test_it_can_be_cached_for_a_moment_and_is_asked_for_by_its_tag(
    reader, live_blog, query
):
    """Public, short, without a cookie; the tag changes with a claim alone."""
    claim = ClaimFactory()
    show(live_blog, claim)
    url = f"{live_blog.url}claims/{query}"
    first = reader.get(url)
    assert "public" in first["Cache-Control"]
    assert "max-age=1," in first["Cache-Control"]
    assert first.cookies == {}
    same = reader.get(url, headers={"If-None-Match": first["ETag"]})
    assert same.status_code == 304
    assert same["Cache-Control"] == first["Cache-Control"]
    change_claim_status(claim, None, "disputed", "Two differ.")
    other = reader.get(url, headers={"If-None-Match": first["ETag"]})
    assert other.status_code == 200
    assert other["ETag"] != first["ETag"]


def test_a_page_for_a_colleague_is_not_shared(editor_client, live_blog):
    """Wagtail's own menu is on it. The JSON is the same for everybody."""
    page = editor_client.get(f"{live_blog.url}claims/")
    assert "private" in page["Cache-Control"]
    data = editor_client.get(f"{live_blog.url}claims/?format=json")
    assert "public" in data["Cache-Control"]


@pytest.mark.parametrize("query", ["", "?format=json"])
def test_it_is_as_public_as_the_live_blog(reader, editor_client, live_blog, query):
    """Not found with it, behind the same login, and then never shared."""
    url = f"{live_blog.url}claims/{query}"
    kind = PageViewRestriction.LOGIN
    restriction = PageViewRestriction.objects.create(
        page=live_blog, restriction_type=kind
    )
    assert reader.get(url).status_code == 302
    response = editor_client.get(url)
    assert response.status_code == 200
    assert "private" in response["Cache-Control"]
    restriction.delete()
    assert reader.get(url).status_code == 200
    live_blog.unpublish()
    assert reader.get(url).status_code == 404


def test_only_reading_is_allowed(reader, live_blog):
    """405 for anything else."""
    assert reader.post(f"{live_blog.url}claims/").status_code == 405


@pytest.mark.parametrize("query", ["", "?format=json"])
def test_it_costs_the_same_for_many_claims(reader, query):
    """Claims, their parts, and the names of updates are loaded at once."""
    counts = []
    for number in (2, 9):
        page = LiveBlogPageFactory()
        for _ in range(number):
            show(page, reach(ClaimFactory(), "verified"), headline="")
        url = f"{page.url}claims/{query}"
        reader.get(url)
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            assert reader.get(url).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_markup_in_a_claim_stays_text(reader, live_blog):
    """On the board as in an update."""
    evil = "<script>alert(1)</script>"
    claim = ClaimFactory(sentence=evil, explanation=evil)
    show(live_blog, claim, headline=evil)
    text = reader.get(f"{live_blog.url}claims/").text
    assert evil not in text
    assert text.count("&lt;script&gt;") == 3


def test_of_many_updates_the_newest_are_listed(reader, live_blog):
    """The others are counted; and no body is read where there is a headline."""
    claim = ClaimFactory()
    for number in range(12):
        show(live_blog, claim, headline=f"Update {number}")
    with CaptureQueriesContext(connection) as queries:
        (told,) = get_json(reader, live_blog)["claims"]
    assert [each["headline"] for each in told["updates"]] == [
        f"Update {number}" for number in range(11, 1, -1)
    ]
    assert told["more_updates"] == 2
    assert not any('liveupdate"."body"' in query["sql"] for query in queries)
    (item,) = get_board(reader, live_blog).select(f"#claim-{claim.pk}")
    updates = item.select(".liveconflict-claims__updates li")
    assert len(updates) == 11
    assert updates[-1].text.strip() == "and 2 more updates"


@pytest.mark.parametrize("query", ["", "?format=json"])
def test_what_a_reader_has_already_is_not_rendered(
    reader, live_blog, query, monkeypatch
):
    """The tag is known without a look at the claims."""
    show(live_blog, ClaimFactory())
    url = f"{live_blog.url}claims/{query}"
    monkeypatch.setattr(claims_board.time, "time", lambda: 3000.0)
    tag = reader.get(url)["ETag"]
    monkeypatch.setattr(claims_board, "find_entries", None)
    with CaptureQueriesContext(connection) as queries:
        same = reader.get(url, headers={"If-None-Match": tag})
    assert same.status_code == 304
    assert not any("claim" in query["sql"] for query in queries)
