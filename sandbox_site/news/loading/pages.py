"""The pages that the site had before, and the drawings in its image library."""

import json
from io import BytesIO

from django.core.files.images import ImageFile
from wagtail.images import get_image_model
from wagtail.models import Collection, Page, Site

from wagtail_liveconflict.models import CookieNotice

from ..models import ArticlePage, HomePage
from ..sample.articles import ARTICLES
from ..sample.pictures import CREDIT, PICTURES
from .shelf import Shelf

COLLECTION = "Drawings"


def load_pictures(shelf: Shelf) -> dict:
    root = Collection.get_first_root_node()
    collection = root.add_child(instance=Collection(name=COLLECTION))
    pictures = {}
    for key, picture in PICTURES.items():
        file = BytesIO()
        picture.draw().save(file, "JPEG", quality=88)
        file.seek(0)
        pictures[key] = get_image_model().objects.create(
            title=picture.title,
            description=picture.alt_text,
            file=ImageFile(file, name=f"{key}.jpg"),
            collection=collection,
            uploaded_by_user=shelf.users["editor"],
        )
    return pictures


def load_home_page(shelf: Shelf, port: int) -> HomePage:
    """Put the front page at the root of the site, in place of Wagtail's welcome page."""
    home = HomePage(
        title="The Ternwell Post",
        slug="ternwell-post",
        introduction="News from the Ilvane valley and its two banks.",
        owner=shelf.users["admin"],
        first_published_at=shelf.moment.before(15000),
    )
    Page.get_first_root_node().add_child(instance=home)
    site = Site.objects.filter(is_default_site=True).first()
    old_root = site.root_page if site else None
    site = site or Site(is_default_site=True)
    site.hostname, site.port = "localhost", port
    site.site_name, site.root_page = "The Ternwell Post", home
    site.save()
    if old_root and is_welcome_page(old_root):
        # Read again: the tree has changed since it was read.
        Page.objects.get(pk=old_root.pk).delete()
    return HomePage.objects.get(pk=home.pk)


def is_welcome_page(page: Page) -> bool:
    """Whether it is the page that Wagtail's first migration makes, untouched."""
    return (
        page.specific_class is Page
        and page.title == "Welcome to your new Wagtail site!"
        and not page.get_children().exists()
        and page.latest_revision_id is None
    )


def load_articles(shelf: Shelf, home: HomePage) -> None:
    for fields in ARTICLES:
        at = shelf.moment.before(fields["ago"])
        hero = shelf.pictures.get(fields["hero"])
        add_page(
            home,
            ArticlePage(
                title=fields["title"],
                slug=fields["slug"],
                standfirst=fields["standfirst"],
                search_description=fields["standfirst"],
                author=fields["author"],
                hero_image=hero,
                hero_credit=CREDIT if hero else "",
                body=build_article_body(shelf, *fields["body"]),
                show_in_menus=fields.get("in_menu", False),
                owner=shelf.users["editor"],
            ),
            at,
            shelf.users["editor"],
        )


def load_cookie_notice(home: HomePage) -> None:
    """The site stores nothing that needs consent, so it tells and does not ask."""
    notice = CookieNotice.for_site(home.get_site())
    notice.mode = CookieNotice.Mode.NOTICE
    notice.privacy_page_id = home.get_descendants().get(slug="privacy").pk
    notice.save()


def build_article_body(shelf: Shelf, *parts: tuple) -> str:
    """An article's body as it is stored, of (kind, content) each."""
    return json.dumps([build_block(shelf, *part) for part in parts])


def build_block(shelf: Shelf, kind: str, content) -> dict:
    if kind == "figure":
        key, caption = content
        content = {
            "image": {
                "image": shelf.pictures[key].pk,
                "decorative": False,
                "alt_text": PICTURES[key].alt_text,
            },
            "caption": caption,
            "credit": CREDIT,
        }
    elif kind == "pull_quote":
        words, name = content
        content = {"text": words, "name": name}
    return {"type": kind, "value": content}


def add_page(parent: Page, page: Page, at, user) -> Page:
    """Add a page under ``parent`` and publish it, as if at the time ``at``."""
    page.first_published_at = at
    parent.add_child(instance=page)
    page.save_revision(user=user).publish(user=user)
    Page.objects.filter(pk=page.pk).update(
        last_published_at=at, latest_revision_created_at=at
    )
    page.refresh_from_db()
    return page
