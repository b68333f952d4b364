"""What the chapters of the editors' handbook are written with."""

from functools import cache
from importlib.resources import files

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext, pgettext
from PIL import Image

register = template.Library()

_PACKAGE = "wagtail_liveconflict"


@register.simple_tag
def label(text, context=None):
    """What is written on a button, a field or a mark of the desk, in the language of
    the handbook. It is looked up and never gathered by ``makemessages``: the desk
    itself brings the text, and a test holds that it does."""
    words = pgettext(context, text) if context else gettext(text)
    return format_html('<b class="wlc-handbook__label">{}</b>', capfirst(words))


@cache
def find_picture(name: str, language: str) -> tuple[str, int, int]:
    """Path below the static files, width and height in pixels: of the picture of the
    desk in this language, or of the one that is the same in all.

    Raises ``FileNotFoundError`` where neither is there.
    """
    for folder in (f"handbook/{language}", "handbook"):
        path = f"{_PACKAGE}/{folder}/{name}.webp"
        file = files(_PACKAGE).joinpath("static", path)
        if file.is_file():
            with file.open("rb") as opened, Image.open(opened) as image:
                return path, *image.size
    raise FileNotFoundError(f"No picture of the handbook: {name} ({language})")


@register.simple_tag(takes_context=True)
def picture(context, name, alt, caption=""):
    """A picture of the handbook. ``alt`` says what it shows to those who do not see
    it, ``caption`` what all should note in it. Nothing where the picture is missing:
    the words are needed all the same. Ours are held by a test."""
    try:
        path, width, height = find_picture(name, context["language"])
    except FileNotFoundError:
        return ""
    return format_html(
        '<figure class="wlc-handbook__picture"><img src="{}" width="{}" height="{}" '
        'alt="{}">{}</figure>',
        static(path),
        width,
        height,
        alt,
        format_html("<figcaption>{}</figcaption>", caption) if caption else "",
    )
