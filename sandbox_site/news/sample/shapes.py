"""The words in which the sample's story is told: updates, and what later happens to them.

``ago`` is always minutes before the sample is loaded. Sources, claims and pictures are named
by their keys in `people`, `claims` and `pictures`.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Update:
    ago: int
    headline: str = ""
    body: tuple = ()
    key: str = ""
    by: str = "editor"
    byline: str = "desk"
    byline_names: str = ""
    key_event: bool = False
    event_ago: int | None = None
    event_place: str = ""


@dataclass(frozen=True)
class StatusChange:
    """A claim is found to be something else than before.

    ``found`` is what the newsroom has found out by then. Where a second editor has to
    agree, it is the other one of the two; with an ``override_reason`` nobody is asked.
    """

    ago: int
    claim: str
    status: str
    #: For readers, in the history. Without an explanation the old one stays.
    note: str
    explanation: str = ""
    found: tuple = ()
    methods: tuple = ()
    finding: str = ""
    reason: str = "new_evidence"
    recheck_ago: int | None = None
    override_reason: str = ""
    #: Nobody has answered yet.
    waits: bool = False
    by: str = "editor"


@dataclass(frozen=True)
class Overtaking:
    """What was true is not any more: a newer claim says what is."""

    ago: int
    claim: str
    newer: str
    by: str = "editor"


@dataclass(frozen=True)
class ClaimWithdrawal:
    ago: int
    claim: str
    reason: str
    by: str = "editor"


@dataclass(frozen=True)
class Pin:
    ago: int
    key: str
    by: str = "editor"


@dataclass(frozen=True)
class Edit:
    """A published update gets another body."""

    ago: int
    key: str
    body: tuple
    by: str = "editor"


@dataclass(frozen=True)
class Mistake:
    """What a published update had wrong, and readers are told."""

    ago: int
    key: str
    text: str
    by: str = "editor"


@dataclass(frozen=True)
class Withdrawal:
    ago: int
    key: str
    reason: str
    by: str = "editor"


def aspect(name: str, state: str = "confirmed") -> tuple[str, dict]:
    return "aspects", {"aspect": name, "state": state}


def evidence(kind: str, description: str, **fields) -> tuple[str, dict]:
    """Public, unless ``is_public`` says otherwise. ``file`` stands for a file that was
    kept, ``captured_ago`` for when."""
    return "_evidence", {
        "kind": kind,
        "description": description,
        "is_public": True,
        **fields,
    }


def support(who: str, what: str, **fields) -> tuple[str, dict]:
    """By a source's key, or by a name that is none."""
    return "support", {"who": who, "what": what, **fields}


def position(party: str, stance: str, ago: int, **fields) -> tuple[str, dict]:
    """Of a party by its key; officially, unless ``is_official`` says otherwise."""
    return "positions", {"party": party, "stance": stance, "ago": ago, **fields}


def text(*paragraphs: str) -> dict:
    """Paragraphs; one that begins with ``<`` is taken as it is."""
    parts = [part if part.startswith("<") else f"<p>{part}</p>" for part in paragraphs]
    return {"type": "text", "value": "".join(parts)}


def quote(words: str, source: str = "", **details) -> dict:
    """A quote from a source by its key, or from a ``name`` typed in place.

    ``said_ago`` gives the time at which it was said."""
    said_ago = details.pop("said_ago", None)
    in_another_language = details.get("language", "en") != "en"
    value = {
        "text": words,
        "kind": "direct",
        "source": source or None,
        "name": "",
        "role": "",
        "affiliation": "",
        "verb": "said",
        "told_to": "",
        "medium": "",
        "link": "",
        "said_at": None if said_ago is None else f"{{iso:{said_ago}}}",
        "said_precision": "unknown" if said_ago is None else "minute",
        "language": "",
        "original_text": "",
        "translated_by": "desk" if in_another_language else "",
        "translation_note": "",
    }
    return {"type": "quote", "value": {**value, **details}}


def verification(claim: str, note: str = "") -> dict:
    return {"type": "verification", "value": {"claim": claim, "note": note}}


def picture(key: str, caption: str = "", sensitivity: str = "none") -> dict:
    value = {"picture": key, "caption": caption, "sensitivity": sensitivity}
    return {"type": "image", "value": value}


def gallery(title: str, **captions: str) -> dict:
    """Pictures by their keys, with underscores, each with its caption."""
    pictures = [
        {"picture": key.replace("_", "-"), "caption": caption}
        for key, caption in captions.items()
    ]
    value = {"title": title, "sensitivity": "none", "pictures": pictures}
    return {"type": "gallery", "value": value}


def video(title: str, **details) -> dict:
    """The sample's one video, see ``..loading.documents``."""
    value = {"title": title, "sensitivity": "none", **details}
    return {"type": "video", "value": value}


def link_card(url: str, title: str, teaser: str, provider: str) -> dict:
    value = {"url": url, "title": title, "text": teaser, "provider": provider}
    return {"type": "embed", "value": value}
