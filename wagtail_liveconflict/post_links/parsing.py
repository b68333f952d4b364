"""From the address of a public post to its platform, its author and its permalink.

Nothing here asks the network. A comment, or a post in somebody else's group, has
no handle: the name in its address is not the one who wrote it.
"""

import re
from dataclasses import dataclass
from urllib.parse import quote

from ..links import clean_public_link, is_public_link
from .address import Address, complete_address, split_address
from .handles import normalise_handle
from .platforms import find_platform, may_be_mastodon

__all__ = ["PostLink", "complete_address", "parse_post_link"]


@dataclass(frozen=True)
class PostLink:
    """One public post.

    ``platform`` is a value of ``Platform``. ``handle`` is normalised, and ``""``
    when the address does not tell who wrote the post. ``post_id`` is the
    platform's own. ``permalink`` is the address without tracking.
    """

    platform: str
    handle: str
    post_id: str
    permalink: str


def parse_post_link(url: str) -> PostLink | None:
    """What the address of a post says; None for any other address, for one that
    must not be shown (see ``validate_public_link``) and for garbage."""
    url = complete_address(url or "")
    address = split_address(url)
    if address is None or not is_public_link(url):
        return None
    platform = find_platform(address.host) or "mastodon"
    found = _PARSERS[platform](address)
    if found is None:
        return None
    handle, post_id, permalink = found
    return PostLink(
        platform,
        normalise_handle(platform, handle),
        post_id,
        permalink or clean_public_link(url),
    )


# Each parser returns (handle, post id, permalink); no permalink where the address
# itself, cleaned, is the best there is.


def _parse_telegram(address: Address):
    path = address.path
    name, _dot, host = address.host.partition(".")
    if find_platform(host) == "telegram" and "." in host:
        path = f"{name}/{path}"
    found = re.fullmatch(r"(?:s/)?([a-zA-Z]\w{3,31})((?:/\d+)?)/(\d+)", path, re.ASCII)
    if not found or found[1].casefold() in _TELEGRAM_WORDS:
        return None
    channel, topic, number = found.groups()
    permalink = f"https://t.me/{channel}{topic}/{number}"
    comment = address.query.get("comment", "")
    if comment.isdecimal():
        return "", comment, f"{permalink}?comment={comment}"
    return channel, number, permalink


#: First words of a path that name a function of Telegram, not a channel.
_TELEGRAM_WORDS = {
    "addemoji", "addstickers", "addtheme", "boost", "giftcode", "share", "socks",
    "proxy", "setlanguage",
}  # fmt: skip


def _parse_x(address: Address):
    found = re.match(
        r"(?:i/(?:web/)?|(?P<name>\w{1,20})/)status(?:es)?/(?P<id>\d+)(/|$)",
        address.path,
        re.ASCII,
    )
    if not found:
        return None
    name = found["name"] or ""
    if name.casefold() == "i":
        name = ""
    return name, found["id"], f"https://x.com/{name or 'i'}/status/{found['id']}"


def _parse_facebook(address: Address):
    query, path = address.query, address.path
    if address.host == "fb.watch" and re.fullmatch(r"[\w-]+", path):
        return "", path, ""
    site = "https://www.facebook.com"
    if path in ("permalink.php", "story.php") and query.get("story_fbid"):
        story, owner = query["story_fbid"], query.get("id", "")
        permalink = f"{site}/permalink.php?story_fbid={quote(story)}&id={quote(owner)}"
        return "" if "comment_id" in query else owner, story, permalink if owner else ""
    if found := re.fullmatch(r"share/(?:[prv]/)?([\w-]+)", path):
        return "", found[1], ""
    video = query.get("v", "")
    if path in ("watch", "watch/live", "video.php") and video.isdecimal():
        return "", video, f"{site}/watch/?v={video}"
    photo = query.get("fbid", "")
    if path in ("photo", "photo.php") and photo.isdecimal():
        return "", photo, f"{site}/photo/?fbid={photo}"
    if found := re.fullmatch(r"reel/(\d+)", path):
        return "", found[1], f"{site}/reel/{found[1]}"
    if found := re.fullmatch(r"groups/([\w.-]+)/(?:posts|permalink)/(\w+)", path):
        return "", found[2], f"{site}/groups/{found[1]}/posts/{found[2]}"
    found = re.fullmatch(
        r"([\w.-]+)/(posts|videos|photos)/(?:[^/]+/)?(pfbid\w+|\d+)", path
    )
    if not found:
        return None
    page, kind, number = found.groups()
    if "comment_id" in query:
        return "", number, ""
    return page, number, f"{site}/{quote(page)}/{kind}/{number}"


def _parse_instagram(address: Address):
    if found := re.fullmatch(r"stories/([\w.]+)/(\d+)", address.path, re.ASCII):
        return found[1], found[2], f"https://www.instagram.com/{address.path}/"
    found = re.fullmatch(
        r"(?:([\w.]+)/)?(p|reel|reels|tv)/([\w-]+)", address.path, re.ASCII
    )
    if not found:
        return None
    kind = "reel" if found[2] == "reels" else found[2]
    permalink = f"https://www.instagram.com/{kind}/{found[3]}/"
    return found[1] or "", found[3], permalink


def _parse_youtube(address: Address):
    query, path = address.query, address.path
    if path == "watch":
        path = f"v/{query.get('v', '')}"
    elif address.host == "youtu.be":
        path = f"v/{path}"
    if found := re.fullmatch(r"post/([\w-]{10,})", path, re.ASCII):
        return "", found[1], f"https://www.youtube.com/post/{found[1]}"
    found = re.fullmatch(r"(?:v|live|shorts|embed)/([\w-]{11})", path, re.ASCII)
    if not found:
        return None
    permalink = f"https://www.youtube.com/watch?v={found[1]}"
    for name in ("t", "lc"):
        # The moment in the video; the comment under it.
        if re.fullmatch(r"[\w.-]+", query.get(name, ""), re.ASCII):
            permalink += f"&{name}={query[name]}"
    return "", found[1], permalink


def _parse_bluesky(address: Address):
    found = re.fullmatch(r"profile/@?([\w.:-]+)/post/(\w+)", address.path, re.ASCII)
    if not found:
        return None
    permalink = f"https://bsky.app/profile/{found[1]}/post/{found[2]}"
    return found[1], found[2], permalink


def _parse_vk(address: Address):
    named = address.query.get("w") or address.query.get("z") or address.path
    found = re.match(r"(wall|video|clip|photo)(-?\d+)_(\d+)", named, re.ASCII)
    if not found:
        return None
    kind, owner, number = found.groups()
    handle = owner.replace("-", "club") if owner.startswith("-") else f"id{owner}"
    first = address.segments[0] if address.segments else ""
    if named != address.path and re.fullmatch(r"(?!feed$)[\w.]+", first):
        handle = first
    permalink = f"https://vk.com/{kind}{owner}_{number}"
    reply = address.query.get("reply", "")
    if reply.isdecimal():
        return "", reply, f"{permalink}?reply={reply}"
    return handle, f"{owner}_{number}", permalink


def _parse_tiktok(address: Address):
    found = re.fullmatch(r"@([\w.]+)/(video|photo)/(\d+)", address.path, re.ASCII)
    if found:
        name, kind, number = found.groups()
        return name, number, f"https://www.tiktok.com/@{name}/{kind}/{number}"
    # A short address: only TikTok knows whose it is.
    path = address.path if address.host != "tiktok.com" else address.path[2:]
    short = address.host in ("vm.tiktok.com", "vt.tiktok.com") or (
        address.host == "tiktok.com" and address.path.startswith("t/")
    )
    return ("", path, "") if short and re.fullmatch(r"\w+", path) else None


def _parse_mastodon(address: Address):
    if not may_be_mastodon(address.host):
        return None
    # Mastodon's numbers hold the time in milliseconds; others count from one.
    found = re.fullmatch(
        r"(?:(?:web|deck)/)?(?:@(\w+(?:[.-]\w+)*)(?:@([\w.-]+))?"
        r"|users/([\w.-]+)/statuses)/(\d{15,})",
        address.path,
        re.ASCII,
    )
    if not found:
        return None
    user, remote, plain, number = found.groups()
    user = user or plain
    shown = f"@{user}@{remote}" if remote else f"@{user}"
    handle = f"{user}@{remote or address.host}"
    return handle, number, f"https://{address.host}/{shown}/{number}"


_PARSERS = {
    "telegram": _parse_telegram,
    "x": _parse_x,
    "facebook": _parse_facebook,
    "instagram": _parse_instagram,
    "youtube": _parse_youtube,
    "bluesky": _parse_bluesky,
    "vk": _parse_vk,
    "tiktok": _parse_tiktok,
    "mastodon": _parse_mastodon,
}
