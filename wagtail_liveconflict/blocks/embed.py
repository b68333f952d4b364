import json
from urllib.parse import urlsplit

from django.utils.translation import gettext as _t, gettext_lazy as _
from wagtail.blocks import CharBlock, DateTimeBlock, StructBlock, StructValue, URLBlock
from wagtail.images.blocks import ImageChooserBlock

from ..links import validate_public_link
from ..moments import describe_for_machines
from ..post_links.frames import PROVIDERS, Frame, find_frame
from .kept import read_kept
from .plain import PlainCharBlock
from .text import PREVIEW_TEMPLATE


class EmbedCardValue(StructValue):
    @property
    def host(self):
        """The name of the site the link leads to, for the reader to judge."""
        host = urlsplit(self.get("url") or "").hostname or ""
        return host.removeprefix("www.")

    @property
    def frame(self) -> Frame | None:
        """The post in its platform's frame, for a reader who asks for it; None where
        the platform offers none. Always read from the link: what was kept is a record,
        and nothing that a form has sent is loaded by anybody's browser."""
        return find_frame(self.get("url") or "")

    @property
    def frame_title(self) -> str:
        """What the frame is called, for those who do not see it."""
        frame = self.frame
        if frame is None:
            return ""
        provider = PROVIDERS[frame.provider].label
        if author := self.get("author"):
            return _t("%(author)s on %(site)s") % {"author": author, "site": provider}
        return provider

    def describe_post(self) -> dict:
        """``provider`` (a code of ``post_links.frames``), ``id`` (the platform's own)
        and ``permalink``, as its link says; empty for a link that is no post."""
        frame = self.frame
        if frame is None:
            return {}
        return {
            "provider": frame.provider,
            "id": frame.post_id,
            "permalink": frame.permalink,
        }

    def keep(self, published=None) -> bool:
        """Record whose post it is at publication. Returns whether anything was
        changed."""
        record = self.describe_post()
        if record == read_kept(self.get("kept")):
            return False
        self["kept"] = json.dumps(record) if record else ""
        return True


class EmbedCardBlock(StructBlock):
    """A link to a post or a page elsewhere, shown as a card. Nothing is loaded
    from the other site before a reader asks for it, and then only from those sites
    that the newsroom's settings allow."""

    url = URLBlock(label=_("Link"), validators=[validate_public_link])
    title = PlainCharBlock(label=_("Title"), required=False, max_length=255)
    text = PlainCharBlock(label=_("Teaser"), required=False, max_length=500)
    provider = PlainCharBlock(label=_("Site"), required=False, max_length=100)
    author = PlainCharBlock(
        label=_("Author"),
        required=False,
        max_length=200,
        help_text=_("Who has posted it."),
    )
    posted_at = DateTimeBlock(label=_("Posted at"), required=False)
    poster = ImageChooserBlock(
        label=_("Still picture"),
        required=False,
        help_text=_("From our own library. None is fetched from the other site."),
    )
    # Whose post it is: see ``EmbedCardValue.keep``.
    kept = CharBlock(required=False, form_classname="w-hidden")

    def get_api_representation(self, value, context=None):
        """What readers get of it, and the post that its link is of."""
        poster = value.get("poster")
        return {
            "url": value.get("url"),
            "title": value.get("title"),
            "text": value.get("text"),
            "provider": value.get("provider"),
            "author": value.get("author"),
            "posted_at": describe_for_machines(value["posted_at"])
            if value.get("posted_at")
            else None,
            "poster": poster.pk if poster else None,
            # Never what a form has sent as kept.
            "post": value.describe_post() or None,
        }

    def get_searchable_content(self, value):
        words = (value.get(name) for name in ("title", "text", "author"))
        return [each for each in words if each]

    class Meta:
        label = _("Link card")
        icon = "link"
        template = "wagtail_liveconflict/blocks/embed.html"
        value_class = EmbedCardValue
        preview_template = PREVIEW_TEMPLATE
        preview_value = {
            "url": "https://example.org/report",
            "title": _("Report on the state of the crossings"),
            "text": _("Thirty pages, with maps"),
            "provider": "example.org",
        }
        description = _("A link to a post or page, as a card")
