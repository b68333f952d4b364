"""What a source was when it was quoted, copied into the quote for good."""

import json

from .kept import read_kept

#: Field of the quote -> field of the source.
COPIED = {
    "name": "name",
    "source_kind": "kind",
    "role": "role",
    "affiliation": "affiliation",
    "party": "party",
    "description": "description",
    "gender": "grammatical_gender",
}


def get_typed(value, field: str):
    """What an editor typed into a field. What was copied from another source than
    the one that is chosen now is nobody's word any more: None."""
    typed = value.get(field)
    source = value.get("source")
    earlier = read_kept(value.get("copied_from"))
    if (
        typed
        and source
        and earlier.get("source") not in (None, source.pk)
        and _write(typed) == earlier.get(field)
    ):
        return None
    return typed


def copy_source(value, published=None) -> bool:
    """Copy what the chosen source is now into the quote, unless that was done
    already for this source. Whatever an editor has typed stays. Returns whether
    anything was changed.

    ``published`` is the same quote as readers have it now: a draft from before its
    publication takes over what was copied then.
    """
    source = value.get("source")
    if not source:
        return False
    earlier = read_kept(value.get("copied_from"))
    if earlier.get("source") == source.pk:
        return False
    if published is not None and _take_over(value, published, source):
        return True
    label = ""
    now = {field: _get_own(source, field) for field in COPIED}
    if source.is_anonymous:
        # What stands for it is no name, and a quote may not name it.
        now["name"] = ""
        label = source.name
    for field, content in now.items():
        typed = value.get(field)
        if not typed or _write(typed) == earlier.get(field):
            value[field] = content
    copy = {field: _write(content) for field, content in now.items()}
    value["copied_from"] = json.dumps({"source": source.pk, "label": label, **copy})
    return True


def forget_copy(value) -> None:
    """Make the quote one that was never published: its source is copied anew when it
    is. Whatever an editor has typed stays, and so does that a source was not named."""
    earlier = read_kept(value.get("copied_from"))
    if not earlier or earlier.get("source_kind") == "anonymous":
        return
    for field in COPIED:
        if value.get(field) and _write(value.get(field)) == earlier.get(field):
            value[field] = None if field == "party" else ""
    value["copied_from"] = ""


def _take_over(value, published, source) -> bool:
    if read_kept(published.get("copied_from")).get("source") != source.pk:
        return False
    for field in COPIED:
        if not get_typed(value, field):
            value[field] = published.get(field)
    value["copied_from"] = published.get("copied_from")
    return True


def _get_own(source, field):
    return getattr(source, COPIED[field])


def _write(content):
    return getattr(content, "pk", content)
