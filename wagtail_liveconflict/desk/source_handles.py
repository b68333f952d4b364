"""What forms say of handles."""

from collections.abc import Iterable

from django.utils.translation import gettext as _, gettext_lazy

from ..models import Source, SourceHandle

NO_HANDLE = gettext_lazy("A handle would lead to who this is. Leave it out.")
#: Handles looked up in one query.
_AT_ONCE = 500


def find_owners(
    names: Iterable[tuple[str, str]], except_for: Source | None = None
) -> dict[tuple[str, str], Source]:
    """Which source has each of these (platform, handle in its stored form)."""
    names = set(names)
    handles = sorted({handle for _platform, handle in names if handle})
    owners = {}
    for start in range(0, len(handles), _AT_ONCE):
        found = SourceHandle.objects.filter(
            handle__in=handles[start : start + _AT_ONCE]
        ).select_related("source")
        for handle in found:
            name = (handle.platform, handle.handle)
            if name in names and handle.source_id != getattr(except_for, "pk", None):
                owners[name] = handle.source
    return owners


def describe_owner(source: Source) -> str:
    return _("“%(name)s” has this handle already.") % {"name": source.name}
