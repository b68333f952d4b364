"""What a quote must be before readers see it."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.blocks.struct_block import StructBlockValidationError

from wagtail_liveconflict.blocks import QuoteFromSourceBlock
from wagtail_liveconflict.blocks.quote_rules import (
    check_quote,
    find_warnings,
    is_in_marks,
)
from wagtail_liveconflict.blocks.quote_time import get_machine_time, round_time
from wagtail_liveconflict.models import Source
from wagtail_liveconflict.writing import writing_for

BLOCK = QuoteFromSourceBlock()
ENGLISH = SimpleNamespace(language_code="en", zone=ZoneInfo("Europe/Kyiv"))
RUSSIAN = SimpleNamespace(language_code="ru", zone=ZoneInfo("Europe/Kyiv"))


def make(**fields):
    defaults = {"text": "We open.", "name": "Ott Reed", "kind": "direct"}
    empty = dict.fromkeys(BLOCK.child_blocks)
    required = {"verb": "said", "said_precision": "unknown"}
    return BLOCK.normalize({**empty, **required, **defaults, **fields})


def find_wrong(blog=ENGLISH, **fields):
    """Fields at which a message stands when the quote is published."""
    with writing_for(blog):
        return {field for field, _error in check_quote(make(**fields))}


ANONYMOUS = {
    "source": Source(kind="anonymous", name="A clerk"),
    "name": "",
    "anonymity_reason": "clerks may not speak",
}


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({}, set()),
        ({"text": " "}, {"text"}),
        ({"name": ""}, {"source"}),
        # In another language: which, and how it was translated.
        ({"language": "uk"}, {"translated_by"}),
        ({"language": "uk", "kind": "partial"}, {"translated_by"}),
        ({"language": "uk", "kind": "paraphrase"}, set()),
        ({"language": "uk", "translated_by": "desk"}, set()),
        ({"language": "uk", "translated_by": "machine_checked"}, set()),
        ({"language": "en-gb"}, set()),
        ({"original_text": "Відкриваємо."}, {"language"}),
        ({"translated_by": "official"}, {"language"}),
        ({"text": "Відкриваємо."}, {"language"}),
        ({"text": "Відкриваємо.", "language": "uk"}, set()),
        ({"text": "Nous ouvrons.", "language": "fr"}, {"translated_by"}),
        (
            {
                "text": "Nous ouvrons.",
                "language": "fr",
                "translated_by": "untranslated",
            },
            set(),
        ),
        ({"source": Source(name="Quai", language="fr")}, {"language"}),
        ({"source": Source(name="Quai", language="fr"), "language": "en"}, set()),
        ({"source": Source(name="Quai", language="fr"), "kind": "paraphrase"}, set()),
        ({"text": "42"}, set()),
        # How we have it.
        ({"provenance": "not_seen"}, {"provenance"}),
        ({"provenance": "not_seen", "kind": "partial"}, {"provenance"}),
        ({"provenance": "not_seen", "kind": "paraphrase"}, set()),
        ({"provenance": "relayed"}, {"relayed_by"}),
        ({"kind": "relayed"}, {"relayed_by"}),
        ({"provenance": "relayed", "relayed_by": "River Wire"}, set()),
        ({"kind": "relayed", "relayed_by": "River Wire"}, set()),
        ({"relayed_by": "River Wire"}, {"relayed_by"}),
        # Anonymous sources.
        (ANONYMOUS, set()),
        ({**ANONYMOUS, "anonymity_reason": " "}, {"anonymity_reason"}),
        ({**ANONYMOUS, "name": "Ott Reed"}, {"name"}),
        ({**ANONYMOUS, "link": "https://example.org/a"}, {"link"}),
        ({**ANONYMOUS, "archive_link": "https://example.org/a"}, {"archive_link"}),
        ({"source_kind": "anonymous", "name": ""}, {"anonymity_reason"}),
        (
            {**ANONYMOUS, "source": Source(name="Quai"), "source_kind": "anonymous"},
            {"source"},
        ),
        # Links.
        ({"link": "https://t.me/c/123/4"}, {"link"}),
        ({"link": "https://t.me/+AbCdEf"}, {"link"}),
        ({"archive_link": "https://t.me/joinchat/AbCdEf"}, {"archive_link"}),
        ({"link": "https://ott:secret@example.org/"}, {"link"}),
        ({"link": "ftp://example.org/a"}, {"link"}),
        ({"link": "https://t.me/riverwire/17"}, set()),
        # Marks.
        ({"text": "“We open.”"}, {"text"}),
        ({"text": '"We open"'}, {"text"}),
        ({"text": "«We open»."}, {"text"}),
        ({"text": "“We” open “today”"}, set()),
        ({"text": "“We open”!"}, {"text"}),
        ({"text": "“We open.” “You, too.”"}, {"text"}),
        ({"text": "“We open.”", "kind": "paraphrase"}, {"text"}),
        ({"text": "They open “soon”.", "kind": "paraphrase"}, set()),
    ],
)
def test_each_rule_stands_at_its_field(fields, wrong):
    """A quote that breaks a rule has a message at that field, and at no other."""
    assert find_wrong(**fields) == wrong


@pytest.mark.parametrize(
    ("precision", "wrong"),
    [
        ("minute", {"said_precision"}),
        ("hour", {"said_precision"}),
        ("part_of_day", set()),
        ("day", set()),
        ("unknown", set()),
    ],
)
def test_an_exact_time_would_tell_who_the_anonymous_source_is(precision, wrong):
    """Part of the day and day pass; minute and hour do not."""
    said_at = datetime(2026, 9, 10, 12, tzinfo=UTC)
    found = find_wrong(**ANONYMOUS, said_at=said_at, said_precision=precision)
    assert found == wrong


def test_the_language_of_the_blog_decides_what_is_another_language():
    """In a Russian live blog Russian words need no translator, English ones do."""
    russian = {"text": "Мы открываемся.", "language": "ru"}
    assert find_wrong(RUSSIAN, **russian) == set()
    assert find_wrong(RUSSIAN, text="Мы открываемся.") == set()
    assert find_wrong(RUSSIAN, text="Мы открываемся.", language="en") == {
        "translated_by"
    }


@pytest.mark.parametrize(
    ("ahead", "precision", "wrong"),
    [
        (timedelta(minutes=-1), "minute", set()),
        (timedelta(hours=1, minutes=5), "minute", {"said_at"}),
        (timedelta(hours=1, minutes=5), "hour", {"said_at"}),
        (timedelta(days=1), "day", {"said_at"}),
        (timedelta(days=1), "part_of_day", {"said_at"}),
        (timedelta(0), "day", set()),
        (timedelta(0), "part_of_day", set()),
    ],
)
def test_nothing_was_said_in_the_future(ahead, precision, wrong):
    """As precisely as the time is known: today's part of the day has begun."""
    said_at = timezone.now() + ahead
    assert find_wrong(said_at=said_at, said_precision=precision) == wrong
    with writing_for(ENGLISH):
        kept = round_time(said_at, precision)
    # Rounding never makes a time that the next publication would refuse.
    assert find_wrong(said_at=kept, said_precision=precision) == wrong


@pytest.mark.parametrize(
    ("precision", "machine"),
    [
        ("minute", "2026-09-10T15:31+03:00"),
        ("hour", "2026-09-10"),
        ("part_of_day", "2026-09-10"),
        ("day", "2026-09-10"),
        ("unknown", ""),
    ],
)
def test_no_digit_is_kept_or_told_that_is_not_known(precision, machine):
    """What is stored has lost the minute that machines must not read either."""
    said_at = datetime(2026, 9, 10, 12, 31, 7, tzinfo=UTC)
    with writing_for(ENGLISH), timezone.override(ENGLISH.zone):
        kept = round_time(said_at, precision)
        assert get_machine_time(kept, precision) == machine
        assert round_time(kept, precision) == kept
    if precision not in ("minute", "unknown"):
        assert kept.minute == 0


@pytest.mark.parametrize(
    ("fields", "codes"),
    [
        ({}, []),
        ({"verb": "admitted"}, ["loaded_verb"]),
        ({"verb": "boasted"}, ["loaded_verb"]),
        ({"verb": "conceded"}, ["loaded_verb"]),
        ({"verb": "claimed"}, ["loaded_verb"]),
        ({"verb": "claimed", "verb_reason": "nobody else saw it"}, []),
        ({"text": "the mill is is closed"}, ["doubled:is is"]),
        ({"text": "Ні, ні і ще раз"}, []),
        ({"text": "Паром паром іде"}, ["doubled:паром паром"]),
        ({"text": "1 000 000 people had had enough"}, []),
        ({"text": "They went home\nHome is far"}, []),
        ({"text": "a " + "word, " * 99}, []),
        ({"text": "word, " * 101}, ["long"]),
    ],
)
def test_what_is_worth_a_second_look(fields, codes):
    """Loaded verbs without a reason, doubled words and long quotes are asked about."""
    assert [warning.code for warning in find_warnings(make(**fields))] == codes


@pytest.mark.parametrize("text", ["", "“", "no marks", "“a” and “b”", "it’s ‘so’"])
def test_marks_within_a_text_are_left_alone(text):
    """Only one pair around the whole is refused."""
    assert not is_in_marks(text)


def test_an_unchecked_machine_translation_cannot_be_chosen():
    """Whoever had a machine translate says that a person has checked it."""
    choices = dict(BLOCK.child_blocks["translated_by"].field.choices)
    assert set(choices) - {""} == {
        "desk",
        "official",
        "outlet",
        "machine_checked",
        "untranslated",
    }


def test_the_quick_fields_stand_open_and_the_rest_is_folded():
    """Text, source, verb, medium and link; everything else is one click away."""
    layout = BLOCK.meta.form_layout
    standing = [child for child in layout.children if isinstance(child, str)]
    folded = [child for child in layout.children if not isinstance(child, str)]
    assert standing == ["text", "source", "name", "verb", "medium", "link"]
    assert all("collapsed" in group.classname for group in folded)
    inside = [name for group in folded for name in group.children]
    assert sorted(standing + inside) == sorted(BLOCK.child_blocks)


def test_a_draft_may_be_incomplete_and_what_is_published_may_not():
    """The same quote: saved as a draft without a word, refused on publish, with each
    message at its field."""
    value = make(name="", language="uk", verb="admitted")
    with writing_for(ENGLISH):
        assert BLOCK.clean_deferred(value)["language"] == "uk"
        with pytest.raises(StructBlockValidationError) as caught:
            BLOCK.clean(value)
    errors = caught.value.block_errors
    assert set(errors) == {"source", "translated_by"}
    assert all(isinstance(error, ValidationError) for error in errors.values())


def test_tracking_is_removed_when_a_quote_is_saved():
    """From the link and from the archived copy, drafts included."""
    link = "https://example.org/post?id=4&utm_source=x&fbclid=y"
    value = BLOCK.clean_deferred(make(link=link, archive_link=link))
    assert value["link"] == value["archive_link"] == "https://example.org/post?id=4"
