"""Finds values of a kind in a block value, at whatever depth a site nests them."""

from collections.abc import Iterable, Iterator

#: Where a value stands: numbers in streams and lists, names in structs.
Path = tuple[int | str, ...]


def find_values(value, kinds: type | tuple[type, ...]) -> Iterator[tuple[Path, object]]:
    """Pairs of where it stands and the value; nothing is looked for inside one."""
    yield from _find(value, kinds, ())


def _find(value, kinds, path):
    if isinstance(value, kinds):
        yield path, value
    elif hasattr(value, "block_type"):
        yield from _find(value.value, kinds, path)
    elif isinstance(value, dict):
        for name, child in value.items():
            yield from _find(child, kinds, (*path, name))
    elif isinstance(value, Iterable) and not isinstance(value, str | bytes):
        for number, child in enumerate(value):
            yield from _find(child, kinds, (*path, number))
