"""Times of the sample, which are told as minutes before it is loaded."""

import re
from datetime import datetime, timedelta

from django.utils import formats, timezone

_PLACEHOLDER = re.compile(r"\{(clock|day|iso):(-?\d+)\}")


class Moment:
    """The time of loading."""

    def __init__(self, now: datetime):
        self.now = now.replace(second=0, microsecond=0)

    def before(self, minutes: int | None) -> datetime | None:
        return None if minutes is None else self.now - timedelta(minutes=minutes)

    def fill(self, value):
        """Put real times for ``{clock:90}``, ``{day:90}`` and ``{iso:90}``, at any depth."""
        if isinstance(value, str):
            return _PLACEHOLDER.sub(self._write, value)
        if isinstance(value, dict):
            return {name: self.fill(part) for name, part in value.items()}
        if isinstance(value, list | tuple):
            return [self.fill(part) for part in value]
        return value

    def _write(self, match) -> str:
        kind, minutes = match.groups()
        time = timezone.localtime(self.before(int(minutes)))
        if kind == "iso":
            return time.isoformat()
        return formats.date_format(time, "l" if kind == "day" else "H:i")
