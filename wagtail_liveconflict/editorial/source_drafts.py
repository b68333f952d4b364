"""Finds what quotes a source in drafts that are not ours: of a site's own pages and
snippets. The reference index knows only what is saved as the object itself."""

import json
from collections.abc import Iterator

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, TextField
from django.db.models.functions import Cast
from modelcluster.models import get_all_child_relations
from wagtail.blocks import ChooserBlock
from wagtail.fields import StreamField
from wagtail.models import Revision, RevisionMixin

from ..models import LiveUpdate, Source
from .repointing import FoundSources

#: How to get from the content of a version to the data with the field: names of
#: lists of children.
Way = tuple[str, ...]


def find_draft_pointing_to(pk: int) -> Revision | None:
    """A newest or scheduled version, of anything but updates, that points to the
    source; None where there is none. One query for each model that can."""
    for model in apps.get_models():
        if not issubclass(model, RevisionMixin) or issubclass(model, LiveUpdate):
            continue
        if places := list(_find_places(model)):
            for version in _get_versions(model, pk):
                if any(_points(version.content, *place, pk) for place in places):
                    return version
    return None


def _get_versions(model, pk):
    # Older ones are history. Nobody has to change that.
    newest = model._base_manager.values("latest_revision")
    return (
        Revision.objects.filter(content_type=ContentType.objects.get_for_model(model))
        .filter(Q(pk__in=newest) | Q(approved_go_live_at__isnull=False))
        .annotate(words=Cast("content", TextField()))
        .filter(words__contains=str(pk))
        .order_by("-created_at", "-pk")
    )


def _find_places(model, way: Way = ()) -> Iterator[tuple[Way, object]]:
    """Fields of the model and of its children that can point to a source."""
    for field in model._meta.get_fields():
        if isinstance(field, StreamField):
            if _may_choose_source(field.stream_block, set()):
                yield way, field
        elif field.concrete and field.related_model is Source:
            yield way, field
    if len(way) < 5:
        for relation in get_all_child_relations(model):
            yield from _find_places(
                relation.related_model, (*way, relation.get_accessor_name())
            )


def _may_choose_source(block, passed):
    if id(block) in passed:
        return False
    passed.add(id(block))
    if isinstance(block, ChooserBlock):
        return block.model_class is Source
    children = [*getattr(block, "child_blocks", {}).values()]
    if child := getattr(block, "child_block", None):
        children.append(child)
    return any(_may_choose_source(child, passed) for child in children)


def _points(content, way, field, pk):
    if way:
        children = content.get(way[0]) or ()
        return any(_points(child, way[1:], field, pk) for child in children)
    raw = content.get(field.name)
    if isinstance(field, StreamField):
        return pk in FoundSources(field.stream_block, json.loads(raw or "[]")).chosen
    return str(pk) in map(str, raw if isinstance(raw, list) else [raw])
