"""Which claims are near a sentence that is being typed: by its words, whatever their
order and, in most cases, their endings."""

import math
import re
from collections import Counter
from collections.abc import Hashable, Iterable

#: Enough of a word to know it by in another case or number: "bridge", "моста".
_STEM = 4
_WORD = re.compile(r"\w+")
#: Which part of what was typed, by weight, has to stand in a claim as well.
_ENOUGH = 0.4


def get_stems(sentence: str) -> set[str]:
    words = _WORD.findall(sentence.casefold())
    return {
        # Numbers are never nearly the same.
        word if word.isdecimal() else word[:_STEM]
        for word in words
        if len(word) > 2 or word.isdecimal()
    }


def find_near(
    sentence: str, claims: Iterable[tuple[Hashable, str]], limit: int = 5
) -> list:
    """Keys of the nearest of ``claims``, pairs of a key and a sentence; nearest first.

    Words that many of them have count little, those that few have count much.
    """
    typed = get_stems(sentence)
    if len(typed) < 2:
        return []
    known = [(key, get_stems(words)) for key, words in claims]
    common = Counter(stem for _key, stems in known for stem in stems)

    def weigh(stems):
        return sum(
            math.log(1 + (len(known) + 1) / (common[stem] + 1)) for stem in stems
        )

    whole = weigh(typed)
    near = []
    for key, stems in known:
        shared = typed & stems
        share = weigh(shared) / whole
        if len(shared) >= 2 and share >= _ENOUGH:
            near.append((share, key))
    near.sort(key=lambda each: each[0], reverse=True)
    return [key for _share, key in near[:limit]]
