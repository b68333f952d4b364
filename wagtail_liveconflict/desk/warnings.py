"""Warnings at the fields of the composer, and which of them were shown before."""

import hashlib
from collections import Counter
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from wagtail.blocks import (
    ListBlock,
    ListBlockValidationError,
    StreamBlock,
    StreamBlockValidationError,
    StructBlock,
    StructBlockValidationError,
)

from ..blocks.finding import Path
from ..editorial.warnings import UpdateWarning

#: Name of the hidden input that carries the fingerprints of what was shown.
SEEN = "warnings-seen"
_TREE_ERRORS = (
    ListBlockValidationError,
    StreamBlockValidationError,
    StructBlockValidationError,
)


def get_fingerprint(warning: UpdateWarning) -> str:
    """The same for the same question, wherever its block is moved to."""
    text = f"{warning.field}\n{warning.code}"
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def get_fingerprints(warnings: Iterable[UpdateWarning]) -> str:
    """As the hidden input carries them; as many of a kind as there are warnings."""
    return " ".join(get_fingerprint(warning) for warning in warnings)


def leave_out_seen(
    warnings: list[UpdateWarning], posted: str, published: Iterable[UpdateWarning] = ()
) -> list[UpdateWarning]:
    """The warnings that were neither shown before nor published in spite of them.
    Where there are more of a kind than were shown, nobody knows which is the new
    one: all of them are asked about."""
    seen = Counter(posted.split()) | Counter(map(get_fingerprint, published))
    present = Counter(map(get_fingerprint, warnings))
    return [
        warning
        for warning in warnings
        if present[fingerprint := get_fingerprint(warning)] > seen[fingerprint]
    ]


def get_body_error(block, value, warnings, error=None) -> ValidationError | None:
    """One error for a stream value, in which each warning stands at its own field.

    ``error`` is what is wrong with the value besides; at a field that has both, it
    comes first. Warnings whose path does not lead anywhere are left out.
    """
    for warning in warnings:
        path = (*warning.path, warning.field) if warning.field else warning.path
        leaf = ValidationError(warning.message, code="warning")
        error = _add(block, value, path, leaf, error)
    return error


def _add(block, value, path: Path, leaf: ValidationError, error):
    """``error`` with ``leaf`` added at the end of ``path``."""
    if not path:
        return ValidationError([error, leaf]) if error else leaf
    step, *rest = path
    if error is not None and not isinstance(error, _TREE_ERRORS):
        # The whole of it cannot be used: that goes first.
        return error
    child = _get_child(block, value, step)
    if child is None:
        return error
    errors = dict(error.block_errors) if error else {}
    errors[step] = _add(*child, tuple(rest), leaf, errors.get(step))
    return _get_error_class(block)(
        block_errors=errors,
        non_block_errors=error.non_block_errors if error else None,
    )


def _get_error_class(block):
    if isinstance(block, StreamBlock):
        return StreamBlockValidationError
    if isinstance(block, ListBlock):
        return ListBlockValidationError
    return StructBlockValidationError


def _get_child(block, value, step):
    """The block at a step of a path, and its value; None where there is none."""
    if isinstance(block, StreamBlock):
        child = value[step]
        return child.block, child.value
    if isinstance(block, ListBlock):
        return block.child_block, value[step]
    if isinstance(block, StructBlock) and step in block.child_blocks:
        # A picture's value is not a dict, and no path leads further than its fields.
        return block.child_blocks[step], (
            value.get(step) if isinstance(value, dict) else None
        )
    return None
