"""Which card is to be drawn, and the name of all that decides how it looks."""

import logging
import re
from dataclasses import astuple, dataclass, replace
from hashlib import blake2b

from .. import __version__
from ..models import NewsroomSettings
from .drawing import Card, Style
from .options import Options

logger = logging.getLogger("wagtail_liveconflict.share_cards")

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}\Z")
_LOGO = "max-600x600|format-png"


@dataclass(frozen=True)
class Wanted:
    """A card that may be drawn already, or not. ``update_id`` is None for the live
    blog's own. The logo is read when it is drawn: ``style`` is without it."""

    feed_id: int
    update_id: int | None
    card: Card
    style: Style
    newsroom: NewsroomSettings

    @property
    def version(self) -> str:
        """24 letters and digits: another one whenever the picture is another."""
        parts = (
            # Another version of the app may draw otherwise.
            __version__,
            self.feed_id,
            self.update_id,
            astuple(self.card),
            astuple(self.style),
            _get_key_of_logo(self.newsroom.publisher_logo),
        )
        return blake2b(repr(parts).encode(), digest_size=12).hexdigest()


def read_style(newsroom: NewsroomSettings, options: Options) -> Style:
    """Without the logo. Whatever code has written into the settings, colours."""
    return Style(
        background=_read_colour(newsroom.card_background, Style.background),
        accent=_read_colour(newsroom.card_accent, Style.accent),
        fonts=options.fonts,
        bold_fonts=options.bold_fonts,
    )


def add_logo(style: Style, newsroom: NewsroomSettings) -> Style:
    """The same where the logo's file is gone, or is no picture of pixels."""
    logo = newsroom.publisher_logo
    if logo is None or logo.is_svg():
        return style
    try:
        with logo.get_rendition(_LOGO).open_file() as file:
            return replace(style, logo=file.read())
    except Exception:
        logger.exception("The logo of the newsroom cannot be read")
        return style


def _read_colour(text: str, default: str) -> str:
    return text if _COLOUR.match(text or "") else default


def _get_key_of_logo(logo):
    return logo and (logo.pk, logo.file.name, logo.file_hash)
