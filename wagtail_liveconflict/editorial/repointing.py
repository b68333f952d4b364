"""Makes what points to one source in a body point to another.

On the stored data, not on block values: what a site's blocks of today no longer
know stays as it is, and nothing is loaded.
"""

import json

from wagtail.blocks import ChooserBlock, ListBlock, StreamBlock, StructBlock

from ..blocks import QuoteFromSourceBlock
from ..blocks.kept import read_kept
from ..models import Source


class Repointing:
    """From one source to another, through any number of bodies."""

    def __init__(self, old: int, new: int, *, is_anonymous: bool = False):
        """``is_anonymous`` says whether these sources are."""
        self.old, self.new, self.is_anonymous = old, new, is_anonymous

    def read(self, block, raw) -> tuple[object, bool, bool]:
        """The raw value of a block as it is to be; whether it pointed to the old
        source; whether readers are shown that source itself and not a copy."""
        self._found = self._is_shown = False
        return self._visit(block, raw), self._found, self._is_shown

    def _visit(self, block, raw):
        if isinstance(block, QuoteFromSourceBlock) and isinstance(raw, dict):
            return self._visit_quote(block, raw)
        if isinstance(block, StructBlock) and isinstance(raw, dict):
            return self._visit_children(block, raw)
        if isinstance(block, StreamBlock) and isinstance(raw, list):
            return [self._visit_item(block.child_blocks, item) for item in raw]
        if isinstance(block, ListBlock) and isinstance(raw, list):
            return [self._visit_element(block.child_block, item) for item in raw]
        if isinstance(block, ChooserBlock) and self._is_old(block, raw):
            self._found = self._is_shown = True
            return self.new
        return raw

    def _is_old(self, block, raw):
        return str(raw) == str(self.old) and block.model_class is Source

    def _visit_children(self, block, raw):
        return {
            name: self._visit(block.child_blocks[name], value)
            if name in block.child_blocks
            else value
            for name, value in raw.items()
        }

    def _visit_item(self, blocks, item):
        if not isinstance(item, dict) or item.get("type") not in blocks:
            return item
        value = self._visit(blocks[item["type"]], item.get("value"))
        return {**item, "value": value}

    def _visit_element(self, block, item):
        # Older lists hold the values alone.
        if isinstance(item, dict) and item.keys() >= {"type", "value"}:
            return {**item, "value": self._visit(block, item["value"])}
        return self._visit(block, item)

    def _visit_quote(self, block, raw):
        was_shown = self._is_shown
        value = self._visit_children(block, raw)
        if str(raw.get("source")) == str(self.old):
            self._is_shown = was_shown or not self._says_all(raw)
        copied = read_copy(raw)
        if copied.get("source") == self.old:
            # The same source as before: nothing is to be copied anew.
            value["copied_from"] = json.dumps({**copied, "source": self.new})
            self._found = True
        return value

    def _says_all(self, quote) -> bool:
        """Whether readers get the quote's own words for who is quoted, and none of
        the source as it is now (see ``blocks.quote_value``)."""
        copied = read_copy(quote)
        if str(copied.get("source")) != str(self.old):
            return False
        if self.is_anonymous or quote.get("source_kind") == Source.Kind.ANONYMOUS:
            # What stands for its name.
            return bool(copied.get("label"))
        return bool(quote.get("name") and quote.get("source_kind"))


class FoundSources(Repointing):
    """Changes nothing. Ids of the sources that the raw value of a block points to,
    and of those that its quotes were copied from."""

    def __init__(self, block, raw):
        super().__init__(0, 0)
        self.chosen: set[int] = set()
        self.copied: set[int] = set()
        self.read(block, raw)

    def _is_old(self, block, raw):
        if block.model_class is Source and str(raw).isdecimal():
            self.chosen.add(int(raw))
        return False

    def _visit_quote(self, block, raw):
        if isinstance(source := read_copy(raw).get("source"), int):
            self.copied.add(source)
        return super()._visit_quote(block, raw)


def read_copy(quote) -> dict:
    """What was copied into a quote from its source, by field; see
    ``blocks.quote_copy``."""
    return read_kept(quote.get("copied_from"))
