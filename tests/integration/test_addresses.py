"""The reference of addresses, and what is answered at each."""

import re

import pytest
from django.contrib import messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from wagtail.models import PageViewRestriction, Site

from tests.factories import (
    ImageFactory,
    PublishedUpdateFactory,
    SourceFactory,
    picture,
    quote,
)
from tests.share_cards import drawings, find_card
from tests.tree import ROOT
from tests.videos import make_captions
from wagtail_liveconflict.models import LiveBlogPage, NewsroomSettings
from wagtail_liveconflict.urls import urlpatterns

__all__ = ["drawings"]
pytestmark = pytest.mark.django_db
PAGE = (ROOT / "docs/reference/addresses.md").read_text(encoding="utf-8")
COLUMNS = [
    "name",
    "address",
    "methods",
    "parameters",
    "answer",
    "cache_control",
    "vary",
    "etag",
]


def read_rows(heading):
    part = PAGE.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    rows = [line for line in part.splitlines() if line.startswith("| `")]
    cells = [
        [cell.strip().strip("`") for cell in row.strip("|").split("|")] for row in rows
    ]
    return [dict(zip(COLUMNS, each, strict=True)) for each in cells]


BELOW_PREFIX, BELOW_PAGE = (
    read_rows("Below the prefix"),
    read_rows("Below each live blog"),
)
BY_NAME = {row["name"]: row for row in [*BELOW_PREFIX, *BELOW_PAGE]}
PAGES = {"newest", "archive", "day", "permalink"}


def without_types(route):
    return re.sub(r"<\w+:", "<", str(route))


@pytest.fixture
def site_shows_all(live_blog, drawings):
    """A site on which there is something at each address."""
    NewsroomSettings.objects.create(
        site=Site.objects.get(),
        show_source_pages=True,
        embed_origins="https://partner.example",
    )
    source = SourceFactory()
    covered = picture(ImageFactory(), sensitivity="death")
    body = [quote("Yes.", source=source), covered]
    update = PublishedUpdateFactory(page=live_blog, body=body)
    feed = live_blog.feed
    feed.refresh_from_db()
    return {
        "page_id": live_blog.pk,
        "cursor": f"{feed.epoch}-{feed.cursor}",
        "pk": source.pk,
        "kind": "rss",
        "number": 1,
        "day": update.first_published_at.astimezone(live_blog.zone).date().isoformat(),
        "update_id": update.pk,
        "version": find_card(update.permalink).rstrip("/").rpartition("/")[2],
        "key": update.body[1].id,
        "document_id": make_captions().pk,
    }


@pytest.fixture
def get_url(live_blog, site_shows_all):
    def get(name):
        row = BY_NAME[name]
        path = re.sub(r"<(\w+)>", lambda m: str(site_shows_all[m[1]]), row["address"])
        return f"{live_blog.url}{path}" if row in BELOW_PAGE else f"/live/{path}"

    return get


def split(header):
    return {part.strip() for part in header.split(",") if part.strip()}


def test_every_address_is_in_the_reference():
    """No fewer, no more, and each with the pattern it has."""
    patterns = {each.name: without_types(each.pattern) for each in urlpatterns}
    assert {row["name"]: row["address"] for row in BELOW_PREFIX} == patterns
    routes = {
        each.name: without_types(each.pattern)
        for each in LiveBlogPage.get_subpage_urls()
        # Wagtail's own, which the first of ours stands before.
        if each.name != "index_route"
    }
    assert {row["name"]: row["address"] for row in BELOW_PAGE} == routes
    assert reverse("wagtail_liveconflict:how_we_verify") == "/live/how-we-verify/"


@pytest.mark.parametrize("name", BY_NAME)
def test_the_answer_has_the_headers_of_the_reference(get_url, name):
    """Status, Cache-Control, Vary and ETag, and no cookie; HEAD as GET."""
    row, client = BY_NAME[name], Client()
    is_question = "GET" in row["methods"]
    ask = client.get if is_question else client.post
    response = ask(get_url(name))
    assert str(response.status_code) in re.findall(r"\d+", row["answer"])
    if is_question:
        assert response.status_code in (200, 204)
    assert split(response["Cache-Control"]) == split(row["cache_control"])
    assert split(response.get("Vary", "")) == split(row["vary"])
    assert ("ETag" in response) == (row["etag"] == "yes")
    assert not response.cookies
    if is_question:
        head = client.head(get_url(name))
        assert head.status_code == response.status_code
        assert head["Cache-Control"] == response["Cache-Control"]
        assert head.content == b""
    if row["etag"]:
        same = client.get(get_url(name), headers={"If-None-Match": response["ETag"]})
        assert same.status_code == 304
        assert split(same["Cache-Control"]) == split(row["cache_control"])
        assert "304" in row["answer"]


@pytest.mark.parametrize("name", sorted(BY_NAME.keys() - PAGES))
def test_other_methods_are_refused(get_url, name):
    """With 405 and the methods of the reference."""
    client, row = Client(), BY_NAME[name]
    ask = client.get if row["methods"] == "POST" else client.put
    response = ask(get_url(name))
    assert response.status_code == 405
    assert split(response["Allow"]) == split(row["methods"])


@pytest.mark.parametrize("name", [row["name"] for row in BELOW_PAGE])
def test_what_is_restricted_is_never_public(get_url, live_blog, editor, name):
    """Behind a login: neither the question for it nor what who is signed in gets."""
    url = get_url(name)
    PageViewRestriction.objects.create(page=live_blog, restriction_type="login")
    assert Client().get(url).status_code == 302
    client = Client()
    client.force_login(editor)
    response = client.get(url)
    assert "public" not in response.get("Cache-Control", "")
    if response.status_code == 200:
        assert {"private", "no-store"} <= split(response["Cache-Control"])


def use_base(settings, html):
    """Let the site have this template around its pages."""
    loaders = [
        ("django.template.loaders.locmem.Loader", {"base.html": html}),
        "django.template.loaders.app_directories.Loader",
    ]
    (engine,) = settings.TEMPLATES
    options = {**engine["OPTIONS"], "loaders": loaders}
    settings.TEMPLATES = [{**engine, "APP_DIRS": False, "OPTIONS": options}]


FRAME = "{% block content %}{% endblock %}"
FORM = f"<form>{{% csrf_token %}}</form>{FRAME}"


@pytest.mark.parametrize("name", PAGES)
def test_a_page_for_which_nobody_was_looked_at(settings, get_url, editor_client, name):
    """It is the same for all, whatever cookies they bring, and says so; nobody's
    session is touched."""
    use_base(settings, FRAME)
    for client in (Client(), editor_client):
        response = client.get(get_url(name))
        assert "Vary" not in response
        assert "public" in split(response["Cache-Control"])
        assert not response.cookies


@pytest.mark.parametrize(
    "name",
    sorted(
        BY_NAME.keys()
        & {*PAGES, "claims", "corrections", "media", "source", "how_we_verify"}
    ),
)
def test_a_page_with_a_form_of_the_reader_is_not_shared(settings, get_url, name):
    """The site's template has put a token on it, and Django its cookie."""
    use_base(settings, FORM)
    response = Client().get(get_url(name))
    assert b"csrfmiddlewaretoken" in response.content
    assert "csrftoken" in response.cookies
    assert "private" in split(response["Cache-Control"])
    assert "public" not in split(response["Cache-Control"])


@pytest.mark.parametrize("name", PAGES)
def test_a_page_for_somebody_is_not_shared(settings, get_url, editor_client, name):
    """For a colleague on a page that looks at the user, and where a password was sent
    with the question."""
    assert "private" in split(editor_client.get(get_url(name))["Cache-Control"])
    headers = {"Authorization": "Basic dGlkZTpmZXJyeQ=="}
    response = Client().get(get_url(name), headers=headers)
    assert "private" in split(response["Cache-Control"])


@pytest.mark.parametrize("name", sorted(BY_NAME.keys() - {"stream", "consent"}))
def test_an_answer_with_a_session_is_not_shared(settings, get_url, editor_client, name):
    """Where the site saves sessions with every request, Django adds the cookie when all
    is rendered: a cache that kept it would hand one reader's session to all."""
    settings.SESSION_SAVE_EVERY_REQUEST = True
    use_base(settings, FRAME)
    response = editor_client.get(get_url(name))
    assert "sessionid" in response.cookies
    assert "public" not in split(response["Cache-Control"])


MESSAGES = f"{{% for message in messages %}}{{{{ message }}}}{{% endfor %}}{FRAME}"


@pytest.mark.parametrize("name", PAGES)
def test_a_page_with_a_message_to_the_reader_is_not_shared(settings, get_url, name):
    """Django keeps it in a cookie, and touches no session for it."""
    use_base(settings, MESSAGES)
    request = RequestFactory().get("/")
    request.session = {}
    storage = CookieStorage(request)
    storage.add(messages.INFO, "Thank you, Ida")
    answer = HttpResponse()
    storage.update(answer)
    client = Client()
    client.cookies = answer.cookies
    response = client.get(get_url(name))
    assert "Thank you, Ida" in response.content.decode()
    assert "public" not in split(response["Cache-Control"])


def test_the_time_of_a_page_is_the_sites_to_choose(settings, get_url):
    settings.LIVECONFLICT_PAGE_MAX_AGE = 30
    for name in ("newest", "permalink"):
        header = Client().get(get_url(name))["Cache-Control"]
        assert {"s-maxage=30", "max-age=0"} <= split(header)


def test_a_preview_is_not_shared(live_blog):
    """It shows what nobody is to see yet."""
    response = live_blog.make_preview_request()
    assert response.status_code == 200
    assert "private" in split(response["Cache-Control"])
