"""Sensitive media in the stream: the reason, and a small picture that is grey and not
seen before an editor asks for it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from wagtail.images import get_image_model

from ..blocks.sensitivity import describe_reason, read_sensitive
from ..models import LiveUpdate
from ..pictures.rendering import find_rendition

#: As Wagtail's own choosers have it, so that it is mostly there.
_SIZE = "max-165x165"


@dataclass
class Covered:
    reason: str
    #: None where there is no picture, or its file is gone or damaged.
    rendition: object = None


def load_covered(updates: Iterable[LiveUpdate]) -> dict[int, list[Covered]]:
    """By update. No query where nothing is sensitive, else two."""
    found = defaultdict(list)
    for update in updates:
        block, raw = update.body.stream_block, update.body.raw_data
        for _key, code, value in read_sensitive(block, raw):
            found[update.pk].append((code, next(_find_images(value), None)))
    ids = {pk for media in found.values() for _code, pk in media if pk}
    images = {}
    if ids:
        rows = get_image_model().objects.filter(pk__in=ids)
        images = {image.pk: image for image in rows.prefetch_renditions(_SIZE)}
    return {
        update_id: [
            Covered(
                describe_reason(code),
                find_rendition(images[pk], _SIZE) if pk in images else None,
            )
            for code, pk in media
        ]
        for update_id, media in found.items()
    }


def _find_images(raw) -> Iterator[int]:
    """Ids of images in a stored value, whatever kind of media it is."""
    if isinstance(raw, list):
        for child in raw:
            yield from _find_images(child)
    elif isinstance(raw, dict):
        for name, child in raw.items():
            if name in ("image", "poster") and isinstance(child, int):
                yield child
            else:
                yield from _find_images(child)
