"""The app's settings. This is the only module that reads them.

Each property is read from Django's settings at every access (so tests and
per-request overrides see the current value) and names its type and default.
"""

from django.conf import settings


class LiveConflictSettings:
    PREFIX = "LIVECONFLICT_"

    @classmethod
    def get_names(cls) -> list[str]:
        """Names of all settings that there are."""
        return [name for name in vars(cls) if name.startswith(cls.PREFIX)]

    @staticmethod
    def get_names_of_site() -> list[str]:
        """Names of all that the site's settings say, about whatever."""
        return [name for name in dir(settings) if name.isupper()]

    @staticmethod
    def is_set(name: str) -> bool:
        """Whether the site's settings say something about it."""
        return hasattr(settings, name)

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
    def LIVECONFLICT_PAGE_MAX_AGE(self) -> int:
        """Seconds for which a shared cache may keep a page of a live blog. More of
        them spare the server little; it is how long withdrawn words can stay on pages
        that no purge reaches."""
        return getattr(settings, "LIVECONFLICT_PAGE_MAX_AGE", 5)

    @property
    def LIVECONFLICT_POLL_SECONDS(self) -> int:
        """Seconds an open page waits before it asks for changes again."""
        return getattr(settings, "LIVECONFLICT_POLL_SECONDS", 5)

    @property
    def LIVECONFLICT_DELTA_LIMIT(self) -> int:
        """Changed updates one answer carries at most; a reader who is further
        behind is told to load the page anew."""
        return getattr(settings, "LIVECONFLICT_DELTA_LIMIT", 100)

    DEFAULT_DELIVERY_BACKEND = (
        "wagtail_liveconflict.delivery.in_process.InProcessBackend"
    )

    @property
    def LIVECONFLICT_DELIVERY(self) -> dict:
        """``{"BACKEND": dotted path of a DeliveryBackend, "OPTIONS": {…}}``: what
        tells other processes at once that something has changed."""
        return getattr(
            settings,
            "LIVECONFLICT_DELIVERY",
            {"BACKEND": self.DEFAULT_DELIVERY_BACKEND},
        )

    @property
    def LIVECONFLICT_CACHE(self) -> str:
        """Alias of the Django cache that holds rendered updates."""
        return getattr(settings, "LIVECONFLICT_CACHE", "default")

    @property
    def LIVECONFLICT_CACHE_VERSION(self) -> str:
        """Part of every key in that cache. Change it when rendered updates would
        come out otherwise for a reason that the app cannot see, such as a change
        in a template tag of the site that one of its blocks uses."""
        return getattr(settings, "LIVECONFLICT_CACHE_VERSION", "")

    @property
    def LIVECONFLICT_STREAM_LIMIT(self) -> int:
        """Streams one process holds at most; 0 for none. Further readers poll."""
        return getattr(settings, "LIVECONFLICT_STREAM_LIMIT", 10_000)

    @property
    def LIVECONFLICT_STREAMS_PER_ADDRESS(self) -> int:
        """Streams one public address may hold in one process. High, since a
        mobile network or an office stands behind one address."""
        return getattr(settings, "LIVECONFLICT_STREAMS_PER_ADDRESS", 500)

    @property
    def LIVECONFLICT_MAX_TEXT_LENGTH(self) -> int:
        """Characters one text field of a block may hold."""
        return getattr(settings, "LIVECONFLICT_MAX_TEXT_LENGTH", 20_000)

    @property
    def LIVECONFLICT_FETCH_POSTS(self) -> list[str]:
        """Platforms whose posts the server may fetch when an editor pastes their
        address: any of "telegram", "x", "youtube", "bluesky", "mastodon". Empty by
        default: the address is read, and nothing leaves the server unasked."""
        return getattr(settings, "LIVECONFLICT_FETCH_POSTS", [])

    #: Related stories in one place at most, and so the picks for it.
    MOST_STORIES = 8
    DEFAULT_STORY_PROVIDER = "wagtail_liveconflict.stories.providers.TagsProvider"

    @property
    def LIVECONFLICT_RELATED_STORIES(self) -> dict:
        """``{"PROVIDER": dotted path of a StoryProvider, "OPTIONS": {…}}``: what fills
        the places under "More stories" that editors leave empty."""
        return getattr(
            settings,
            "LIVECONFLICT_RELATED_STORIES",
            {"PROVIDER": self.DEFAULT_STORY_PROVIDER},
        )

    @property
    def LIVECONFLICT_IMAGE_METADATA(self) -> str:
        """What is removed from pictures on their way into the image library:
        "strip_identifying" (all but orientation, colour profile, copyright and credit),
        "strip_everything" (the credit as well) or "keep" (nothing)."""
        return getattr(settings, "LIVECONFLICT_IMAGE_METADATA", "strip_identifying")

    @property
    def LIVECONFLICT_PRIVATE_STORAGE(self) -> str | None:
        """Alias of the storage that keeps the originals of pictures; None for none.
        Nobody may be able to read it through the web server."""
        return getattr(settings, "LIVECONFLICT_PRIVATE_STORAGE", None)

    @property
    def LIVECONFLICT_SHARE_CARDS(self) -> dict:
        """``{"ENABLED": bool, "STORAGE": alias in STORAGES, "FONTS": [files],
        "BOLD_FONTS": [files]}``: how the pictures are made that updates are shared
        with. Read by :mod:`.share_cards.options`."""
        return getattr(settings, "LIVECONFLICT_SHARE_CARDS", {})


conf = LiveConflictSettings()
