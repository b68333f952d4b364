import json

import swapper
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    CharBlock,
    IntegerBlock,
    ListBlock,
    PageChooserBlock,
    StructBlock,
    StructBlockValidationError,
    StructValue,
)

from ..conf import conf
from .kept import read_kept
from .plain import PlainCharBlock
from .text import PREVIEW_TEMPLATE

#: Stories that one block shows at most.
MOST = conf.MOST_STORIES


class StoryPickBlock(StructBlock):
    page = PageChooserBlock(label=_("Story"))
    kicker = PlainCharBlock(
        label=_("Kicker"),
        required=False,
        max_length=60,
        help_text=_("One or two words above the title."),
    )
    title = PlainCharBlock(
        label=_("Title"),
        required=False,
        max_length=255,
        help_text=_("Empty: the page’s own."),
    )
    teaser = PlainCharBlock(
        label=_("Teaser"),
        required=False,
        max_length=500,
        help_text=_("Empty: the page’s own."),
    )

    class Meta:
        label = _("Story")
        icon = "doc-full"


class MoreStoriesValue(StructValue):
    """Picks, and what fills the places behind them.

    In a page the places are filled when it is shown. In an update, whose HTML may only
    change together with its number, they are filled when it is published and stay so.
    """

    #: The page it stands on, where the value does not come with a context.
    shown_on = None

    @property
    def picked_ids(self) -> list[int]:
        picks = (pick.get("page") for pick in self.get("picks") or ())
        return [page.pk for page in picks if page]

    @property
    def filled_ids(self) -> list[int]:
        """What was filled in when the update was published."""
        ids = read_kept(self.get("filled")).get("ids")
        known = isinstance(ids, list)
        return [pk for pk in ids if isinstance(pk, int)] if known else []

    def keep(self, published=None) -> bool:
        """Fill the places for good, unless that was done for the same picks on the same
        page. Returns whether anything was changed."""
        earlier = [read_kept(self.get("filled"))]
        if isinstance(published, MoreStoriesValue):
            earlier.insert(0, read_kept(published.get("filled")))
        asked = self._describe_asked()
        found = next((e for e in earlier if e and asked.items() <= e.items()), None)
        if found is None:
            ids = self._fill()
            if ids is None:
                # Nothing could be found at the moment: the next publication tries.
                return False
            found = {**asked, "ids": ids}
        filled = json.dumps(found)
        if self.get("filled") == filled:
            return False
        self["filled"] = filled
        return True

    def get_cards(
        self, page=None, request=None, *, is_kept=False, is_draft=False, with_host=False
    ):
        """As readers of ``page`` see it. ``is_kept``: with what was filled in at the
        publication; otherwise it is filled now."""
        from ..stories.cards import Choice, load_cards

        page = page or self.shown_on
        choices = [
            Choice(
                pick["page"].pk,
                *(pick.get(name) or "" for name in ("kicker", "title", "teaser")),
            )
            for pick in self.get("picks") or ()
            if pick.get("page")
        ]
        if is_kept:
            choices += map(Choice, self.filled_ids)
        else:
            choices += map(Choice, self._fill(page, is_draft=is_draft) or ())
        return load_cards(choices, self._limit, page, request, with_host=with_host)

    @property
    def has_room(self) -> bool:
        return (self.get("number") or 0) > len(self.picked_ids)

    @property
    def _limit(self) -> int:
        return min(max(self.get("number") or 0, len(self.picked_ids)), MOST)

    def _fill(self, page=None, *, is_draft=False) -> list[int] | None:
        from ..stories.selection import fill

        page = page or self.shown_on
        if page is None or not self.has_room:
            return []
        return fill(page, self.picked_ids, is_draft=is_draft)

    def _describe_asked(self) -> dict:
        return {
            "page": getattr(self.shown_on, "pk", None),
            "number": self.get("number"),
            "picks": self.picked_ids,
        }


class MoreStoriesBlock(StructBlock):
    """Cards of other pages in the middle of a text. Pages that not everybody may read
    are never shown, whoever has picked them."""

    picks = ListBlock(StoryPickBlock(), label=_("Stories"), default=[], max_num=MOST)
    number = IntegerBlock(
        label=_("How many"),
        default=3,
        min_value=1,
        max_value=MOST,
        help_text=_("Empty places are filled with stories that fit."),
    )

    # What the places were filled with when the update was published. Wagtail would
    # show a label that is made of the name above the hidden field.
    filled = CharBlock(required=False, label=" ", form_classname="w-hidden")

    def clean(self, value):
        value = super().clean(value)
        seen = set()
        for pk in value.picked_ids:
            if pk in seen:
                error = ValidationError(_("A story is picked twice."))
                raise StructBlockValidationError(block_errors={"picks": error})
            seen.add(pk)
        return value

    def get_searchable_content(self, value):
        """Nothing: these are the words of other pages, which may not be public."""
        return []

    def extract_references(self, value):
        yield from super().extract_references(value)
        for pk in value.filled_ids if value else ():
            yield self._page_model, str(pk), "filled", "filled"

    @cached_property
    def _page_model(self):
        return swapper.load_model("wagtailcore", "Page")

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        is_in_update = context.get("update") is not None
        request = context.get("request")
        page = context.get("page")
        context["cards"] = value.get_cards(
            # A template of the site may call anything that.
            page if isinstance(page, self._page_model) else None,
            request,
            is_kept=is_in_update,
            is_draft=getattr(request, "is_preview", False),
        )
        # The style of updates has it.
        context["with_style"] = not is_in_update
        context["is_in_text"] = True
        context["is_in_update"] = is_in_update
        return context

    def get_api_representation(self, value, context=None):
        """What readers of an update get of it, not what was picked. On a page of the
        site's own the places are filled only when it is shown, and are not told of."""
        from ..stories.cards import describe_for_api

        cards = value.get_cards(is_kept=True, with_host=True)
        return [describe_for_api(card) for card in cards]

    class Meta:
        value_class = MoreStoriesValue
        label = _("More stories")
        icon = "list-ul"
        template = "wagtail_liveconflict/blocks/more_stories.html"
        preview_template = PREVIEW_TEMPLATE
        description = _("Cards of other pages: those you pick, then stories that fit")
