"""Where a platform shows a post in a frame, from the address of the post alone."""

import pytest

from wagtail_liveconflict.post_links.frames import PROVIDERS, find_frame


@pytest.mark.parametrize(
    ("url", "frame_url"),
    [
        (
            "https://t.me/s/riverpost/77?single",
            "https://t.me/riverpost/77?embed=1&mode=tme",
        ),
        (
            "https://twitter.com/riverpost/status/1234?s=20",
            "https://platform.twitter.com/embed/Tweet.html?id=1234&dnt=true",
        ),
        (
            "https://youtu.be/abcdefghijk?si=tracking",
            "https://www.youtube-nocookie.com/embed/abcdefghijk",
        ),
        (
            "https://www.youtube.com/watch?v=abcdefghijk&t=90s",
            "https://www.youtube-nocookie.com/embed/abcdefghijk?start=90",
        ),
        (
            "https://vimeo.com/76543210/0a1b2c3d4e",
            "https://player.vimeo.com/video/76543210?dnt=1&h=0a1b2c3d4e",
        ),
        (
            "https://player.vimeo.com/video/76543210?h=0a1b2c",
            "https://player.vimeo.com/video/76543210?dnt=1&h=0a1b2c",
        ),
        (
            "https://www.instagram.com/reel/CxRiver/?igsh=tracking",
            "https://www.instagram.com/reel/CxRiver/embed/captioned/",
        ),
        (
            "https://www.facebook.com/watch/?v=4321",
            "https://www.facebook.com/plugins/video.php"
            "?href=https%3A%2F%2Fwww.facebook.com%2Fwatch%2F%3Fv%3D4321&show_text=true",
        ),
        (
            "https://bsky.app/profile/did:plc:abc123/post/3kabcdef",
            "https://embed.bsky.app/embed/did:plc:abc123/app.bsky.feed.post/3kabcdef",
        ),
        (
            "https://social.example/@river/112233445566778899",
            "https://social.example/@river/112233445566778899/embed",
        ),
    ],
)
def test_address_of_the_frame(url, frame_url):
    """Whatever form the address has, and without what only tracks."""
    frame = find_frame(url)
    assert frame.url == frame_url
    provider = PROVIDERS[frame.provider]
    assert not provider.origins or frame.url.startswith(provider.origins)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://example.org/report",
        "javascript:alert(1)//t.me/riverpost/77",
        "https://t.me.example.org/riverpost/77",
        "https://user@t.me/riverpost/77",
        "https://t.me/riverpost/77?comment=5",
        "https://www.instagram.com/stories/river/123/",
        "https://fb.watch/abcdef/",
        "https://www.facebook.com/riverpost/posts/12345?comment_id=9",
        "https://www.youtube.com/post/UgkxRiverPost",
        "https://social.example/@river@elsewhere.example/112233445566778899",
        "https://vk.com/wall-1_2",
        "https://vimeo.com/about",
        "https://vimeo.com/76543210/not-a-key",
    ],
)
def test_no_frame(url):
    """For what is no post, and for what its platform does not show in one."""
    assert find_frame(url) is None


def test_every_frame_is_kept_in_its_place():
    """None may lead our page away, and each says what it tells of our page."""
    for provider in PROVIDERS.values():
        assert "top-navigation" not in provider.sandbox
        assert "allow-scripts" in provider.sandbox
        assert provider.referrer_policy in (
            "no-referrer",
            "strict-origin-when-cross-origin",
        )
        assert bool(provider.height) != bool(provider.ratio)
        assert all(origin.startswith("https://") for origin in provider.origins)
