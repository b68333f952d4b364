"""The form field of an update's body.

Wagtail's own raises ``KeyError`` and the like on form data that its script
would not have sent (a stale tab after a deploy, a broken proxy, a forged post).
Here that is an error at the field, and what could be read stays in the form.
"""

import logging

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks.base import BlockField, BlockWidget

logger = logging.getLogger(__name__)

#: What Wagtail's blocks raise on data they cannot read.
_UNREADABLE = (AttributeError, KeyError, TypeError, ValueError)


class ForgivingBlockWidget(BlockWidget):
    def value_from_datadict(self, data, files, name):
        try:
            if int(data[f"{name}-count"]) < 0:
                raise ValueError("negative number of blocks")
            value = super().value_from_datadict(data, files, name)
        except _UNREADABLE as error:
            logger.warning("Unreadable stream data for %s: %r", name, error)
            value = self.block_def.to_python([])
            value.problem = _(
                "The body arrived damaged and could not be read. Go back in your "
                "browser to get at your text, copy it, and load this page anew."
            )
            return value
        if unknown := self._find_unknown_types(data, name):
            value.problem = _(
                "The body has a block of an unknown type (%(types)s), which was left "
                "out. Check what is there, and save again."
            ) % {"types": ", ".join(unknown)}
        return value

    def _find_unknown_types(self, data, name):
        types = (
            data.get(f"{name}-{number}-type", "")
            for number in range(int(data[f"{name}-count"]))
            if not data.get(f"{name}-{number}-deleted")
        )
        return sorted(set(types) - set(self.block_def.child_blocks))


class ForgivingBlockField(BlockField):
    def __init__(self, block=None, **kwargs):
        kwargs.setdefault("widget", ForgivingBlockWidget(block))
        super().__init__(block=block, **kwargs)

    def clean(self, value):
        if problem := getattr(value, "problem", None):
            raise ValidationError(problem, code="unreadable")
        return super().clean(value)
