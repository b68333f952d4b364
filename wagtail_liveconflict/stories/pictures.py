"""The picture of a page: which it is, and its renditions, for many pages at once."""

from collections.abc import Iterable, Iterator
from copy import copy
from functools import cache

from django.utils.safestring import SafeString
from wagtail.blocks import ListBlock, StreamBlock, StructBlock
from wagtail.fields import StreamField
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageBlock, ImageChooserBlock

from ..pictures.rendering import get_specs, render_picture


def load_pictures(pages: Iterable) -> None:
    """Give each page the picture that :func:`find_picture` returns, and the pictures of
    its other fields, renditions included. One query where all renditions are there, one
    more where some have to be made."""
    pages = list(pages)
    fields = [
        (page, field, getattr(page, field.attname))
        for page in pages
        for field in get_image_fields(type(page))
    ]
    in_text = {page: find_in_text(page) for page in pages}
    wanted = {pk for _page, _field, pk in fields if pk}
    wanted |= {found[0] for found in in_text.values() if found}
    images = _load(wanted)
    for page, field, pk in fields:
        if pk in images:
            field.set_cached_value(page, images[pk])
    for page, found in in_text.items():
        page._picture_in_text = _describe(images, found)


def find_picture(page):
    """The image in the page's first field for one that is not empty, else the first in
    its text, else None. In :func:`load_pictures` it costs nothing."""
    for field in get_image_fields(type(page)):
        if image := getattr(page, field.name):
            return image
    if not hasattr(page, "_picture_in_text"):
        load_pictures([page])
    return page._picture_in_text


def get_alt_text(image) -> str:
    """What the picture shows, as an editor has described it; "" for decoration and
    where there are only the words of a file name."""
    if image.decorative:
        return ""
    return image.contextual_alt_text or image.description or ""


def render_story_picture(image) -> SafeString:
    """A ``<picture>`` with its size, loaded when it comes near; "" where its file is
    gone, or damaged."""
    return render_picture(
        image,
        "story",
        alt=get_alt_text(image),
        class_name="liveconflict-story__picture",
    )


@cache
def get_image_fields(model) -> tuple:
    """Foreign keys to the site's image model, in their order."""
    image_model = get_image_model()
    return tuple(
        field
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model is image_model
    )


def find_in_text(page) -> tuple[int, str, bool] | None:
    """Of the first picture in the page's StreamFields: id, alternative text, whether
    it is decoration. Read from what is stored, without a query."""
    for field in page._meta.concrete_fields:
        if isinstance(field, StreamField) and (stream := getattr(page, field.name)):
            found = next(_find(field.stream_block, list(stream.raw_data)), None)
            if found:
                return found
    return None


def _find(block, raw) -> Iterator[tuple[int, str, bool]]:
    if isinstance(block, ImageBlock):
        # What was stored by a plain chooser before is only a number.
        value = raw if isinstance(raw, dict) else {"image": raw}
        if isinstance(pk := value.get("image"), int):
            yield pk, value.get("alt_text") or "", bool(value.get("decorative"))
    elif isinstance(block, ImageChooserBlock):
        if isinstance(raw, int):
            yield raw, "", False
    elif isinstance(block, StreamBlock):
        for child in raw or ():
            if child_block := block.child_blocks.get(child["type"]):
                yield from _find(child_block, child["value"])
    elif isinstance(block, ListBlock):
        for child in raw or ():
            # Lists of before Wagtail 2.16 have their values without ids around them.
            has_id = isinstance(child, dict) and child.get("type") == "item"
            yield from _find(block.child_block, child["value"] if has_id else child)
    elif isinstance(block, StructBlock) and isinstance(raw, dict):
        # What readers of the page have to ask for stands on no card of it.
        asked = block.child_blocks.get("sensitivity")
        if hasattr(asked, "covers") and asked.covers(raw.get("sensitivity")):
            return
        for name, child_block in block.child_blocks.items():
            yield from _find(child_block, raw.get(name))


def _load(ids: set[int]) -> dict:
    """Images by id, with those of their renditions that are wanted here."""
    if not ids:
        return {}
    image_model = get_image_model()
    renditions = image_model.get_rendition_model().objects
    images = {}
    made = get_specs("story")
    rows = renditions.filter(image_id__in=ids, filter_spec__in=made)
    for rendition in rows.select_related("image"):
        image = images.setdefault(rendition.image_id, rendition.image)
        if not hasattr(image, "prefetched_renditions"):
            image.prefetched_renditions = []
        rendition.image = image
        image.prefetched_renditions.append(rendition)
    if missing := ids - images.keys():
        found = image_model.objects.filter(pk__in=missing).prefetch_renditions(*made)
        images |= {image.pk: image for image in found}
    return images


def _describe(images, found):
    """The image as it stands in a text: with the words that it has there."""
    image = images.get(found[0]) if found else None
    if image is None:
        return None
    described = copy(image)
    described.contextual_alt_text, described.decorative = found[1], found[2]
    return described
