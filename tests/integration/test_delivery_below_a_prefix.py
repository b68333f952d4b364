"""Sites whose addresses or answers are not as most sites have them."""

import pytest
from django.test import Client
from django.urls import get_script_prefix, set_script_prefix

from tests.factories import PublishedUpdateFactory
from tests.live_application import live_application
from wagtail_liveconflict.reader import views

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def script_name(settings):
    settings.FORCE_SCRIPT_NAME = "/news"
    before = get_script_prefix()
    set_script_prefix("/news/")
    yield
    set_script_prefix(before)


def test_a_site_below_a_path(live_blog, script_name):
    """Its deltas are answered from memory, with the addresses that its pages have."""
    update = PublishedUpdateFactory(page=live_blog)
    with live_application() as application:
        answer = application.get(f"/news/live/{live_blog.pk}/changes/0/")
    assert answer.status == 200
    expected = Client().get(f"/live/{live_blog.pk}/changes/0/", SCRIPT_NAME="/news")
    assert answer.body == expected.content
    assert (
        f'href="/news{live_blog.url.removeprefix("/news")}'
        in (answer.json["updates"][0]["html"])
    )
    assert update.pk == answer.json["updates"][0]["id"]


def test_middleware_does_not_make_copies_of_the_answer(live_blog, settings):
    """Language and session middleware say that an answer varies: of this one a cache
    keeps a single copy."""
    settings.MIDDLEWARE = [
        *settings.MIDDLEWARE,
        "django.middleware.locale.LocaleMiddleware",
        f"{__name__}.look_at_the_session",
    ]
    response = Client(headers={"accept-language": "uk"}).get(
        f"/live/{live_blog.pk}/changes/0/"
    )
    assert response["Vary"] == "Accept-Encoding"
    assert not response.cookies


def look_at_the_session(get_response):
    def middleware(request):
        request.session.get("anything")
        return get_response(request)

    return middleware


def test_readers_open_no_transactions():
    """With ATOMIC_REQUESTS each poll would take SQLite's only write lock."""
    for view in (views.changes, views.stream):
        assert "default" in view._non_atomic_requests
