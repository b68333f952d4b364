"""Addresses of posts: whose they are, without asking anybody."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import example, given, settings, strategies as st

from wagtail_liveconflict.attribution import Medium, Verb
from wagtail_liveconflict.links import is_public_link
from wagtail_liveconflict.models.source_handle import Platform
from wagtail_liveconflict.post_links import (
    medium_of,
    normalise_handle,
    parse_post_link,
    read_handle,
    verb_of,
)
from wagtail_liveconflict.post_links.platforms import PLATFORMS

VIDEO = "https://www.youtube.com/watch?v=abcDEF-_123"
FACEBOOK = "https://www.facebook.com"
DID = "did:plc:abcdefghijklmnopqrstuvwx"


@pytest.mark.parametrize(
    ("url", "platform", "handle", "post_id", "permalink"),
    [
        ("https://t.me/Ferry_News/12", "telegram", "ferry_news", "12", "https://t.me/Ferry_News/12"),
        ("t.me/ferry_news/12", "telegram", "ferry_news", "12", "https://t.me/ferry_news/12"),
        ("https://t.me/s/ferry_news/12", "telegram", "ferry_news", "12", "https://t.me/ferry_news/12"),
        ("http://telegram.me/ferry_news/12/?single", "telegram", "ferry_news", "12", "https://t.me/ferry_news/12"),
        ("https://ferry_news.t.me/12", "telegram", "ferry_news", "12", "https://t.me/ferry_news/12"),
        ("https://t.me/ferry_talk/3/12", "telegram", "ferry_talk", "12", "https://t.me/ferry_talk/3/12"),
        ("https://x.com/TernPort/status/99?s=20", "x", "ternport", "99", "https://x.com/TernPort/status/99"),
        ("https://mobile.twitter.com/ternport/statuses/99/photo/1", "x", "ternport", "99", "https://x.com/ternport/status/99"),
        ("https://twitter.com/i/web/status/99", "x", "", "99", "https://x.com/i/status/99"),
        (f"{FACEBOOK}/Tern.Port/posts/a-slug/123?__cft__[0]=x", "facebook", "tern.port", "123", f"{FACEBOOK}/Tern.Port/posts/123"),
        ("https://uk-ua.facebook.com/port/posts/pfbid0AbC", "facebook", "port", "pfbid0AbC", f"{FACEBOOK}/port/posts/pfbid0AbC"),
        (f"{FACEBOOK}/permalink.php?story_fbid=12&id=34&ref=x", "facebook", "34", "12", f"{FACEBOOK}/permalink.php?story_fbid=12&id=34"),
        ("https://m.facebook.com/watch/?v=123&mibextid=x", "facebook", "", "123", f"{FACEBOOK}/watch/?v=123"),
        (f"{FACEBOOK}/share/p/AbC1/?mibextid=x", "facebook", "", "AbC1", f"{FACEBOOK}/share/p/AbC1/"),
        (f"{FACEBOOK}/groups/tern/permalink/12/", "facebook", "", "12", f"{FACEBOOK}/groups/tern/posts/12"),
        ("https://www.instagram.com/tern.port/reel/AbC_1/?igsh=x", "instagram", "tern.port", "AbC_1", "https://www.instagram.com/reel/AbC_1/"),
        ("https://instagram.com/p/AbC_1", "instagram", "", "AbC_1", "https://www.instagram.com/p/AbC_1/"),
        ("https://m.youtube.com/watch?app=desktop&v=abcDEF-_123&t=90s", "youtube", "", "abcDEF-_123", f"{VIDEO}&t=90s"),
        ("https://youtu.be/abcDEF-_123?si=x", "youtube", "", "abcDEF-_123", VIDEO),
        ("https://www.youtube.com/live/abcDEF-_123?feature=share", "youtube", "", "abcDEF-_123", VIDEO),
        ("https://youtube.com/shorts/abcDEF-_123", "youtube", "", "abcDEF-_123", VIDEO),
        ("https://bsky.app/profile/Port.example/post/3kxyz", "bluesky", "port.example", "3kxyz", "https://bsky.app/profile/Port.example/post/3kxyz"),
        (f"https://bsky.app/profile/{DID}/post/3kxyz", "bluesky", DID, "3kxyz", f"https://bsky.app/profile/{DID}/post/3kxyz"),
        ("https://quay.example/@Port/114103012345678901", "mastodon", "port@quay.example", "114103012345678901", "https://quay.example/@Port/114103012345678901"),
        ("https://quay.example/web/@port@far.example/114103012345678901", "mastodon", "port@far.example", "114103012345678901", "https://quay.example/@port@far.example/114103012345678901"),
        ("https://quay.example/users/port/statuses/114103012345678901", "mastodon", "port@quay.example", "114103012345678901", "https://quay.example/@port/114103012345678901"),
        ("https://m.vk.com/wall-12_34", "vk", "club12", "-12_34", "https://vk.com/wall-12_34"),
        ("https://vk.com/ternport?w=wall-12_34", "vk", "ternport", "-12_34", "https://vk.com/wall-12_34"),
        ("https://www.tiktok.com/@tern.port/video/12?_t=x", "tiktok", "tern.port", "12", "https://www.tiktok.com/@tern.port/video/12"),
        ("https://vm.tiktok.com/ZMabc/", "tiktok", "", "ZMabc", "https://vm.tiktok.com/ZMabc/"),
    ],
)  # fmt: skip
def test_address_of_a_post_is_read(url, platform, handle, post_id, permalink):
    """Platform, handle, the post's id, and one permalink however it was copied."""
    post = parse_post_link(url)
    assert (post.platform, post.handle, post.post_id, post.permalink) == (
        platform,
        handle,
        post_id,
        permalink,
    )
    again = parse_post_link(post.permalink)
    assert again.permalink == permalink
    assert again.post_id == post_id


@pytest.mark.parametrize(
    "url",
    [
        "https://t.me/ferry_news/12?comment=7",
        "https://www.facebook.com/port/posts/12?comment_id=7",
        "https://vk.com/wall-12_34?reply=7",
    ],
)
def test_comment_is_not_by_the_owner_of_the_page(url):
    """Whoever wrote a comment is not in its address, so there is no handle."""
    assert parse_post_link(url).handle == ""


@pytest.mark.parametrize(
    "url",
    [
        "",
        "ferry",
        "https://t.me/c/1234567890/12",
        "https://t.me/+AbCdEf",
        "https://t.me/joinchat/AbC/12",
        "https://t.me/ferry_news",
        "https://t.me/addstickers/12",
        "https://x.com/ternport",
        "https://x.com.example.org/ternport/status/1",
        "https://notx.com/ternport/status/1",
        "https://user@x.com/ternport/status/1",
        "ftp://x.com/ternport/status/1",
        "https://www.youtube.com/watch?v=",
        "https://www.youtube.com/@ternport",
        "https://example.org/2025/03/04/ferry",
        "https://truthsocial.com/@port/114103012345678901",
        "https://medium.com/@port/114103012345678901",
        "https://port.medium.com/@port/114103012345678901",
        "https://www.threads.net/@port/114103012345678901",
        "https://gettr.com/@port/114103012345678901",
        "https://blog.example/@port/123456",
        "https://blog.example/users/port/statuses/123456",
        "https://[broken",
    ],
)
def test_other_addresses_are_no_posts(url):
    """Profiles, invitations, look-alikes, websites, and what has addresses like
    Mastodon's without being it, are not read as posts."""
    assert parse_post_link(url) is None


@given(st.one_of(st.text(), st.text().map("https://t.me/".__add__)))
def test_garbage_is_no_post(url):
    """Whatever is pasted, nothing is raised; what is returned can be shown."""
    post = parse_post_link(url)
    assert post is None or is_public_link(post.permalink)


@pytest.mark.parametrize(
    ("platform", "handle", "normal"),
    [
        ("telegram", "@Ferry_News", "ferry_news"),
        ("telegram", " https://t.me/s/Ferry_News?before=1 ", "ferry_news"),
        ("telegram", "t.me/Ferry_News/12", "ferry_news"),
        ("telegram", "https://Ferry_News.t.me/", "ferry_news"),
        ("telegram", "https://x.com/ferry_news", ""),
        ("x", "https://twitter.com/TernPort", "ternport"),
        ("facebook", "https://www.facebook.com/profile.php?id=123", "123"),
        ("facebook", "https://www.facebook.com/people/Ida-Marsh/123/", "123"),
        ("facebook", "https://www.facebook.com/Tern.Port/", "tern.port"),
        ("instagram", "https://www.instagram.com/tern.port/", "tern.port"),
        ("youtube", "https://www.youtube.com/@TernPort/videos", "ternport"),
        ("youtube", "https://www.youtube.com/channel/UCabc", "ucabc"),
        ("bluesky", "https://bsky.app/profile/Port.example", "port.example"),
        ("mastodon", "@Port@Quay.example", "port@quay.example"),
        ("mastodon", "https://quay.example/@Port", "port@quay.example"),
        ("mastodon", "https://quay.example/@port@far.example", "port@far.example"),
        ("mastodon", "https://t.me/ferry_news", ""),
        ("mastodon", "https://truthsocial.com/@port", ""),
        ("vk", "https://vk.com/public12", "club12"),
        ("tiktok", "https://www.tiktok.com/@tern.port", "tern.port"),
        ("website", "https://www.Port.example/about", "port.example"),
        ("website", "port.example", "port.example"),
        ("telegram", "", ""),
    ],
)
def test_handle_has_one_form(platform, handle, normal):
    """However a name or a profile's address is written, it is compared alike; an
    address of another platform holds no name."""
    assert normalise_handle(platform, handle) == normal


@pytest.mark.parametrize(
    ("platform", "typed", "code"),
    [
        ("telegram", "https://t.me/+AbCd", "invitation"),
        ("telegram", "t.me/+AbCd", "invitation"),
        ("telegram", "t.me/c/12345", "private_chat"),
        ("telegram", "tg://join?invite=AbCd", "app_link"),
        ("telegram", "+abcd", "not_a_name"),
        ("telegram", "+380000000000", "not_a_name"),
        ("telegram", "c", "not_a_name"),
        ("x", "tern port!", "not_a_name"),
        ("facebook", "m.me+port", "not_a_name"),
        ("bluesky", "did:plc:abc/post", "no_name"),
        ("mastodon", "port@quay@far.example", "not_a_name"),
        ("website", "https://discord.gg/AbCd", "invitation"),
        ("website", "https://ida:secret@port.example/", "credentials"),
        ("x", "https://t.me/ferry_news", "no_name"),
        ("x", "", "no_name"),
    ],
)
def test_what_is_no_handle_is_refused(platform, typed, code):
    """An invitation or a private chat shows who had access, and would never be found
    by a public post."""
    with pytest.raises(ValidationError) as caught:
        read_handle(platform, typed)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("platform", "typed"),
    [
        ("telegram", "@Ferry_News"),
        ("x", "t_port"),
        ("facebook", "100064"),
        ("instagram", "tern.port_"),
        ("youtube", "@ПортТерн"),
        ("youtube", "UC-abc_12"),
        ("bluesky", DID),
        ("bluesky", "port.example"),
        ("mastodon", "port@quay.example"),
        ("vk", "club12"),
        ("tiktok", "tern.port"),
        ("website", "порт.укр"),
    ],
)
def test_names_of_every_platform_are_handles(platform, typed):
    """As people write them there."""
    assert read_handle(platform, typed) == normalise_handle(platform, typed)


_pieces = st.sampled_from(
    ["https://", "t.me/", "vk.com/", "quay.example/", "x.com/", "@", "/", "%2F", "%40",
     "%20", "s", "a", "users/", "public1", "profile/", "?", ".", "bsky.app/"]
)  # fmt: skip


@given(st.sampled_from(PLATFORMS), st.one_of(st.text(), st.lists(_pieces).map("".join)))
@example("website", "0.\u00a8")
@settings(max_examples=500)
def test_normalising_twice_is_normalising_once(platform, handle):
    """A stored handle is left as it is when it is saved again."""
    normal = normalise_handle(platform, handle)
    assert normalise_handle(platform, normal) == normal


def test_platforms_are_those_of_sources_and_quotes():
    """Each platform of a source is a medium of a quote, with a verb of a quote."""
    assert set(PLATFORMS) == set(Platform.values)
    for platform in PLATFORMS:
        assert medium_of(platform) == platform
        assert medium_of(platform) in Medium.values
        assert verb_of(platform) in Verb.values
    assert medium_of("elsewhere") == "other"
