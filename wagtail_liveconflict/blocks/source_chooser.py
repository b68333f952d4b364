from django.utils.functional import cached_property
from wagtail.snippets.blocks import SnippetChooserBlock
from wagtail.snippets.widgets import AdminSnippetChooser


class SourceChooserBlock(SnippetChooserBlock):
    """Chooses a source; those last quoted in the live blog come first."""

    #: The desk's form says in it which live blog is written. The second part fits
    #: where a site uses the block elsewhere: Wagtail's script needs some element.
    LIVE_BLOG_FIELD = "input[name='live-blog'], html:not(:has(input[name='live-blog']))"

    def __init__(self, **kwargs):
        super().__init__("wagtail_liveconflict.Source", **kwargs)

    @cached_property
    def widget(self):
        icon = super().widget.icon
        return AdminSnippetChooser(
            self.target_model,
            icon=icon,
            linked_fields={"live_blog": self.LIVE_BLOG_FIELD},
        )

    def value_from_form(self, value):
        chosen = super().value_from_form(value)
        if chosen is not None or not str(value or "").isdecimal():
            return chosen
        # A colleague may have merged it while this form was open.
        from ..models.merged_source import find_kept_sources

        kept = find_kept_sources([int(value)])
        return super().value_from_form(kept.get(int(value)))
