"""A site's own values of the tokens win, wherever its style sheet is loaded."""

import re

import pytest

from tests.tree import PACKAGE, ROOT

BUILT = PACKAGE / "static/wagtail_liveconflict"
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
REFERENCE = ROOT / "docs/reference/templates.md"
#: Without a value but in the app's own base template, which a site replaces.
LEFT_TO_THE_SITE = {"font", "font-text", "font-headline"}
TOKENS = (
    set(re.findall(r"`--liveconflict-([\w-]+)`", REFERENCE.read_text(encoding="utf-8")))
    - LEFT_TO_THE_SITE
)
#: Where the app gives them values.
WITHOUT_SPECIFICITY = ":where(:root)"


def find_setters(css):
    """Selectors of the rules that give a token a value."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    return [
        selector.split(";")[-1].strip()
        for selector, body in RULE.findall(css)
        if TOKENS & set(re.findall(r"--liveconflict-([\w-]+)\s*:", body))
    ]


@pytest.mark.parametrize("name", ["reader.css", "stories.css"])
def test_tokens_are_set_without_specificity(name):
    """``:root { --liveconflict-accent: … }`` of a site outweighs that."""
    setters = find_setters((BUILT / name).read_text(encoding="utf-8"))
    assert setters
    assert set(setters) == {WITHOUT_SPECIFICITY}


def test_the_test_sees_rules_with_specificity():
    """It would notice one."""
    css = "@media print { :root { --liveconflict-ink: #000 } } a { color: red }"
    assert find_setters(css) == [":root"]
