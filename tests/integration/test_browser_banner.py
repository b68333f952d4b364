"""The outdated-browser banner: its markup, its words, its settings."""

import json
import re

import pytest
from django.contrib.auth.models import Group, Permission
from django.template import Context, Template
from django.test import RequestFactory
from django.urls import reverse
from django.utils import translation
from wagtail.models import GroupSitePermission, Site

from tests import html_checker
from tests.factories import UserFactory
from tests.reading import get_soup
from tests.tree import PACKAGE
from wagtail_liveconflict.models import BrowserBanner, BrowserBannerText
from wagtail_liveconflict.models.notice_text import SHIPPED_LANGUAGES
from wagtail_liveconflict.notices.browser_banner import SHIPPED_LINKS

pytestmark = pytest.mark.django_db

ID = "liveconflict-browser-banner"
STYLE = PACKAGE / "static/wagtail_liveconflict/browser_banner.css"
EDIT = ("wagtail_liveconflict", "browserbanner")


@pytest.fixture
def banner(live_blog, settings):
    """Switched on, on a site with a style sheet that hides what is hidden."""
    settings.LIVECONFLICT_BASE_TEMPLATE = "testapp/base.html"
    return BrowserBanner.objects.create(site=Site.objects.get(), is_on=True)


def render(request=None):
    template = Template("{% load wagtail_liveconflict_tags %}{% browser_banner %}")
    return template.render(Context({"request": request} if request else {}))


def ask():
    return RequestFactory().get("/", SERVER_NAME="localhost")


def get_url(name="edit"):
    site = Site.objects.get()
    return reverse(f"wagtailsettings:{name}", args=[*EDIT, site.pk])


def build_form(*texts, **fields):
    """What the screen of the setting posts."""
    rows = {
        f"texts-{number}-{name}": value
        for number, row in enumerate(texts)
        for name, value in {**row, "ORDER": number + 1}.items()
    }
    return {
        "preset": "needs",
        "language": "",
        "links-count": "0",
        "texts-TOTAL_FORMS": len(texts),
        "texts-INITIAL_FORMS": 0,
        "texts-MIN_NUM_FORMS": 0,
        "texts-MAX_NUM_FORMS": 1000,
        **rows,
        **fields,
    }


def build_links(*links):
    fields = {"links-count": len(links)}
    for number, (name, url) in enumerate(links):
        fields |= {
            f"links-{number}-deleted": "",
            f"links-{number}-order": number,
            f"links-{number}-type": "browser",
            f"links-{number}-id": "",
            f"links-{number}-value-name": name,
            f"links-{number}-value-url": url,
        }
    return fields


def test_the_banner_is_the_last_of_the_page_and_hidden(reader, live_blog, banner):
    """In a region with a name, in its language, and no part of what search engines
    quote. The style sheet, and no script and no guess at the browser, shows it."""
    soup = get_soup(reader, live_blog.url)
    element = soup.find(id=ID)
    assert element.has_attr("hidden")
    assert element.has_attr("data-nosnippet")
    assert element["role"] == "region"
    assert element["aria-label"] == "Your browser is out of date."
    assert (element["lang"], element["dir"]) == ("en", "ltr")
    assert f"{ID}--needs" in element["class"]
    after = [each.name for each in element.find_next_siblings()]
    assert set(after) <= {"script"}
    links = [(a.text, a["href"]) for a in element.find_all("a")]
    assert links == list(SHIPPED_LINKS)
    assert not any(a.has_attr("target") for a in element.find_all("a"))


@pytest.mark.skipif(not html_checker.is_there(), reason=html_checker.MISSING)
def test_the_markup_is_valid(reader, live_blog, banner, tmp_path):
    """That of the colophon as well, which is on the same page."""
    html = reader.get(live_blog.url).content
    assert b"liveconflict-colophon" in html
    (tmp_path / "page.html").write_bytes(html)
    assert html_checker.find_errors(tmp_path) == []


def test_nothing_is_sent_where_it_is_switched_off(reader, live_blog, banner):
    """No markup, no style sheet and no script; nor where nothing was ever set, and the
    page of a reader writes nothing."""
    BrowserBanner.objects.update(is_on=False)
    assert "browser" not in render(ask())
    BrowserBanner.objects.all().delete()
    assert "browser_banner" not in str(get_soup(reader, live_blog.url))
    assert not BrowserBanner.objects.exists()


def test_each_site_has_its_own(banner, root_page, settings):
    """Another site of the same newsroom shows none."""
    settings.ALLOWED_HOSTS = ["*"]
    Site.objects.create(hostname="other.example", root_page=root_page)
    assert ID in render(ask())
    assert render(RequestFactory().get("/", SERVER_NAME="other.example")) == ""


def test_without_a_request_there_is_none():
    """An error page has no request."""
    assert render() == ""


def test_it_costs_one_query(banner, django_assert_num_queries):
    """Also with words in many languages, and once for a request."""
    for language in ("en", "ru", "uk", "de"):
        BrowserBannerText.objects.create(
            notice=banner, language=language, title=f"Old! ({language})"
        )
    request = ask()
    Site.find_for_request(request)
    with django_assert_num_queries(1):
        html = render(request)
        assert render(request) == html
    assert "Old! (en)" in html


def test_it_is_switched_off_at_the_cost_of_one_query(banner, django_assert_num_queries):
    """What is asked is whether it is on."""
    BrowserBanner.objects.update(is_on=False)
    request = ask()
    Site.find_for_request(request)
    with django_assert_num_queries(1):
        assert render(request) == ""


@pytest.mark.parametrize("language", SHIPPED_LANGUAGES)
def test_words_follow_the_page(banner, language):
    """They come with the app in three languages."""
    with translation.override(language):
        html = render(ask())
    assert f'lang="{language}"' in html
    with translation.override(language):
        assert str(BrowserBanner.SHIPPED_WORDS["title"]) in html


def test_one_language_for_all_pages(banner):
    """An English site may have many readers who rather read Russian."""
    BrowserBanner.objects.update(language="ru")
    BrowserBannerText.objects.create(
        notice=banner, language="ru", title="Ваш браузер стар."
    )
    html = render(ask())
    assert 'lang="ru"' in html
    assert 'aria-label="Ваш браузер стар."' in html


def test_own_words_of_the_page_s_language(banner):
    """Right to left where it is; what is left empty is said in ours."""
    BrowserBannerText.objects.create(
        notice=banner, language="he", title="הדפדפן שלך ישן."
    )
    with translation.override("he"):
        html = render(ask())
    assert 'lang="he"' in html
    assert 'dir="rtl"' in html
    assert "הדפדפן שלך ישן." in html
    assert "Old" not in render(ask())


def test_a_language_without_words_is_addressed_in_english(banner):
    """And says so, so that it is read aloud as English."""
    with translation.override("fi"):
        html = render(ask())
    assert 'lang="en"' in html
    assert "Your browser is out of date." in html


def test_every_preset_has_its_condition():
    """The style sheet hides the banner by the class that the markup has."""
    style = STYLE.read_text()
    hiding = re.findall(
        r"@supports [^{]+\{#[\w-]+\.[\w-]+?--(\w+)\{display:none", style
    )
    assert hiding == list(BrowserBanner.Preset.values)


def test_a_reset_does_not_hide_it_in_old_browsers():
    """By its id, which outweighs ``[hidden] { display: none !important }``; and before
    anything that old browsers do not know."""
    style = STYLE.read_text()
    assert style.startswith(f"#{ID}{{display:block!important")
    old = style.split("@supports")[0]
    assert not re.search(r"var\(|flex|grid|inline-size|inset|calc\(|clamp\(", old)


def test_settings_are_saved_by_the_form(admin_client, banner):
    """On, words in two languages, one browser."""
    data = build_form(
        {"language": "en", "title": "Old!", "text": "Get a new one:"},
        {"language": "ru", "close_label": "Убрать"},
        is_on="on",
        preset="2023",
        **build_links(("Firefox", "https://www.mozilla.org/firefox/?utm_source=x")),
    )
    response = admin_client.post(get_url(), data)
    assert response.status_code == 302
    html = render(ask())
    assert f"{ID}--2023" in html
    assert "Get a new one:" in html
    assert 'href="https://www.mozilla.org/firefox/"' in html
    assert "Chrome" not in html


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        (build_links(("Trap", "javascript:alert(1)")), "Enter a valid URL"),
        (build_links(("Post", "ftp://example.org/x")), "begins with http"),
        (build_links(("", "https://example.org/")), "This field is required"),
        ({"preset": "1999"}, "not one of the available choices"),
        ({"language": "xx"}, "not one of the available choices"),
    ],
)
def test_bad_input_is_named_at_its_field(admin_client, banner, fields, message):
    """And nothing is saved."""
    response = admin_client.post(get_url(), build_form(is_on="on", **fields))
    assert response.status_code == 200
    assert message in response.content.decode()
    assert not BrowserBanner.objects.get().links


def test_two_texts_of_a_language_are_refused(admin_client, banner):
    """By the form, not by the database."""
    row = {"language": "en", "title": "Old!"}
    response = admin_client.post(get_url(), build_form(row, row))
    assert response.status_code == 200
    assert not BrowserBannerText.objects.exists()


def test_who_may_change_it(client, banner):
    """Who has Wagtail's permission for the setting; an editor without it is refused."""
    group = Group.objects.get(name="Editors")
    client.force_login(UserFactory(groups=["Editors"]))
    assert client.get(get_url()).status_code == 302
    GroupSitePermission.objects.create(
        group=group,
        site=banner.site,
        permission=Permission.objects.get(codename="change_browserbanner"),
    )
    assert client.get(get_url()).status_code == 200


@pytest.mark.parametrize(("mode", "words"), [("en", "Old!"), ("ru", "Закрыть")])
def test_the_preview_shows_what_is_not_saved_yet(admin_client, banner, mode, words):
    """By language; visible in the editor's own browser, since it carries no preset;
    also while it is switched off."""
    data = build_form({"language": "en", "title": "Old!"})
    url = get_url("preview_on_edit")
    answer = admin_client.post(url, data)
    assert json.loads(answer.content)["is_valid"]
    soup = get_soup(admin_client, f"{url}?mode={mode}")
    element = soup.find(id=ID)
    assert element["class"] == [ID]
    assert element.has_attr("data-preview")
    assert element["lang"] == mode
    assert words in element.text
    assert not BrowserBannerText.objects.exists()
