"""What readers have been told otherwise: changes after which a correction is due."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _
from wagtail.rich_text import RichText

from ..blocks.finding import find_values
from ..blocks.quote_value import QuoteValue
from ..sanitise import one_line
from ..text import first_words
from .warnings import read_lines

#: Groups of three digits, as languages set them apart.
_GROUPED = re.compile(r"(?<![\d.,])\d{1,3}(?:[ \u00a0\u202f.,'’]\d{3})+(?![\d.,:]?\d)")
#: Also a decimal fraction, a time of the day or a date.
_NUMBER = re.compile(r"\d+(?:[.,:/-]\d+)*")


def find_corrigible_changes(published, candidate) -> list[str]:
    """What an update says otherwise than the version that readers have, in messages
    for editors: words and speakers of quotes, and numbers in headline and text. What
    was only added needs no correction.

    ``published``: the row of an update that readers see, or None; ``candidate``: the
    version that is to be published.
    """
    if published is None or not published.live or published.is_withdrawn:
        return []
    return [
        *_compare_quotes(published, candidate),
        *_compare_numbers(published, candidate),
    ]


def _compare_quotes(published, candidate) -> Iterator[str]:
    after = _read_quotes(candidate)
    unchanged = Counter(after.values())
    for key, (words, speaker) in _read_quotes(published).items():
        if unchanged[words, speaker]:
            # Here or, moved, elsewhere.
            unchanged[words, speaker] -= 1
            continue
        about = {"speaker": speaker, "words": first_words(words)}
        now = after.get(key)
        if now is None:
            yield _("A quote of %(speaker)s is gone: “%(words)s”.") % about
            continue
        if now[0] != words:
            yield _("Readers have other words of %(speaker)s: “%(words)s”.") % about
        if now[1] != speaker:
            yield _("For readers it was %(speaker)s who said: “%(words)s”.") % about


def _read_quotes(update) -> dict:
    """Words and speaker of each quote, by its block: the id of the outermost one, and
    the place within."""
    return {
        (child.id, path): (one_line(quote.get("text")), quote.speaker)
        for child in update.body or ()
        for path, quote in find_values(child.value, QuoteValue)
    }


def _compare_numbers(published, candidate) -> Iterator[str]:
    gone = _read_numbers(published) - _read_numbers(candidate)
    if gone:
        yield _("Readers have other numbers: %(numbers)s.") % {
            "numbers": ", ".join(gone)
        }


def _read_numbers(update) -> Counter:
    texts = [update.headline]
    texts += [
        read_lines(text.source)
        for _path, text in find_values(update.body or (), RichText)
    ]
    return Counter(number for text in texts for number in find_numbers(text))


def find_numbers(text: str) -> list[str]:
    """Numbers in figures, those that are only written otherwise alike."""
    text = _GROUPED.sub(lambda found: re.sub(r"\D", "", found[0]), text)
    return [
        "".join(_plain(character) for character in number)
        for number in _NUMBER.findall(text)
    ]


def _plain(character: str) -> str:
    """A digit as ASCII has it, and one sign for all decimal fractions."""
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    return "." if character == "," else character
