"""The cookie notice in the HTML: what is on a page, and what it costs."""

import pytest
from bs4 import BeautifulSoup
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.utils import translation
from wagtail.models import PageViewRestriction, Site

from wagtail_liveconflict.models import (
    CookieNotice,
    CookieNoticeText,
    CookiePurpose,
    CookiePurposeText,
    NewsroomSettings,
)

pytestmark = pytest.mark.django_db
FILES = ("cookie_notice.js", "cookie_notice.css")


@pytest.fixture
def notice(root_page):
    """Of the site, with two purposes."""
    notice = CookieNotice.for_site(Site.objects.get())
    notice.mode = CookieNotice.Mode.CONSENT
    notice.privacy_page = root_page
    notice.save()
    for order, code in enumerate(["statistics", "maps"]):
        CookiePurpose.objects.create(notice=notice, code=code, sort_order=order)
    return notice


def set_mode(notice, mode):
    notice.mode = mode
    notice.save()


def render(source):
    request = RequestFactory().get("/", headers={"host": "localhost"})
    template = Template("{% load wagtail_liveconflict_tags %}" + source)
    return template.render(Context({"request": request}))


def get_notice(html):
    return BeautifulSoup(html, "html.parser").find(id="liveconflict-notice")


def test_it_is_the_last_thing_on_every_page(reader, live_blog, notice):
    """With its own style and script, and nothing after them."""
    html = reader.get(live_blog.url).content.decode()
    soup = BeautifulSoup(html, "html.parser")
    found = soup.body.find_all(True, recursive=False)
    assert [tag.name for tag in found[-3:]] == ["link", "section", "script"]
    assert found[-2]["id"] == "liveconflict-notice"
    assert all(name in html for name in FILES)


def test_a_site_that_has_it_off_pays_one_query(notice, django_assert_num_queries):
    """Nothing of it is on the page, and the setting is asked for once, however often
    a template needs it. The one other query finds the site of the request."""
    set_mode(notice, "off")
    with django_assert_num_queries(2):
        html = render(
            "{% cookie_notice %}{% cookie_notice %}"
            "{% consent_script 'statistics' %}<script src='/a.js'></script>"
            "{% endconsent_script %}"
        )
    assert html == ""


def test_it_is_not_in_the_preview_of_a_page(editor, live_blog, notice):
    """Whose editor wants to see the page."""
    response = live_blog.make_preview_request(preview_mode="")
    assert response.status_code == 200
    assert b'id="liveconflict-notice"' not in response.content


def test_a_reader_s_page_writes_nothing(root_page):
    """Also where the site has never saved the setting."""
    assert render("{% cookie_notice %}") == ""
    assert not CookieNotice.objects.exists()


def test_what_it_costs(notice, django_assert_max_num_queries):
    """However many purposes and words there are."""
    for code in ("marketing", "embeds", "preferences"):
        purpose = CookiePurpose.objects.create(notice=notice, code=code)
        for language in ("en", "ru", "uk"):
            CookiePurposeText.objects.create(
                purpose=purpose, language=language, name=f"{code} {language}"
            )
    with django_assert_max_num_queries(9):
        assert "marketing en" in render("{% cookie_notice %}")


def test_it_is_the_same_for_everybody(reader, live_blog, notice):
    """Whatever they have chosen: no cookie is read, and none is set."""
    before = reader.get(live_blog.url)
    reader.cookies["liveconflict_consent"] = '{"purposes":{"statistics":true}}'
    after = reader.get(live_blog.url)
    assert str(get_notice(before.content)) == str(get_notice(after.content))
    assert not after.cookies
    set_mode(notice, "off")
    assert reader.get(live_blog.url).get("Vary") == after.get("Vary")


@pytest.mark.parametrize(
    ("mode", "names"),
    [
        ("notice", ["Close"]),
        (
            "consent",
            ["Accept all", "Reject all", "Save my choice", "Cookie settings", "Close"],
        ),
    ],
)
def test_buttons_by_mode(notice, mode, names):
    """A notice cannot be accepted, only closed. Accept and reject look the same. All
    of them wait for the script."""
    set_mode(notice, mode)
    found = get_notice(render("{% cookie_notice %}"))
    actions = found.find(attrs={"data-liveconflict-notice": "actions"})
    assert "hidden" in actions.attrs
    buttons = actions.find_all("button")
    assert [button.get_text() for button in buttons] == names
    if mode == "consent":
        assert buttons[0]["class"] == buttons[1]["class"]


def test_external_shows_nothing(notice):
    """The site's own tool does; ours is told of the purposes."""
    set_mode(notice, "external")
    html = render("{% cookie_notice %}")
    found = get_notice(html)
    assert "hidden" in found.attrs
    assert not found.get_text(strip=True)
    assert found["data-purposes"] == "statistics maps"
    assert "cookie_notice_external.js" in html
    assert "cookie_notice.css" not in html


def test_google_s_signals_come_before_the_notice(notice):
    """Only where they are wanted."""
    assert "cookie_notice_google.js" not in render("{% cookie_notice %}")
    notice.has_google_consent_mode = True
    notice.save()
    html = render("{% cookie_notice %}")
    assert html.index("cookie_notice_google.js") < html.index("cookie_notice.js")
    set_mode(notice, "notice")
    assert "cookie_notice_google.js" not in render("{% cookie_notice %}")


def test_words_of_the_newsroom_come_first(notice):
    """In the language of the page, without its region where need be; else ours, in
    that language."""
    CookieNoticeText.objects.create(
        notice=notice, language="en", text="Biscuits.", privacy_label="Read on"
    )
    CookiePurposeText.objects.create(
        purpose=CookiePurpose.objects.get(code="maps"), language="ru", name="Карты"
    )
    for language, words in {
        "en": ["Biscuits.", "Read on", "Maps", "Statistics"],
        "en-gb": ["Biscuits."],
        "uk": ["Maps"],
        "ru": ["Карты"],
    }.items():
        with translation.override(language):
            text = get_notice(render("{% cookie_notice %}")).get_text(" ", strip=True)
        assert all(word in text for word in words), text
        assert ("Biscuits." in text) == language.startswith("en")


def test_words_are_text(notice):
    """What a site admin writes is no markup."""
    CookieNoticeText.objects.create(
        notice=notice, language="en", text="<script>alert(1)</script>\nTwo"
    )
    html = render("{% cookie_notice %}")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;<br>Two" in html


def test_a_privacy_page_is_linked_while_readers_can_open_it(notice, root_page):
    """Not while it is a draft or private."""
    assert get_notice(render("{% cookie_notice %}")).a["href"] == "/"
    restriction = PageViewRestriction.objects.create(
        page=root_page, restriction_type="login"
    )
    assert get_notice(render("{% cookie_notice %}")).a is None
    restriction.delete()
    root_page.live = False
    root_page.save()
    assert get_notice(render("{% cookie_notice %}")).a is None


def test_without_a_privacy_page_it_is_that_of_the_newsroom(notice, root_page):
    """Which the colophon links as well; its own outweighs it."""
    NewsroomSettings.objects.create(site=notice.site, privacy_page=root_page)
    notice.privacy_page = None
    notice.save()
    assert get_notice(render("{% cookie_notice %}")).a["href"] == "/"
    root_page.live = False
    root_page.save()
    assert get_notice(render("{% cookie_notice %}")).a is None


SCRIPT = '<script src="https://stats.example/a.js" nonce="n"></script>'


def wrap(purpose, contents=SCRIPT):
    return f'{{% consent_script "{purpose}" %}}{contents}{{% endconsent_script %}}'


def test_a_script_waits_in_a_template(notice):
    """As it was written; browsers run nothing that is in there."""
    assert render(wrap("statistics")) == (
        f'<template data-liveconflict-purpose="statistics">{SCRIPT}</template>'
    )
    set_mode(notice, "external")
    assert "<template" in render(wrap("statistics"))


@pytest.mark.parametrize("mode", ["off", "notice"])
def test_where_nobody_is_asked_nothing_waits(notice, mode, settings):
    """It would never run. Not an error: the site may ask one day."""
    set_mode(notice, mode)
    settings.DEBUG = True
    assert render(wrap("statistics")) == ""


def test_an_unknown_purpose(notice, settings, caplog):
    """A template error that names what there is where the site is built; where it is
    read, a line in the log and no script."""
    assert render(wrap("statistic")) == ""
    assert "does not ask for this purpose. It asks for: statistics, maps" in caplog.text
    settings.DEBUG = True
    with pytest.raises(TemplateSyntaxError, match='consent_script "statistic"'):
        render(wrap("statistic"))
    # One of ours that this site has not chosen.
    with pytest.raises(TemplateSyntaxError, match='consent_script "marketing"'):
        render(wrap("marketing"))


@pytest.mark.parametrize(
    "source",
    [
        "{% consent_script %}{% endconsent_script %}",
        "{% consent_script 'a' 'b' %}{% endconsent_script %}",
        "{% consent_script 'statistics' %}",
        wrap("statistics", "<template></template>"),
    ],
)
def test_mistakes_in_templates(notice, source, settings):
    """Are told where the site is being built."""
    settings.DEBUG = True
    with pytest.raises(TemplateSyntaxError):
        render(source)


def test_a_template_within_is_left_out_where_the_site_is_read(notice, caplog):
    """What an editor has pasted is no reason for an error, and must not run."""
    assert render(wrap("statistics", "<template></template><script></script>")) == ""
    assert "cannot hold" in caplog.text


def test_consent_without_a_purpose_is_a_notice(notice):
    """There is nothing to accept, so no button says so."""
    notice.purposes.all().delete()
    element = get_notice(render("{% cookie_notice %}"))
    assert element["data-mode"] == "notice"
    assert "Accept" not in element.text


def test_words_are_marked_as_what_they_are(notice):
    """In a language without words of the site or of ours they are English ones."""
    with translation.override("fr"):
        element = get_notice(render("{% cookie_notice %}"))
        assert (element["lang"], "Accept all" in element.text) == ("en", True)
        CookieNoticeText.objects.create(notice=notice, language="fr", text="Biscuits.")
        assert get_notice(render("{% cookie_notice %}"))["lang"] == "fr"
