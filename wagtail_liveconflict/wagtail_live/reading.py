"""Finds the posts of wagtail-live: in a table of this database, or in a file."""

import json
from pathlib import Path

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import DatabaseError, connections, router

from .posts import (
    OldBlog,
    UnreadableExport,
    holds_posts,
    load_raw,
    read_posts,
    read_time,
)


def read_file(path: Path, which: str = "") -> OldBlog:
    """The posts in a file that ``manage.py dumpdata`` has written, or in one with the
    raw value of the StreamField. ``which`` is the id, the slug or the channel of the
    page where the file holds several. Raises ``UnreadableExport``."""
    try:
        data = json.loads(Path(path).read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise UnreadableExport(f"{path} cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise UnreadableExport(f"{path} is not JSON: {error}") from error
    if isinstance(data, list) and any(_is_row(row) for row in data):
        return _read_dump([row for row in data if _is_row(row)], path, which)
    raw = load_raw(data)
    if not holds_posts(raw):
        raise UnreadableExport(
            f"{path} holds no posts: neither dumpdata's objects nor live_post blocks."
        )
    return OldBlog(read_posts(raw))


def _is_row(row) -> bool:
    return isinstance(row, dict) and "model" in row and isinstance(row["fields"], dict)


def _read_dump(rows, path, which) -> OldBlog:
    titles, images, found = {}, {}, []
    for row in rows:
        fields, pk = row["fields"], row.get("pk")
        if {"title", "slug", "path"} <= fields.keys():
            titles[pk] = fields
        elif {"file", "width", "height"} <= fields.keys():
            images[pk] = (str(fields.get("title") or ""), str(fields["file"] or ""))
        for value in fields.values():
            if holds_posts(raw := load_raw(value)):
                found.append((pk, fields, raw))
    blogs = {
        pk: OldBlog(
            read_posts(raw, read_time(fields.get("last_updated_at"))),
            title=str(titles.get(pk, {}).get("title", "")),
            slug=str(titles.get(pk, {}).get("slug", "")),
            channel=str(fields.get("channel_id") or ""),
            images=images,
        )
        for pk, fields, raw in found
    }
    chosen = [
        blog
        for pk, blog in blogs.items()
        if not which or which in (str(pk), blog.slug, blog.channel)
    ]
    if len(chosen) == 1:
        return chosen[0]
    if not blogs:
        raise UnreadableExport(
            f"{path} holds no posts. Was the page's own model dumped, beside "
            "wagtailcore.Page?"
        )
    names = ", ".join(
        f"{pk} ({blog.slug or blog.channel})" for pk, blog in blogs.items()
    )
    raise UnreadableExport(f"Say which page of the file: {names}.")


def read_page(label: str, column: str, which: str) -> OldBlog:
    """The posts of a page in this database. The value is read past the field, which
    leaves out the blocks that the site does not know any more. Raises
    ``UnreadableExport``."""
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError) as error:
        raise UnreadableExport(f"There is no model {label}: {error}") from error
    lookup = {"pk": which} if which.isdecimal() else {"slug": which}
    try:
        page = model._base_manager.filter(**lookup).first()
    except Exception as error:
        raise UnreadableExport(f"{label} has no slug; give an id.") from error
    if page is None:
        raise UnreadableExport(f"There is no {label} {which}.")
    raw = load_raw(_read_column(model, column, page.pk))
    if raw is None:
        raise UnreadableExport(f"{label}.{column} holds no StreamField.")
    return OldBlog(
        read_posts(raw, getattr(page, "last_updated_at", None)),
        title=str(getattr(page, "title", "")),
        slug=str(getattr(page, "slug", "")),
        channel=str(getattr(page, "channel_id", None) or ""),
    )


def _read_column(model, name, pk):
    try:
        field = model._meta.get_field(name)
        table, column = field.model._meta, field.column
    except FieldDoesNotExist:
        # Taken out of the code, and still in the table.
        table, column = model._meta, name
    connection = connections[router.db_for_read(model)]
    quote = connection.ops.quote_name
    # Names of this site's own models, quoted; the value is a parameter.
    sql = (
        f"SELECT {quote(column)} FROM {quote(table.db_table)} "  # noqa: S608
        f"WHERE {quote(table.pk.column)} = %s"
    )
    with connection.cursor() as cursor:
        described = connection.introspection.get_table_description(
            cursor, table.db_table
        )
        if column not in {each.name for each in described}:
            raise UnreadableExport(f"{table.label} has no column {column}.")
        try:
            cursor.execute(sql, [pk])
        except DatabaseError as error:
            raise UnreadableExport(f"{table.label}.{column}: {error}") from error
        row = cursor.fetchone()
    return row[0] if row else None
