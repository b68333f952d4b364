"""What site settings have in common that show words of their own to readers: a row
for each language of the site, and the app's words where a row is missing or empty."""

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from ..languages import get_language_name

#: In which the words come with the app.
SHIPPED_LANGUAGES = ("en", "ru", "uk")


def get_notice_languages() -> list[tuple[str, str]]:
    """The site's languages as (code, name), in the order of its settings."""
    return [(code, get_language_name(code)) for code, _name in settings.LANGUAGES]


class NoticeText(models.Model):
    """A newsroom's own words in one language.

    A subclass adds the words, all of them optional, and ``notice``: a
    ``ParentalKey`` to the setting, with ``related_name="texts"``. One whose parent
    has another name replaces the constraint.
    """

    language = models.CharField(
        _("language"), max_length=20, choices=get_notice_languages
    )

    class Meta:
        abstract = True
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(
                fields=["notice", "language"], name="liveconflict_%(class)s"
            )
        ]

    def __str__(self):
        return get_language_name(self.language)


def get_words(texts: Iterable[NoticeText], name: str, language: str, shipped) -> str:
    """The words for readers of a language (``"en"``, ``"pt-br"``).

    ``texts`` are the rows of a setting and ``name`` is a field of theirs. A row of
    exactly the language comes first, then one of the language without its region
    (``"pt"``), then ``shipped``: a lazy translation, in that language.
    """
    rows = {row.language.lower(): row for row in texts}
    code = language.lower()
    for wanted in (code, code.split("-")[0]):
        if words := getattr(rows.get(wanted), name, "").strip():
            return words
    with translation.override(language):
        return str(shipped)


class WithNoticeTexts:
    """For a setting whose rows of ``NoticeText`` are its ``texts``."""

    #: Field of the rows -> lazy translation.
    SHIPPED_WORDS = {}
    #: A code: whatever the page is in; "" for the language of the page.
    language = ""

    def get_shown_language(self) -> str:
        """The language its readers are addressed in: the chosen one, else that of
        the page. English where there are no words in it."""
        code = self.language or translation.get_language() or settings.LANGUAGE_CODE
        base = code.lower().split("-")[0]
        own = {row.language.lower() for row in self.texts.all()}
        is_known = base in SHIPPED_LANGUAGES or bool(own & {code.lower(), base})
        return code if is_known else "en"

    def get_words(self, name: str, language: str | None = None) -> str:
        """The words of a field, by default in the active language. Raises
        ``KeyError`` for a field without shipped words."""
        return get_words(
            self.texts.all(),
            name,
            language or translation.get_language() or settings.LANGUAGE_CODE,
            self.SHIPPED_WORDS[name],
        )
