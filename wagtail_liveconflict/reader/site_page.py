"""What the app's own pages have in common: the site's template around them, and for
whom a cache may keep them."""

from django.template.loader import select_template
from django.utils.cache import patch_cache_control

from ..conf import conf


def get_base_template():
    """The site's template, else the app's own."""
    return select_template(
        [conf.LIVECONFLICT_BASE_TEMPLATE, "wagtail_liveconflict/base.html"]
    )


def is_for_everybody(request) -> bool:
    """Whether it is the same for all: a colleague's page has Wagtail's own menu on
    it."""
    user = getattr(request, "user", None)
    return user is None or not user.is_authenticated


def keep_for(response, seconds: int, *, is_shared: bool):
    """Let caches keep the response; those of one browser only, unless it is shared."""
    audience = {"public": True} if is_shared else {"private": True}
    patch_cache_control(response, max_age=seconds, **audience)
    return response
