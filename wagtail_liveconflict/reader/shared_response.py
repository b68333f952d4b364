"""Answers that shared caches may keep, as long as they are the same for all."""

from functools import cache

from django.http import HttpResponse
from django.template.response import TemplateResponse


class SharedUntilCookie:
    """A response that is no longer for shared caches once it carries a cookie. Middleware
    of the site adds some when all is rendered: a session that is saved with every
    request, a message that was shown. A cache that kept them would hand one reader's
    session to all."""

    def set_cookie(self, *args, **kwargs):
        # Deleting a cookie comes here as well.
        super().set_cookie(*args, **kwargs)
        if "public" in self.headers.get("Cache-Control", ""):
            self.headers["Cache-Control"] = "no-cache, private"


class SharedResponse(SharedUntilCookie, HttpResponse):
    pass


class SharedTemplateResponse(SharedUntilCookie, TemplateResponse):
    pass


def share(response: HttpResponse, cache_control: str) -> None:
    """The same for a response that a framework has made, in a class of its own."""
    response["Cache-Control"] = cache_control
    response.__class__ = _extend(type(response))


@cache
def _extend(kind: type[HttpResponse]) -> type[HttpResponse]:
    return type(f"Shared{kind.__name__}", (SharedUntilCookie, kind), {})
