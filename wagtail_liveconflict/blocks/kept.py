"""What a block keeps with it at its publication: JSON in a hidden field."""

import json


def read_kept(text: str | None) -> dict:
    """As it is kept; empty where nothing was, and for what is none."""
    try:
        kept = json.loads(text or "{}")
    except (TypeError, ValueError):
        return {}
    return kept if isinstance(kept, dict) else {}
