"""Sources, their addresses in the admin, and the form data they are posted with."""

from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from tests.factories import SourceFactory
from wagtail_liveconflict.models import Source, SourceHandle

#: What only the newsroom may know; none of it may stand anywhere else.
CANARIES = ("canary-notes", "canary-colleague", "completely reliable")


def url(name, *args):
    return reverse(f"wagtailsnippets_wagtail_liveconflict_source:{name}", args=args)


def chooser_url(name, *args):
    return reverse(
        f"wagtailsnippetchoosers_wagtail_liveconflict_source:{name}", args=args
    )


def source_with(*handles, **fields) -> Source:
    """A source with handles, each ``(platform, handle)``."""
    source = SourceFactory(**fields)
    for order, (platform, handle) in enumerate(handles):
        SourceHandle.objects.create(
            source=source, platform=platform, handle=handle, sort_order=order
        )
    return source


def form_data(*handles, initial=0, **fields):
    """What the form of a source posts."""
    rows = [
        {"platform": platform, "handle": handle, "url": ""}
        if not isinstance(platform, dict)
        else platform
        for platform, handle in handles
    ]
    data = {
        "name": "River Wire",
        "kind": "channel",
        "role": "",
        "affiliation": "",
        "party": "",
        "description": "",
        "language": "",
        "grammatical_gender": "",
        "url": "",
        "reliability": "",
        "internal_notes": "",
        "identity_known_to": "",
        "handles": inline_formset(rows, initial=initial),
        **fields,
    }
    return nested_form_data(data)
