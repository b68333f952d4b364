"""Who answers for the site: in the footer for readers, in the linked data for machines."""

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction, Site

from tests.integration.test_json_ld_publisher import extract, find_foreign
from tests.reading import get_soup
from wagtail_liveconflict.models import NewsroomSettings

pytestmark = pytest.mark.django_db


@pytest.fixture
def add_page(root_page):
    """Add a page with a title below the front page."""

    def add_page(title, **fields):
        return root_page.add_child(instance=Page(title=title, **fields))

    return add_page


@pytest.fixture
def newsroom(add_page, settings):
    settings.LIVECONFLICT_BASE_TEMPLATE = "testapp/base.html"
    return NewsroomSettings.objects.create(
        site=Site.objects.get(),
        publisher_name="The Ternwell Post",
        legal_name="Ternwell Press Ltd",
        editor_in_chief="Ines Quillan",
        contact_email="desk@post.example",
        contact_phone="+380 44 (000) 00-00",
        terms_page=add_page("Terms", slug="our-terms"),
        privacy_page=add_page("Privacy"),
        corrections_page=add_page("Corrections", slug="we-correct"),
        unnamed_sources_policy="https://post.example/unnamed",
    )


def render(request=None):
    template = Template("{% load wagtail_liveconflict_tags %}{% colophon %}")
    return template.render(Context({"request": request} if request else {}))


def ask():
    return RequestFactory().get("/", SERVER_NAME="localhost")


def get_line(reader, live_blog):
    return get_soup(reader, live_blog.url).select_one("footer .liveconflict-colophon")


def test_the_line_says_who_answers_and_where_the_rules_are(reader, live_blog, newsroom):
    """In one line; the link to the cookie settings waits for the notice's script."""
    line = get_line(reader, live_blog)
    cookies = line.find(attrs={"data-liveconflict-cookie-settings": True})
    assert cookies["href"] == "#liveconflict-notice"
    assert cookies.has_attr("hidden")
    cookies.decompose()
    assert " ".join(line.text.split()) == (
        "The Ternwell Post · Publisher — Ternwell Press Ltd · "
        "Editor in chief — Ines Quillan · desk@post.example · +380 44 (000) 00-00 · "
        "Terms of use · Privacy policy · Corrections policy · How we verify · "
        "Sources policy"
    )
    assert {a.text: a["href"] for a in line.find_all("a")} == {
        "desk@post.example": "mailto:desk@post.example",
        "+380 44 (000) 00-00": "tel:+380440000000",
        "Terms of use": "/our-terms/",
        "Privacy policy": "/privacy/",
        "Corrections policy": "/we-correct/",
        "How we verify": "/live/how-we-verify/",
        "Sources policy": "https://post.example/unnamed",
    }


def test_a_page_that_is_not_for_everybody_is_not_linked(newsroom, add_page):
    """Nor told to machines; also where a page above it is what is restricted."""
    page = newsroom.terms_page
    assert "Terms of use" in render(ask())
    restriction = PageViewRestriction.objects.create(
        page=page.get_parent(), restriction_type="login"
    )
    assert "Terms of use" not in render(ask())
    restriction.delete()
    assert "Terms of use" in render(ask())


def test_a_page_that_is_not_published_is_not_linked(newsroom, add_page):
    """Nor one that was deleted. A written address stands in for the page."""
    newsroom.terms_page.unpublish()
    newsroom.privacy_page.delete()
    NewsroomSettings.objects.update(
        fact_checking_page=add_page("How", slug="how", live=False),
        corrections_policy="https://post.example/corrections",
    )
    html = render(ask())
    assert "Terms of use" not in html
    assert "Privacy policy" not in html
    assert 'href="/live/how-we-verify/"' in html
    assert 'href="/we-correct/"' in html
    newsroom.corrections_page.unpublish()
    assert 'href="https://post.example/corrections"' in render(ask())


@pytest.mark.parametrize("url", ["javascript:alert(1)", "//evil.example/x"])
def test_an_address_that_code_has_written_is_no_way_in(newsroom, url):
    """Past the form."""
    NewsroomSettings.objects.update(unnamed_sources_policy=url)
    assert "Sources policy" not in render(ask())


def test_without_settings_there_is_the_name_of_the_site(live_blog):
    """And what the app itself has to show. Nothing is written for it."""
    html = render(ask())
    site = Site.objects.get()
    assert (site.site_name or site.hostname) in html
    assert "How we verify" in html
    assert not NewsroomSettings.objects.exists()
    assert render() == ""


def test_names_are_text(newsroom):
    """Whatever is in them."""
    NewsroomSettings.objects.update(editor_in_chief="<b>Ines</b>")
    html = render(ask())
    assert "&lt;b&gt;Ines" in html
    assert "<b>" not in html


def test_it_costs_one_query(newsroom, django_assert_num_queries):
    """With all its pages, and once for a request."""
    request = ask()
    render(request)  # Wagtail keeps the addresses of sites.
    request = ask()
    Site.find_for_request(request)
    with django_assert_num_queries(1):
        assert render(request) == render(request)


def test_machines_are_told_the_same(reader, live_blog, newsroom, add_page):
    """Of the publisher, in words of schema.org, with whole addresses."""
    newsroom.fact_checking_page = add_page("How", slug="how")
    newsroom.save()
    item = extract(reader, live_blog.url)
    publisher = item["publisher"]
    root_url = newsroom.site.root_url
    assert publisher["legalName"] == "Ternwell Press Ltd"
    assert publisher["email"] == "desk@post.example"
    assert publisher["telephone"] == "+380 44 (000) 00-00"
    assert publisher["employee"] == {
        "@type": "Person",
        "name": "Ines Quillan",
        "jobTitle": "Editor in chief",
    }
    assert publisher["correctionsPolicy"] == f"{root_url}/we-correct/"
    assert publisher["verificationFactCheckingPolicy"] == f"{root_url}/how/"
    assert publisher["unnamedSourcesPolicy"] == "https://post.example/unnamed"
    assert find_foreign(item) == []


def test_settings_are_saved_by_the_form(admin_client, newsroom):
    """The pages by Wagtail's own chooser; a telephone number is figures."""
    url = reverse(
        "wagtailsettings:edit",
        args=["wagtail_liveconflict", "newsroomsettings", newsroom.site_id],
    )
    data = {
        "editor_in_chief": "Tomas Adeyra",
        "terms_page": newsroom.privacy_page_id,
        "contact_phone": "call us",
    }
    response = admin_client.post(url, data)
    assert "Write figures and spaces" in response.content.decode()
    data["contact_phone"] = "044 000"
    assert admin_client.post(url, data).status_code == 302
    newsroom.refresh_from_db()
    assert newsroom.editor_in_chief == "Tomas Adeyra"
    assert newsroom.terms_page.title == "Privacy"
    assert newsroom.privacy_page is None


def test_it_is_previewed_as_it_is_being_edited(admin_client, newsroom):
    """Before anything is saved."""
    url = reverse(
        "wagtailsettings:edit",
        args=["wagtail_liveconflict", "newsroomsettings", newsroom.site_id],
    )
    form = admin_client.get(url).context["form"]
    data = {name: form[name].value() or "" for name in form.fields}
    data = {name: value for name, value in data.items() if value is not False}
    data |= {"editor_in_chief": "Orla Brennick", "embed_providers": []}
    assert admin_client.post(f"{url}preview/", data).json()["is_valid"]
    html = admin_client.get(f"{url}preview/?mode=").content.decode()
    assert "Editor in chief — Orla Brennick" in html
    newsroom.refresh_from_db()
    assert newsroom.editor_in_chief != "Orla Brennick"
