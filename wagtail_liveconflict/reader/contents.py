"""What this room tells the hub."""

from . import delta, feeds


class PublicContents:
    """See :class:`wagtail_liveconflict.delivery.contents.Contents`."""

    get_public_feeds = staticmethod(feeds.get_public_feeds)
    get_head = staticmethod(feeds.get_head)
    allows_streams = staticmethod(feeds.allows_streams)
    get_page = staticmethod(delta.get_page)
    render_entries = staticmethod(delta.render_entries)
    render_outline = staticmethod(delta.render_outline)
