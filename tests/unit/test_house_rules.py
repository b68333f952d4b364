"""Rules that no linter knows."""

import ast
import re
from pathlib import PurePath

import pytest

from tests.tree import PACKAGE, ROOT, get_name, get_own_files

MAX_LINES = 300
#: File -> why it may be longer.
LONGER = {}
CODE = (".py", ".js", ".mjs", ".ts", ".css", ".html")
#: Written by tools, or data: the sample newsroom's words, split by half day.
NOT_COUNTED = re.compile(
    r"/migrations/|^wagtail_liveconflict/static/|^sandbox_site/news/sample/"
)
# In pieces, so that this file does not break its own rule.
REGISTRIES = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("registry", "yarnpkg", "com"),
        ("deb", "debian", "org"),
    )
]
TEMPLATES = [path for path in get_own_files(".html") if "/tests/" not in str(path)]


def read(path):
    return path.read_text(encoding="utf-8", errors="replace")


def test_templates_hold_no_inline_script_or_style():
    """Pages work under ``default-src 'self'``: no script or style element with
    content, no style or on… attribute, no javascript: address."""
    patterns = {
        "inline script": re.compile(r"<script(?![^>]*\ssrc=)", re.IGNORECASE),
        "style element": re.compile(r"<style[\s>]", re.IGNORECASE),
        "style attribute": re.compile(r"<[a-z][^<>]*\sstyle\s*=", re.IGNORECASE),
        "event attribute": re.compile(r"<[a-z][^<>]*\son[a-z]+\s*=", re.IGNORECASE),
        "javascript: address": re.compile(r"javascript:", re.IGNORECASE),
    }
    assert TEMPLATES
    found = [
        f"{get_name(path)}: {what}"
        for path in TEMPLATES
        for what, pattern in patterns.items()
        if pattern.search(read(path))
    ]
    assert found == []


def test_no_file_is_longer_than_a_reader_can_hold():
    """At most 300 lines a file, except those listed here with a reason."""
    long_files = {
        get_name(path): lines
        for path in get_own_files(*CODE)
        if not NOT_COUNTED.search(get_name(path))
        and (lines := len(read(path).splitlines())) > MAX_LINES
    }
    assert {name: n for name, n in long_files.items() if name not in LONGER} == {}, (
        "split these by what they hold"
    )
    assert set(LONGER) <= set(long_files), "remove what is short again from the list"


def test_every_module_says_what_it_holds():
    """No module named after nothing in particular."""
    nameless = {"utils", "util", "helpers", "helper", "common", "misc"}
    assert [
        get_name(path)
        for path in get_own_files(*CODE)
        if nameless & {PurePath(part).stem for part in path.relative_to(ROOT).parts}
    ] == []


def get_imported_packages(path):
    for node in ast.walk(ast.parse(read(path))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]


def test_html_from_outside_has_one_gate():
    """bleach is imported by sanitise.py alone."""
    importers = [
        get_name(path)
        for path in sorted(PACKAGE.rglob("*.py"))
        if "bleach" in get_imported_packages(path)
    ]
    assert importers == ["wagtail_liveconflict/sanitise.py"]


def test_settings_are_read_in_one_place():
    """Settings of the app are read through conf.py, never straight from Django."""
    pattern = re.compile(r"settings\.LIVECONFLICT_|settings,\s*[\"']LIVECONFLICT_")
    assert [
        get_name(path)
        for path in sorted(PACKAGE.rglob("*.py"))
        if path.name != "conf.py" and pattern.search(read(path))
    ] == []


@pytest.mark.parametrize("host", REGISTRIES)
def test_no_file_names_a_package_registry(host):
    """Whoever installs chooses the registry; no file binds them to one."""
    assert [
        get_name(path) for path in get_own_files() if host in read(path).lower()
    ] == []


def test_no_file_names_a_path_of_the_machine_it_was_written_on():
    """The tree works wherever it is cloned."""
    # But for what Wagtail calls a page below the home page, in an exported site.
    pattern = re.compile(
        rf"{re.escape(str(ROOT))}/"
        r"|(?<!\"url_path\": \")/(?:home|Users|root)/[A-Za-z.]",
        re.ASCII,
    )
    assert [
        get_name(path)
        for path in get_own_files()
        if path.suffix not in {".png", ".jpg", ".mo"} and pattern.search(read(path))
    ] == []
