"""Copies of updates for the same live blog in another language."""

import re

from django.conf import settings
from django.db import transaction
from wagtail.blocks import StructValue
from wagtail.rich_text import RichText

from ..attribution import Kind
from ..blocks.quote_value import QuoteValue
from ..exceptions import NotASister
from ..models import LiveBlogMixin, LiveUpdate
from .duplicate import copy_update, save_copy
from .gate import TO_TRANSLATE
from .warnings import OWN_WORDS, TEXT_FIELDS, walk

#: Behind which the words of a rich text begin.
_FIRST_TAGS = re.compile(r"^(?:\s*<(?:p|ul|ol|li)\b[^>]*>)*")
_IN_THEIR_WORDS = (Kind.DIRECT, Kind.PARTIAL)


def get_sisters(page) -> list:
    """The live blogs that are the same one in other languages, in their own type;
    none on a site in one language."""
    if not getattr(settings, "WAGTAIL_I18N_ENABLED", False):
        return []
    sisters = page.get_translations().filter(alias_of__isnull=True).specific()
    return [sister for sister in sisters if isinstance(sister, LiveBlogMixin)]


def translate_update(update, user, page) -> LiveUpdate:
    """A new draft of the user's own in a sister live blog. Its headline, texts and
    quotes are marked to be translated, and it is not published before they are."""
    if page.pk not in {sister.pk for sister in get_sisters(update.page)}:
        raise NotASister
    with transaction.atomic():
        draft = copy_update(update, user, page)
        for name in TEXT_FIELDS:
            length = draft._meta.get_field(name).max_length
            setattr(draft, name, _mark(getattr(draft, name))[:length])
        language = update.page.specific.language_code
        for _path, value in walk(draft.body, ()):
            _mark_value(value, language)
        save_copy(draft, user, update, "liveconflict.translate")
    return draft


def _mark(text: str | None) -> str:
    return f"{TO_TRANSLATE} {text}" if text else ""


def _mark_value(value, language):
    """What stands in a block in our words, and what a quote says in this language."""
    if isinstance(value, RichText):
        if value.source:
            at = _FIRST_TAGS.match(value.source).end()
            value.source = f"{value.source[:at]}{_mark(value.source[at:])}"
    elif isinstance(value, StructValue):
        if isinstance(value, QuoteValue):
            _keep_original(value, language)
            value["text"] = _mark(value.get("text"))
        for block_class, fields in OWN_WORDS:
            if isinstance(value.block, block_class):
                value.update({name: _mark(value.get(name)) for name in fields})
    elif alt_text := getattr(value, "contextual_alt_text", None):
        value.contextual_alt_text = _mark(alt_text)


def _keep_original(quote, language):
    """What was said is translated from the words it was said in, not from ours."""
    if quote.get("kind") in _IN_THEIR_WORDS and not quote.get("original_text"):
        quote["original_text"] = quote.get("text")
        quote["language"] = quote.get("language") or language
    # By whom it was translated is another question here.
    quote["translated_by"] = quote["translator"] = ""
