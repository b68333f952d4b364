"""Names of accounts, in one form, so that a post finds its source."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..links import validate_public_link
from .address import Address, complete_address, split_address
from .platforms import find_platform, may_be_mastodon

#: What a name looks like in its stored form. Wide: platforms change their rules, but
#: no invitation, number of a telephone or path of an address is a name.
_NAMES = {
    "telegram": r"[a-z][a-z0-9_]{3,31}",
    "x": r"[a-z0-9_]{1,20}",
    "facebook": r"[\w.-]+",
    "instagram": r"[a-z0-9_.]+",
    "youtube": r"[\w.·-]+",
    "bluesky": r"[\w.-]+|did:[a-z]+:[a-z0-9._:-]+",
    "mastodon": r"[\w.-]+(@[\w.-]+(:\d+)?)?",
    "vk": r"[\w.]+",
    "tiktok": r"[\w.]+",
    "website": r"[\w-]+(\.[\w-]+)+",
}


def read_handle(platform: str, typed: str) -> str:
    """A handle as it is stored, from a name or an address that was typed.

    Raises ``ValidationError``: with the codes of ``validate_public_link`` for an
    address that must not be shown, ``no_name`` or ``not_a_name`` otherwise.
    """
    address = complete_address(typed or "")
    if re.match(r"[a-z][a-z0-9+.-]*:/", address, re.IGNORECASE):
        validate_public_link(address)
    name = normalise_handle(platform, typed)
    if not name:
        raise ValidationError(_("There is no name in this address."), code="no_name")
    if not re.fullmatch(_NAMES[platform], name):
        raise ValidationError(
            _(
                "This cannot be a name on this platform. Type the name, or the address "
                "of the profile."
            ),
            code="not_a_name",
        )
    return name


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
        host = address.host if address else ""
        # Some characters become a space and another one in the form that names have.
        return host if re.fullmatch(r"[^:\s]+\.[^:\s]\S*", host) else ""
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
        if address is None or not may_be_mastodon(address.host):
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
