"""Which picks readers do not get, and why: for the editor who has picked them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from .public import get_page_model, read_public


@dataclass(frozen=True)
class HiddenStory:
    page_id: int
    title: str
    #: "draft", "private", "language", "site" or "itself".
    reason: str
    #: In the active language.
    message: str


def find_hidden(page_ids: Iterable[int], page) -> list[HiddenStory]:
    """Those of these pages that readers of ``page`` are not shown, in their order. One
    query where there are none."""
    page_ids = [pk for pk in page_ids if pk]
    if not page_ids:
        return []
    shown = read_public(page_ids, page)
    missing = [pk for pk in dict.fromkeys(page_ids) if pk not in shown]
    pages = get_page_model().objects.in_bulk(missing)
    # What everybody may read, on whatever site, in whatever language.
    public = read_public(missing) if missing else {}
    return [
        _describe(pages[pk], page, is_public=pk in public)
        for pk in missing
        if pk in pages
    ]


def _describe(story, page, *, is_public: bool) -> HiddenStory:
    title = story.get_admin_display_title()
    if story.pk == page.pk:
        reason, message = "itself", _("“%(title)s” is the page itself.")
    elif not story.live:
        reason, message = "draft", _("“%(title)s” is not published.")
    elif not is_public:
        reason, message = (
            "private",
            _("“%(title)s” is private: not everybody may read it."),
        )
    elif story.locale_id != page.locale_id:
        reason, message = "language", _("“%(title)s” is in another language.")
    else:
        reason, message = "site", _("“%(title)s” is on another site.")
    return HiddenStory(story.pk, title, reason, message % {"title": title})
