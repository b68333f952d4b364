"""Whether private originals are private."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.checks import Error, Info, Warning
from django.core.files.storage import FileSystemStorage, storages

from ..conf import conf
from .registering import check

#: Options of storages that let anybody fetch a file, with the values that do; None for
#: whatever is given.
_PUBLIC_OPTIONS = {
    "base_url": None,
    "custom_domain": None,
    "default_acl": ("public-read", "public-read-write"),
    "querystring_auth": (False,),
}


@check()
def check_private_storage(databases):
    alias = conf.LIVECONFLICT_PRIVATE_STORAGE
    if alias is None:
        return
    if not isinstance(alias, str) or not alias:
        yield Error(
            "LIVECONFLICT_PRIVATE_STORAGE must be the alias of a storage, or None, not "
            f"{alias!r}.",
            hint="Name one of STORAGES, or remove the setting.",
            id="wagtail_liveconflict.E020",
        )
        return
    try:
        storage = storages[alias]
    except Exception as error:
        yield Error(
            f"LIVECONFLICT_PRIVATE_STORAGE names the storage {alias!r}, which cannot be "
            f"made: {error}",
            hint="Add it to STORAGES. Pictures are refused until then, rather than "
            "taken without their originals.",
            id="wagtail_liveconflict.E021",
        )
        return
    if problem := _find_public_place(alias, storage):
        yield Error(
            f"The storage {alias!r}, which keeps private originals, {problem}: anybody "
            "could fetch them.",
            hint="Give it a folder of its own that the web server does not serve, "
            "outside of MEDIA_ROOT and STATIC_ROOT, or a bucket of its own.",
            id="wagtail_liveconflict.E022",
        )
    for option in _find_public_options(alias):
        yield Warning(
            f"The storage {alias!r}, which keeps private originals, has {option} in its "
            "OPTIONS: it may give its files to whoever has their address.",
            hint=f"Remove {option}. Originals are only read through the admin.",
            id="wagtail_liveconflict.W020",
        )


def _find_public_place(alias, storage) -> str | None:
    renditions = getattr(settings, "WAGTAILIMAGES_RENDITION_STORAGE", None)
    if alias in ("default", "staticfiles", renditions):
        return "is a public one"
    for other, given in settings.STORAGES.items():
        if other != alias and given == settings.STORAGES[alias]:
            return f"is the same as {other!r}"
    if not isinstance(storage, FileSystemStorage):
        return None
    place = Path(storage.location).resolve()
    for name, folder in _list_public_folders(alias):
        if place.is_relative_to(folder):
            return f"lies in {name}"
    return None


def _list_public_folders(alias) -> Iterator[tuple[str, Path]]:
    for name in ("MEDIA_ROOT", "STATIC_ROOT"):
        if folder := getattr(settings, name, None):
            yield name, Path(folder).resolve()
    for other in settings.STORAGES:
        if other == alias:
            continue
        try:
            storage = storages[other]
            location = isinstance(storage, FileSystemStorage) and storage.location
        except Exception:  # noqa: S112 - whoever uses it is told
            continue
        if location:
            yield f"the folder of {other!r}", Path(location).resolve()


def _find_public_options(alias) -> list[str]:
    options = settings.STORAGES[alias].get("OPTIONS") or {}
    storage = storages[alias]
    found = []
    for name, values in _PUBLIC_OPTIONS.items():
        given = options.get(name, ...)
        if given is ... and values and not isinstance(storage, FileSystemStorage):
            # Storages elsewhere have settings of their own that hold for all of them.
            given = getattr(storage, name, ...)
        if (given is not ... and given) if values is None else given in values:
            found.append(name)
    return found


@check(deploy=True)
def check_originals_are_kept(databases):
    if conf.LIVECONFLICT_PRIVATE_STORAGE is None:
        yield Info(
            "No original of a picture is kept: what is cleaned or blurred away is gone.",
            hint="Name a private storage in LIVECONFLICT_PRIVATE_STORAGE, if you need "
            "them as evidence. Else silence this check.",
            id="wagtail_liveconflict.I020",
        )
