"""The blocks of an update as JSON gives them, and back.

Wagtail reads blocks out of a form of its own admin, or out of its database, and takes
both for well-formed. What comes from outside is looked through first: every mistake is
an error at its place, ``["body", 0, "value", "name"]``.
"""

import datetime as dt
import math
from collections.abc import Iterator

import swapper
from django import forms
from django.core.exceptions import ValidationError
from wagtail.api.rich_text import APIRichText
from wagtail.blocks import (
    ChooserBlock,
    FieldBlock,
    ListBlock,
    ListBlockValidationError,
    RichTextBlock,
    StreamBlock,
    StreamBlockValidationError,
    StructBlock,
    StructBlockValidationError,
)
from wagtail.permissions import policy_registry

from ..conf import conf
from ..reader.feeds import LARGEST_ID
from ..sanitise import strip_control_characters
from .problems import at, make_error

_TREE_ERRORS = (
    StreamBlockValidationError,
    ListBlockValidationError,
    StructBlockValidationError,
)
#: Tags and attributes around the words that are counted.
_MARKUP = 5
_MOST_BLOCKS = 200
_YEARS = range(1800, 2201)


def is_own(block) -> bool:
    """Whether the app keeps something of its own in this field of a block: it is
    neither told nor taken."""
    return "w-hidden" in (getattr(block.meta, "form_classname", "") or "")


def is_sensible(moment: dt.date) -> bool:
    """Of others, no zone can be told."""
    return moment.year in _YEARS


class BodyReader:
    """Reads what ``user`` sends as the body of an update. ``earlier`` is the body as it
    was: blocks that keep their id keep what the app has in them, and what was chosen
    there already may stay."""

    def __init__(self, stream_block, user, earlier=()):
        self.stream_block, self.user = stream_block, user
        self.chosen_before, self.kept = set(), {}
        if earlier:
            self.chosen_before = {
                (model, str(pk))
                for model, pk, *_ in stream_block.extract_references(earlier)
            }
            prepared = stream_block.get_prep_value(earlier)
            self.kept = {item["id"]: item for item in prepared if item.get("id")}

    def read(self, items: list[dict]):
        """The value of the stream; raises a :class:`~.problems.Problem`."""
        raw = self._read_stream(self.stream_block, items, ("body",), self.kept)
        return self.stream_block.to_python(raw)

    def _read_stream(self, block, items, path, kept=None):
        _expect(isinstance(items, list), path, "A list of blocks.")
        _expect(len(items) <= _MOST_BLOCKS, path, "Too many blocks.")
        return [
            self._read_child(block, item, (*path, number), kept or {})
            for number, item in enumerate(items)
        ]

    def _read_child(self, block, item, path, kept):
        _check_keys(item, {"type", "value", "id"}, path)
        kind = item.get("type")
        known = isinstance(kind, str) and kind in block.child_blocks
        _expect(known, (*path, "type"), "There is no such block.")
        earlier = None
        if (block_id := item.get("id")) is not None:
            is_known = isinstance(block_id, str) and block_id in kept
            message = "The newest version has no block with this id."
            _expect(is_known, (*path, "id"), message)
            earlier = kept.pop(block_id)
        same = earlier is not None and earlier["type"] == kind
        value = self._read_value(
            block.child_blocks[kind],
            item.get("value"),
            (*path, "value"),
            earlier["value"] if same else None,
        )
        return {"type": kind, "value": value, "id": block_id}

    def _read_value(self, block, value, path, earlier=None):
        if isinstance(block, StreamBlock):
            return self._read_stream(block, value or [], path)
        if isinstance(block, ListBlock):
            _expect(value is None or isinstance(value, list), path, "A list.")
            _expect(len(value or ()) <= _MOST_BLOCKS, path, "Too many blocks.")
            return [
                self._read_value(block.child_block, child, (*path, number))
                for number, child in enumerate(value or ())
            ]
        if isinstance(block, StructBlock):
            return self._read_struct(block, value, path, earlier)
        if isinstance(block, ChooserBlock):
            return self._read_choice(block, value, path)
        if isinstance(block, RichTextBlock):
            return _read_rich_text(block, value, path)
        return _read_leaf(block, value, path)

    def _read_struct(self, block, value, path, earlier):
        value = {} if value is None else value
        own = {name for name, child in block.child_blocks.items() if is_own(child)}
        _check_keys(value, block.child_blocks.keys() - own, path)
        read = {
            name: self._read_value(block.child_blocks[name], child, (*path, name))
            for name, child in value.items()
        }
        if isinstance(earlier, dict):
            read |= {name: earlier[name] for name in own & earlier.keys()}
        return read

    def _read_choice(self, block, pk, path):
        if pk is None:
            return None
        is_id = isinstance(pk, int) and not isinstance(pk, bool)
        _expect(is_id and 0 < pk <= LARGEST_ID, path, "An id.")
        # Not only the id: a source may have been merged into another since.
        chosen = block.value_from_form(pk)
        _expect(chosen is not None, path, "There is no such thing.", "not_found")
        is_known = (type(chosen), str(chosen.pk)) in self.chosen_before
        may = is_known or _may_choose(self.user, chosen)
        _expect(may, path, "You may not use this.", "not_allowed")
        return chosen.pk


def _may_choose(user, chosen) -> bool:
    if isinstance(chosen, swapper.load_model("wagtailcore", "Page")):
        # Readers are shown only those that everybody may read.
        return True
    policy = policy_registry.get_by_type(type(chosen))
    if hasattr(policy, "collections_user_has_permission_for"):
        return policy.user_has_permission_for_instance(user, "choose", chosen)
    return policy.user_has_any_permission(user, {"add", "change", "view"})


def _read_rich_text(block, value, path) -> str:
    if value is None:
        return ""
    content = value.get("content") if isinstance(value, dict) else value
    _expect(isinstance(content, str), path, "A text.")
    _expect(
        len(content) <= conf.LIVECONFLICT_MAX_TEXT_LENGTH * _MARKUP,
        path,
        "This text is too long.",
        "too_long",
    )
    if isinstance(value, dict):
        _check_keys(value, {"format", "content"}, path)
        value = {**value, "content": strip_control_characters(content)}
    else:
        value = strip_control_characters(content)
    try:
        html, _removed = APIRichText.convert_input(value, features=block.features)
    except (ValueError, TypeError) as error:
        raise at(path, error) from error
    return html


def _read_leaf(block: FieldBlock, value, path):
    field = block.field
    if isinstance(value, str):
        value = strip_control_characters(value)
    if isinstance(field, forms.MultipleChoiceField):
        is_right = isinstance(value, list) and all(isinstance(v, str) for v in value)
        _expect(value is None or is_right, path, "A list of texts.")
        return value or []
    if isinstance(field, forms.BooleanField):
        _expect(value is None or isinstance(value, bool), path, "True or false.")
        return bool(value)
    if isinstance(field, forms.CharField | forms.ChoiceField):
        _expect(value is None or isinstance(value, str), path, "A text.")
        return value or ""
    if isinstance(field, forms.DateTimeField | forms.DateField | forms.TimeField):
        return _read_moment(block, value, path)
    is_number = isinstance(value, int | float) and math.isfinite(value)
    _expect(
        value is None or is_number or isinstance(value, str), path, "A single value."
    )
    return value


def _read_moment(block, value, path):
    if value in (None, ""):
        return None
    message = "A time or a date in ISO 8601."
    _expect(isinstance(value, str), path, message)
    try:
        moment = block.to_python(value)
    except ValueError as error:
        raise at(path, message) from error
    is_right = moment is not None and (
        not isinstance(moment, dt.date) or is_sensible(moment)
    )
    _expect(is_right, path, message)
    return moment


def _check_keys(value, known, path) -> None:
    _expect(isinstance(value, dict), path, "An object.")
    for name in value:
        place = (*path, name)
        _expect(name in known, place, "There is no such field.", "unknown_field")


def _expect(is_right, path, message, code="invalid") -> None:
    if not is_right:
        raise at(path, message, code)


def tell_blocks(stream_block, value) -> list[dict]:
    """A body as it can be sent back: what an editor writes, and nothing that the app
    keeps with it."""
    return _tell(stream_block, stream_block.get_prep_value(value))


def _tell(block, prepared):
    if isinstance(block, StreamBlock):
        return [
            {**item, "value": _tell(block.child_blocks[item["type"]], item["value"])}
            for item in prepared
        ]
    if isinstance(block, ListBlock):
        return [_tell(block.child_block, item["value"]) for item in prepared]
    if isinstance(block, StructBlock) and isinstance(prepared, dict):
        return {
            name: _tell(child, prepared.get(name))
            for name, child in block.child_blocks.items()
            if not is_own(child)
        }
    return prepared


def list_errors(error: ValidationError, path) -> Iterator[dict]:
    """An error of a block, as one for each place that is wrong."""
    if isinstance(error, _TREE_ERRORS):
        for child in error.non_block_errors.as_data():
            yield from list_errors(child, path)
        for step, child in error.block_errors.items():
            yield from list_errors(child, _step(error, path, step))
    else:
        for each in error.error_list:
            if isinstance(each, _TREE_ERRORS):
                yield from list_errors(each, path)
            else:
                message = " ".join(map(str, each.messages))
                yield make_error(each.code or "invalid", message, path)


def _step(error, path, step):
    if isinstance(error, StreamBlockValidationError):
        return (*path, step, "value")
    return (*path, step)
