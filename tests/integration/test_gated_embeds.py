"""Posts from elsewhere: what is kept of them, and which a site lets readers open."""

import json
import re

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from wagtail.models import Site

from tests.factories import (
    ImageFactory,
    LiveBlogPageFactory,
    LiveUpdateFactory,
    PublishedUpdateFactory,
    edit,
    link_card,
    publish,
)
from tests.testapp.models import StoryPage
from wagtail_liveconflict.editorial import start_blog
from wagtail_liveconflict.models import LiveUpdate, NewsroomSettings
from wagtail_liveconflict.notices.embeds import get_frame_sources

pytestmark = pytest.mark.django_db

POST = "https://x.com/riverpost/status/1234567890?s=20"
SCRIPT = "wagtail_liveconflict/embeds.js"


@pytest.fixture
def live_blog():
    live_blog = LiveBlogPageFactory()
    start_blog(live_blog)
    return live_blog


def allow(site, *codes, **fields):
    return NewsroomSettings.objects.update_or_create(
        site=site, defaults={"embed_providers": list(codes), **fields}
    )[0]


def render_tag(request=None) -> str:
    request = request or RequestFactory().get("/")
    template = Template("{% load wagtail_liveconflict_tags %}{% gated_embeds %}")
    return template.render(Context({"request": request}))


def read_providers(html: str) -> dict:
    found = re.search(r'data-providers="([^"]*)"', html)
    return json.loads(found[1].replace("&quot;", '"'))


def kept_in(update) -> dict:
    return json.loads(
        LiveUpdate.objects.get(pk=update.pk).body[0].value["kept"] or "{}"
    )


def test_whose_post_it_is_is_kept_at_publication(live_blog):
    """Provider, its own id and the address without tracking; a draft has none yet, and
    another link gets its own."""
    draft = LiveUpdateFactory(page=live_blog, body=[link_card(POST)])
    assert kept_in(draft) == {}
    update = publish(draft)
    assert kept_in(update) == {
        "provider": "x",
        "id": "1234567890",
        "permalink": "https://x.com/riverpost/status/1234567890",
    }
    edit(update, body=json.dumps([link_card("https://t.me/riverpost/77")]))
    assert kept_in(update)["permalink"] == "https://t.me/riverpost/77"
    edit(update, body=json.dumps([link_card("https://example.org/report")]))
    assert kept_in(update) == {}


def test_what_a_form_sends_as_kept_is_not_believed(live_blog):
    """Readers' browsers are led where the link leads, and nowhere else."""
    lie = json.dumps({"provider": "x", "id": "1", "permalink": "https://evil.example/"})
    update = PublishedUpdateFactory(page=live_blog, body=[link_card(POST, kept=lie)])
    assert kept_in(update)["permalink"] == "https://x.com/riverpost/status/1234567890"


def test_card_says_who_has_posted_it_and_when(client, live_blog):
    """With a still picture of our own, and nothing from the other site."""
    card = link_card(
        POST,
        text="The ferry is late.",
        author="River Post",
        posted_at="2026-11-23T08:00:00+00:00",
        poster=ImageFactory().pk,
    )
    PublishedUpdateFactory(page=live_blog, body=[card])
    html = client.get(live_blog.get_url()).content.decode()
    element = re.search(r"<liveconflict-embed.*?</liveconflict-embed>", html, re.S)[0]
    assert "<bdi>River Post</bdi>" in element
    assert 'datetime="2026-11-23T' in element
    assert re.findall(r'src="([^"]+)"', element)[0].startswith("/media/")
    assert not re.search(r'(?:src|srcset|poster)="https?:', element)


def test_a_link_that_is_no_post_is_a_plain_card(client, live_blog):
    PublishedUpdateFactory(page=live_blog, body=[link_card()])
    html = client.get(live_blog.get_url()).content.decode()
    assert "liveconflict-card" in html
    assert "<liveconflict-embed" not in html


def test_a_site_that_allows_none_has_nothing_of_it(client, live_blog):
    """No words, no script."""
    PublishedUpdateFactory(page=live_blog, body=[link_card(POST)])
    assert render_tag() == ""
    html = client.get(live_blog.get_url()).content.decode()
    assert SCRIPT not in html
    assert "liveconflict-embeds" not in html


def test_what_is_allowed_comes_with_its_origins(client, live_blog):
    """Mastodon with those servers that are named; unknown codes are left out."""
    newsroom = allow(
        live_blog.get_site(),
        "telegram",
        "mastodon",
        "gone",
        mastodon_servers="https://social.example\nnot an origin",
    )
    providers = read_providers(render_tag())
    assert set(providers) == {"telegram", "mastodon"}
    assert providers["telegram"]["origins"] == ["https://t.me"]
    assert providers["mastodon"]["origins"] == ["https://social.example"]
    assert providers["mastodon"]["label"] == "social.example"
    assert get_frame_sources(newsroom) == ["https://t.me", "https://social.example"]
    assert SCRIPT in client.get(live_blog.get_url()).content.decode()


def test_mastodon_without_servers_is_not_allowed(live_blog):
    """Nobody has a list of them."""
    assert get_frame_sources(allow(live_blog.get_site(), "mastodon")) == []


def test_the_tag_costs_one_query(django_assert_num_queries, live_blog):
    """That of the settings; which site it is, Wagtail has asked for its page."""
    allow(live_blog.get_site(), "telegram", "x")
    request = RequestFactory().get("/")
    Site.find_for_request(request)
    with django_assert_num_queries(1):
        assert render_tag(request)
        assert render_tag(request)


def test_an_article_brings_the_script_itself(client, live_blog):
    """Only one that has a post."""
    allow(live_blog.get_site(), "x")
    home = live_blog.get_parent()
    with_post, without = (
        home.add_child(
            instance=StoryPage(title=title, slug=title, body=json.dumps(body))
        )
        for title, body in (("with", [link_card(POST)]), ("without", []))
    )
    assert SCRIPT in client.get(with_post.get_url()).content.decode()
    assert SCRIPT not in client.get(without.get_url()).content.decode()


def test_api_tells_what_readers_get(client, live_blog, settings):
    """The post as it was read at publication, and no field of the form."""
    update = PublishedUpdateFactory(
        page=live_blog, body=[link_card(POST, author="River Post")]
    )
    block = update.body.stream_block.child_blocks["embed"]
    told = block.get_api_representation(
        LiveUpdate.objects.get(pk=update.pk).body[0].value
    )
    assert told["author"] == "River Post"
    assert told["post"]["provider"] == "x"
    assert "kept" not in told


def test_settings_are_ticked(admin_client, live_blog):
    """And what is no origin is said at its field."""
    site = live_blog.get_site()
    url = f"/admin/settings/wagtail_liveconflict/newsroomsettings/{site.pk}/"
    page = admin_client.get(url)
    assert page.content.decode().count('name="embed_providers"') == 8
    form = page.context["form"]
    data = {name: form[name].value() or "" for name in form.fields}
    data |= {"embed_providers": ["x", "telegram"], "mastodon_servers": "social.example"}
    data = {name: value for name, value in data.items() if value is not False}
    refused = admin_client.post(url, data)
    assert "mastodon_servers" in refused.context["form"].errors
    data["mastodon_servers"] = "https://social.example"
    assert admin_client.post(url, data).status_code == 302
    assert NewsroomSettings.objects.get(site=site).embed_providers == ["x", "telegram"]
