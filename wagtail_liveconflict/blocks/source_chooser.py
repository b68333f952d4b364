from .live_blog_chooser import LiveBlogChooserBlock


class SourceChooserBlock(LiveBlogChooserBlock):
    """Chooses a source; those last quoted in the live blog come first."""

    def __init__(self, **kwargs):
        super().__init__("wagtail_liveconflict.Source", **kwargs)

    def value_from_form(self, value):
        chosen = super().value_from_form(value)
        if chosen is not None or not str(value or "").isdecimal():
            return chosen
        # A colleague may have merged it while this form was open.
        from ..models.merged_source import find_kept_sources

        kept = find_kept_sources([int(value)])
        return super().value_from_form(kept.get(int(value)))
