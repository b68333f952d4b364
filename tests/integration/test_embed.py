"""A live blog in a frame on the pages of partners."""

import pytest
from bs4 import BeautifulSoup
from wagtail.models import PageViewRestriction

from tests.factories import PublishedUpdateFactory
from tests.reading import get_shown
from wagtail_liveconflict.links import read_origin
from wagtail_liveconflict.models import NewsroomSettings

pytestmark = pytest.mark.django_db


@pytest.fixture
def allow(live_blog):
    """Allow these sites to embed live blogs: ``allow("https://partner.example")``."""

    def set_origins(text):
        NewsroomSettings.objects.update_or_create(
            site=live_blog.get_site(), defaults={"embed_origins": text}
        )

    return set_origins


def test_allowed_sites_and_no_other_may_frame_it(reader, live_blog, allow):
    """By the header that browsers obey; the older one, which would forbid all, is not
    sent with it. All other pages stay as they were."""
    allow("https://partner.example\nhttp://localhost:8001")
    response = reader.get(f"{live_blog.url}embed/")
    assert response["Content-Security-Policy"] == (
        "frame-ancestors 'self' https://partner.example http://localhost:8001"
    )
    assert "X-Frame-Options" not in response
    assert reader.get(live_blog.url)["X-Frame-Options"] == "DENY"


def test_it_holds_the_newest_updates_and_leads_out_of_the_frame(
    reader, live_blog, allow
):
    """Ten of them, delivered live; search engines are sent to the blog itself."""
    allow("https://partner.example")
    updates = PublishedUpdateFactory.create_batch(12, page=live_blog)
    response = reader.get(f"{live_blog.url}embed/")
    soup = BeautifulSoup(response.content, "html.parser")
    assert get_shown(soup) == [update.pk for update in updates[:1:-1]]
    assert soup.find("liveconflict-blog")["data-mode"] == "newest"
    assert soup.base["target"] == "_top"
    assert soup.find("meta", attrs={"name": "robots"})["content"] == "noindex"
    assert soup.find("link", rel="canonical")["href"] == live_blog.full_url
    assert not response.cookies


def test_where_no_site_may_there_is_no_such_page(reader, live_blog, allow):
    """Nor for a live blog that is not for everybody."""
    assert reader.get(f"{live_blog.url}embed/").status_code == 404
    allow("https://partner.example")
    assert reader.get(f"{live_blog.url}embed/").status_code == 200
    PageViewRestriction.objects.create(page=live_blog, restriction_type="login")
    assert reader.get(f"{live_blog.url}embed/").status_code != 200


@pytest.mark.parametrize(
    "text",
    [
        "partner.example",
        "https://partner.example/",
        "https://*.partner.example",
        "https://partner.example; script-src *",
        "https://user@partner.example",
        "javascript:alert(1)",
        "https://Partner.example",
        "https://partner.example:x",
    ],
)
def test_what_is_no_origin_is_refused_at_its_field(admin_client, live_blog, text):
    """With the word it is about; and nothing of it comes into a header."""
    site = live_blog.get_site()
    address = f"/admin/settings/wagtail_liveconflict/newsroomsettings/{site.pk}/"
    response = admin_client.post(address, {"embed_origins": text})
    assert response.status_code == 200
    (message,) = response.context["form"].errors["embed_origins"]
    assert "is not the origin of a site" in message
    newsroom = NewsroomSettings(site=site, embed_origins=text)
    assert "script-src" not in " ".join(newsroom.get_embed_origins())
    assert all(read_origin(each) == each for each in newsroom.get_embed_origins())
