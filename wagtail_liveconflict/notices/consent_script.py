"""``{% consent_script "statistics" %}…{% endconsent_script %}``: what is in it waits
for consent.

It is put into a ``<template>``, in which no browser runs a script or loads a picture,
a frame or a style sheet, with JavaScript or without. The notice's script takes it out
once the reader has allowed the purpose.
"""

import logging

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ..models.cookie_purpose import SHIPPED_PURPOSES
from .cookie_notice import get_purposes

logger = logging.getLogger("wagtail_liveconflict.notices")


class ConsentScriptNode(template.Node):
    def __init__(self, purpose, contents):
        self.purpose = purpose
        self.nodelist = contents

    def render(self, context):
        purpose = str(self.purpose.resolve(context))
        purposes = get_purposes(context.get("request"))
        if purpose not in purposes:
            # A site that asks nothing yet may have the tag already.
            if purposes or purpose not in SHIPPED_PURPOSES:
                report_unknown(purpose, purposes)
            return ""
        contents = self.nodelist.render(context).strip()
        if "</template" in contents.lower():
            report("{% consent_script %} cannot hold a <template>.")
            return ""
        return format_html(
            '<template data-liveconflict-purpose="{}">{}</template>',
            purpose,
            # Of the site's own template.
            SafeString(contents),
        )


def report_unknown(purpose: str, purposes: list[str]) -> None:
    report(
        f'{{% consent_script "{purpose}" %}}: the cookie notice of this site does not '
        f"ask for this purpose. It asks for: {', '.join(purposes) or 'nothing'}."
    )


def report(message: str) -> None:
    """A template error where the site is being built, a warning in the log where it
    is read. What is in the tag is left out in both."""
    if settings.DEBUG:
        raise template.TemplateSyntaxError(message)
    logger.warning(message)


def parse_consent_script(parser, token):
    """Compile the tag; its one argument is the code of a purpose."""
    words = token.split_contents()
    if len(words) != 2:
        raise template.TemplateSyntaxError(
            '{% consent_script %} takes the code of a purpose: {% consent_script "statistics" %}'
        )
    contents = parser.parse(("endconsent_script",))
    parser.delete_first_token()
    return ConsentScriptNode(parser.compile_filter(words[1]), contents)
