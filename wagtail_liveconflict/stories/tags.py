"""Pages that share tags with a page, whatever their types."""

from functools import cache

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from taggit.managers import TaggableManager
from taggit.models import CommonGenericTaggedItemBase

from .public import get_page_model


def find_sharing_tags(page, candidates: QuerySet, limit: int, newest) -> list[int]:
    """Ids of the candidates that share a tag with ``page``: most tags first, then in
    the order ``newest``. One query."""
    by_model = {}
    for field in get_tag_fields(type(page)):
        tags = get_tag_ids(page, field)
        by_model.setdefault(field.related_model, []).append(tags)
    shared, sharing = Value(0), Q()
    for tag_model, groups in by_model.items():
        has_tag = Q()
        for tags in groups:
            has_tag |= Q(tag_id__in=tags)
        for through, name, types in get_taggings(tag_model):
            rows = through.objects.filter(has_tag, **types).order_by()
            sharing |= Q(pk__in=rows.values(name))
            count = (
                rows.filter(**{name: OuterRef("pk")})
                .values(name)
                .annotate(number=Count("tag_id", distinct=True))
            )
            number = Subquery(count.values("number"), output_field=IntegerField())
            shared = shared + Coalesce(number, 0)
    if not sharing:
        return []
    pages = candidates.filter(sharing).annotate(shared_tags=shared)
    found = pages.order_by("-shared_tags", newest, "-pk").values_list("pk", flat=True)
    return list(found[:limit])


def get_tag_fields(model) -> list[TaggableManager]:
    fields = (*model._meta.get_fields(), *model._meta.private_fields)
    return [field for field in fields if isinstance(field, TaggableManager)]


def get_tag_ids(page, field):
    """Ids of the tags of a page; a query where they are saved, a list in a preview."""
    through = field.through
    if not issubclass(through, CommonGenericTaggedItemBase):
        to_page = through._meta.get_field("content_object").remote_field
        items = getattr(page, to_page.get_accessor_name(), None)
        if items is not None:
            ids = items.order_by().values_list("tag_id", flat=True)
            return ids if isinstance(ids, QuerySet) else list(ids)
    name, types = _describe(through, type(page))
    rows = through.objects.filter(**types, **{name: page.pk})
    return rows.order_by().values_list("tag_id", flat=True)


@cache
def get_taggings(tag_model) -> tuple:
    """Of every way in which pages are given such tags: the model of the rows, the name
    of their field with the page's id, and what else to filter them by."""
    found = {}
    page_model = get_page_model()
    for model in apps.get_models():
        if not issubclass(model, page_model):
            continue
        for field in get_tag_fields(model):
            if field.related_model is not tag_model:
                continue
            through = field.through
            is_generic = issubclass(through, CommonGenericTaggedItemBase)
            found[through, model if is_generic else None] = model
    return tuple(
        (through, *_describe(through, model))
        for (through, _kind), model in found.items()
    )


def _describe(through, model) -> tuple[str, dict]:
    if issubclass(through, CommonGenericTaggedItemBase):
        content_type = ContentType.objects.get_for_model(model)
        return "object_id", {"content_type_id": content_type.pk}
    return through._meta.get_field("content_object").attname, {}
