"""``{% liveconflict_cover %}…{% endliveconflict_cover %}``: the media of a block, or,
where it is sensitive, the reason in words and a way to see it.

What is covered is not rendered at all: no address of it is on the page, in a delta, in
a feed or in an answer of the API. It stands on a page of its own. The exception is a
page that is no update, and a preview: there it waits in an inert ``<template>``, with
its addresses, and is seen with JavaScript alone.
"""

import json

from django import template
from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils.crypto import salted_hmac
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from ..blocks.sensitivity import describe_reason, is_sensitive

_TEMPLATE = "wagtail_liveconflict/blocks/_cover.html"
#: Where a picture has none.
_WIDTH, _HEIGHT = 3, 2


class CoverNode(template.Node):
    """``value`` of the context is that of a block with a child ``sensitivity``. The
    context says ``is_uncovered`` on the page of the media, and ``is_in_feed``."""

    def __init__(self, contents, size):
        self.nodelist = contents
        self.size = size

    def render(self, context):
        value = context.get("value")
        # A site's own block need not have our mixin.
        if not is_sensitive(getattr(value, "block", None), value):
            return self.nodelist.render(context)
        reason = describe_reason(value["sensitivity"])
        if context.get("is_uncovered"):
            return self._uncover(context, reason)
        # On a page that is no update it has no page of its own, nor in a preview. It
        # waits where no browser loads anything.
        is_previewed = getattr(value, "is_previewed", False)
        is_at_hand = context.get("update") is None or is_previewed
        url = "" if is_at_hand else getattr(value, "media_url", "")
        size = {name: part.resolve(context) for name, part in self.size.items()}
        return render_to_string(
            _TEMPLATE,
            {
                "reason": reason,
                "version": _get_version(value),
                "url": url,
                "full_url": getattr(value, "full_media_url", "") if url else "",
                "is_in_feed": context.get("is_in_feed", False),
                "at_hand": self._uncover(context, reason) if is_at_hand else "",
                "with_script": is_at_hand,
                "width": str(size.get("width") or _WIDTH),
                "height": str(size.get("height") or _HEIGHT),
                "request": context.get("request"),
            },
        )

    def _uncover(self, context, reason):
        return format_html(
            '<div class="liveconflict-uncovered" role="group" aria-label="{}"'
            " data-liveconflict-media>{}<button"
            ' class="liveconflict-uncovered__hide" type="button" hidden>{}</button>'
            "</div>",
            reason,
            SafeString(self.nodelist.render(context).strip()),
            gettext("Hide"),
        )


def _get_version(value) -> str:
    """Tells a script that the media or its reason is another than the one that its
    reader asked for. It tells nothing of the media, as an id in the library would."""
    stored = _without_ids(value.block.get_prep_value(value))
    words = json.dumps(stored, cls=DjangoJSONEncoder, sort_keys=True)
    return salted_hmac(__name__, words, algorithm="sha256").hexdigest()[:16]


def _without_ids(stored):
    """Items of a list that has been stored without have new ones each time."""
    if isinstance(stored, dict):
        is_item = stored.keys() == {"type", "value", "id"}
        return {
            name: _without_ids(part)
            for name, part in stored.items()
            if not (is_item and name == "id")
        }
    if isinstance(stored, list | tuple):
        return [_without_ids(part) for part in stored]
    return stored


def parse_cover(parser, token):
    """Compile the tag; ``width`` and ``height`` may say what room the media takes."""
    size = {}
    for word in token.split_contents()[1:]:
        name, _equals, value = word.partition("=")
        if name not in ("width", "height") or not value:
            raise template.TemplateSyntaxError(
                "{% liveconflict_cover %} takes width= and height="
            )
        size[name] = parser.compile_filter(value)
    contents = parser.parse(("endliveconflict_cover",))
    parser.delete_first_token()
    return CoverNode(contents, size)
