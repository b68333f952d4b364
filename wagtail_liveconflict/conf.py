"""The app's settings. This is the only module that reads them.

Each property is read from Django's settings at every access (so tests and
per-request overrides see the current value) and names its type and default.
"""

from django.conf import settings


class LiveConflictSettings:
    @property
    def LIVECONFLICT_UPDATE_BLOCKS(self) -> str:
        """Dotted path of the ``StreamBlock`` class an update's body is made of."""
        return getattr(
            settings,
            "LIVECONFLICT_UPDATE_BLOCKS",
            "wagtail_liveconflict.blocks.UpdateBodyBlock",
        )

    @property
    def LIVECONFLICT_BASE_TEMPLATE(self) -> str:
        """Template that the live blog page extends; where it does not exist,
        the app's own ``wagtail_liveconflict/base.html`` is used."""
        return getattr(settings, "LIVECONFLICT_BASE_TEMPLATE", "base.html")

    @property
    def LIVECONFLICT_PAGE_SIZE(self) -> int:
        """Updates on one archive page. The newest page shows at least as many."""
        return getattr(settings, "LIVECONFLICT_PAGE_SIZE", 20)

    @property
    def LIVECONFLICT_POLL_SECONDS(self) -> int:
        """Seconds an open page waits before it asks for changes again."""
        return getattr(settings, "LIVECONFLICT_POLL_SECONDS", 5)

    @property
    def LIVECONFLICT_DELTA_LIMIT(self) -> int:
        """Changed updates one answer carries at most; a reader who is further
        behind is told to load the page anew."""
        return getattr(settings, "LIVECONFLICT_DELTA_LIMIT", 100)

    @property
    def LIVECONFLICT_MAX_TEXT_LENGTH(self) -> int:
        """Characters one text field of a block may hold."""
        return getattr(settings, "LIVECONFLICT_MAX_TEXT_LENGTH", 20_000)


conf = LiveConflictSettings()
