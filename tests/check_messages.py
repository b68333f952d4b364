"""The messages of the system checks, as they stand in the code."""

import ast
from dataclasses import dataclass

from tests.tree import PACKAGE

LEVELS = {"Critical", "Error", "Warning", "Info"}
APP = "wagtail_liveconflict."
#: Stands for what is only known when a check runs.
GAP = "…"


@dataclass(frozen=True)
class Written:
    id: str
    level: str
    message: str
    hint: str


def find_messages() -> list[Written]:
    """In the order of their ids; an id may have several."""
    found = [
        Written(
            id=ast.literal_eval(named["id"]).removeprefix(APP),
            level=node.func.id,
            message=read(node.args[0]),
            hint=read(named["hint"]) if "hint" in named else "",
        )
        for path in sorted(PACKAGE.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in LEVELS
        and "id" in (named := {word.arg: word.value for word in node.keywords})
    ]
    return sorted(found, key=lambda written: written.id)


def read(node) -> str:
    """A string with gaps for what is put into it."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(map(read, node.values))
    return GAP
