"""Names of accounts, in one form, so that a post finds its source."""

import re

from .address import Address, split_address
from .platforms import find_platform


def normalise_handle(platform: str, handle: str) -> str:
    """The one form in which a handle is stored and compared: in lower case and
    without ``@``.

    ``handle`` is a name or the address of a profile or of a post. On Mastodon the
    form is ``user@host``; for a website it is the host. Returns ``""`` when there
    is no name in it, also for an address of another platform. Normalising twice
    changes nothing more.
    """
    handle = re.sub(r"\s", "", handle or "")
    if platform == "website":
        address = split_address(handle if "://" in handle else f"https://{handle}")
        return (
            address.host if address and re.search(r"^[^:]+\.[^:]", address.host) else ""
        )
    if platform == "mastodon":
        return _normalise_mastodon(handle)
    if "/" in handle:
        address = split_address(handle)
        if address is None or find_platform(address.host) != platform:
            return ""
        handle = _cut(_read_profile(platform, address))
    name = handle.casefold().lstrip("@")
    if platform == "vk":
        # One community, two spellings.
        name = re.sub(r"^(public|event)(?=\d+$)", "club", name)
    return name


def _normalise_mastodon(handle: str) -> str:
    host = ""
    if "/" in handle:
        address = split_address(handle)
        if address is None or find_platform(address.host):
            return ""
        found = re.match(r"(?:(?:web|deck)/)?(?:@|users/)([^/]+)", address.path)
        if not found:
            return ""
        handle, host = _cut(found[1]), address.host
    user, _at, own_host = handle.casefold().lstrip("@").partition("@")
    host = own_host or host
    return f"{user}@{host}" if user and host else user


def _cut(name: str) -> str:
    """A name up to what only an escape can have put into it."""
    return re.split(r"[\s/?#]", name)[0]


def _read_profile(platform: str, address: Address) -> str:
    segments = list(address.segments)
    first = segments[0] if segments else ""
    if platform == "telegram":
        name, _dot, host = address.host.partition(".")
        if find_platform(host) == "telegram" and "." in host:
            return name
        return segments[1] if first == "s" and len(segments) > 1 else first
    if platform == "facebook":
        if first == "profile.php":
            return address.query.get("id", "")
        if first in ("people", "pages", "p"):
            # A name for the eye, then the number that counts.
            return re.split(r"[/-]", address.path)[-1]
    if platform == "youtube" and first in ("channel", "c", "user"):
        return segments[1] if len(segments) > 1 else ""
    if platform == "bluesky":
        return segments[1] if first == "profile" and len(segments) > 1 else ""
    if platform in ("tiktok", "youtube") and not first.startswith("@"):
        # youtube.com/name is an old form of youtube.com/c/name.
        return first if platform == "youtube" and len(segments) == 1 else ""
    return first
