"""What stands under a quote on an English page."""

from datetime import UTC, datetime

import pytest
from django.utils import translation

from wagtail_liveconflict.attribution import (
    Attribution,
    Medium,
    Verb,
    describe_attribution_as_text,
)
from wagtail_liveconflict.attribution.english import MEDIA, VERBS

SAID_AT = datetime(2026, 9, 10, 12, 30, tzinfo=UTC)


def say(**known):
    return describe_attribution_as_text(Attribution(**known), "en")


@pytest.mark.parametrize(
    ("known", "sentence"),
    [
        (
            {
                "speaker": "Denis Marsh",
                "role": "harbour master",
                "affiliation": "Port of Ternwell",
                "description": "a ferry official",
                "party": "Northern province",
                "verb": "wrote",
                "medium": "telegram",
                "said_at": SAID_AT,
                "precision": "part_of_day",
                "relayed_by": "The Ternwell Gazette",
            },
            "Denis Marsh, harbour master, Port of Ternwell (a ferry official; Northern "
            "province), wrote on Telegram, 10 September, afternoon, as relayed by "
            "The Ternwell Gazette",
        ),
        (
            {
                "speaker": "River Wire",
                "description": "A military Telegram channel.",
                "verb": "according_to",
                "medium": "telegram",
                "said_at": SAID_AT,
                "precision": "day",
            },
            "According to River Wire, a military Telegram channel, on Telegram, "
            "10 September",
        ),
        (
            {"speaker": "River Wire", "verb": "according_to", "medium": "telegram"},
            "According to River Wire on Telegram",
        ),
        (
            {
                "speaker": "Ada Quill",
                "verb": "told",
                "told_to": "Reuters",
                "medium": "interview",
            },
            "Ada Quill told Reuters in an interview",
        ),
        (
            {"speaker": "Ada Quill", "verb": "told", "medium": "phone"},
            "Ada Quill said by phone",
        ),
        (
            {"speaker": "Ada Quill", "verb": "according_to", "told_to": "Reuters"},
            "According to Ada Quill, speaking to Reuters",
        ),
        (
            {
                "speaker": "Ada Quill",
                "verb": "posted",
                "told_to": "the crew",
                "medium": "x",
            },
            "Ada Quill posted, addressing the crew, on X",
        ),
        (
            {"speaker": "Ada Quill", "party": "Northern province", "medium": "x"},
            "Ada Quill (Northern province) said on X",
        ),
        (
            {"speaker": "Ada Quill", "affiliation": "Port of Ternwell"},
            "Ada Quill (Port of Ternwell) said",
        ),
        ({"speaker": "Ada Quill", "verb": "", "medium": ""}, "Ada Quill"),
        (
            {"speaker": "Ada Quill", "verb": "shouted", "medium": "smoke"},
            "Ada Quill",
        ),
        (
            {"speaker": "Ada Quill", "relayed_by": "River Wire"},
            "Ada Quill said, as relayed by River Wire",
        ),
    ],
)
def test_what_is_known_makes_one_sentence(known, sentence):
    """Commas stand at both ends of an apposition, and nowhere for want of one."""
    assert say(**known) == sentence


@pytest.mark.parametrize(
    ("known", "sentence"),
    [
        ({"role": "warden", "description": "a warden"}, "Ada Quill, warden, said"),
        ({"role": "warden", "affiliation": "Warden"}, "Ada Quill, warden, said"),
        (
            {"role": "warden of the Port", "affiliation": "The Port", "party": "North"},
            "Ada Quill, warden of the Port (North), said",
        ),
        (
            {"affiliation": "North", "party": "north"},
            "Ada Quill (North) said",
        ),
        (
            {"role": "warden of the North", "party": "North"},
            "Ada Quill, warden of the North (North), said",
        ),
        ({"description": "a port", "role": "Airport manager"}, None),
    ],
)
def test_nothing_is_said_twice(known, sentence):
    """A text that an earlier one already has in whole words is left out; the side
    only when it is the same text, since a name may hold the opponent's."""
    sentence = sentence or "Ada Quill, Airport manager (a port), said"
    assert say(speaker="Ada Quill", **known) == sentence


@pytest.mark.parametrize(
    ("known", "sentence"),
    [
        ({"role": " harbour  master, "}, "harbour master said"),
        (
            {"description": "a witness", "party": "Northern province"},
            "a witness (Northern province) said",
        ),
        ({"party": "Northern province"}, "said"),
        ({"verb": "according_to", "medium": "phone"}, "by phone"),
    ],
)
def test_without_a_name_the_speaker_is_what_is_known(known, sentence):
    """As in drafts: role, description or affiliation; a side alone is nobody."""
    assert say(speaker="  ", **known) == sentence


@pytest.mark.parametrize("verb", sorted(set(Verb.values) - {"according_to"}))
def test_every_verb_has_a_form(verb):
    """Alone, and with the person it was told to."""
    alone, before_name = VERBS[verb]
    assert say(speaker="Ada", verb=verb) == f"Ada {alone}"
    assert say(speaker="Ada", verb=verb, told_to="Bo") == f"Ada {before_name} Bo"


@pytest.mark.parametrize("medium", Medium.values)
def test_every_medium_has_a_phrase(medium):
    """All but "other", which says nothing."""
    phrase = MEDIA.get(medium, "")
    assert say(speaker="Ada", medium=medium) == f"Ada said {phrase}".strip()
    assert bool(phrase) == (medium != Medium.OTHER)


def test_language_of_the_page_decides_when_none_is_asked_for():
    """And a variant of a language has the grammar of the language."""
    attribution = Attribution(speaker="Ада", medium="phone", gender="feminine")
    with translation.override("uk"):
        assert describe_attribution_as_text(attribution) == "Ада сказала телефоном"
    with translation.override("en-gb"):
        assert describe_attribution_as_text(attribution) == "Ада said by phone"
