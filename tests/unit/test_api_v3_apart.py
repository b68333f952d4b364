"""Wagtail 7.4 has no API v3 and brings no django-ninja: the app does without."""

import ast

from tests.tree import PACKAGE, get_name

ROOM = PACKAGE / "api_v3"
#: What Wagtail 7.4 has not, or does not bring.
NEW = ("ninja", "pydantic", "wagtail.api.v3", "wagtail.actions.registry")


def get_imports(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module


def find_importers(paths):
    return {
        get_name(path)
        for path in paths
        for name in get_imports(path)
        if any(name == new or name.startswith(f"{new}.") for new in NEW)
    }


def test_only_the_room_imports_what_came_with_v3():
    """Whoever does not ask for it needs none of that."""
    paths = set(PACKAGE.rglob("*.py"))
    assert find_importers(path for path in paths if ROOM not in path.parents) == set()
    # It would notice.
    assert len(find_importers(ROOM.rglob("*.py"))) > 3


def test_nothing_else_imports_the_room():
    """It is there for sites that ask for it, and the room itself asks when called."""
    users = [
        get_name(path)
        for path in PACKAGE.rglob("*.py")
        if ROOM not in path.parents and "api_v3" in path.read_text()
    ]
    assert users == []
    assert list(get_imports(ROOM / "__init__.py")) == []
