"""What platforms answer, as recorded, becomes plain words and facts."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from wagtail.embeds.finders import get_finders

from wagtail_liveconflict.post_links import parse_post_link
from wagtail_liveconflict.post_links.fetch_errors import FetchFailed
from wagtail_liveconflict.post_links.fetching import Response
from wagtail_liveconflict.post_links.providers import fetch_post, may_fetch
from wagtail_liveconflict.post_links.readers import READERS, said_at_of

RECORDED = Path(__file__).parent / "recorded_posts"
ADDRESSES = {
    "telegram": "https://t.me/ternwell_port/214",
    "x": "https://x.com/TernwellPort/status/1896789012345678901",
    "youtube": "https://www.youtube.com/watch?v=abcdefghijk",
    "mastodon": "https://quay.example/@port/114103012345678901",
    "bluesky": "https://bsky.app/profile/port.ternwell.example/post/3ljabcdefgh2k",
}
MORNING = datetime(2025, 3, 4, 5, 12, tzinfo=UTC)


class Platform:
    """Answers with a recorded answer, and notes what it was asked."""

    def __init__(self, name=None, answer=None):
        self.asked = []
        self.answer = (RECORDED / name).read_text() if name else answer

    def __call__(self, url):
        self.asked.append(url)
        return Response(url, "text/html", "utf-8", self.answer.encode())


@pytest.fixture(autouse=True)
def allow_all(settings):
    settings.LIVECONFLICT_FETCH_POSTS = list(READERS)
    get_finders.cache_clear()
    yield
    get_finders.cache_clear()


def read(platform, recording, address=None):
    return fetch_post(
        parse_post_link(address or ADDRESSES[platform]), fetch=Platform(recording)
    )


def test_telegram_post():
    """The message itself, not the one it answers; its breaks as breaks, no markup;
    the moment it was posted and the channel's own name and handle."""
    post = read("telegram", "telegram.html")
    assert post.text == (
        "The ferry runs again.⛴\n\n"
        "From 07:00, every twenty minutes, see port.example/times.\n1 < 2"
    )
    assert post.author_name == "Port of Ternwell & Quays"
    assert post.handle == "ternwell_port"
    assert (post.said_at, post.precision) == (MORNING.replace(second=31), "minute")


def test_forwarded_words_are_not_the_channels_own():
    """A message passed on gives its time and channel, but no words: somebody else
    wrote them."""
    post = read("telegram", "telegram_forwarded.html")
    assert post.text == ""
    assert post.author_name == "Port of Ternwell"


def test_x_post():
    """Words without the address of the picture, language, and the moment, which is
    in the post's id; the author as X names it."""
    post = read("x", "x.json")
    assert post.text == "Пором знову ходить.\n\nЗ 07:00, кожні 20 хвилин"
    assert (post.language, post.handle) == ("uk", "ternwellport")
    assert post.precision == "minute"
    assert post.said_at.date().isoformat() == "2025-03-04"


def test_x_post_with_an_old_id():
    """Before ids held the time only the day is known."""
    post = read("x", "x.json", "https://x.com/TernwellPort/status/1234567890")
    assert (post.said_at.date().isoformat(), post.precision) == ("2025-03-04", "day")


def test_time_in_the_id_of_an_x_post():
    """A post on X tells its time without anybody being asked; others do not."""
    assert said_at_of(parse_post_link("https://x.com/a/status/1288834974657")) is None
    milliseconds = 1_741_065_120_000
    number = (milliseconds - 1_288_834_974_657) << 22
    post = parse_post_link(f"https://x.com/a/status/{number}")
    assert said_at_of(post) == datetime.fromtimestamp(milliseconds / 1000, UTC)
    far = parse_post_link(f"https://x.com/a/status/{'9' * 60}")
    assert said_at_of(far) is None
    assert said_at_of(parse_post_link(ADDRESSES["telegram"])) is None


def test_youtube_video():
    """The channel's name and handle; a title is not what was said."""
    post = read("youtube", "youtube.json")
    assert (post.text, post.said_at) == ("", None)
    assert (post.author_name, post.handle) == ("Ternwell Evening", "ternwellevening")


def test_mastodon_post():
    """Paragraphs as such, language, moment, and the account with its host."""
    post = read("mastodon", "mastodon.json")
    assert post.text == (
        "The ferry runs again.\n\n"
        "From 07:00, every twenty minutes.\nSee https://port.example/times"
    )
    assert post.said_at == datetime(2025, 3, 4, 5, 12, 31, 482000, UTC)
    assert (post.language, post.handle) == ("en", "port@quay.example")


@pytest.mark.parametrize("change", [{"visibility": "private"}, {"reblog": {"id": "1"}}])
def test_mastodon_post_that_is_not_theirs_to_quote(change):
    """A post that is not public, or somebody else's passed on, is not taken."""
    data = json.loads((RECORDED / "mastodon.json").read_text())
    platform = Platform(answer=json.dumps({**data, **change}))
    post_link = parse_post_link(ADDRESSES["mastodon"])
    assert fetch_post(post_link, fetch=platform) is None


def test_bluesky_post():
    """Words, language, handle, and the author's own time."""
    post = read("bluesky", "bluesky.json")
    assert post.text == "The ferry runs again.\n\nFrom 07:00, every twenty minutes."
    assert post.said_at == datetime(2025, 3, 4, 5, 12, 31, 482000, UTC)
    assert (post.language, post.handle) == ("en", "port.ternwell.example")


@pytest.mark.parametrize(
    ("platform", "asked"),
    [
        ("telegram", "https://t.me/ternwell_port/214?embed=1&mode=tme"),
        (
            "x",
            "https://publish.twitter.com/oembed?url=https%3A%2F%2Ftwitter.com%2F"
            "TernwellPort%2Fstatus%2F1896789012345678901&omit_script=1&dnt=true",
        ),
        (
            "youtube",
            "https://www.youtube.com/oembed?url=https%3A%2F%2Fwww.youtube.com%2F"
            "watch%3Fv%3Dabcdefghijk&format=json",
        ),
        ("mastodon", "https://quay.example/api/v1/statuses/114103012345678901"),
        (
            "bluesky",
            "https://public.api.bsky.app/xrpc/app.bsky.feed.getPostThread?uri=at%3A"
            "%2F%2Fport.ternwell.example%2Fapp.bsky.feed.post%2F3ljabcdefgh2k"
            "&depth=0&parentHeight=0",
        ),
    ],
)
def test_what_is_asked(platform, asked):
    """One request, to the platform's own address for it."""
    asking = Platform(answer="{}")
    assert fetch_post(parse_post_link(ADDRESSES[platform]), fetch=asking) is None
    assert asking.asked == [asked]


@pytest.mark.parametrize("platform", READERS)
@pytest.mark.parametrize(
    "answer",
    ["", "null", "[]", "{", '{"html": 1}', '{"thread": {"post": 1}}', "[" * 5000],
)
def test_nonsense_is_no_post(platform, answer):
    """An answer of another shape gives nothing, and raises nothing."""
    post_link = parse_post_link(ADDRESSES[platform])
    assert fetch_post(post_link, fetch=Platform(answer=answer)) is None


def test_missing_and_unreachable_posts():
    """A deleted post and a platform that cannot be reached give nothing."""
    assert read("telegram", "telegram_missing.html") is None

    def fail(url):
        raise FetchFailed("time is up")

    assert fetch_post(parse_post_link(ADDRESSES["x"]), fetch=fail) is None


def test_nothing_is_asked_unless_the_site_allows_it(settings):
    """Without the setting no platform is asked; a comment never is, since the
    answer is about the post above it."""
    asking = Platform("telegram.html")
    comment = parse_post_link(ADDRESSES["telegram"] + "?comment=3")
    assert fetch_post(comment, fetch=asking) is None
    del settings.LIVECONFLICT_FETCH_POSTS
    for address in ADDRESSES.values():
        assert fetch_post(parse_post_link(address), fetch=asking) is None
    assert asking.asked == []


def test_wagtails_list_of_providers_counts(settings):
    """A site that has taken a provider off Wagtail's list is not asked behind its
    back; platforms that are no oEmbed providers follow our setting alone."""
    x, telegram = (parse_post_link(ADDRESSES[name]) for name in ("x", "telegram"))
    assert may_fetch(x)
    settings.WAGTAILEMBEDS_FINDERS = []
    get_finders.cache_clear()
    assert not may_fetch(x)
    assert may_fetch(telegram)
