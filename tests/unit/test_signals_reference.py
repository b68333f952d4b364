"""The references of signals and hooks say what the code says."""

import ast
import re

from tests.tree import PACKAGE, ROOT
from wagtail_liveconflict import signals

REFERENCE = (ROOT / "docs/reference/signals.md").read_text(encoding="utf-8")
HOOKS = (ROOT / "docs/reference/hooks.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `(\w+)` \| .+ \| (.+) \|$", re.MULTILINE)


def find_sent() -> dict[str, set[str]]:
    """What is given to each signal, by the calls that send them."""
    tree = ast.parse((PACKAGE / "editorial/telling.py").read_text())
    return {
        node.args[0].id: {word.arg for word in node.keywords}
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") == "_tell"
        and isinstance(node.args[0], ast.Name)
    }


def test_the_reference_has_every_payload():
    """By signal, both ways."""
    written = {
        name: set(re.findall(r"`(\w+)`", said)) for name, said in ROW.findall(REFERENCE)
    }
    assert written == find_sent()
    assert set(written) == set(signals.PUBLIC)


def test_every_signal_has_a_section():
    """And no other has."""
    titles = re.findall(r"^## (\w+)$", REFERENCE, re.MULTILINE)
    assert titles == list(signals.PUBLIC)


def test_the_comments_in_the_code_name_the_same():
    """Where a developer looks first."""
    source = (PACKAGE / "signals.py").read_text()
    for name, payload in find_sent().items():
        comment = re.search(rf"((?:^#:.*\n)+){name} = Signal", source, re.MULTILINE)[1]
        for word in payload:
            assert f"``{word}``" in comment, f"{name}: {word}"


def test_every_hook_of_ours_is_in_the_reference():
    """Both ways."""
    called = {
        name
        for path in PACKAGE.rglob("*.py")
        for name in re.findall(r"get_hooks\(\s*\"(\w+)\"", path.read_text())
    }
    assert called
    assert set(re.findall(r"^## (\w+)$", HOOKS, re.MULTILINE)) == called
