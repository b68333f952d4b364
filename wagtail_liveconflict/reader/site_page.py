"""What the app's own pages have in common: the site's template around them, and for
whom a cache may keep them."""

from django.template.loader import select_template
from django.utils.cache import patch_cache_control
from django.utils.functional import LazyObject, empty

from ..conf import conf

#: Seconds beyond its age for which a cache may hand out a live blog's page: while it
#: asks for a new one, and while the site does not answer.
_STALE_WHILE_ASKING = 5
_STALE_IN_NEED = 60


def get_base_template():
    """The site's template, else the app's own."""
    return select_template(
        [conf.LIVECONFLICT_BASE_TEMPLATE, "wagtail_liveconflict/base.html"]
    )


def is_for_everybody(request) -> bool:
    """Whether what was rendered for the request is the same for all: a colleague's
    page has Wagtail's own menu on it, and the site's template may know more of a
    reader. To be asked once it is rendered."""
    if _is_personal(request):
        return False
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        return False
    session = getattr(request, "session", None)
    return session is None or session.is_empty()


def _is_personal(request) -> bool:
    """Whether it was asked for with a password, or has something in it that the site's
    template has put there for one reader: a form with a token, which is of no use to
    another and whose cookie goes with it, or a message."""
    has_token = request.META.get("CSRF_COOKIE_NEEDS_UPDATE", False)
    messages = getattr(request, "_messages", None)
    has_messages = messages is not None and messages.used
    return has_token or has_messages or "Authorization" in request.headers


def keep_for(response, seconds: int, *, is_shared: bool):
    """Let caches keep the response; those of one browser only, unless it is shared."""
    audience = {"public": True} if is_shared else {"private": True}
    patch_cache_control(response, max_age=seconds, **audience)
    return response


def keep_page(response, request, *, is_shared: bool) -> None:
    """Let shared caches keep the page of a live blog for some seconds, once it is
    rendered and nothing in it was for this reader. Nobody else gets what was."""

    def say(response):
        if not (is_shared and _is_same_for_all(request) and not response.cookies):
            patch_cache_control(response, private=True, no_cache=True)
            return
        patch_cache_control(
            response,
            public=True,
            # Not in a browser, which nobody can tell of a withdrawal.
            max_age=0,
            s_maxage=conf.LIVECONFLICT_PAGE_MAX_AGE,
            stale_while_revalidate=_STALE_WHILE_ASKING,
            stale_if_error=_STALE_IN_NEED,
        )

    response.add_post_render_callback(say)


def _is_same_for_all(request) -> bool:
    session = getattr(request, "session", None)
    user = getattr(request, "user", None)
    # Who is signed in is not looked up for this: by that alone Django would say that
    # the page is another one for each cookie. A user whom the site has found without a
    # session, or whom the template has looked at, is known already.
    is_unasked = isinstance(user, LazyObject) and user._wrapped is empty
    if (session is None or not session.accessed) and (user is None or is_unasked):
        return not _is_personal(request)
    return is_for_everybody(request)
