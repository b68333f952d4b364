"""The facts of a quote, for machines: what readers see of it, and nothing else."""

from .quote_time import get_machine_time


def get_facts(value) -> dict:
    """Facts of a :class:`~.quote_value.QuoteValue`, as plain data in the active
    language and time zone.

    Every leaf is a string, "" where nothing is said. ``text`` has no quotation
    marks; ``language`` is that of ``text`` as printed; ``said.at`` is ISO 8601, a
    date where no more is known.
    """
    get = value.get
    return {
        "text": get("text") or "",
        "language": value.text_language,
        "kind": get("kind") or "",
        "kind_label": value.kind_label,
        "in_quotation_marks": value.shows_quotation_marks,
        "speaker": {
            "name": value.speaker,
            "kind": value.speaker_kind,
            "role": value.speaker_role,
            "affiliation": value.speaker_affiliation,
            "party": value.speaker_party,
            "description": value.speaker_description,
            "contested_form": get("contested_form") or "",
            "anonymity_reason": get("anonymity_reason") or "",
        },
        "verb": get("verb") or "",
        "verb_reason": get("verb_reason") or "",
        "medium": get("medium") or "",
        "told_to": get("told_to") or "",
        "said": {
            "at": get_machine_time(get("said_at"), value.said_precision),
            "precision": value.said_precision,
        },
        "attribution": value.attribution_text,
        "link": value.public_link,
        "archive_link": value.public_archive_link,
        "original": {
            "text": get("original_text") or "",
            "language": get("language") or "",
        },
        "translation": {
            "by": get("translated_by") or "",
            "translator": get("translator") or "",
            "note": get("translation_note") or "",
            "line": value.translation_line,
        },
        "provenance": {
            "kind": get("provenance") or "",
            "relayed_by": value.relayed_by_name,
            "line": value.provenance_line,
        },
        "context_note": get("context_note") or "",
    }
