from django.utils.functional import cached_property

from .chooser_widget import OwnSnippetChooserBlock, SnippetChooser


class LiveBlogChooserBlock(OwnSnippetChooserBlock):
    """A chooser that tells its dialog for which live blog is chosen: what was used
    there comes first."""

    #: The desk's form says in it which live blog is written. The second part fits
    #: where a site uses the block elsewhere: Wagtail's script needs some element.
    LIVE_BLOG_FIELD = "input[name='live-blog'], html:not(:has(input[name='live-blog']))"

    @cached_property
    def widget(self):
        icon = super().widget.icon
        return SnippetChooser(
            self.target_model,
            icon=icon,
            linked_fields={"live_blog": self.LIVE_BLOG_FIELD},
        )
