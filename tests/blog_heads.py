"""The head of a live blog, as the desk edits it."""

import json

from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from tests.factories import LiveBlogPageFactory
from wagtail_liveconflict import editorial
from wagtail_liveconflict.models import Change, LiveBlogPage

IN_DIALOG = {"X-Liveconflict-Dialog": "1"}


def make_page():
    page = LiveBlogPageFactory(
        title="The river crossing",
        summary=json.dumps([{"type": "known", "value": "<p>The ferry stopped.</p>"}]),
    )
    page.save_revision().publish()
    return get(page)


def get(page):
    return LiveBlogPage.objects.get(pk=page.pk)


def edit(page, user=None, **head):
    present = {name: getattr(page, name) for name in editorial.head.FIELDS}
    return editorial.edit_head(page, user, **{**present, **head})


def fill(page, *blocks, **fields):
    """What the form posts; a block is (type, words)."""
    return nested_form_data(
        {
            "head-version": editorial.get_head_version(page),
            "head-title": page.title,
            "head-standfirst": page.standfirst,
            "head-summary": streamfield(
                [(kind, rich_text(f"<p>{words}</p>")) for kind, words in blocks]
            ),
            **fields,
        }
    )


def headers_since(number, page):
    changes = Change.objects.filter(page=page, number__gt=number)
    return list(changes.values_list("kind", flat=True))


def newest_number(page):
    return Change.objects.filter(page=page).order_by("-number").first().number
