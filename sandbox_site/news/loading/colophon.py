"""What the site says of itself on every page: its footer, and its banner for old
browsers."""

from wagtail_liveconflict.models import BrowserBanner, NewsroomSettings

from ..models import ArticlePage, HomePage
from ..sample.colophon import BANNER, COLOPHON, RULES
from .pages import add_page, build_article_body
from .shelf import Shelf


def load_colophon(shelf: Shelf, home: HomePage) -> None:
    site = home.get_site()
    about = ArticlePage.objects.child_of(home).get(slug="about")
    pages = {field: add_rules(shelf, about, **rules) for field, rules in RULES.items()}
    NewsroomSettings.objects.update_or_create(site=site, defaults={**COLOPHON, **pages})
    BrowserBanner.objects.update_or_create(site=site, defaults=BANNER)


def add_rules(shelf: Shelf, about: ArticlePage, *, body, **fields) -> ArticlePage:
    return add_page(
        about,
        ArticlePage(
            **fields,
            search_description=fields["standfirst"],
            body=build_article_body(
                shelf, *(("paragraph", f"<p>{words}</p>") for words in body)
            ),
            owner=shelf.users["admin"],
        ),
        shelf.moment.before(15000),
        shelf.users["admin"],
    )
