"""When something was said, no more precisely than it is known."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from ..attribution import Precision
from ..moments import is_to_come
from ..writing import get_written_zone

#: Hours of the day at which its parts begin, with the hour that stands for each
#: part; see ``attribution.describe_part_of_day``.
_PARTS = ((18, 21), (12, 15), (5, 9), (0, 2))
_NOON = 12


def round_time(said_at: datetime | None, precision: str | None) -> datetime | None:
    """``said_at`` without the digits that are not known, in the live blog's zone:
    a stored minute that nobody may see would still be in what machines get.

    A day is kept as its noon and a part of the day as an hour within it, so that
    another zone seldom makes another day of it.
    """
    if not isinstance(said_at, datetime):
        return said_at
    local = _localise(said_at)
    match precision:
        case Precision.HOUR:
            return _to_nearest_hour(local)
        case Precision.PART_OF_DAY:
            return _at_hour(local, _find_part(local)[1])
        case Precision.DAY:
            return _at_hour(local, _NOON)
    return local.replace(second=0, microsecond=0)


def get_earliest(said_at: datetime, precision: str | None) -> datetime:
    """The first moment that ``said_at``, so precisely known, may mean."""
    local = _localise(said_at)
    match precision:
        case Precision.HOUR:
            return _to_nearest_hour(local) - timedelta(minutes=30)
        case Precision.PART_OF_DAY:
            return _at_hour(local, _find_part(local)[0])
        case Precision.DAY:
            return _at_hour(local, 0)
    return local


def is_in_future(said_at: datetime, precision: str | None) -> bool:
    return is_to_come(get_earliest(said_at, precision))


def get_machine_time(said_at: datetime | None, precision: str | None) -> str:
    """ISO 8601 at the precision that is known, in the active zone: a moment with
    its offset, a date, or "" when nothing is known."""
    if not said_at or precision in (None, "", Precision.UNKNOWN):
        return ""
    local = timezone.localtime(said_at)
    if precision == Precision.MINUTE:
        return local.isoformat(timespec="minutes")
    return local.date().isoformat()


def _localise(moment: datetime) -> datetime:
    if timezone.is_naive(moment):
        moment = timezone.make_aware(moment)
    return moment.astimezone(get_written_zone())


def _to_nearest_hour(local: datetime) -> datetime:
    later = local + timedelta(minutes=30)
    return later.replace(minute=0, second=0, microsecond=0)


def _find_part(local: datetime) -> tuple[int, int]:
    return next(part for part in _PARTS if local.hour >= part[0])


def _at_hour(local: datetime, hour: int) -> datetime:
    return datetime.combine(local.date(), time(hour), tzinfo=local.tzinfo)
