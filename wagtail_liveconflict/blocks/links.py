from wagtail.blocks import URLBlock

from ..links import clean_public_link


class PublicLinkBlock(URLBlock):
    """A link for readers, without what only tells who follows it. Whether readers
    may have it at all is asked when it is published: see ``quote_rules``."""

    def clean(self, value):
        return super().clean(clean_public_link((value or "").strip()))
