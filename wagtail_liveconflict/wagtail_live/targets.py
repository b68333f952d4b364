"""The live blog that old posts go into: one that is there, or a new one."""

from datetime import datetime

import swapper
from django.db import transaction
from django.utils.text import slugify

from ..editorial import end_blog, start_blog
from ..exceptions import LiveConflictError, NotALiveBlog, NotAllowed
from ..models import LiveBlogMixin, LiveBlogPage, LiveFeed
from .posts import OldBlog


class NoSuchPage(LiveConflictError):
    """No page, or more than one, is meant."""

    message = "There is no such page."


def find_page(which: str):
    """The page with this id, slug or path (``/news/live/``). Raises ``NoSuchPage``."""
    pages = swapper.load_model("wagtailcore", "Page").objects.all()
    if which.isdecimal():
        found = pages.filter(pk=which)
    elif "/" in which:
        found = pages.filter(url_path__endswith=f"/{which.strip('/')}/")
    else:
        found = pages.filter(slug=which)
    found = list(found[:2])
    if not found:
        raise NoSuchPage(f"There is no page {which}.")
    if len(found) > 1:
        raise NoSuchPage(f"Several pages are called {which}; give an id.")
    return found[0].specific


def find_live_blog(which: str):
    page = find_page(which)
    if not isinstance(page, LiveBlogMixin):
        raise NotALiveBlog(f"{page.title} ({page.pk}) is not a live blog.")
    return page


def find_made(parent, slug: str):
    """The live blog that an earlier run has made there, or None. Raises
    ``NotALiveBlog`` where another page has its slug."""
    page = parent.get_children().filter(slug=slug).first()
    if page is None:
        return None
    page = page.specific
    if not isinstance(page, LiveBlogMixin):
        raise NotALiveBlog(
            f"Below {parent.title} the slug {slug} is another page's; give --slug."
        )
    return page


def check_may_make(parent, user) -> None:
    """Raise unless the user may add and publish pages below ``parent``."""
    permissions = parent.permissions_for_user(user)
    if not (permissions.can_add_subpage() and permissions.can_publish_subpage()):
        raise NotAllowed


def choose_slug(blog: OldBlog, title: str, slug: str) -> str:
    return slug or blog.slug or slugify(title, allow_unicode=True) or "live"


@transaction.atomic
def make_live_blog(parent, user, blog: OldBlog, *, title: str, slug: str, ended: bool):
    """A draft page with the times of the old coverage; on air, or ended when its
    last post was written."""
    times = [post.created for post in blog.posts if post.created]
    page = LiveBlogPage(
        title=title,
        slug=slug,
        live=False,
        owner=user,
        coverage_start=min(times, default=None),
        coverage_end=max(times, default=None) if ended else None,
    )
    parent.add_child(instance=page)
    page.save_revision(user=user, log_action=True)
    start_blog(page)
    if ended:
        end_blog(page, is_news=False)
    _set_times(page, min(times, default=None), max(times, default=None), ended)
    return page


def _set_times(page, first: datetime | None, last: datetime | None, ended: bool):
    times = {"started_at": first, "closed_at": last if ended else None}
    LiveFeed.objects.filter(page_id=page.pk).update(
        **{name: value for name, value in times.items() if value}
    )
    page.__dict__.pop("feed", None)
