"""Single values of blocks as JSON gives them: what is no value of its block is an error
at its place."""

import datetime as dt
import json
import math
from copy import deepcopy

from django import forms
from django.core.exceptions import ValidationError
from wagtail.api.rich_text import APIRichText
from wagtail.blocks import FieldBlock

from ..conf import conf
from ..sanitise import strip_control_characters
from .problems import at

#: Tags and attributes around the words that are counted.
_MARKUP = 5
_YEARS = range(1800, 2201)
#: What blocks raise that expect the value to come from their own form or from the
#: database.
_UNREADABLE = (
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)


def is_sensible(moment: dt.date) -> bool:
    """Of others, no zone can be told."""
    return moment.year in _YEARS


def read_rich_text(block, value, path) -> str:
    if value is None:
        return ""
    content = value.get("content") if isinstance(value, dict) else value
    expect(isinstance(content, str), path, "A text.")
    expect(
        len(content) <= conf.LIVECONFLICT_MAX_TEXT_LENGTH * _MARKUP,
        path,
        "This text is too long.",
        "too_long",
    )
    if isinstance(value, dict):
        check_keys(value, {"format", "content"}, path)
        value = {**value, "content": strip_control_characters(content)}
    else:
        value = strip_control_characters(content)
    try:
        html, _removed = APIRichText.convert_input(value, features=block.features)
    except (ValueError, TypeError) as error:
        raise at(path, error) from error
    return html


def read_leaf(block: FieldBlock, value, path):
    field = block.field
    if isinstance(value, str):
        value = strip_control_characters(value)
    if isinstance(field, forms.MultipleChoiceField):
        is_right = isinstance(value, list) and all(isinstance(v, str) for v in value)
        expect(value is None or is_right, path, "A list of texts.")
        return value or []
    if isinstance(field, forms.BooleanField):
        expect(value is None or isinstance(value, bool), path, "True or false.")
        return bool(value)
    if isinstance(value, dict | list):
        return _read_tree(block, value, path)
    if isinstance(field, forms.CharField | forms.ChoiceField):
        expect(value is None or isinstance(value, str), path, "A text.")
        _try(block, value, path)
        return value or ""
    if isinstance(field, forms.DateTimeField | forms.DateField | forms.TimeField):
        return _read_moment(block, value, path)
    is_number = isinstance(value, float) and math.isfinite(value)
    is_single = value is None or is_number or isinstance(value, int | str)
    expect(is_single, path, "A single value.")
    _try(block, value, path)
    return value


def _read_tree(block, value: dict | list, path):
    """Of a block such as Wagtail's table, whose value is no single one."""
    try:
        value = _strip(value)
        json.dumps(value, allow_nan=False)
        # As its form would: a field for a text makes a text of everything.
        posted = block.value_for_form(block.to_python(deepcopy(value)))
        read = block.get_prep_value(
            block.value_from_form(block.field.to_python(posted))
        )
    except (ValidationError, *_UNREADABLE):
        read = None
    expect(isinstance(read, type(value)), path, "A single value.")
    _try(block, value, path)
    return value


def _strip(value):
    if isinstance(value, dict):
        return {_strip(key): _strip(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_strip(each) for each in value]
    return strip_control_characters(value) if isinstance(value, str) else value


def _try(block, value, path) -> None:
    """Whether its block can do anything with it. What is wrong with it besides, the
    form says."""
    if value is None:
        return
    try:
        block.clean(block.to_python(deepcopy(value)))
    except ValidationError:
        return
    except _UNREADABLE as error:
        raise at(path, "This is no value of this block.") from error


def _read_moment(block, value, path):
    if value in (None, ""):
        return None
    message = "A time or a date in ISO 8601."
    expect(isinstance(value, str), path, message)
    try:
        moment = block.to_python(value)
    except ValueError as error:
        raise at(path, message) from error
    is_right = moment is not None and (
        not isinstance(moment, dt.date) or is_sensible(moment)
    )
    expect(is_right, path, message)
    return moment


def check_keys(value, known, path) -> None:
    expect(isinstance(value, dict), path, "An object.")
    for name in value:
        place = (*path, name)
        expect(name in known, place, "There is no such field.", "unknown_field")


def expect(is_right, path, message, code="invalid") -> None:
    if not is_right:
        raise at(path, message, code)
