"""A reader's place in the change log: ``<epoch>-<number>``, or ``0`` for "from
the beginning". Opaque to browsers."""

import re
from dataclasses import dataclass

#: Numbers are 64-bit in the database; nineteen digits could exceed them.
_CURSOR = re.compile(r"(?P<epoch>[a-z0-9]{1,16})-(?P<number>[0-9]{1,18})", re.ASCII)


class InvalidCursor(ValueError):
    """The cursor is not one that this site gives out."""


@dataclass(frozen=True)
class Cursor:
    epoch: str
    number: int

    BEGINNING = "0"

    @classmethod
    def parse(cls, value: str) -> "Cursor":
        if value == cls.BEGINNING:
            return cls("", 0)
        match = _CURSOR.fullmatch(value)
        if not match:
            raise InvalidCursor(value)
        return cls(match["epoch"], int(match["number"]))

    @property
    def is_beginning(self) -> bool:
        return not self.epoch

    def __str__(self):
        return self.BEGINNING if self.is_beginning else f"{self.epoch}-{self.number}"
