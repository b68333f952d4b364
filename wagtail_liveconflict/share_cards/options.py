"""What the site's settings say of cards."""

from dataclasses import dataclass
from pathlib import Path

from django.core.files.storage import Storage, storages

from ..conf import conf

_KEYS = ("ENABLED", "STORAGE", "FONTS", "BOLD_FONTS")


class InvalidOptions(ValueError):
    """Its message says which of them, and what it should be."""


@dataclass(frozen=True)
class Options:
    is_enabled: bool = True
    storage: str = "default"
    fonts: tuple[Path, ...] = ()
    bold_fonts: tuple[Path, ...] = ()


def read_options() -> Options:
    """Raises :class:`InvalidOptions`. Whether the storage and the fonts are there is
    not asked."""
    given = conf.LIVECONFLICT_SHARE_CARDS
    if not isinstance(given, dict):
        raise InvalidOptions(f"it must be a dict, not {given!r}")
    for key in given:
        if key not in _KEYS:
            raise InvalidOptions(f"there is no {key!r} in it, only {', '.join(_KEYS)}")
    is_enabled = given.get("ENABLED", True)
    if not isinstance(is_enabled, bool):
        raise InvalidOptions(f"ENABLED must be True or False, not {is_enabled!r}")
    storage = given.get("STORAGE", "default")
    if not isinstance(storage, str) or not storage:
        raise InvalidOptions(f"STORAGE must be an alias of STORAGES, not {storage!r}")
    fonts, bold_fonts = (_read_files(given, name) for name in _KEYS[2:])
    return Options(is_enabled, storage, fonts, bold_fonts)


def _read_files(given: dict, name: str) -> tuple[Path, ...]:
    files = given.get(name, ())
    if not isinstance(files, list | tuple) or not all(
        isinstance(file, str | Path) and file for file in files
    ):
        raise InvalidOptions(f"{name} must be a list of files, not {files!r}")
    return tuple(Path(file) for file in files)


def are_enabled() -> bool:
    """Without cards, too, where the setting cannot be read: a system check says so."""
    try:
        return read_options().is_enabled
    except InvalidOptions:
        return False


def get_storage() -> Storage:
    """Raises ``InvalidStorageError`` where there is none of that alias."""
    return storages[read_options().storage]
