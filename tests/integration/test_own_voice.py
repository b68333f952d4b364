"""Where an update says as its own what nobody has established."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.desk_forms import publish as publish_form, url, words
from tests.factories import (
    ClaimFactory,
    ImageFactory,
    LiveBlogPageFactory,
    LiveUpdateFactory,
    PublishedUpdateFactory,
    link_card,
    picture,
    quote,
    text,
    verification,
)
from wagtail_liveconflict.editorial.own_voice import LIMIT, get_finder, get_stem
from wagtail_liveconflict.editorial.warnings import find_warnings, find_warnings_in
from wagtail_liveconflict.models import Claim, LiveUpdate
from wagtail_liveconflict.writing import writing_for

pytestmark = pytest.mark.django_db

BRIDGE = "The middle span of the Halmeret bridge has been destroyed."
SAID = "The middle span of the bridge in Halmeret was destroyed."


def find(live_blog, words, shown=()):
    return [claim.sentence for claim in get_finder(live_blog)(words, shown)]


def find_in(live_blog, *body, **fields):
    fields.setdefault("headline", "")
    update = LiveUpdateFactory(page=live_blog, body=list(body), **fields)
    return [(*w.path, w.field) for w in find_warnings(update) if w.claim_id]


@pytest.mark.parametrize("status", ["unverified", "checking", "disputed"])
def test_an_open_claim_said_as_ours_is_found(live_blog, status):
    """Whatever ending its words have and whatever stands between them."""
    ClaimFactory(sentence=BRIDGE, status=status)
    for said in (
        SAID,
        "Rain all day.\nThe Halmeret bridge’s middle span is destroyed!",
        "At noon the middle span of Halmeret’s bridge, built in 1911, was destroyed",
    ):
        assert find(live_blog, said) == [BRIDGE], said


@pytest.mark.parametrize("status", ["corroborated", "verified", "false"])
def test_what_is_known_may_be_said(live_blog, status):
    """And what is false is told as false."""
    ClaimFactory(sentence=BRIDGE, status=status)
    assert find(live_blog, SAID) == []


@pytest.mark.parametrize(
    "said",
    [
        "The middle span of the Halmeret bridge has been destroyed, Towpath says.",
        "According to Towpath, the middle span of the Halmeret bridge was destroyed.",
        "The middle span of the Halmeret bridge has reportedly been destroyed.",
        "It is unconfirmed that the middle span of Halmeret bridge was destroyed.",
        "Was the middle span of the Halmeret bridge destroyed?",
        "Towpath: middle span of Halmeret bridge destroyed",
        "Middle span of Halmeret bridge destroyed – council",
        "The middle span of the Halmeret bridge has not been destroyed.",
        "The middle span of the Halmeret bridge wasn’t destroyed.",
        "Nobody knows whether the middle span of Halmeret bridge is destroyed.",
        f"{SAID} We could not verify this.",
        f"This is unverified. {SAID}",
        "“The middle span of the Halmeret bridge has been destroyed.”",
        # Other sentences with some of its words.
        "The middle span of the bridge was built in 1911.",
        "A house in Halmeret was destroyed.",
        "The Halmeret bridge is closed. Its middle span is older. A car was destroyed.",
        "The middle of the Halmeret bridge is open again.",
    ],
)
def test_what_is_said_by_somebody_or_is_something_else_is_left_alone(live_blog, said):
    """Attributed, in doubt, asked, denied, quoted; and other things said with some of
    the same words."""
    ClaimFactory(sentence=BRIDGE)
    assert find(live_blog, said) == []


def test_doubt_in_the_claim_itself_is_no_doubt_of_ours(live_blog):
    """That somebody denies something may be what is claimed."""
    sentence = "Ossamir denies that its soldiers crossed the Ilvane river."
    ClaimFactory(sentence=sentence)
    assert find(live_blog, sentence) == [sentence]
    assert find(live_blog, f"Towpath says: {sentence}") == []


def test_short_claims_are_not_known_by_their_words(live_blog):
    """Two words may stand in any sentence."""
    ClaimFactory(sentence="The minister resigned.")
    assert find(live_blog, "The minister has resigned.") == []


def test_numbers_are_words(live_blog):
    """Eleven people are not fourteen where the number is written in digits. The time of
    day need not be there."""
    sentence = "At about 20:15, 14 people were killed in Halmeret on Sunday evening."
    ClaimFactory(sentence=sentence)
    assert find(live_blog, "14 people were killed in Halmeret on Sunday.") == [sentence]
    assert find(live_blog, "11 people were killed in Halmeret on Sunday.") == []


@pytest.mark.parametrize(
    ("language", "sentence", "said", "hedged"),
    [
        (
            "ru",
            "Средний пролёт моста в Халмерете разрушен.",
            "В Халмерете разрушены средний пролет и часть моста.",
            "По данным канала, средний пролёт моста в Халмерете разрушен.",
        ),
        (
            "ru",
            "Солдаты Пельтрии перешли реку Ильвану.",
            "Реку Ильвану перешли солдаты Пельтрии.",
            "Солдаты Пельтрии якобы перешли реку Ильвану.",
        ),
        (
            "uk",
            "Середній проліт моста в Галмереті зруйновано.",
            "У Галмереті зруйновано середній проліт моста.",
            "Нібито в Галмереті зруйновано середній проліт моста.",
        ),
        (
            "uk",
            "Солдати Пельтрії перейшли річку Ільвану.",
            "Солдати Пельтрії вночі перейшли річку Ільвану.",
            "Солдати Пельтрії перейшли річку Ільвану, повідомляє канал.",
        ),
    ],
)
def test_other_languages_have_their_own_words(
    live_blog, settings, language, sentence, said, hedged
):
    """Endings, and who is speaking."""
    settings.LANGUAGE_CODE = language
    ClaimFactory(sentence=sentence)
    assert find(live_blog, said) == [sentence]
    assert find(live_blog, hedged) == []
    assert find(live_blog, f"{said} Это не подтверждено, не підтверджено.") == []


def test_a_language_that_is_not_known_is_left_alone(live_blog, settings):
    """Nobody could tell who is speaking."""
    ClaimFactory(sentence=BRIDGE)
    settings.LANGUAGE_CODE = "de"
    assert find(live_blog, SAID) == []


@pytest.mark.parametrize(
    "forms",
    [
        ("destroyed", "destroys", "destroy"),
        ("bridge", "bridges"),
        ("lorries", "lorry"),
        ("mines", "mined", "mine"),
        ("stopped", "stop", "stopping"),
        ("разрушен", "разрушена", "разрушены"),
        ("мост", "моста", "мостом", "мосту"),
        ("річка", "річку", "річкою"),
    ],
)
def test_forms_of_a_word_are_one(forms):
    """Roughly: enough to know a sentence again."""
    assert len({get_stem(form) for form in forms}) == 1


def test_only_our_own_words_are_looked_at(live_blog):
    """Headline, text and captions; not quotes, also not in our words, nor what
    another page calls itself."""
    ClaimFactory(sentence=BRIDGE)
    assert find_in(
        live_blog,
        text(SAID),
        quote(SAID),
        quote(SAID, kind="paraphrase", context_note=SAID),
        picture(ImageFactory(), caption=SAID),
        link_card(title=SAID, text=SAID),
        headline="Middle span of Halmeret bridge destroyed",
    ) == [("headline",), (0, ""), (3, "caption")]


def test_an_update_that_shows_the_claim_may_say_it(live_blog):
    """Its status stands beside the words; that of another claim does not count."""
    claim, other = ClaimFactory(sentence=BRIDGE), ClaimFactory()
    assert find_in(live_blog, text(SAID), verification(claim)) == []
    assert find_in(live_blog, text(SAID), verification(other)) == [(0, "")]


def test_which_claims_count(live_blog):
    """Those of this live blog however old, those of others for a week; no withdrawn
    ones."""
    claim = ClaimFactory(sentence=BRIDGE)
    old = timezone.now() - timedelta(days=8)
    Claim.objects.update(created_at=old)
    assert find(live_blog, SAID) == []
    PublishedUpdateFactory(page=LiveBlogPageFactory(), body=[verification(claim)])
    assert find(live_blog, SAID) == []
    PublishedUpdateFactory(page=live_blog, body=[verification(claim)])
    assert find(live_blog, SAID) == [BRIDGE]
    Claim.objects.update(withdrawn_at=timezone.now())
    assert find(live_blog, SAID) == []


def test_cost_is_bounded(live_blog, django_assert_num_queries):
    """One query for all texts, none where there is nothing to read; at most so many
    claims, those of this live blog first."""
    claim = ClaimFactory(sentence=BRIDGE)
    PublishedUpdateFactory(page=live_blog, body=[verification(claim)])
    Claim.objects.bulk_create(
        Claim(sentence=f"Boat {n} has reached the eastern bank.") for n in range(LIMIT)
    )
    found = []
    with django_assert_num_queries(1):
        search = get_finder(live_blog)
        for said in (SAID, "Rain.", "Boat 1 has reached the eastern bank."):
            found += search(said, ())
    assert [each.sentence for each in found] == [
        BRIDGE,
        "Boat 1 has reached the eastern bank.",
    ]
    assert "Boat 0 has" not in str(found)
    body = LiveUpdate._meta.get_field("body").stream_block.to_python([])
    with writing_for(live_blog), django_assert_num_queries(1):
        # The glossary's.
        find_warnings_in({"headline": ""}, body)


def test_it_is_asked_once_on_publish(editor_client, live_blog):
    """A warning, and no wall: published again as it is, it is published."""
    ClaimFactory(sentence=BRIDGE)
    data = publish_form(live_blog, words(SAID))
    form = editor_client.post(url("desk", live_blog.pk), data).context["form"]
    (warning,) = form.warnings
    assert warning.message == (
        f"“{BRIDGE}” has the status “Unverified”, and this says it as our own. Say who "
        "says it, or show the claim here."
    )
    data["warnings-seen"] = form.warnings_seen
    assert editor_client.post(url("desk", live_blog.pk), data).status_code == 302
    assert LiveUpdate.objects.get().live


def test_wagtails_content_checks_have_a_rule_for_it(editor_client, live_blog):
    """In the editor and in the preview, which lists the warning."""
    from tests.integration.test_content_checks import get_preview, read_configuration

    claim = ClaimFactory(sentence=BRIDGE)
    preview = get_preview(editor_client, live_blog, words(SAID))
    at_desk = editor_client.get(url("desk", live_blog.pk))
    for response in (at_desk, preview):
        configuration = read_configuration(response)
        rules = {
            rule["id"]: rule["selector"] for rule in configuration["spec"]["rules"]
        }
        assert rules["liveconflict-own-voice"] == "[data-own-voice]"
        assert configuration["messages"]["liveconflict-own-voice"]["error_name"]
    above = preview.content.decode().split("<article", 1)[0]
    assert f'data-own-voice="{claim.pk}"' in above
