"""The panels with which editors pick related stories, in any page type."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import InlinePanel, MultiFieldPanel, Panel

from ..conf import conf

#: Picks of one page: as many as it shows at most.
MOST = conf.MOST_STORIES


class HiddenStoriesPanel(Panel):
    """Says which of the picks readers do not get, and why; nothing where they get all."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "wagtail_liveconflict/desk/_hidden_stories.html"

        def __init__(self, **kwargs):
            super().__init__(**kwargs)
            self.hidden = self._find() if self.instance else []

        def _find(self):
            from ..stories.hidden import find_hidden

            page = self.instance
            # What the form holds: the picks of the newest draft.
            picks = [story.story_id for story in page.live_related_stories.all()]
            return find_hidden(picks, page)

        def is_shown(self):
            return bool(self.hidden)


def make_panels() -> list[Panel]:
    return [
        MultiFieldPanel(
            [
                HiddenStoriesPanel(),
                InlinePanel("live_related_stories", label=_("Story"), max_num=MOST),
            ],
            heading=_("More stories"),
            help_text=_(
                "Shown first, in this order. Empty places are filled with stories that "
                "fit."
            ),
        )
    ]
