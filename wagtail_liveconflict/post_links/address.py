"""An address, taken apart for the parsers."""

import re
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, unquote, urlsplit

from ..links import get_public_host


@dataclass(frozen=True)
class Address:
    """Host without ``www.``; path segments and query values decoded."""

    host: str
    segments: tuple[str, ...] = ()
    query: dict[str, str] = field(default_factory=dict)

    @property
    def path(self) -> str:
        """The segments as ``one/two/three``, without outer slashes."""
        return "/".join(self.segments)


def complete_address(text: str) -> str:
    """``text`` with ``https://`` before it, when it is an address typed without
    a scheme (``t.me/ferry_news/12``); otherwise without outer spaces only."""
    text = text.strip()
    if re.match(r"[\w-]+(\.[\w-]+)*\.[^\W\d_]{2,}(:\d+)?/", text):
        return "https://" + text
    return text


def split_address(text: str) -> Address | None:
    """``text`` as an :class:`Address`; None for what is no http(s) address."""
    try:
        parts = urlsplit(complete_address(text))
        host = get_public_host(parts.hostname)
        # Repeated names are rare and never the ones we read.
        query = dict(reversed(parse_qsl(parts.query, keep_blank_values=True)))
    except (ValueError, AttributeError):
        return None
    if parts.scheme not in ("http", "https") or not host:
        return None
    segments = tuple(unquote(part) for part in parts.path.split("/") if part)
    return Address(host, segments, query)
