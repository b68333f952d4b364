"""https on the server's own requests: whose certificate, and no way back."""

import shutil
import ssl
import subprocess

import pytest

from tests.unit.hostile_server import HostileServer, lead_to, reply
from wagtail_liveconflict.post_links.fetching import (
    FetchFailed,
    FetchRefused,
    fetch_public,
)

URL = "https://public.example/post"

pytestmark = pytest.mark.skipif(
    shutil.which("openssl") is None, reason="no openssl to make a certificate with"
)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate of ``public.example`` that nobody vouches for; (file, key)."""
    folder = tmp_path_factory.mktemp("certificate")
    paths = folder / "certificate.pem", folder / "key.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-nodes", "-days", "2"),
            *("-newkey", "rsa:2048", "-subj", "/CN=public.example"),
            *("-addext", "subjectAltName=DNS:public.example"),
            *("-out", str(paths[0]), "-keyout", str(paths[1])),
        ],
        check=True,
        capture_output=True,
    )
    return paths


@pytest.fixture
def trusted(certificate, monkeypatch):
    """The machine trusts that certificate."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))


@pytest.fixture
def secure_server(certificate):
    """Start a server with it: ``secure_server(answer)``; notes the names asked for."""

    def start(answer):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*certificate)
        server = HostileServer(answer, context)
        server.names = []
        context.sni_callback = lambda _socket, name, _context: server.names.append(name)
        return server

    return start


def test_page_is_fetched_securely(secure_server, trusted):
    """The server is asked for by the name in the address, not by the number that
    was connected to, and its certificate is that name's."""
    with secure_server(reply(b"here")) as server:
        assert fetch_public(URL, resolve=lead_to(server)).body == b"here"
    assert server.names == ["public.example"]
    assert "\r\nHost: public.example\r\n" in server.requests[0]


def test_unknown_certificate_is_not_accepted(secure_server):
    """A certificate nobody vouches for ends the connection before anything is
    asked."""
    with secure_server(reply(b"here")) as server:
        with pytest.raises(FetchFailed, match="CERTIFICATE_VERIFY_FAILED"):
            fetch_public(URL, resolve=lead_to(server))
        assert server.requests == []


def test_certificate_of_another_name_is_not_accepted(secure_server, trusted):
    """A certificate that is good, but of another site, is none."""
    with (
        secure_server(reply(b"here")) as server,
        pytest.raises(FetchFailed, match="CERTIFICATE_VERIFY_FAILED"),
    ):
        fetch_public("https://other.example/", resolve=lambda *_: [server.address])


def test_redirect_does_not_lead_out_of_https(secure_server, trusted):
    """What was asked for securely is not fetched in the open."""
    answer = reply(status="302 Found", Location="http://public.example/")
    with secure_server(answer) as server:
        with pytest.raises(FetchRefused, match="https to http"):
            fetch_public(URL, resolve=lead_to(server))
        assert len(server.requests) == 1


def test_server_without_tls_fails():
    """A server that speaks plain HTTP where https is expected is a failure."""
    with (
        HostileServer(reply(b"here")) as server,
        pytest.raises(FetchFailed),
    ):
        fetch_public(URL, resolve=lead_to(server), timeout=0.4)
