from datetime import datetime, timedelta

from django.utils import timezone

#: Clocks differ a little; what is pasted at once is not from the future.
_CLOCKS_DIFFER = timedelta(minutes=2)


def is_to_come(moment: datetime) -> bool:
    """Whether a moment lies in the future, whatever clock it was read from."""
    return moment > timezone.now() + _CLOCKS_DIFFER


def describe_for_machines(moment: datetime | None) -> str:
    """ISO 8601 to the minute in the active zone; "" for none."""
    return timezone.localtime(moment).isoformat(timespec="minutes") if moment else ""
