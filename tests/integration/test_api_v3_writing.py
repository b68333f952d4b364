"""Writing an update through Wagtail's API v3."""

import pytest
from django.test import Client

pytest.importorskip("wagtail.api.v3")

from wagtail.models import APIToken

from tests.bots import API, Bot, get_errors, text
from tests.factories import (
    ClaimFactory,
    ImageFactory,
    LiveUpdateFactory,
    SourceFactory,
    UserFactory,
    quote,
    verification,
)
from wagtail_liveconflict.colleagues import name_of
from wagtail_liveconflict.models import Change, LiveUpdate

pytestmark = pytest.mark.django_db


@pytest.fixture
def bot(editor):
    return Bot(editor)


@pytest.fixture
def drafting_bot(writer):
    return Bot(writer)


def refuse(bot, page, **fields):
    answer = bot.write(page, status=422, **fields)
    assert not LiveUpdate.objects.exists()
    return get_errors(answer)


def test_a_bot_drafts_and_publishes(live_blog, bot, reader):
    """A draft that readers do not see, changed once, then published as it is."""
    draft = bot.write(live_blog, body=[text("At noon.")], event_place="Ternwell")
    assert draft["state"] == "draft"
    assert "The ferry runs" not in reader.get(live_blog.url).text
    update = LiveUpdate.objects.get(pk=draft["id"])
    assert (update.owner, update.byline_names) == (bot.user, name_of(bot.user))

    changed = bot.edit(draft, headline="The ferry runs again")
    assert changed["event_place"] == "Ternwell"
    assert changed["revision"] > draft["revision"]
    assert [block["type"] for block in changed["body"]] == ["text"]

    live = bot.do(changed, "publish", {"based_on": changed["revision"]})
    assert live["state"] == "live"
    assert not live["has_unpublished_changes"]
    assert live["html_url"].endswith(f"/updates/{draft['id']}/")
    html = reader.get(live_blog.url).text
    assert "The ferry runs again" in html
    assert "At noon." in html


def test_published_at_once_with_all_kinds_of_blocks(live_blog, bot, reader):
    """Quote by a source, claim, picture and link, as the desk would have made them."""
    source = SourceFactory(name="Ott Reed")
    claim = ClaimFactory(sentence="The bridge stands.")
    image = ImageFactory()
    body = [
        text('Read <a href="https://example.org/">this</a>.'),
        {
            "type": "quote",
            "value": {
                "text": "We open.",
                "source": source.pk,
                "said_precision": "unknown",
            },
        },
        {"type": "verification", "value": {"claim": claim.pk, "note": "So far."}},
        {
            "type": "image",
            "value": {
                "image": {"image": image.pk, "alt_text": "A quay", "decorative": False},
                "sensitivity": "none",
                "credit": "Ida Marsh",
            },
        },
        {"type": "embed", "value": {"url": "https://example.org/report"}},
        {"type": "more_stories", "value": {"number": 1, "picks": []}},
    ]
    live = bot.write(live_blog, body=body, action="publish")
    assert live["state"] == "live"
    html = reader.get(live_blog.url).text
    for words in ("Ott Reed", "The bridge stands.", "So far.", "A quay", "We open."):
        assert words in html
    update = LiveUpdate.objects.get(pk=live["id"])
    assert update.body[1].value["copied_from"]
    assert list(update.claim_appearances.values_list("claim_id", flat=True)) == [
        claim.pk
    ]
    told = bot.get(f"live_updates/{live['id']}/draft/").json()
    # What the app keeps for itself is not told, and what is told can be sent back.
    assert "copied_from" not in told["body"][1]["value"]
    again = bot.edit(told, body=told["body"], action="publish", correction="")
    assert again["body"] == told["body"]
    update.refresh_from_db()
    assert update.body[1].value["copied_from"]


def test_markup_goes_through_the_same_sieve(live_blog, bot):
    """Scripts, handlers and tags that the desk does not offer are dropped."""
    html = (
        '<p onclick="x()">Boats<script>alert(1)</script> <b>two</b>'
        '<iframe src="https://example.org"></iframe>'
        '<a href="javascript:alert(1)">here</a></p><h2>Big</h2>'
    )
    draft = bot.write(live_blog, body=[{"type": "text", "value": html}])
    (block,) = draft["body"]
    for forbidden in ("script", "onclick", "iframe", "javascript", "<h2"):
        assert forbidden not in block["value"]
    assert "<b>two</b>" in block["value"]


def test_a_quote_that_is_not_ready_is_not_published(live_blog, bot):
    """What the form of the desk says of it, at its field. As a draft it may stay."""
    body = [{"type": "quote", "value": {"text": "We open."}}]
    errors = refuse(bot, live_blog, body=body, action="publish")
    assert errors
    assert all(place.startswith("body.0.value.") for _code, place in errors)
    assert bot.write(live_blog, body=body)["state"] == "draft"


def test_an_empty_update_is_not_published(live_blog, bot):
    """Nor by the API."""
    ((code, _place),) = refuse(bot, live_blog, headline="", action="publish")
    assert code
    draft = bot.write(live_blog, headline="")
    bot.do(draft, "publish", {"based_on": draft["revision"]}, status=422)


def test_who_may_only_draft_does_not_publish(live_blog, drafting_bot):
    """The draft is written; each way of publishing it is refused."""
    drafting_bot.write(live_blog, status=403, action="publish")
    assert not LiveUpdate.objects.exists()
    draft = drafting_bot.write(live_blog)
    publish = {"based_on": draft["revision"]}
    drafting_bot.do(draft, "publish", publish, status=403)
    drafting_bot.edit(draft, status=403, action="publish")
    for verb, body in (("pin", None), ("withdraw", {"reason": "x"})):
        drafting_bot.do(draft, verb, body, status=403)
    assert not LiveUpdate.objects.get(pk=draft["id"]).live
    assert Change.objects.filter(kind="published").count() == 0


def test_a_colleagues_draft_is_not_for_a_bot_that_only_drafts(
    live_blog, bot, drafting_bot
):
    """Neither to read nor to write, nor in the list."""
    theirs = bot.write(live_blog, headline="Secret")
    own = drafting_bot.write(live_blog)
    for path in (f"live_updates/{theirs['id']}/draft/", f"live_updates/{10**9}/draft/"):
        response = drafting_bot.get(path)
        assert response.status_code in (403, 404)
        assert "Secret" not in response.text
    drafting_bot.edit(theirs, status=403, headline="Mine")
    listed = drafting_bot.get(f"live_blogs/{live_blog.pk}/drafts/").json()
    assert [item["id"] for item in listed["items"]] == [own["id"]]
    listed = bot.get(f"live_blogs/{live_blog.pk}/drafts/").json()
    assert [item["id"] for item in listed["items"]] == [own["id"], theirs["id"]]


@pytest.mark.parametrize("kind", ["none", "wrong", "revoked", "inactive", "session"])
def test_without_a_valid_token_nothing_is_written(live_blog, bot, editor, kind):
    """401; the session of somebody who is signed in is no token."""
    client = Client()
    if kind == "session":
        client.force_login(editor)
    elif kind == "wrong":
        client = Client(headers={"authorization": "Bearer wagtail_nothing"})
    elif kind != "none":
        client = bot.client
        if kind == "revoked":
            APIToken.objects.get().revoke()
        else:
            type(editor).objects.update(is_active=False)
    update = LiveUpdateFactory(page=live_blog)
    for path in (
        f"live_blogs/{live_blog.pk}/updates/",
        f"live_updates/{update.pk}/withdraw/",
    ):
        response = client.post(f"{API}/{path}", "{}", content_type="application/json")
        assert response.status_code == 401
    assert client.get(f"{API}/live_updates/{update.pk}/draft/").status_code == 401
    assert LiveUpdate.objects.count() == 1


def test_somebody_without_any_right_writes_nothing(live_blog):
    """A valid token of a user who may do nothing."""
    Bot(UserFactory()).write(live_blog, status=403)


def test_blocks_keep_their_ids_and_what_was_copied(live_blog, bot):
    """Sent back with its id, a quote stays the one it was: the source's later office
    does not come into it."""
    source = SourceFactory(name="Ott Reed", role="harbour master")
    body = [{"type": "quote", "value": {"text": "We open.", "source": source.pk}}]
    body[0]["value"]["said_precision"] = "unknown"
    live = bot.write(live_blog, body=body, action="publish")
    source.role = "minister"
    source.save()
    again = bot.edit(live, body=[*live["body"], text("More.")], action="publish")
    update = LiveUpdate.objects.get(pk=live["id"])
    assert update.body[0].id == live["body"][0]["id"] == again["body"][0]["id"]
    assert update.body[0].value["role"] == "harbour master"


def test_quotes_and_claims_of_the_factories_can_be_read_as_drafts(live_blog, bot):
    """What the desk has written is told as it can be sent back."""
    update = LiveUpdateFactory(
        page=live_blog, body=[quote("We open."), verification(ClaimFactory())]
    )
    draft = bot.get(f"live_updates/{update.pk}/draft/").json()
    assert draft["revision"] is None
    assert draft["body"][0]["value"]["text"] == "We open."


def test_a_picture_states_whether_it_is_sensitive(bot, live_blog):
    """To be published, as at the desk; a draft may wait for it."""
    value = {"image": {"image": ImageFactory().pk, "alt_text": "A quay"}}
    body = [{"type": "image", "value": value}]
    place = "body.0.value.sensitivity"
    assert refuse(bot, live_blog, body=body, action="publish") == [("required", place)]
    value["sensitivity"] = "gore"
    refused = refuse(bot, live_blog, body=body, action="publish")
    assert refused == [("invalid_choice", place)]
    del value["sensitivity"]
    assert bot.write(live_blog, body=body)["state"] == "draft"
