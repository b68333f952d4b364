"""Asking a platform for the words and the time of a post, where the site allows it."""

import logging

from wagtail.embeds.finders import get_finders

from ..conf import conf
from .fetched_post import FetchedPost
from .fetching import FetchError, fetch_public
from .parsing import PostLink
from .readers import READERS

logger = logging.getLogger(__name__)


def may_fetch(post_link: PostLink) -> bool:
    """Whether the site allows its server to ask for this post.

    Its platform is in ``LIVECONFLICT_FETCH_POSTS`` and, where Wagtail knows an
    oEmbed provider for it, the site's ``WAGTAILEMBEDS_FINDERS`` accept it.
    """
    reader = READERS.get(post_link.platform)
    if reader is None or post_link.platform not in conf.LIVECONFLICT_FETCH_POSTS:
        return False
    if reader.oembed_url is None:
        return True
    address = reader.oembed_url(post_link)
    return any(finder.accept(address) for finder in get_finders())


def fetch_post(post_link: PostLink, *, fetch=fetch_public) -> FetchedPost | None:
    """The post as its platform gives it, or None: not allowed, not reachable, not
    understood. Takes at most the few seconds of ``fetch``; never raises for what
    the other side does."""
    # A comment's platform answers for the post above it.
    if not may_fetch(post_link) or "comment=" in post_link.permalink:
        return None
    reader = READERS[post_link.platform]
    url = reader.build_url(post_link)
    try:
        response = fetch(url)
        return reader.read(response.text, post_link)
    except FetchError as error:
        logger.info("No post from %s: %s", url, error)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        logger.warning("An answer that was not understood from %s", url)
    return None
