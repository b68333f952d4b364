"""Who speaks: the name and what stands around it, in any language.

Texts typed by editors are never inflected, so every language keeps them in the
case they were typed in.
"""

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from .composition import Piece, Sentence

if TYPE_CHECKING:
    from .sentence import Attribution

_TEXTS = [
    "speaker",
    "role",
    "affiliation",
    "description",
    "party",
    "told_to",
    "relayed_by",
    "gender",
    "verb",
    "medium",
]
_ARTICLE = re.compile(r"^(a|an|the)\s+", re.IGNORECASE)
# A short word before the period is an abbreviation: "Ltd.", "и др."
_FINAL_PERIOD = re.compile(r"(?<=\w{5})\.$")


def _tidy(text: str | None) -> str:
    text = " ".join(str(text or "").split()).strip(" ,;:")
    return _FINAL_PERIOD.sub("", text)


def _get_key(text: str) -> str:
    return _ARTICLE.sub("", text).casefold()


def _says(text: str, other: str) -> bool:
    """Whether ``text`` has all of ``other`` in it, as whole words."""
    key = re.escape(_get_key(other))
    return bool(re.search(rf"(?<!\w){key}(?!\w)", _get_key(text)))


def tidy(attribution: "Attribution") -> "Attribution":
    """The same without loose spaces and commas, and without saying a thing twice.

    Without a name, the first thing known of the speaker takes its place.
    """
    told = {name: _tidy(getattr(attribution, name)) for name in _TEXTS}
    if not told["speaker"]:
        for name in ("role", "description", "affiliation"):
            if told[name]:
                told["speaker"], told[name] = told[name], ""
                break
    if not told["speaker"]:
        told["party"] = ""  # a side alone is not who said it
    before = [told["speaker"]]
    for name in ("role", "affiliation", "description"):
        if told[name] and any(_says(text, told[name]) for text in before):
            told[name] = ""
        before.append(told[name])
    # A side named inside a longer name may be its opponent's: only an equal goes.
    if _get_key(told["party"]) in map(_get_key, before):
        told["party"] = ""
    return replace(attribution, **told)


def add_speaker(
    sentence: Sentence,
    attribution: "Attribution",
    *,
    keeps_affiliation_in_brackets: bool = False,
) -> None:
    """ "Name, role, affiliation (description; party)", owing the closing comma.

    Without a role the description is the apposition, and the affiliation goes
    into the brackets; there, no case is asked of it.
    """
    role = Piece(attribution.role, "span", "role")
    affiliation = Piece(attribution.affiliation, "span", "role")
    description = Piece(attribution.description, "span", "description")
    if attribution.role:
        appositions, bracketed = [role, affiliation], [description]
        if keeps_affiliation_in_brackets:
            appositions, bracketed = [role], [affiliation, description]
    else:
        appositions, bracketed = [description], [affiliation]
    sentence.add(Piece(attribution.speaker, "cite", "speaker"))
    for piece in appositions:
        sentence.add(piece, after_comma=True)
    if any(piece.words for piece in appositions):
        sentence.close_clause()
    party = Piece(attribution.party, "span", "party")
    sentence.add_in_brackets([*bracketed, party])


def get_time_piece(moment, words: str) -> Piece:
    return Piece(words, "time", machine_time=moment.machine_time if moment else "")


def get_name_piece(words: str, class_name: str) -> Piece:
    """Another name in the sentence: its direction is its own."""
    return Piece(words, "bdi", class_name)
