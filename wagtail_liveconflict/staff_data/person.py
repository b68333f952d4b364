"""A colleague whose data is asked for, and how they may be written."""

import re
from dataclasses import dataclass
from functools import cached_property

from django.contrib.auth import get_user_model

from ..colleagues import name_of


@dataclass(frozen=True)
class Person:
    """``user`` is None where the account is gone: what it left names its number."""

    pk: int
    user: object | None
    #: As they may be written, the longest first.
    names: tuple[str, ...]

    @classmethod
    def find(cls, which: str, also=()) -> "Person | None":
        """By login; else by the number of an account that is gone, whose names are
        those in ``also``. None where neither fits."""
        users = get_user_model()
        user = users._default_manager.filter(**{users.USERNAME_FIELD: which}).first()
        if user is None and not which.isdecimal():
            return None
        if user is None:
            # The number of one who is here: asked for by it, not by the login.
            user = users._default_manager.filter(pk=which).first()
        names = {name.strip() for name in [name_of(user), *also]} - {""}
        pk = user.pk if user else int(which)
        return cls(pk, user, tuple(sorted(names, key=len, reverse=True)))

    @property
    def is_active(self) -> bool:
        """Whether they can sign in."""
        return self.user is not None and self.user.is_active

    @cached_property
    def pattern(self) -> re.Pattern | None:
        if not self.names:
            return None
        words = "|".join(map(re.escape, self.names))
        return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)

    def is_in(self, text: str) -> bool:
        return bool(self.pattern and self.pattern.search(text))

    def replace_in(self, text: str, words: str) -> str:
        return self.pattern.sub(lambda _match: words, text) if self.pattern else text

    def take_from_byline(self, names: str) -> str | None:
        """The byline without this person; None where they are not in it."""
        ours = {name.casefold() for name in self.names}
        listed = [name.strip() for name in names.split(",")]
        kept = [name for name in listed if name.casefold() not in ours]
        return None if len(kept) == len(listed) else ", ".join(kept)

    def is_in_byline(self, names: str) -> bool:
        return self.is_in(names) or self.take_from_byline(names) is not None

    def is_left_in_byline(self, names: str) -> bool:
        """Whether :meth:`take_from_byline` leaves the name there: it is not written as
        one of a list ("By Ida Marsh", "Ida Marsh and Bo")."""
        rest = self.take_from_byline(names)
        return self.is_in(names if rest is None else rest)

    def find_namesakes(self) -> list:
        """Other accounts that are called the same: a text says nothing of which."""
        ours = {name.casefold() for name in self.names}
        others = get_user_model()._default_manager.exclude(pk=self.pk)
        return [user for user in others if name_of(user).casefold() in ours]
