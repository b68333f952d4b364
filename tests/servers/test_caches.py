"""Caches in front of the site, with the settings that the documentation gives."""

import asyncio
import contextlib
import re
import time

import pytest

from tests.live_application import PATIENCE
from tests.servers.raw_http import fetch
from tests.servers.site import Editor, Gunicorn, Site
from tests.services import NginxServer, VarnishServer
from tests.services.local_server import HOST, wait_until
from tests.tree import ROOT

PAGE = (ROOT / "docs/how-to/put-a-cdn-in-front.md").read_text(encoding="utf-8")
#: Open pages, and how often each of them asks.
READERS, POLLS = 100, 100


class CountingGunicorn(Gunicorn):
    """It notes who asks."""

    def get_options(self):
        return [*super().get_options(), "--access-logfile", "-"]

    def count(self, path):
        return self.read_log().count(f"GET {path}")


def read_settings(language):
    """The settings of the page, as they stand there."""
    return re.search(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)[1]


def read_bound(what):
    """How old it can be at most, in seconds, as the page says."""
    return int(re.search(rf"^\| {what}.*\| (\d+) seconds \|$", PAGE, re.MULTILINE)[1])


@pytest.fixture(scope="module")
def site(get_site):
    return get_site("sqlite, in process")


@pytest.fixture(scope="module")
def gunicorn(site):
    with CountingGunicorn(site) as server:
        yield server


def put(text, *pairs):
    """The text with what a site has to put in."""
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return text


@pytest.fixture
def nginx(start_server, gunicorn):
    config = put(
        read_settings("nginx"),
        ("127.0.0.1:8000", f"{HOST}:{gunicorn.port}"),
        ("listen 80;", f"listen {HOST}:@PORT@;"),
        ("/var/cache/nginx/news", "@FOLDER@/cache"),
    )
    return start_server(NginxServer, config)


@pytest.fixture
def varnish(start_server, gunicorn):
    port = ('.port = "8000"', f'.port = "{gunicorn.port}"')
    return start_server(VarnishServer, put(read_settings("vcl"), port))


@pytest.fixture(params=["nginx", "varnish"])
def cache(request):
    return request.getfixturevalue(request.param)


async def poll(crowd, cache, path):
    """Ask as very many open pages do, and return all that was answered."""

    async def read():
        connection = await crowd.connect(cache)
        return {(await connection.get(path)).body for _ in range(POLLS)}

    return set().union(*await asyncio.gather(*(read() for _ in range(READERS))))


def get_longest(answer):
    """Seconds that its header allows, while the site answers."""
    header = answer.headers["cache-control"]
    seconds = {name: int(n) for name, n in re.findall(r"([\w-]+)=(\d+)", header)}
    fresh = seconds.get("s-maxage", seconds["max-age"])
    return fresh + seconds.get("stale-while-revalidate", 0)


def test_ten_thousand_polls_are_a_handful_of_questions(gunicorn, cache, blog, crowd):
    """One a second reaches the site, whatever the number of readers and their cookies;
    all of them get the same."""
    blog.publish()
    path = blog.changes_after("0")
    before, begun = gunicorn.count(path), time.monotonic()
    bodies = crowd.run(poll(crowd, cache, path))
    # Two where a second of the cache is not one of ours.
    most = 2 * (time.monotonic() - begun) + 3
    assert len(bodies) == 1
    wait_until(lambda: gunicorn.count(path) > before, PATIENCE)
    assert 1 <= gunicorn.count(path) - before <= most < READERS * POLLS / 100


def test_one_page_for_all_readers(gunicorn, cache, blog, crowd):
    """Cookies that no page depends on make no copies; a session passes, and is handed to
    nobody else."""

    async def ask(path, *cookies):
        return [await fetch(cache.port, path, Cookie=each) for each in cookies]

    cookies = [f"_ga=GA1.{number}; consent=yes" for number in range(20)]
    answers = crowd.run(ask(blog.path, *cookies))
    assert {answer.status for answer in answers} == {200}
    assert gunicorn.count(f"{blog.path} ") <= 5
    before = gunicorn.count(f"{blog.path} ")
    crowd.run(ask(blog.path, *["sessionid=abc; _ga=1"] * 3))
    # It writes that down once it has answered.
    wait_until(lambda: gunicorn.count(f"{blog.path} ") >= before + 3, PATIENCE)
    assert gunicorn.count(f"{blog.path} ") == before + 3


def test_what_says_nothing_of_its_time_is_not_kept(gunicorn, cache, blog, crowd):
    """Not a permalink that is not there yet, either: it may be soon."""
    path = f"{blog.path}updates/987654/"
    for _ in range(3):
        assert crowd.run(fetch(cache.port, path)).status == 404
    wait_until(lambda: gunicorn.count(path) >= 3, PATIENCE)
    assert gunicorn.count(path) == 3


def test_a_correction_comes_by_itself(site, cache, blog, crowd):
    """The cache is told nothing. The delta and the page show it after as many seconds as
    their headers allow, which the documentation tells."""
    blog.publish()
    words = "It left at noon."
    delta_path = blog.changes_after("0")
    before = [crowd.run(fetch(cache.port, each)) for each in (blog.path, delta_path)]
    assert get_longest(before[0]) == read_bound("a page of a live blog")
    assert get_longest(before[1]) == read_bound("the delta")
    site.editor.correct(blog.updates[0], words)

    async def wait_for_it(path):
        async with asyncio.timeout(PATIENCE):
            while True:
                answer = await fetch(cache.port, path)
                if words.encode() in answer.body:
                    return
                # Varnish tells how old it is; nginx does not.
                assert int(answer.headers.get("age", 0)) <= get_longest(answer)
                await asyncio.sleep(0.1)

    async def wait_for_both():
        await asyncio.gather(*map(wait_for_it, (blog.path, delta_path)))

    crowd.run(wait_for_both())


def test_a_correction_is_purged_into_varnish(site, varnish, blog, crowd):
    """Wagtail's own backend: pages that may be kept for a minute show it at once, and
    those that nothing has changed on stay in the cache."""
    blog.publish(2)
    other = site.editor.open_blog()

    def ask(path):
        return crowd.run(fetch(varnish.port, path))

    def is_hit(answer):
        return len(answer.headers["x-varnish"].split()) == 2

    told = Site(site.database, site.delivery, cache=varnish.url)
    with contextlib.closing(Editor(told)) as editor:
        paths = ["", "corrections/", "corrections/feed/", f"updates/{blog.updates[0]}/"]
        for path in paths:
            ask(f"{blog.path}{path}")
        kept = f"{other.path}corrections/"
        ask(kept)
        assert is_hit(ask(f"{blog.path}corrections/"))
        editor.correct(blog.updates[0], "It left at noon.")
        for path in paths:
            assert b"It left at noon." in ask(f"{blog.path}{path}").body
        assert is_hit(ask(kept))


def test_not_everybody_may_purge(start_server, gunicorn, blog, crowd):
    """Varnish refuses whoever is not in its list."""
    vcl = put(
        read_settings("vcl"),
        ('.port = "8000"', f'.port = "{gunicorn.port}"'),
        ('"127.0.0.1";\n    "::1";', '"192.0.2.1";'),
    )
    varnish = start_server(VarnishServer, vcl)

    async def purge():
        connection = await crowd.connect(varnish)
        connection.ask(blog.path, method="PURGE")
        return (await connection.read_answer()).status

    assert crowd.run(purge()) == 405
