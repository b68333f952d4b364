"""The servers that other tests rely on do what those tests ask of them."""

import http.server
import os
import signal
import socket
import subprocess
import sys
import threading
import urllib.request

import psycopg
import pytest
import redis

from scripts.ensure_services import Service
from tests.services import NginxServer, PostgresServer, RedisServer, VarnishServer
from tests.services.local_server import ServerDidNotStart, wait_until

NGINX = """
server {
  listen 127.0.0.1:@PORT@;
  location / { return 200 "nginx"; }
}
"""
VARNISH = """
vcl 4.1;
backend site { .host = "127.0.0.1"; .port = "%d"; }
"""


def is_alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def fetch(url):
    with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310
        return answer.read().decode()


def test_postgres_keeps_its_data_when_it_is_killed(start_server):
    """After a kill it comes back at the same address with every committed row; those
    who were connected have lost their connection."""
    server = start_server(PostgresServer)
    url = server.url
    server.execute("CREATE TABLE note (words text)")
    server.execute("INSERT INTO note VALUES (%s)", ["Переправа"])
    with server.connect() as client:
        server.kill()
        assert not server.is_running
        assert not server.answers()
        server.start()
        with pytest.raises(psycopg.OperationalError):
            client.execute("SELECT 1")
    assert server.url == url
    assert server.execute("SELECT words FROM note") == [("Переправа",)]


def test_postgres_stops_at_once_though_clients_are_connected(start_server):
    """Stopping sends the clients away, and is followed by a start with the data."""
    server = start_server(PostgresServer, max_connections=20)
    with server.connect() as client:
        client.execute("CREATE TABLE note (words text)")
        server.restart()
    assert server.execute("SELECT * FROM note") == []
    assert server.execute("SHOW max_connections") == [("20",)]


def test_postgres_counts_and_drops_its_clients(start_server):
    """The one who asks is not counted."""
    server = start_server(PostgresServer)
    with server.connect() as client, server.connect("postgres"):
        assert server.count_connections() == 2
        assert server.count_connections(server.database) == 1
        assert server.drop_connections() == 2
        with pytest.raises(psycopg.OperationalError):
            client.execute("SELECT 1")
    assert wait_until(lambda: server.count_connections() == 0, 5)


def test_postgres_compares_letters_of_every_language(postgres_server):
    """Searching without regard to case works beyond ASCII."""
    assert postgres_server.execute("SELECT upper('переправа')") == [("ПЕРЕПРАВА",)]


@pytest.mark.parametrize("end", ["stop", "kill"])
def test_redis_answers_again_on_the_same_port(start_server, end):
    """With what it had been told."""
    server = start_server(RedisServer)
    with redis.Redis.from_url(server.url) as client:
        client.set("key", "value")
    getattr(server, end)()
    assert not server.answers()
    server.start()
    with redis.Redis.from_url(server.url) as client:
        assert client.get("key") == b"value"


def test_shared_redis_answers(redis_server):
    """It is there for whoever asks."""
    with redis.Redis.from_url(redis_server.url) as client:
        assert client.ping()


def test_nginx_serves_its_configuration(start_server):
    """Killed, no worker of it goes on serving; started, it serves again."""
    server = start_server(NginxServer, NGINX)
    assert fetch(server.url) == "nginx"
    server.kill()
    assert not server.answers()
    server.start()
    assert fetch(server.url) == "nginx"


def test_a_server_that_cannot_start_says_why(start_server):
    """The error holds the end of the server's log."""
    with pytest.raises(ServerDidNotStart, match="unknown directive"):
        start_server(NginxServer, "nonsense on;")


class Site(http.server.BaseHTTPRequestHandler):
    """Answers each request with its number."""

    asked = 0

    def do_GET(self):
        Site.asked += 1
        self.send_response(200)
        self.send_header("Cache-Control", "max-age=60")
        self.end_headers()
        self.wfile.write(str(Site.asked).encode())

    def log_message(self, *arguments):
        pass


@pytest.fixture
def site_port():
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site) as site:
        thread = threading.Thread(target=site.serve_forever)
        thread.start()
        yield site.server_address[1]
        site.shutdown()
        thread.join()


def test_varnish_answers_from_its_memory(start_server, site_port):
    """Two requests are one for the site; a killed one comes back with an empty
    memory."""
    server = start_server(VarnishServer, VARNISH % site_port)
    assert fetch(server.url) == fetch(server.url)
    server.kill()
    assert not server.answers()
    before = Site.asked
    server.start()
    fetch(server.url)
    assert Site.asked == before + 1


def test_nothing_is_left_of_a_closed_server(start_server):
    """Neither its process, nor its files, nor a listener on its port."""
    server = start_server(RedisServer)
    pid, port = server.process.pid, server.port
    server.close()
    assert not is_alive(pid)
    assert not server.folder.exists()
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0


SCRIPT = """
import os, signal
from tests.services import RedisServer
server = RedisServer()
print(server.process.pid, server.folder, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_nothing_is_left_when_the_tests_themselves_are_killed(redis_server):
    """As by a time limit: the server ends with them, and its files are removed."""
    tests = subprocess.run(
        [sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=False
    )
    assert tests.returncode == -signal.SIGKILL, tests.stderr
    pid, folder = tests.stdout.split()
    assert wait_until(lambda: not is_alive(int(pid)), 10)
    assert wait_until(lambda: not os.path.exists(folder), 10)


class MissingServer(RedisServer):
    service = Service("Nothing", "no-such-program", "no-such-package")


def test_a_test_whose_server_is_missing_is_skipped_and_says_why(start_server):
    """The reason names the server and the program that was looked for."""
    with pytest.raises(pytest.skip.Exception, match="NO NOTHING: no-such-program"):
        start_server(MissingServer)
