"""Where platforms offer a public post in a frame of theirs, without a script of theirs.

Only addresses are put together here; nothing asks the network. What a platform does
with a frame is written in its own documentation: Telegram's post widget, X's publish
page, YouTube's player parameters, Vimeo's player SDK, Instagram's and Facebook's embed
dialogues, Bluesky's embed site and Mastodon's oEmbed answer.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from ..links import clean_public_link, is_public_link
from .address import Address, complete_address, split_address
from .parsing import PostLink, parse_post_link

VIMEO_HOSTS = frozenset({"vimeo.com", "player.vimeo.com"})

#: What a frame may do in all cases: run, with its own origin's storage, and open links
#: in a tab of their own. It may not lead the page away.
SANDBOX = "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox"
#: What a video needs beside it.
SANDBOX_VIDEO = f"{SANDBOX} allow-presentation"


@dataclass(frozen=True)
class Provider:
    """Who shows a post in a frame.

    ``origins`` are all that frames of it come from, for a Content-Security-Policy;
    empty where each server is one of its own. ``height`` is what is reserved, in CSS
    pixels, until the frame has told its own; a video is as wide as it may be, with
    ``ratio`` instead.
    """

    code: str
    label: str
    origins: tuple[str, ...]
    height: int = 0
    ratio: str = ""
    referrer_policy: str = "no-referrer"

    @property
    def sandbox(self) -> str:
        return SANDBOX_VIDEO if self.ratio else SANDBOX

    @property
    def allow(self) -> str:
        """Permissions policy of its frames."""
        return "fullscreen; encrypted-media; picture-in-picture" if self.ratio else ""


PROVIDERS = {
    provider.code: provider
    for provider in (
        Provider("telegram", "Telegram", ("https://t.me",), height=400),
        Provider("x", "X", ("https://platform.twitter.com",), height=500),
        Provider(
            "youtube",
            "YouTube",
            ("https://www.youtube-nocookie.com",),
            ratio="16 / 9",
            # Its player refuses to play for a page that does not say which site it is.
            referrer_policy="strict-origin-when-cross-origin",
        ),
        Provider(
            "vimeo",
            "Vimeo",
            ("https://player.vimeo.com",),
            ratio="16 / 9",
            # Videos that only some sites may show are checked by it.
            referrer_policy="strict-origin-when-cross-origin",
        ),
        Provider("instagram", "Instagram", ("https://www.instagram.com",), height=700),
        Provider("facebook", "Facebook", ("https://www.facebook.com",), height=600),
        Provider("bluesky", "Bluesky", ("https://embed.bsky.app",), height=400),
        Provider("mastodon", "Mastodon", (), height=400),
    )
}


@dataclass(frozen=True)
class Frame:
    """One post in its platform's frame. ``post_id`` is the platform's own;
    ``permalink`` the address of the post without tracking, ``url`` that of the frame."""

    provider: str
    post_id: str
    permalink: str
    url: str


def find_frame(url: str) -> Frame | None:
    """The frame for the address of a post or video; None where its platform has none,
    and for whatever is no address of a post."""
    url = complete_address(url or "")
    address = split_address(url)
    if address is None or not is_public_link(url):
        return None
    if address.host in VIMEO_HOSTS:
        return _find_vimeo(address, url)
    link = parse_post_link(url)
    build = _BUILDERS.get(link.platform) if link else None
    frame_url = build(link) if build else ""
    if not frame_url:
        return None
    return Frame(link.platform, link.post_id, link.permalink, frame_url)


def _find_vimeo(address: Address, url: str) -> Frame | None:
    found = re.fullmatch(
        r"(?:video/|channels/[\w-]+/|groups/[\w-]+/videos/)?(\d+)(?:/(\w+))?",
        address.path,
        re.ASCII,
    )
    if not found:
        return None
    number, private = found[1], found[2] or address.query.get("h", "")
    options = {"dnt": "1"}
    if re.fullmatch(r"\w+", private, re.ASCII):
        # The key of a video that is not listed.
        options["h"] = private
    return Frame(
        "vimeo",
        number,
        clean_public_link(url),
        f"https://player.vimeo.com/video/{number}?{urlencode(options)}",
    )


def _frame_telegram(link: PostLink) -> str:
    # A comment has no frame of its own.
    if "?" in link.permalink:
        return ""
    return f"{link.permalink}?embed=1&mode=tme"


def _frame_x(link: PostLink) -> str:
    return f"https://platform.twitter.com/embed/Tweet.html?id={link.post_id}&dnt=true"


def _frame_youtube(link: PostLink) -> str:
    found = re.search(r"watch\?v=[\w-]{11}(?:&t=(\d+)s?)?", link.permalink, re.ASCII)
    if not found or "&lc=" in link.permalink:
        return ""
    start = f"?start={found[1]}" if found[1] else ""
    return f"https://www.youtube-nocookie.com/embed/{link.post_id}{start}"


def _frame_instagram(link: PostLink) -> str:
    if "/stories/" in link.permalink:
        return ""
    return f"{link.permalink}embed/captioned/"


def _frame_facebook(link: PostLink) -> str:
    # A short address, or a comment: only Facebook knows what it leads to.
    known = r"/(posts|videos|photos|reel|watch|photo)/|permalink"
    if not re.search(known, link.permalink) or "comment_id=" in link.permalink:
        return ""
    is_video = re.search(r"/(videos|reel|watch)/", link.permalink)
    kind = "video" if is_video else "post"
    options = urlencode({"href": link.permalink, "show_text": "true"})
    return f"https://www.facebook.com/plugins/{kind}.php?{options}"


def _frame_bluesky(link: PostLink) -> str:
    account = link.permalink.split("/")[4]
    post = f"{quote(account, safe=':')}/app.bsky.feed.post/{link.post_id}"
    return f"https://embed.bsky.app/embed/{post}"


def _frame_mastodon(link: PostLink) -> str:
    # Of an account elsewhere this server has a copy, which it does not show in a frame.
    if link.permalink.count("@") > 1:
        return ""
    return f"{link.permalink}/embed"


_BUILDERS: dict[str, Callable[[PostLink], str]] = {
    "telegram": _frame_telegram,
    "x": _frame_x,
    "youtube": _frame_youtube,
    "instagram": _frame_instagram,
    "facebook": _frame_facebook,
    "bluesky": _frame_bluesky,
    "mastodon": _frame_mastodon,
}
