from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format, time_format

#: Clocks differ a little; what is pasted at once is not from the future.
_CLOCKS_DIFFER = timedelta(minutes=2)


def is_to_come(moment: datetime) -> bool:
    """Whether a moment lies in the future, whatever clock it was read from."""
    return moment > timezone.now() + _CLOCKS_DIFFER


def describe_for_machines(moment: datetime | None) -> str:
    """ISO 8601 to the minute in the active zone; "" for none."""
    return timezone.localtime(moment).isoformat(timespec="minutes") if moment else ""


def describe_for_people(moment: datetime, style="full", zone=None) -> str:
    """The moment in the active language, with the name of its zone: the active one,
    or ``zone``. ``style`` is ``"full"`` (day, month, time), ``"time"`` alone, or
    ``"date"``: the day, with its year where that is another than this."""
    local = timezone.localtime(moment, zone)
    if style == "date":
        is_this_year = local.year == timezone.localtime(timezone=zone).year
        return date_format(local, "j E" if is_this_year else "j E Y")
    clock = f"{time_format(local, 'H:i')} {local.tzname()}"
    return clock if style == "time" else f"{date_format(local, 'j E')}, {clock}"
