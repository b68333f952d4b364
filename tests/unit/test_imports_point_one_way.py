"""The rooms of the house may not import each other in a circle."""

import ast

import pytest

from tests.tree import PACKAGE, get_name

ABOVE_EDITORIAL = {
    "reader",
    "desk",
    "syndication",
    "notices",
    "purging",
    "api_v3",
}
#: Room -> rooms it must not import. A room is a folder or a module of the package.
FORBIDDEN = {
    "sanitise": {"models", "blocks", "delivery", "editorial", *ABOVE_EDITORIAL},
    "models": {"delivery", "share_cards", "stories", "editorial", *ABOVE_EDITORIAL},
    "blocks": {"delivery", "share_cards", "stories", "editorial", *ABOVE_EDITORIAL},
    "stories": {"blocks", "delivery", "editorial", *ABOVE_EDITORIAL},
    "delivery": {"blocks", "editorial", *ABOVE_EDITORIAL},
    # The views, and who keeps cards up to date, are above it.
    "share_cards": {"delivery", "stories", "editorial", *ABOVE_EDITORIAL},
    "editorial": ABOVE_EDITORIAL,
    "reader": {"notices", "desk", "syndication", "purging", "api_v3"},
    "syndication": {"desk", "purging", "api_v3"},
    "desk": {"api_v3"},
    "notices": {"delivery", "editorial", "desk", "syndication", "purging", "api_v3"},
    "purging": {"delivery", "desk", "syndication", "notices", "api_v3"},
}
#: Wagtail calls the model or the block, which hands over to the room above when called.
#: Imports inside a function, so that loading the models loads nothing else.
MAY_HAND_OVER = {
    ("blocks", "stories"),
    ("models", "stories"),
    ("models", "editorial"),
    ("models", "reader"),
    ("models", "syndication"),
    ("models", "notices"),
}


def get_modules(room):
    folder = PACKAGE / room
    return sorted(folder.rglob("*.py")) if folder.is_dir() else [PACKAGE / f"{room}.py"]


def get_imported_rooms(path):
    """Pairs of a room that ``path`` imports and whether it does so in a function."""
    package = ["wagtail_liveconflict", *path.relative_to(PACKAGE).parts[:-1]]

    def visit(node, in_function):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name.split("."), in_function
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = [*base, *(node.module.split(".") if node.module else [])]
            for alias in node.names:
                yield [*module, alias.name], in_function
        is_function = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for child in ast.iter_child_nodes(node):
            yield from visit(child, in_function or is_function)

    for name, in_function in visit(ast.parse(path.read_text()), False):
        if name[0] == "wagtail_liveconflict" and len(name) > 1:
            yield name[1], in_function


@pytest.mark.parametrize("room", FORBIDDEN)
def test_a_room_imports_only_rooms_below_it(room):
    """models, blocks, sanitise <- stories <- editorial <- reader, desk, syndication;
    delivery knows messages, not blocks."""
    wrong = [
        f"{get_name(path)} imports {imported}"
        for path in get_modules(room)
        if path.exists()
        for imported, in_function in get_imported_rooms(path)
        if imported in FORBIDDEN[room]
        and not (in_function and (room, imported) in MAY_HAND_OVER)
    ]
    assert wrong == []


def test_the_test_sees_imports():
    """It would notice: the editorial verbs do import the models and delivery."""
    seen = {
        imported
        for path in get_modules("editorial")
        for imported, _in_function in get_imported_rooms(path)
    }
    assert {"models", "delivery"} <= seen
