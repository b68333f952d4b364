"""As of when nobody has officially confirmed it: the time, its zone, its day."""

from datetime import UTC, datetime, timedelta, timezone as fixed
from zoneinfo import ZoneInfo, available_timezones

import pytest
from django.utils import timezone

from wagtail_liveconflict.verification.official_line import (
    Side,
    describe_official_line,
    russian,
    ukrainian,
)

AS_OF = datetime(2026, 9, 10, 22, 5, tzinfo=UTC)
SIDES = (Side("X"), Side("Y", "no_comment"))
START = {
    "en": "Neither side has officially confirmed this as of ",
    "ru": "К ",
    "uk": "Станом на ",
}
END = {
    "en": ".",
    "ru": " ни одна из сторон официально это не подтвердила.",
    "uk": " жодна зі сторін офіційно цього не підтвердила.",
}


def say(language, zone, **options):
    """What is said of the time."""
    with timezone.override(ZoneInfo(zone) if isinstance(zone, str) else zone):
        line = describe_official_line(SIDES, AS_OF, language, **options)
    assert line.startswith(START[language])
    assert line.endswith(END[language])
    return line.removeprefix(START[language]).removesuffix(END[language])


@pytest.mark.parametrize(
    ("zone", "english", "russian", "ukrainian"),
    [
        (
            "Europe/Kyiv",
            "01:05 (Kyiv time)",
            "01:05 по киевскому времени",
            "01:05 за київським часом",
        ),
        (
            "Europe/Kiev",
            "01:05 (Kyiv time)",
            "01:05 по киевскому времени",
            "01:05 за київським часом",
        ),
        (
            "America/New_York",
            "18:05 (New York time)",
            "18:05 по нью-йоркскому времени",
            "18:05 за нью-йоркським часом",
        ),
        (
            "America/Argentina/Buenos_Aires",
            "19:05 (Buenos Aires time)",
            "19:05 (UTC-03:00)",
            "19:05 (UTC-03:00)",
        ),
        ("Africa/Lagos", "23:05 (Lagos time)", "23:05 (WAT)", "23:05 (WAT)"),
        ("UTC", "22:05 (UTC)", "22:05 (UTC)", "22:05 (UTC)"),
        ("Etc/UTC", "22:05 (UTC)", "22:05 (UTC)", "22:05 (UTC)"),
        ("Etc/GMT+3", "19:05 (UTC-03:00)", "19:05 (UTC-03:00)", "19:05 (UTC-03:00)"),
        ("US/Eastern", "18:05 (EDT)", "18:05 (EDT)", "18:05 (EDT)"),
        (
            fixed(timedelta(hours=5, minutes=45)),
            "03:50 (UTC+05:45)",
            "03:50 (UTC+05:45)",
            "03:50 (UTC+05:45)",
        ),
    ],
)
def test_time_is_that_of_the_active_zone(zone, english, russian, ukrainian):
    """Named after its city where the language has a word for that, and by its
    short name or distance where not."""
    assert say("en", zone) == english
    assert say("ru", zone) == russian
    assert say("uk", zone) == ukrainian


@pytest.mark.parametrize(
    ("language", "kyiv", "lagos"),
    [
        ("en", "01:05 on 11 September (Kyiv time)", "23:05 on 10 September"),
        ("ru", "01:05 по киевскому времени 11 сентября", "23:05 (WAT) 10 сентября"),
        ("uk", "01:05 за київським часом 11 вересня", "23:05 (WAT) 10 вересня"),
    ],
)
def test_day_is_told_when_asked_for(language, kyiv, lagos):
    """As it is in the active zone."""
    assert say(language, "Europe/Kyiv", show_date=True) == kyiv
    assert say(language, "Africa/Lagos", show_date=True).startswith(lagos)


def test_other_languages_put_the_day_in_their_order():
    """And the zone's short name after the time."""
    with timezone.override(ZoneInfo("Europe/Kyiv")):
        line = describe_official_line(SIDES, AS_OF, "de", show_date=True)
    assert line.endswith(" 11. September, 01:05 EEST.")


@pytest.mark.parametrize(
    ("language", "time"), [("en", "22:05"), ("ru", "22:05"), ("uk", "22:05")]
)
def test_time_without_a_zone_stays_without_one(language, time):
    """On a site that does not use time zones."""
    line = describe_official_line(SIDES, AS_OF.replace(tzinfo=None), language)
    assert line == f"{START[language]}{time}{END[language]}"


def test_cities_are_the_same_in_both_languages_and_have_a_zone():
    """A name that is misspelt would never be found."""
    assert russian.CITIES.keys() == ukrainian.CITIES.keys()
    known = {key.rsplit("/")[-1].replace("_", " ") for key in available_timezones()}
    assert russian.CITIES.keys() <= known
    assert all(word.endswith("ому") for word in russian.CITIES.values())
    assert all(word.endswith("им") for word in ukrainian.CITIES.values())
