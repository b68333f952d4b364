"""Addresses of the desk, and the form data its composer posts."""

from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

JSON = {"Accept": "application/json"}


def url(name, *args):
    return reverse(f"wagtailsnippets_wagtail_liveconflict_liveupdate:{name}", args=args)


def compose(page, *blocks, headline="The ferry runs", **extra):
    """Form data of the composer; a block is (type, form value)."""
    data = {
        "headline": headline,
        "byline": "authors",
        "byline_names": "Ida Marsh",
        "live-blog": str(page.pk),
        "body": streamfield(blocks),
    }
    return nested_form_data({**data, **extra})


def words(text):
    return "text", rich_text(f"<p>{text}</p>")


def publish(page, *blocks, **extra):
    return compose(page, *blocks, **{"action-publish": "1"}, **extra)
