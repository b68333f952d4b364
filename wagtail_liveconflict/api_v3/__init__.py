"""Reading and writing through Wagtail's API v3, on Wagtail 8.0 and later. A site that
has it adds, before it uses ``api.urls``::

    from wagtail.api.v3.urls import api
    from wagtail_liveconflict.api_v3 import register

    register(api)

This room is above the desk: what is written passes the desk's own form. Nothing here
is imported unless a site does so; on Wagtail 7.4 there is no v3.
"""


def register(api, prefix: str = "") -> None:
    """Add the endpoints to an instance of ``NinjaAPI``, Wagtail's or the site's own,
    below ``prefix``. Raises ``ImportError`` where Wagtail has no API v3."""
    from .routers import register_routers

    register_routers(api, prefix)
