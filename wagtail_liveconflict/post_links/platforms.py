"""The platforms whose addresses are understood, and the words that go with them.

Platforms are plain strings, the values of ``models.source_handle.Platform``.
"""

from ..links import (
    FACEBOOK_HOSTS,
    TELEGRAM_HOSTS,
    TIKTOK_HOSTS,
    VK_HOSTS,
    X_HOSTS,
    YOUTUBE_HOSTS,
)

INSTAGRAM_HOSTS = frozenset({"instagram.com", "instagr.am"})
BLUESKY_HOSTS = frozenset({"bsky.app"})

#: Platform -> its hosts. Mastodon and websites are on hosts of their own.
HOSTS = {
    "telegram": TELEGRAM_HOSTS,
    "x": X_HOSTS,
    "facebook": FACEBOOK_HOSTS | {"fb.watch"},
    "instagram": INSTAGRAM_HOSTS,
    "youtube": YOUTUBE_HOSTS,
    "bluesky": BLUESKY_HOSTS,
    "vk": VK_HOSTS,
    "tiktok": TIKTOK_HOSTS,
}
#: Have addresses like Mastodon's, ``/@name/123``, and are something else.
NOT_MASTODON = frozenset(
    {
        "flipboard.com",
        "gab.com",
        "gettr.com",
        "likee.video",
        "medium.com",
        "minds.com",
        "odysee.com",
        "parler.com",
        "snapchat.com",
        "substack.com",
        "threads.com",
        "threads.net",
        "truthsocial.com",
    }
)
PLATFORMS = (*HOSTS, "mastodon", "website")

_VERBS = {"youtube": "said", "instagram": "posted", "tiktok": "posted"}


def find_platform(host: str) -> str:
    """The platform a host (as ``get_public_host`` gives it) belongs to, or ``""``.

    A subdomain counts: ``uk-ua.facebook.com``, ``vm.tiktok.com``, ``name.t.me``.
    """
    for platform, hosts in HOSTS.items():
        if _is_at(host, hosts):
            return platform
    return ""


def may_be_mastodon(host: str) -> bool:
    """Whether a host may be a server of Mastodon, of which nobody has a list."""
    return not find_platform(host) and not _is_at(host, NOT_MASTODON)


def _is_at(host, hosts):
    return any(host == own or host.endswith("." + own) for own in hosts)


def medium_of(platform: str) -> str:
    """The value of ``attribution.Medium`` for a post on ``platform``."""
    return platform if platform in PLATFORMS else "other"


def verb_of(platform: str) -> str:
    """The value of ``attribution.Verb`` that fits a post on ``platform``: one
    writes on Telegram, speaks on YouTube and posts a picture on Instagram."""
    return _VERBS.get(platform, "wrote")
