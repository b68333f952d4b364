"""Scripts of ours under a policy that lets only those with a nonce through."""

import re
from types import SimpleNamespace

import pytest
from django.template import Context, Template

from tests.tree import PACKAGE
from wagtail_liveconflict.nonces import render_nonce


class Nonce:
    """As Django's middleware and django-csp keep it: made when it is asked for, and
    false until then."""

    def __init__(self, made=""):
        self.made = made

    def __bool__(self):
        return bool(self.made)

    def __str__(self):
        self.made = self.made or "late"
        return self.made


@pytest.mark.parametrize("name", ["csp_nonce", "_csp_nonce"])
def test_the_nonce_of_the_page_is_taken_over(name):
    """Under the name that django-csp gives it, and the one of Django's middleware."""
    request = SimpleNamespace(**{name: Nonce("a+b/c==")})
    assert render_nonce(request) == ' nonce="a+b/c=="'


@pytest.mark.parametrize(
    "request_", [None, SimpleNamespace(), SimpleNamespace(csp_nonce=Nonce())]
)
def test_no_nonce_is_made(request_):
    """Where the site's template has used none its page stays the same each time."""
    assert render_nonce(request_) == ""
    made = getattr(request_, "csp_nonce", None)
    assert not made


#: Wagtail's admin has a policy of its own, and the frame for partners is a page alone.
ELSEWHERE = ("desk/", "embed.html")
TEMPLATES = PACKAGE / "templates/wagtail_liveconflict"


def test_every_script_has_it():
    """Of all that stands on a page of the site; and they are not none."""
    scripts = [
        (path.name, script)
        for path in sorted(TEMPLATES.rglob("*.html"))
        if not str(path.relative_to(TEMPLATES)).startswith(ELSEWHERE)
        for script in re.findall(r"<script\b[^>]*>", path.read_text())
    ]
    assert len(scripts) > 5
    assert [s for s in scripts if "{% liveconflict_nonce %}" not in s[1]] == []


def test_a_tag_hands_it_on():
    """To a template that it renders by itself."""
    template = Template(
        "{% include 'wagtail_liveconflict/notices/_browser_banner.html' %}"
    )
    html = template.render(Context({"request": SimpleNamespace(csp_nonce=Nonce("n1"))}))
    assert '<script nonce="n1" src=' in html
