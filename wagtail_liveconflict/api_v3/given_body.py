"""The blocks of an update as JSON gives them, and back.

Wagtail reads blocks out of a form of its own admin, or out of its database, and takes
both for well-formed. What comes from outside is looked through first: every mistake is
an error at its place, ``["body", 0, "value", "name"]``.
"""

import json
from collections.abc import Iterator
from itertools import zip_longest

import swapper
from django.core.exceptions import ValidationError
from ninja.responses import NinjaJSONEncoder
from wagtail.blocks import (
    ChooserBlock,
    FieldBlock,
    ListBlock,
    ListBlockValidationError,
    RichTextBlock,
    StaticBlock,
    StreamBlock,
    StreamBlockValidationError,
    StructBlock,
    StructBlockValidationError,
)
from wagtail.permissions import policy_registry

from ..reader.feeds import LARGEST_ID
from .given_values import check_keys, expect, read_leaf, read_rich_text
from .problems import make_error

_TREE_ERRORS = (
    StreamBlockValidationError,
    ListBlockValidationError,
    StructBlockValidationError,
)
_MOST_BLOCKS = 200


def is_own(block) -> bool:
    """Whether the app keeps something of its own in this field of a block: it is
    neither told nor taken."""
    return "w-hidden" in (getattr(block.meta, "form_classname", "") or "")


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
            self.kept = _get_kept(prepared)

    def read(self, items: list[dict]):
        """The value of the stream; raises a :class:`~.problems.Problem`."""
        raw = self._read_stream(self.stream_block, items, ("body",), self.kept)
        return self.stream_block.to_python(raw)

    def _read_stream(self, block, items, path, kept=None):
        expect(isinstance(items, list), path, "A list of blocks.")
        expect(len(items) <= _MOST_BLOCKS, path, "Too many blocks.")
        return [
            self._read_child(block, item, (*path, number), kept or {})
            for number, item in enumerate(items)
        ]

    def _read_child(self, block, item, path, kept):
        check_keys(item, {"type", "value", "id"}, path)
        kind = item.get("type")
        known = isinstance(kind, str) and kind in block.child_blocks
        expect(known, (*path, "type"), "There is no such block.")
        earlier = None
        if (block_id := item.get("id")) is not None:
            is_known = isinstance(block_id, str) and block_id in kept
            message = "The newest version has no block with this id."
            expect(is_known, (*path, "id"), message)
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
            return self._read_stream(block, value or [], path, _get_kept(earlier))
        if isinstance(block, ListBlock):
            expect(value is None or isinstance(value, list), path, "A list.")
            expect(len(value or ()) <= _MOST_BLOCKS, path, "Too many blocks.")
            # What is told of a list has no ids: its items are known by their place.
            before = _get_items(earlier)
            return [
                self._read_value(block.child_block, child, (*path, number), was)
                for number, (child, was) in enumerate(
                    zip_longest(value or (), before[: len(value or ())])
                )
            ]
        if isinstance(block, StructBlock):
            return self._read_struct(block, value, path, earlier)
        if isinstance(block, ChooserBlock):
            return self._read_choice(block, value, path)
        if isinstance(block, RichTextBlock):
            return read_rich_text(block, value, path)
        if isinstance(block, FieldBlock):
            return read_leaf(block, value, path)
        return _read_other(block, value, path, earlier)

    def _read_struct(self, block, value, path, earlier):
        value = {} if value is None else value
        own = {name for name, child in block.child_blocks.items() if is_own(child)}
        check_keys(value, block.child_blocks.keys() - own, path)
        before = earlier if isinstance(earlier, dict) else {}
        read = {
            name: self._read_value(
                block.child_blocks[name], child, (*path, name), before.get(name)
            )
            for name, child in value.items()
        }
        return read | {name: before[name] for name in own & before.keys()}

    def _read_choice(self, block, pk, path):
        if pk is None:
            return None
        is_id = isinstance(pk, int) and not isinstance(pk, bool)
        expect(is_id and 0 < pk <= LARGEST_ID, path, "An id.")
        # Not only the id: a source may have been merged into another since.
        chosen = block.value_from_form(pk)
        expect(chosen is not None, path, "There is no such thing.", "not_found")
        is_known = (type(chosen), str(chosen.pk)) in self.chosen_before
        may = is_known or _may_choose(self.user, chosen)
        expect(may, path, "You may not use this.", "not_allowed")
        return chosen.pk


def _get_kept(prepared) -> dict:
    """The blocks of a stream as it is stored, by their ids."""
    return {item["id"]: item for item in prepared or () if item.get("id")}


def _get_items(prepared) -> list:
    """The values of a list as it is stored: since Wagtail 2.16, or as before."""
    return [
        item["value"]
        if isinstance(item, dict) and item.get("type") == "item" and "value" in item
        else item
        for item in prepared or ()
    ]


def _read_other(block, value, path, earlier):
    """Of a kind of block that has no field of a form, nor blocks that we know."""
    if isinstance(block, StaticBlock):
        return None
    told = json.loads(json.dumps(earlier, cls=NinjaJSONEncoder))
    expect(value == told, path, "This block can only be written at the desk.")
    return earlier


def _may_choose(user, chosen) -> bool:
    if isinstance(chosen, swapper.load_model("wagtailcore", "Page")):
        # Readers are shown only those that everybody may read.
        return True
    policy = policy_registry.get_by_type(type(chosen))
    if hasattr(policy, "collections_user_has_permission_for"):
        return policy.user_has_permission_for_instance(user, "choose", chosen)
    return policy.user_has_any_permission(user, {"add", "change", "view"})


def tell_blocks(stream_block, value) -> list[dict]:
    """A body as it can be sent back: what an editor writes, and nothing that the app
    keeps with it."""
    return _tell(stream_block, stream_block.get_prep_value(value))


def _tell(block, prepared):
    if isinstance(block, StreamBlock):
        return [
            {**item, "value": _tell(block.child_blocks[item["type"]], item["value"])}
            for item in prepared or ()
        ]
    if isinstance(block, ListBlock):
        return [_tell(block.child_block, item) for item in _get_items(prepared)]
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
