"""Whether cards can be drawn and kept as the site's settings say."""

from django.conf import settings
from django.core.checks import Error
from PIL import ImageFont

from ..share_cards.options import InvalidOptions, Options, read_options
from .registering import check


def _read() -> Options | None:
    try:
        return read_options()
    except InvalidOptions:
        return None  # Said below.


@check()
def check_share_cards(databases):
    try:
        read_options()
    except InvalidOptions as error:
        yield Error(
            f"LIVECONFLICT_SHARE_CARDS cannot be used: {error}.",
            hint="Correct it, or remove it to use the defaults. There are no cards "
            "before.",
            id="wagtail_liveconflict.E030",
        )


@check()
def check_storage_of_cards(databases):
    options = _read()
    if options and options.storage not in settings.STORAGES:
        yield Error(
            f"LIVECONFLICT_SHARE_CARDS names the storage {options.storage!r}, which "
            "STORAGES does not have.",
            hint="Add it to STORAGES, or remove STORAGE to use the default one. Each "
            "card is drawn anew before.",
            id="wagtail_liveconflict.E031",
        )


@check()
def check_fonts_of_cards(databases):
    options = _read() or Options()
    for file in dict.fromkeys([*options.fonts, *options.bold_fonts]):
        try:
            ImageFont.truetype(str(file), 20)
        except Exception as error:
            yield Error(
                f"LIVECONFLICT_SHARE_CARDS names the font {str(file)!r}, which cannot "
                f"be read: {error}.",
                hint="Name a TrueType or OpenType file by its whole path. Cards are "
                "drawn without it before.",
                id="wagtail_liveconflict.E032",
            )
