"""Finds where an update says in our own voice what nobody has established yet.

By words, not by meaning: most words of a claim stand in one sentence, and nothing in
it says who says so. What it misses an editor has to see; what it finds wrongly costs
a second look. In English, Russian and Ukrainian; in other languages it finds nothing.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from ..glossary import cover_quotations
from ..models import Claim, ClaimAppearance
from ..verification import Status
from .own_voice_words import DOUBTED, SAID_BY, STOP_WORDS

#: What we cannot say ourselves. False claims are not among them: they are told as
#: false, in too many ways to know them by words.
STATUSES = (
    Status.UNVERIFIED,
    Status.CHECKING,
    Status.DISPUTED,
    Status.INCONCLUSIVE,
)
#: So many claims are looked at, and those of other live blogs for so long.
LIMIT = 200
RECENT = timedelta(days=7)
#: Fewer words are not enough to know a claim by.
_FEWEST_WORDS = 3
#: Four of five of a claim's words have to be there.
_SHARE = (4, 5)

_WORD = re.compile(r"[^\W_]+(?:['’ʼ-][^\W_]+)*")
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d{2}\b")
_SENTENCE_ENDS = re.compile(r"(?<=[.!?…])\s+|\n+")
#: "Ministry: …" at the beginning, and "…", – mayor at the end.
_SPEAKER_FIRST = re.compile(r"^[^.:!?]{1,40}:\s")
_SPEAKER_LAST = re.compile(r"\s[–—-]\s[^–—.,!?]{1,40}[.]?$")
_LATIN_ENDING = re.compile(r"(?:['’ʼ]s?|ing|edly|ed|es|s|ly)$")
_CYRILLIC_ENDING = re.compile(
    r"(?:ённый|енный|енная|енные|ений|ения|ение|ення|еної|ена|ено|ены|ені|ен"
    r"|аний|ана|ано|аны|ані|ан|лась|лись|лося|лися|лся|ила|или|или|ило|ил|или"
    r"|ала|али|ало|ал|ла|ли|ло|в|иями|ями|ами|ого|ому|его|ему|ими|ыми|ой|ей|ий|ый"
    r"|ая|яя|ое|ее|ые|ие|ых|их|ую|юю|ом|ем|ам|ям|ах|ях|ию|ия|ии|ії|ію|ія|ов|ев|ів|їв"
    r"|ою|ею|а|я|о|е|ы|и|і|ї|у|ю|ь|й)$"
)


@dataclass(frozen=True)
class OpenClaim:
    pk: int
    sentence: str
    status: str


def get_finder(live_blog) -> Callable[[str, Collection[int]], Iterator[OpenClaim]]:
    """``find(text, shown)``: the open claims that a text of this live blog asserts,
    without those whose ids are ``shown`` beside it. One query for many texts."""
    language = live_blog.language_code.lower().split("-")[0]
    if language not in STOP_WORDS:
        return lambda text, shown: iter(())
    known = []

    def find(text, shown):
        if not known:
            known.append(
                [_Known.read(claim, language) for claim in find_open(live_blog)]
            )
        return _find(known[0], text, shown, language)

    return find


def find_open(live_blog) -> list[OpenClaim]:
    """Open claims that this live blog shows, and those written down anywhere lately;
    at most ``LIMIT``."""
    is_here = Exists(
        ClaimAppearance.objects.filter(
            claim=OuterRef("pk"), update__page_id=live_blog.pk
        )
    )
    claims = Claim.objects.filter(status__in=STATUSES, withdrawn_at=None)
    claims = claims.annotate(is_here=is_here).filter(
        Q(is_here=True) | Q(created_at__gte=timezone.now() - RECENT)
    )
    rows = claims.order_by("-is_here", "-created_at", "-pk")
    return [
        OpenClaim(*row) for row in rows.values_list("pk", "sentence", "status")[:LIMIT]
    ]


@dataclass(frozen=True)
class _Known:
    """A claim with the words it is known by, and the words of doubt in it."""

    claim: OpenClaim
    stems: frozenset[str]
    hedges: frozenset[str]

    @classmethod
    def read(cls, claim, language):
        hedges = frozenset(_find_hedges(claim.sentence, language))
        return cls(claim, _get_stems(claim.sentence, language), hedges)


def _find(known: Iterable[_Known], text, shown, language) -> Iterator[OpenClaim]:
    """Each claim once."""
    sentences = [
        (sentence, _get_stems(sentence, language), paragraph, place)
        for paragraph in _read_paragraphs(text)
        for place, sentence in enumerate(paragraph)
    ]
    for each in known:
        if each.claim.pk in shown or len(each.stems) < _FEWEST_WORDS:
            continue
        for sentence, stems, paragraph, place in sentences:
            if not _is_said_in(stems, each.stems):
                continue
            near = paragraph[max(place - 1, 0) : place + 2]
            if not _is_hedged(sentence, near, each, language):
                yield each.claim
                break


def _read_paragraphs(text) -> Iterator[list[str]]:
    text = cover_quotations(unicodedata.normalize("NFC", text))
    for line in text.splitlines():
        if sentences := [part for part in _SENTENCE_ENDS.split(line) if part.strip()]:
            yield sentences


def _is_said_in(stems, claimed) -> bool:
    """Most words, and every number: flight 12 is not flight 14."""
    part, whole = _SHARE
    if len(claimed & stems) * whole < len(claimed) * part:
        return False
    return all(stem in stems for stem in claimed if stem.isdigit())


def _is_hedged(sentence, near, known: _Known, language):
    """Whether it says who says so, or that it is not known. Words that the claim
    itself has do not count: they are part of what is asserted."""
    if "?" in sentence or _SPEAKER_FIRST.search(sentence):
        return True
    if _SPEAKER_LAST.search(sentence):
        return True
    if set(_find_hedges(sentence, language)) - known.hedges:
        return True
    return any(DOUBTED[language].search(other) for other in near)


def _find_hedges(sentence, language) -> Iterator[str]:
    for pattern in (SAID_BY[language], DOUBTED[language]):
        for match in pattern.finditer(sentence):
            yield match[0].casefold()


def _get_stems(sentence, language) -> frozenset[str]:
    """The words that carry meaning, without their endings. Numbers are words; the
    time of day is how one tells of it."""
    sentence = _CLOCK.sub(" ", sentence)
    words = (match[0].casefold() for match in _WORD.finditer(sentence))
    return frozenset(
        get_stem(word)
        for word in words
        if (len(word) > 2 or word.isdigit()) and word not in STOP_WORDS[language]
    )


@lru_cache(maxsize=5000)
def get_stem(word: str) -> str:
    """A word in small letters without its ending: "destroyed" and "destroys",
    «разрушен» and «разрушены» are one."""
    word = word.replace("ё", "е")
    is_latin = word.isascii() or "a" <= word[0] <= "ɏ"
    ending = (_LATIN_ENDING if is_latin else _CYRILLIC_ENDING).search(word)
    if ending and ending.start() >= 3:
        word = word[: ending.start()]
    if is_latin and len(word) > 3:
        word = re.sub(r"y$", "i", word.removesuffix("e"))
        word = re.sub(r"([^aeiou])\1$", r"\1", word)
    return word
