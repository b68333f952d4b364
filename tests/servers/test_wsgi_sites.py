"""Sites that stay on WSGI: alone, and with one small ASGI process for the delivery."""

import asyncio
import time

import pytest

from tests.servers.desk import Chief
from tests.servers.raw_http import fetch
from tests.servers.site import DeliveryAlone, Gunicorn
from tests.services import NginxServer
from tests.services.local_server import HOST

NGINX = """
  upstream site {{ server {host}:{site.port}; }}
  upstream delivery {{ server {host}:{delivery.port}; }}
  server {{
    listen {host}:@PORT@;
    proxy_set_header Host $host:$server_port;
    location / {{ proxy_pass http://site; }}
    location /live/ {{ proxy_pass http://delivery; proxy_read_timeout 1h; }}
  }}
"""
#: Open pages that all ask for a stream; two would hold both workers.
MANY = 50


@pytest.fixture(scope="module")
def site(get_site):
    return get_site("sqlite, in process")


@pytest.fixture(scope="module")
def gunicorn(site):
    with Gunicorn(site) as server:
        yield server


@pytest.fixture(scope="module")
def delivery(site):
    with DeliveryAlone(site) as server:
        yield server


@pytest.fixture
def nginx(start_server, gunicorn, delivery):
    """What readers and editors know of the site."""
    config = NGINX.format(host=HOST, site=gunicorn, delivery=delivery)
    return start_server(NginxServer, config)


def test_a_site_without_asgi_polls(gunicorn, blog, crowd):
    """The page says where it is, the delta tells what has come since; asked for a
    stream, also by many at once, the site says at once that there is none."""
    page = crowd.run(fetch(gunicorn.port, blog.path))
    assert f'data-cursor="{blog.cursor}"' in page.body.decode()
    cursor = blog.cursor
    blog.publish(2)
    delta = crowd.run(fetch(gunicorn.port, blog.changes_after(cursor)))
    assert "liveconflict-stream" not in delta.headers
    assert [entry["id"] for entry in delta.json["updates"]] == blog.updates

    async def ask_for_streams():
        ask = [fetch(gunicorn.port, blog.stream_after(cursor)) for _ in range(MANY)]
        return await asyncio.gather(*ask)

    answers = crowd.run(ask_for_streams())
    assert {(answer.status, answer.body) for answer in answers} == {(204, b"")}
    assert crowd.run(fetch(gunicorn.port, blog.path)).status == 200


def test_the_small_process_serves_the_delivery_alone(delivery, blog, crowd):
    """Everything else is not found there, also what the site has. It asks proxies not
    to hold streams back."""

    async def open_stream():
        stream = await crowd.connect(delivery)
        return await stream.open_stream(blog.stream_after("0"))

    assert crowd.run(open_stream())["x-accel-buffering"] == "no"
    assert crowd.run(fetch(delivery.port, blog.changes_after("0"))).status == 200
    for path in ("/", blog.path, "/admin/", "/admin/login/", "/live/", "/static/x.js"):
        assert crowd.run(fetch(delivery.port, path)).status == 404


def test_streams_of_a_wsgi_site(nginx, site, blog, crowd):
    """Through the proxy: what is published at the desk, or in another process, reaches
    an open stream within seconds and is not held back; the delta offers the stream,
    and the page comes from the site."""

    async def open_stream():
        stream = await crowd.connect(nginx)
        headers = await stream.open_stream(blog.stream_after(blog.cursor))
        return stream, headers, await stream.read_event()

    stream, headers, first = crowd.run(open_stream())
    assert headers["content-type"].startswith("text/event-stream")
    assert first.id == blog.cursor
    delta = crowd.run(fetch(nginx.port, blog.changes_after(blog.cursor)))
    assert delta.headers["liveconflict-stream"] == "1"

    blog.publish()
    event = crowd.run(stream.read_event())
    assert [entry["id"] for entry in event.data["updates"]] == blog.updates

    chief = Chief(nginx.url)
    chief.publish(blog, "Boats wait at the quay")
    published = time.monotonic()
    event = crowd.run(stream.read_event())
    assert "Boats wait at the quay" in event.data["updates"][0]["html"]
    assert time.monotonic() - published < 5
    page = crowd.run(fetch(nginx.port, blog.path)).body.decode()
    assert f'data-cursor="{event.id}"' in page
