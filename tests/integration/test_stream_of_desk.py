"""The stream beside the composer: what it shows of each update, and what it finds."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone
from wagtail.models import Workflow

from tests.claims import put
from tests.desk_forms import url
from tests.factories import (
    ClaimFactory,
    LiveBlogPageFactory,
    LiveUpdateFactory,
    PublishedUpdateFactory,
    UserFactory,
    text,
    verification,
)
from wagtail_liveconflict.editorial import pin_update, withdraw_update
from wagtail_liveconflict.models import LiveUpdate

pytestmark = pytest.mark.django_db

STREAM = {"X-Liveconflict-Stream": "1"}


def get_list(client, page, **query):
    """The entries of the stream as the desk's script gets them, by headline."""
    response = client.get(url("stream", page.pk), query, headers=STREAM)
    assert response.status_code == 200
    soup = BeautifulSoup(response.json()["html"], "html.parser")
    names = (
        entry.select_one(".wlc-entry__name") for entry in soup.select(".wlc-entry")
    )
    return {name.get_text(strip=True): name.find_parent("li") for name in names}


def get_words(entry):
    return " ".join(entry.get_text(" ", strip=True).split())


def submit(update, user):
    """Put a draft into Wagtail's workflow for moderators."""
    workflow = Workflow.objects.get()
    update.save_revision(user=user)
    return workflow.start(update, user)


def schedule(update, moment):
    update.go_live_at = moment
    update.save_revision().publish()


@pytest.fixture
def newsroom(live_blog, editor):
    """A live blog with an update of every state."""
    tomorrow = timezone.now() + timedelta(days=1)
    olena = UserFactory(username="olena", first_name="Olena", last_name="Reed")
    make = {"page": live_blog, "owner": olena}
    LiveUpdateFactory(**make, headline="Barge sighted").save_revision(user=olena)
    schedule(LiveUpdateFactory(**make, headline="Bridge opens"), tomorrow)
    submit(LiveUpdateFactory(**make, headline="Wells reopened"), olena)
    LiveUpdateFactory(**make, headline="Names of the crew", hold_until=tomorrow)
    PublishedUpdateFactory(**make, headline="Ferry runs again", is_key_event=True)
    changed = PublishedUpdateFactory(**make, headline="Two crews ashore")
    changed.headline = "Three crews ashore"
    changed.save_revision(user=editor)
    PublishedUpdateFactory(page=live_blog, owner=editor, headline="Quay closed")
    gone = PublishedUpdateFactory(**make, headline="Power is back")
    gone.unpublish()
    withdrawn = PublishedUpdateFactory(**make, headline="Mill burned")
    withdraw_update(withdrawn, editor, "Another town was meant.")
    pin_update(LiveUpdate.objects.get(headline="Ferry runs again"), editor)
    return live_blog


def test_every_state_is_told(editor_client, newsroom):
    """State, time of what is scheduled, author, pin and key event; a published update
    by its published headline, whatever its draft says."""
    entries = get_list(editor_client, newsroom)
    states = {
        name: entry["class"][1].removeprefix("wlc-entry--")
        for name, entry in entries.items()
    }
    assert states == {
        "Mill burned": "withdrawn",
        "Power is back": "unpublished",
        "Quay closed": "live",
        "Two crews ashore": "changed",
        "Ferry runs again": "live",
        "Names of the crew": "held",
        "Wells reopened": "awaiting",
        "Bridge opens": "scheduled",
        "Barge sighted": "draft",
    }
    assert next(iter(states)) == "Mill burned"
    pinned = get_words(entries["Ferry runs again"])
    assert "Pinned" in pinned
    assert "Key event" in pinned
    assert "Olena Reed" in pinned
    assert "Pinned" not in get_words(entries["Quay closed"])
    tomorrow = timezone.localtime(timezone.now() + timedelta(days=1))
    for name in ("Bridge opens", "Names of the crew"):
        assert entries[name].select_one(f"time[datetime^='{tomorrow:%Y-%m-%d}']")
    assert "Another town was meant." in get_words(entries["Mill burned"])


def test_a_live_update_with_a_scheduled_change_stays_on_air(editor_client, live_blog):
    """It has its verbs, and says when the change comes."""
    update = PublishedUpdateFactory(page=live_blog, headline="Ferry runs again")
    update.headline = "Ferry runs every hour"
    schedule(update, timezone.now() + timedelta(hours=2))
    entry = get_list(editor_client, live_blog)["Ferry runs again"]
    assert "wlc-entry--changed" in entry["class"]
    assert "Scheduled for" in get_words(entry)
    assert entry.select_one("[data-wlc-verb=pin]")


def test_status_of_claims(editor_client, live_blog):
    """Of a live update those that readers see, of a draft those in its words."""
    shown = put(ClaimFactory(sentence="A crew reached the bank."), "disputed")
    drafted = put(ClaimFactory(sentence="The mill is empty."), "verified")
    PublishedUpdateFactory(
        page=live_blog, headline="Crew seen", body=[verification(shown)]
    )
    LiveUpdateFactory(
        page=live_blog, headline="Mill", body=[text("We look."), verification(drafted)]
    )
    entries = get_list(editor_client, live_blog)
    assert "Disputed A crew reached the bank." in get_words(entries["Crew seen"])
    assert "Verified The mill is empty." in get_words(entries["Mill"])


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"state": "draft"}, {"Barge sighted"}),
        ({"state": "scheduled"}, {"Bridge opens"}),
        ({"state": "awaiting"}, {"Wells reopened"}),
        (
            {"state": "live"},
            {"Ferry runs again", "Two crews ashore", "Quay closed"},
        ),
        ({"state": "changed"}, {"Two crews ashore"}),
        ({"state": "unpublished"}, {"Power is back"}),
        ({"state": "withdrawn"}, {"Mill burned"}),
        ({"state": "held"}, {"Names of the crew"}),
        ({"author": "me"}, {"Quay closed"}),
        ({"author": "me", "state": "draft"}, set()),
    ],
    ids=lambda value: "-".join(value.values()) if isinstance(value, dict) else "",
)
def test_filters(editor_client, newsroom, query, found):
    """Each shows the updates it names, and no others."""
    assert set(get_list(editor_client, newsroom, **query)) == found


def test_filter_by_author(editor_client, newsroom):
    """A colleague's updates, by the name in the list."""
    user = LiveUpdate.objects.get(headline="Barge sighted").owner
    found = get_list(editor_client, newsroom, author=user.pk)
    assert "Barge sighted" in found
    assert "Quay closed" not in found


def test_filter_by_status_of_a_claim(editor_client, live_blog):
    """Updates whose readers see a claim with that status."""
    for status in ("verified", "false"):
        claim = put(ClaimFactory(), status)
        PublishedUpdateFactory(
            page=live_blog, headline=f"It is {status}", body=[verification(claim)]
        )
    assert set(get_list(editor_client, live_blog, claim="false")) == {"It is false"}


def test_search(editor_client, live_blog, django_capture_on_commit_callbacks):
    """Words of the headline or the text, in this live blog alone, drafts included; of
    a headline also as far as they are typed."""
    other = LiveBlogPageFactory(title="Another crossing")
    with django_capture_on_commit_callbacks(execute=True):
        LiveUpdateFactory(page=live_blog, headline="Паром ходить знову")
        PublishedUpdateFactory(
            page=live_blog, headline="At the quay", body=[text("Twelve barges.")]
        )
        PublishedUpdateFactory(page=other, headline="Barges elsewhere")
    assert set(get_list(editor_client, live_blog, q="barges")) == {"At the quay"}
    assert set(get_list(editor_client, live_blog, q="паром")) == {"Паром ходить знову"}
    assert set(get_list(editor_client, live_blog, q="пар")) == {"Паром ходить знову"}
    assert get_list(editor_client, live_blog, q="locomotive") == {}


@pytest.mark.parametrize(
    "query",
    [
        {"state": "burnt"},
        {"author": "nobody"},
        {"author": "9" * 40},
        {"claim": "true"},
        {"before": "yesterday"},
        {"before": "99999999999999999-999999999999999999"},
        {"after": "0-0"},
        {"q": "\x00"},
        {"q": '"* AND (OR'},
        {"q": "x" * 5000},
        {"p": "2"},
        {"since": "-"},
    ],
    ids=str,
)
def test_an_odd_address_is_no_error(editor_client, live_blog, query):
    """Neither of the desk nor of the stream alone."""
    PublishedUpdateFactory(page=live_blog)
    for name in ("desk", "stream"):
        address = url(name, live_blog.pk)
        assert editor_client.get(address, query, headers=STREAM).status_code == 200


def test_filters_are_kept_after_a_verb(editor_client, newsroom):
    """Without the script as well, a button leads back to what was being looked at."""
    desk = url("desk", newsroom.pk) + "?state=live&q=ferry"
    soup = BeautifulSoup(editor_client.get(desk).content, "html.parser")
    update = LiveUpdate.objects.get(headline="Ferry runs again")
    form = soup.select_one(f"form[action*='/do/{update.pk}/unpin/']")
    response = editor_client.post(form["action"])
    asked = set(response["Location"].partition("?")[2].split("&"))
    assert asked == {"state=live", "q=ferry"}
