"""``{% live_updates %}``: the newest updates of a live blog on any page."""

import pytest
from bs4 import BeautifulSoup
from django.template import Context, Template
from django.utils import translation
from wagtail.models import PageViewRestriction

from tests.factories import LiveBlogPageFactory, PublishedUpdateFactory
from tests.reading import get_shown
from wagtail_liveconflict import editorial

pytestmark = pytest.mark.django_db


def render(source, **context):
    template = Template(f"{{% load wagtail_liveconflict_tags %}}{source}")
    return BeautifulSoup(template.render(Context(context)), "html.parser")


def test_the_newest_updates_stand_on_any_page(reader, live_blog):
    """As many as asked for, newest first, with what their element needs to follow."""
    updates = PublishedUpdateFactory.create_batch(7, page=live_blog)
    soup = render("{% live_updates page=blog limit=5 %}", blog=live_blog)
    assert get_shown(soup) == [update.pk for update in updates[:1:-1]]
    element = soup.find("liveconflict-blog")
    assert (element["data-mode"], element["data-limit"]) == ("newest", "5")
    delta = reader.get(f"{element['data-changes-url']}{element['data-cursor']}/")
    assert delta.status_code == 200
    assert "updates" not in delta.json()
    assert soup.find("a", string=live_blog.title)["href"] == live_blog.url
    (day,) = soup.select("h2.liveconflict-day time")
    assert day["datetime"] == soup.article["data-day"]
    assert not soup.find("h1")
    assert soup.find("script", type="module")
    assert soup.find("link", rel="stylesheet")


def test_two_on_one_page_share_no_id(live_blog):
    """Nor does either point to what is in the other."""
    other = LiveBlogPageFactory(title="The dam")
    editorial.start_blog(other)
    for blog in (live_blog, other):
        PublishedUpdateFactory.create_batch(2, page=blog)
    soup = render(
        "{% live_updates page=one %}{% live_updates page=two %}",
        one=live_blog,
        two=other,
    )
    ids = [element["id"] for element in soup.find_all(id=True)]
    assert len(ids) == len(set(ids)) == 8


def test_it_speaks_the_language_of_the_blog(live_blog):
    """Whatever that of the page around it is."""
    PublishedUpdateFactory(page=live_blog)
    with translation.override("ru"):
        soup = render("{% live_updates page=blog %}", blog=live_blog)
    assert "The whole live blog" in soup.get_text()
    assert soup.find("liveconflict-blog")["lang"] == "en"


def test_what_is_not_for_everybody_is_not_there(live_blog):
    """Also for somebody who might read it: the page around may be cached."""
    PublishedUpdateFactory(page=live_blog)
    PageViewRestriction.objects.create(page=live_blog, restriction_type="login")
    soup = render("{% live_updates page=blog %}", blog=live_blog)
    assert str(soup) == ""


@pytest.mark.parametrize("page", [None, "", "x", 0, 2**70])
def test_no_live_blog_is_nothing(page):
    """A slot in a template may be empty."""
    assert str(render("{% live_updates page=blog %}", blog=page)) == ""


@pytest.mark.parametrize(("limit", "shown"), [(0, 1), (-3, 1), (500, 20)])
def test_a_limit_has_limits(live_blog, limit, shown):
    """From one to twenty."""
    PublishedUpdateFactory.create_batch(21, page=live_blog)
    soup = render("{% live_updates page=blog limit=n %}", blog=live_blog, n=limit)
    assert len(get_shown(soup)) == shown


def test_it_costs_the_same_however_many_updates_there_are(
    live_blog, django_assert_max_num_queries
):
    """At most 16 queries, with three updates and with fifty."""
    for number in (3, 47):
        PublishedUpdateFactory.create_batch(number, page=live_blog)
        with django_assert_max_num_queries(16):
            render("{% live_updates page=blog %}", blog=live_blog)
