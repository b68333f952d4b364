"""Live delivery under ASGI.

In the site's ``asgi.py``::

    from wagtail_liveconflict.asgi import with_live_streams

    application = with_live_streams(get_asgi_application())

A site that stays on WSGI can let one small ASGI process serve the delivery
prefix alone, with a proxy that routes by it::

    DJANGO_SETTINGS_MODULE=newsroom.settings uvicorn wagtail_liveconflict.asgi:application
"""


def with_live_streams(app):
    """``app`` with deltas and streams answered in front of it.

    What is answered there does not pass Django's middleware: it is public, the
    same for everybody, and sets no cookie.
    """
    from .delivery.application import LiveStreams
    from .reader.contents import PublicContents

    return LiveStreams(app, PublicContents())


async def _nothing_else(scope, receive, send):
    """The process that serves the delivery prefix serves nothing but it."""
    if scope["type"] != "http":
        raise ValueError(f"not served here: {scope['type']}")
    await send(
        {
            "type": "http.response.start",
            "status": 404,
            "headers": [(b"content-length", b"0")],
        }
    )
    await send({"type": "http.response.body", "body": b""})


def __getattr__(name):
    # Made when a server asks for it: a site that imports the function above has
    # an application of its own.
    if name != "application":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import django

    django.setup(set_prefix=False)
    globals()[name] = application = with_live_streams(_nothing_else)
    return application
