"""Addresses of public posts: whose post it is, and what it says.

Parsing needs no network. ``fetching`` and ``providers`` do, and are imported only
where a post is read.
"""

from .handles import normalise_handle, read_handle
from .parsing import PostLink, complete_address, parse_post_link
from .platforms import medium_of, verb_of

__all__ = [
    "PostLink",
    "complete_address",
    "medium_of",
    "normalise_handle",
    "parse_post_link",
    "read_handle",
    "verb_of",
]
