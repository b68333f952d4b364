"""Blocks of wagtail-live as blocks of an update."""

import json
from collections.abc import Callable, Container
from dataclasses import dataclass, field

from bs4 import BeautifulSoup, Tag
from django.utils.html import escape

from ..conf import conf
from ..links import clean_public_link, is_public_link
from ..sanitise import one_line, sanitise_rich_text
from ..text import plain
from .pictures import PictureMissing

_BLOCKS = {"p", "ul", "ol"}
_HEADINGS = {f"h{level}" for level in range(1, 7)}
_PARAGRAPHS = {"div", "blockquote", "section", "pre"}
#: Show something of their own, beside any with an ``src``; updates have no such tags.
_SHOWING = {"iframe", "object", "svg", "canvas", "form"}


@dataclass
class Content:
    """What an update is made of, and what an editor should look at."""

    body: list[dict] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    #: Raw blocks that an update has no place for.
    kept: list = field(default_factory=list)

    def count(self, block_type: str) -> int:
        return sum(block["type"] == block_type for block in self.body)


class Converter:
    """``get_picture`` gives the image for an id, or raises ``PictureMissing``. With
    ``keeps_ids`` links to pages and documents go on meaning those of this site.
    ``types`` are the names of the blocks that an update of this site may have."""

    def __init__(
        self, get_picture: Callable, *, keeps_ids: bool, types: Container[str]
    ):
        self.get_picture = get_picture
        self.keeps_ids = keeps_ids
        self.types = types

    def convert(self, blocks: list) -> Content:
        content = Content()
        for block in blocks:
            kind = block.get("type") if isinstance(block, dict) else None
            value = block.get("value") if isinstance(block, dict) else block
            add = {
                "text": self._add_text,
                "embed": self._add_embed,
                "image": self._add_image,
            }.get(kind)
            if add is None or not add(content, value):
                content.kept.append(block)
                if add is None:
                    content.remarks.append(f"unknown block {kind!r}")
        return content

    def _has_place(self, content, kind) -> bool:
        """A StreamField leaves out, without a word, what it does not know."""
        if kind not in self.types:
            content.remarks.append(f"updates of this site have no {kind}")
            return False
        return True

    def _add_text(self, content, value) -> bool:
        """False as well where only a part of the text has a place."""
        if not self._has_place(content, "text"):
            return False
        if not isinstance(value, str):
            content.remarks.append("a text that is no text")
            return False
        soup = BeautifulSoup(value, "html.parser")
        after = [tag.extract().attrs for tag in soup.find_all("embed")]
        if not self.keeps_ids:
            for link in soup.find_all("a", linktype=True):
                content.remarks.append(
                    f"“{plain(link.decode_contents())}” was a link to a "
                    f"{link['linktype']} of the old site"
                )
                link.unwrap()
        shown = soup.find_all(_shows_something)
        lost = sorted({tag.name for tag in shown})
        for tag in shown:
            if not tag.get_text(strip=True):
                tag.extract()
        content.remarks += (
            f"a text with <{name}>, which has no place" for name in lost
        )
        words = sanitise_rich_text(to_paragraphs(soup))
        if length := len(plain(words)):
            content.body.append({"type": "text", "value": words})
            if length > conf.LIVECONFLICT_MAX_TEXT_LENGTH:
                content.remarks.append(f"a text of {length} characters")
        for attributes in after:
            if attributes.get("embedtype") == "image":
                taken = self._add_image(content, attributes.get("id"))
            else:
                taken = self._add_embed(content, attributes.get("url"))
            if not taken:
                content.kept.append(attributes)
        return not lost

    def _add_embed(self, content, value) -> bool:
        if not self._has_place(content, "embed"):
            return False
        if not isinstance(value, str) or not value.strip():
            content.remarks.append("an embed without a link")
            return False
        link = clean_public_link(value.strip())
        if not is_public_link(link):
            content.remarks.append(f"a link that is not for readers: {one_line(link)}")
            return False
        content.body.append({"type": "embed", "value": {"url": link}})
        return True

    def _add_image(self, content, value) -> bool:
        if not self._has_place(content, "image"):
            return False
        try:
            image = self.get_picture(value)
        except PictureMissing as error:
            content.remarks.append(f"a picture is missing: {error}")
            return False
        # As wagtail-live showed it: it asks for no other.
        alt = getattr(image, "description", "") or image.title
        content.body.append(
            {
                "type": "image",
                "value": {
                    "image": {"image": image.pk, "decorative": False, "alt_text": alt}
                },
            }
        )
        return True


def _shows_something(tag) -> bool:
    return tag.name in _SHOWING or tag.has_attr("src")


def to_paragraphs(soup) -> str:
    """Everything within paragraphs and lists, as Wagtail's editor keeps it. Messages
    come without, headings from the admin become bold lines."""
    for tag in soup.find_all(_HEADINGS):
        words = tag.get_text()
        tag.clear()
        tag.name, tag.attrs = "p", {}
        tag.append(_make(soup, "b", words))
    for tag in soup.find_all(_PARAGRAPHS):
        if tag.find(_BLOCKS | _PARAGRAPHS):
            tag.unwrap()
        else:
            tag.name, tag.attrs = "p", {}
    parts, run = [], []
    for node in [*soup.contents, None]:
        is_block = isinstance(node, Tag) and node.name in _BLOCKS
        if node is not None and not is_block:
            run.append(_write(node))
            continue
        if "".join(run).strip():
            parts.append(f"<p>{''.join(run).strip()}</p>")
        run = []
        if is_block:
            parts.append(str(node))
    return "".join(parts)


def _make(soup, name, words):
    tag = soup.new_tag(name)
    tag.string = words
    return tag


def _write(node) -> str:
    return str(node) if isinstance(node, Tag) else escape(str(node))


def describe_kept(kept: list) -> str:
    """What was kept of blocks that have no place, as one paragraph for an editor."""
    words = json.dumps(kept, ensure_ascii=False)
    return f"<p>{escape(f'[wagtail-live] {words}')}</p>"
