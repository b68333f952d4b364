"""What old browsers get has no word that they do not know."""

import shutil
import subprocess

import pytest

from tests.tree import PACKAGE, ROOT

BUILT = PACKAGE / "static/wagtail_liveconflict"
#: Comes with eslint.
ACORN = ROOT / "node_modules/acorn"
PARSE = """
const { parse } = require(process.argv[1]);
parse(require('fs').readFileSync(process.argv[2], 'utf8'), { ecmaVersion: 3 });
"""

needs_parser = pytest.mark.skipif(
    not (ACORN.exists() and shutil.which("node")),
    reason="a parser for ECMAScript 3 needs Node, and `npm ci` to have been run",
)


def parse(path):
    return subprocess.run(
        ["node", "-e", PARSE, ACORN, path], capture_output=True, text=True, check=False
    )


@needs_parser
def test_the_banner_s_script_is_ecmascript_3():
    """As it is sent, after the build."""
    assert parse(BUILT / "browser_banner.js").stderr == ""


@needs_parser
def test_a_newer_word_would_be_found():
    """Such as those of the page's own script."""
    assert "SyntaxError" in parse(BUILT / "reader.js").stderr
