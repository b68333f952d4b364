"""How to ask each platform for a post, and how to read its answer.

Shapes: the oEmbed answers of X and YouTube (oembed.com), Mastodon's ``Status`` and
Bluesky's ``app.bsky.feed.defs#threadViewPost`` as their API references give them,
and the page behind Telegram's post widget. All of them can change: a reader that
does not find what it looks for returns None.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlencode, urlsplit

from bs4 import BeautifulSoup

from .fetched_post import (
    FetchedPost,
    clean_language,
    read_time,
    tidy,
    to_plain_text,
)
from .handles import normalise_handle
from .parsing import PostLink

#: Milliseconds after 1970 at which X began to count in its ids ("snowflakes").
_X_EPOCH = 1_288_834_974_657


def said_at_of(post_link: PostLink) -> datetime | None:
    """When the post was made, where its id tells: X has put the time into it since
    November 2010. None elsewhere."""
    if post_link.platform != "x" or len(post_link.post_id) < 14:
        return None
    milliseconds = (int(post_link.post_id) >> 22) + _X_EPOCH
    try:
        return datetime.fromtimestamp(milliseconds / 1000, UTC)
    except (OverflowError, ValueError, OSError):
        return None


def read_telegram(page: str, post_link: PostLink) -> FetchedPost | None:
    soup = BeautifulSoup(page, "html.parser")
    for reply in soup.select(".tgme_widget_message_reply"):
        # The message that is answered: somebody else's words.
        reply.decompose()
    time = soup.select_one(".tgme_widget_message_date time[datetime]")
    if time is None:
        return None
    text = soup.select_one(".tgme_widget_message_text")
    owner = soup.select_one("a.tgme_widget_message_owner_name")
    if soup.select_one(".tgme_widget_message_forwarded_from"):
        # Passed on: the words are those of another channel.
        text = None
    return FetchedPost(
        text=to_plain_text(text) if text else "",
        author_name=tidy(owner.get_text()) if owner else "",
        said_at=read_time(time["datetime"]),
        precision="minute",
        handle=normalise_handle("telegram", str(owner.get("href", "")) if owner else "")
        or post_link.handle,
    )


def read_x(answer: str, post_link: PostLink) -> FetchedPost | None:
    data = json.loads(answer)
    quote = BeautifulSoup(data["html"], "html.parser").blockquote
    if quote is None or quote.p is None:
        return None
    for link in quote.p("a"):
        # Where the pictures are; not part of what was written.
        if link.get_text().startswith("pic.twitter.com/"):
            link.decompose()
    said_at, precision = said_at_of(post_link), "minute"
    if said_at is None:
        dates = quote("a")
        said_at, precision = _read_x_date(dates[-1].get_text() if dates else ""), "day"
    return FetchedPost(
        text=to_plain_text(quote.p),
        author_name=tidy(data.get("author_name")),
        said_at=said_at,
        precision=precision if said_at else "unknown",
        language=clean_language(quote.p.get("lang")),
        handle=normalise_handle("x", tidy(data.get("author_url"))),
    )


def _read_x_date(text: str) -> datetime | None:
    """``January 20, 2019``; not by ``strptime``, which follows the process's locale."""
    months = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ]
    found = re.fullmatch(r"\s*(\w+) (\d{1,2}), (\d{4})\s*", text)
    try:
        month = months.index(found[1].casefold()) + 1
        # Noon: the same day in most time zones.
        return datetime(int(found[3]), month, int(found[2]), 12, tzinfo=UTC)
    except (TypeError, ValueError):
        return None


def read_youtube(answer: str, _post_link: PostLink) -> FetchedPost | None:
    data = json.loads(answer)
    if not tidy(data.get("author_name")):
        return None
    # The title is not what was said.
    return FetchedPost(
        author_name=tidy(data.get("author_name")),
        handle=normalise_handle("youtube", tidy(data.get("author_url"))),
    )


def read_mastodon(answer: str, post_link: PostLink) -> FetchedPost | None:
    data = json.loads(answer)
    account = data["account"]
    if data.get("visibility") not in ("public", "unlisted") or data.get("reblog"):
        return None
    acct = tidy(account.get("acct"))
    if "@" not in acct:
        acct = f"{acct}@{urlsplit(post_link.permalink).hostname}"
    return FetchedPost(
        text=to_plain_text(data.get("content") or ""),
        author_name=tidy(account.get("display_name")),
        said_at=read_time(data.get("created_at")),
        precision="minute",
        language=clean_language(data.get("language")),
        handle=normalise_handle("mastodon", acct),
    )


def read_bluesky(answer: str, _post_link: PostLink) -> FetchedPost | None:
    post = json.loads(answer)["thread"].get("post")
    if not post:
        return None
    record, author = post["record"], post["author"]
    # The author's own clock, unless it runs ahead of when the post was seen.
    times = [read_time(record.get("createdAt")), read_time(post.get("indexedAt"))]
    said_at = min(filter(None, times), default=None)
    languages = record.get("langs") or []
    return FetchedPost(
        text=tidy(record.get("text")),
        author_name=tidy(author.get("displayName")),
        said_at=said_at,
        precision="minute" if said_at else "unknown",
        language=clean_language(languages[0]) if len(languages) == 1 else "",
        handle=normalise_handle("bluesky", tidy(author.get("handle"))),
    )


@dataclass(frozen=True)
class Reader:
    """``build_url`` gives the address to ask; ``read`` reads the answer (a string).

    ``oembed_url`` is the post's address as Wagtail's list of oEmbed providers knows
    it, where the platform is on that list."""

    build_url: Callable[[PostLink], str]
    read: Callable[[str, PostLink], FetchedPost | None]
    oembed_url: Callable[[PostLink], str] | None = None


def _telegram_url(post: PostLink) -> str:
    return f"{post.permalink.partition('?')[0]}?embed=1&mode=tme"


def _x_address(post: PostLink) -> str:
    # oEmbed providers are still listed under the old name.
    return post.permalink.replace("https://x.com/", "https://twitter.com/", 1)


def _x_url(post: PostLink) -> str:
    asked = {"url": _x_address(post), "omit_script": "1", "dnt": "true"}
    return f"https://publish.twitter.com/oembed?{urlencode(asked)}"


def _youtube_url(post: PostLink) -> str:
    asked = {"url": post.permalink, "format": "json"}
    return f"https://www.youtube.com/oembed?{urlencode(asked)}"


def _mastodon_url(post: PostLink) -> str:
    host = urlsplit(post.permalink).hostname
    return f"https://{host}/api/v1/statuses/{post.post_id}"


def _bluesky_url(post: PostLink) -> str:
    asked = {
        "uri": f"at://{post.handle}/app.bsky.feed.post/{post.post_id}",
        "depth": "0",
        "parentHeight": "0",
    }
    path = "xrpc/app.bsky.feed.getPostThread"
    return f"https://public.api.bsky.app/{path}?{urlencode(asked)}"


READERS = {
    "telegram": Reader(_telegram_url, read_telegram),
    "x": Reader(_x_url, read_x, oembed_url=_x_address),
    "youtube": Reader(
        _youtube_url, read_youtube, oembed_url=lambda post: post.permalink
    ),
    "mastodon": Reader(_mastodon_url, read_mastodon),
    "bluesky": Reader(_bluesky_url, read_bluesky),
}
