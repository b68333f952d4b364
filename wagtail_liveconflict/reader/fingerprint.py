"""A short name for how updates are rendered by this deployment.

Part of the keys of rendered updates, so that a new template, another block or
a new version of the app does not show what an older one had rendered.
"""

import re
from functools import cache
from hashlib import blake2b
from pathlib import Path

from django.conf import settings
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from wagtail.blocks import Block

from .. import __version__
from ..conf import conf
from ..models import LiveUpdate

_TEMPLATES = (
    "wagtail_liveconflict/reader/_update.html",
    "wagtail_liveconflict/reader/_tombstone.html",
    "wagtail_liveconflict/blocks/_cover.html",
)
#: Templates that a template names literally.
_NAMED = re.compile(r"""\{%\s*(?:include|extends)\s+["']([^"']+)["']""")


def digest_of(parts) -> str:
    """A short name for these values, in this order."""
    return blake2b("\0".join(map(str, parts)).encode(), digest_size=12).hexdigest()


def get_fingerprint() -> str:
    """Sixteen letters and digits."""
    # Whoever writes templates wants to see them at once.
    return _compute() if settings.DEBUG else _compute_once()


def _compute() -> str:
    digest = blake2b(digest_size=8)
    for part in (
        __version__,
        conf.LIVECONFLICT_CACHE_VERSION,
        conf.LIVECONFLICT_UPDATE_BLOCKS,
    ):
        digest.update(f"{part}\0".encode())
    sources = {}
    for name in (*_TEMPLATES, *_get_block_templates()):
        _read(name, sources)
    for name, source in sorted(sources.items()):
        digest.update(f"{name}\0{source}\0".encode())
    return digest.hexdigest()


_compute_once = cache(_compute)


def _read(name: str, sources: dict[str, str]) -> None:
    """The source of a template, and of those it names."""
    if name in sources:
        return
    sources[name] = ""
    try:
        origin = get_template(name).origin.name
        source = Path(origin).read_text(encoding="utf-8")
    except (TemplateDoesNotExist, OSError, AttributeError):
        # Of an engine or a loader without files: LIVECONFLICT_CACHE_VERSION.
        return
    sources[name] = source
    for named in _NAMED.findall(source):
        _read(named, sources)


def _get_block_templates() -> set[str]:
    found, seen = set(), set()

    def visit(block: Block):
        if id(block) in seen:
            return
        seen.add(id(block))
        if template := getattr(block.meta, "template", None):
            found.add(template)
        for child in getattr(block, "child_blocks", {}).values():
            visit(child)
        if child := getattr(block, "child_block", None):
            visit(child)

    visit(LiveUpdate._meta.get_field("body").stream_block)
    return found
