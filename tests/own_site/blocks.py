"""Blocks of a site's own, beside ours."""

from wagtail.blocks import CharBlock, IntegerBlock, StructBlock

from wagtail_liveconflict.blocks import QuoteFromSourceBlock
from wagtail_liveconflict.blocks.body import UpdateBodyBlock


class WaterLevelBlock(StructBlock):
    gauge = CharBlock()
    centimetres = IntegerBlock()

    class Meta:
        template = "own_site/water_level.html"


class StatementBlock(StructBlock):
    """Ours within theirs."""

    occasion = CharBlock()
    quote = QuoteFromSourceBlock()


class OurUpdateBlock(UpdateBodyBlock):
    water_level = WaterLevelBlock()
    statement = StatementBlock()
