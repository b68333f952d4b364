"""The days of a live blog. All in its zone, which has to be the active one
(:func:`.locale.in_words_of`): a day begins where the blog's readers are told it does."""

from datetime import date, datetime, time, timedelta

from django.db.models import Max, Min
from django.utils import timezone
from django.utils.formats import date_format


def get_day(moment: datetime) -> date:
    return timezone.localdate(moment)


def describe_day(day: date) -> str:
    """The day in the active language, with its year: an archive is read for long."""
    return date_format(day, "l j E Y")


def note_days(updates) -> None:
    """Give each update its day, for the headings of a list."""
    for update in updates:
        update.day = get_day(update.first_published_at)
        update.day_label = describe_day(update.day)


def read_day(words: str) -> date | None:
    """The day that is written as ``2026-11-23``; None for anything else."""
    try:
        day = date.fromisoformat(words)
    except ValueError:
        return None
    # Beside it there has to be room for a day before and one after.
    is_written_so = day.isoformat() == words
    return day if is_written_so and date.min < day < date.max else None


def get_bounds(day: date) -> tuple[datetime, datetime]:
    """First moment of the day, and of the next one: 23 or 25 hours later where the
    clocks are changed."""
    zone = timezone.get_current_timezone()
    return tuple(
        datetime.combine(each, time.min, tzinfo=zone)
        for each in (day, day + timedelta(days=1))
    )


def posted_on(updates, day: date):
    """Those of a query set that were first published on the day."""
    begin, end = get_bounds(day)
    return updates.filter(first_published_at__gte=begin, first_published_at__lt=end)


def find_neighbours(updates, day: date) -> tuple[date | None, date | None]:
    """The last day before and the first day after on which any of the updates was
    first published. Two queries."""
    begin, end = get_bounds(day)
    before = updates.filter(first_published_at__lt=begin)
    after = updates.filter(first_published_at__gte=end)
    moments = (
        before.aggregate(moment=Max("first_published_at"))["moment"],
        after.aggregate(moment=Min("first_published_at"))["moment"],
    )
    return tuple(moment and get_day(moment) for moment in moments)
