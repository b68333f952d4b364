"""What an article of this site is made of."""

from wagtail.blocks import CharBlock, RichTextBlock, StreamBlock, StructBlock, TextBlock
from wagtail.images.blocks import ImageBlock


class FigureBlock(StructBlock):
    image = ImageBlock()
    caption = CharBlock(required=False)
    credit = CharBlock(required=False)

    class Meta:
        icon = "image"
        template = "news/blocks/figure.html"


class PullQuoteBlock(StructBlock):
    text = TextBlock()
    name = CharBlock(required=False)

    class Meta:
        icon = "openquote"
        template = "news/blocks/pull_quote.html"


class ArticleBodyBlock(StreamBlock):
    paragraph = RichTextBlock(features=["bold", "italic", "link", "ol", "ul"])
    heading = CharBlock(icon="title", template="news/blocks/heading.html")
    figure = FigureBlock()
    pull_quote = PullQuoteBlock()
