"""When it was said, in words: no more precise than it is known."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from wagtail_liveconflict.attribution import (
    Attribution,
    describe_attribution_as_text,
    describe_part_of_day,
    describe_time,
    describe_time_as_text,
)

SAID_AT = datetime(2026, 9, 10, 12, 30, tzinfo=UTC)
NEXT_YEAR = datetime(2027, 1, 2, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _zone():
    with timezone.override(ZoneInfo("Europe/Kyiv")):
        yield


@pytest.mark.parametrize(
    ("precision", "words", "machine"),
    [
        ("minute", "10 September, 15:30 EEST", "2026-09-10T15:30+03:00"),
        ("hour", "10 September, about 15:00", "2026-09-10"),
        ("part_of_day", "10 September, afternoon", "2026-09-10"),
        ("day", "10 September", "2026-09-10"),
    ],
)
def test_time_of_a_quote_is_as_precise_as_it_is_known(precision, words, machine):
    """The blog's zone, and no more digits than are known, for eyes and machines."""
    markup = f'<time datetime="{machine}">{words}</time>'
    assert describe_time(SAID_AT, precision, language="en") == markup


@pytest.mark.parametrize("precision", ["unknown", "", None, "roughly"])
def test_time_that_is_not_known_is_not_printed(precision):
    """Whatever stands in the field."""
    assert describe_time(SAID_AT, precision) == ""
    assert describe_time(None, "minute") == ""


@pytest.mark.parametrize(
    ("language", "precision", "words"),
    [
        ("ru", "minute", "10 сентября, 15:30 EEST"),
        ("ru", "hour", "10 сентября, около 15:00"),
        ("ru", "part_of_day", "10 сентября, днём"),
        ("ru", "day", "10 сентября"),
        ("uk", "minute", "10 вересня, 15:30 EEST"),
        ("uk", "hour", "10 вересня, близько 15:00"),
        ("uk", "part_of_day", "10 вересня, удень"),
        ("uk", "day", "10 вересня"),
        ("de", "minute", "10. September, 15:30 EEST"),
        ("de", "day", "10. September"),
        ("ja", "day", "9月10日"),
    ],
)
def test_time_is_told_in_the_language(language, precision, words):
    """Months in the case that a date asks for; other languages in their order."""
    assert describe_time_as_text(SAID_AT, precision, language=language) == words


@pytest.mark.parametrize(
    ("hour", "en", "ru", "uk"),
    [
        (
            2,
            "in the early hours of 10 September",
            "в ночь на 10 сентября",
            "у ніч на 10 вересня",
        ),
        (
            6,
            "10 September, morning",
            "10 сентября, утром",
            "10 вересня, уранці",
        ),
        (
            14,
            "10 September, afternoon",
            "10 сентября, днём",
            "10 вересня, удень",
        ),
        (
            22,
            "10 September, evening",
            "10 сентября, вечером",
            "10 вересня, увечері",
        ),
    ],
)
def test_parts_of_the_day_are_words(hour, en, ru, uk):
    """Small hours are told so that nobody takes them for the night after."""
    said_at = datetime(2026, 9, 10, hour, 30, tzinfo=ZoneInfo("Europe/Kyiv"))
    for language, words in (("en", en), ("ru", ru), ("uk", uk)):
        told = describe_time_as_text(said_at, "part_of_day", language=language)
        assert told == words


def test_parts_of_the_day_have_names():
    """By the hour of the value as given."""
    names = {describe_part_of_day(SAID_AT.replace(hour=hour)) for hour in range(24)}
    assert names == {"night", "morning", "afternoon", "evening"}


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "10 September 2026"),
        ("ru", "10 сентября 2026 года"),
        ("uk", "10 вересня 2026 року"),
        ("de", "10. September 2026"),
    ],
)
def test_year_is_told_when_the_update_was_posted_in_another(language, words):
    """Today's date has no say: what is rendered is kept. Years are those of the
    blog's zone."""
    assert describe_time_as_text(SAID_AT, "day", NEXT_YEAR, language) == words
    assert "2026" not in describe_time_as_text(SAID_AT, "day", SAID_AT, language)
    assert "2026" not in describe_time_as_text(SAID_AT, "day", None, language)
    new_year = datetime(2026, 12, 31, 23, tzinfo=UTC)
    assert "20" not in describe_time_as_text(new_year, "day", NEXT_YEAR, language)


def test_zone_without_a_short_name_is_told_by_its_distance():
    """And a time without a zone, on a site without zones, by none."""
    with timezone.override(ZoneInfo("Asia/Kathmandu")):
        told = describe_time_as_text(SAID_AT, "minute", language="en")
    assert told == "10 September, 18:15 UTC+05:45"
    naive = datetime(2026, 9, 10, 12, 30)
    assert (
        describe_time_as_text(naive, "minute", language="en") == "10 September, 12:30"
    )


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Ада said on Telegram, 10 September, 15:30 EEST"),
        ("ru", "Ада сказала в Telegram 10 сентября, 15:30 EEST"),
        ("uk", "Ада сказала в Telegram 10 вересня, 15:30 EEST"),
    ],
)
def test_time_closes_what_was_said_where(language, sentence):
    """After a comma only where the language asks for one."""
    told = describe_attribution_as_text(
        Attribution(
            speaker="Ада",
            gender="feminine",
            medium="telegram",
            said_at=SAID_AT,
            precision="minute",
        ),
        language,
    )
    assert told == sentence
