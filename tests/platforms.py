"""A stand-in for the platforms whose posts are embedded: all of their names, over TLS."""

import ssl
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import trustme

HOSTS = (
    "t.me",
    "platform.twitter.com",
    "www.youtube-nocookie.com",
    "player.vimeo.com",
    "www.instagram.com",
    "www.facebook.com",
    "embed.bsky.app",
    "social.example",
)

#: Some frames tell their height by themselves, and others only when they are asked.
PAGE = """<!DOCTYPE html><html lang="en"><title>Post</title>
<style>body {{ margin: 0 }} a {{ display: block; block-size: 40px }}</style>
<a href="#post">The post</a>
<script>
const told = {told};
if (told !== null) parent.postMessage(told, '*');
else addEventListener('message', (event) => {{
  if (event.data && event.data.type === 'setHeight')
    event.source.postMessage({{ type: 'setHeight', id: event.data.id, height: 333 }}, '*');
}});
</script></html>"""

#: By host, as each platform's own frames write it.
HEIGHTS = {
    "t.me": """JSON.stringify({ event: 'resize', height: 321 })""",
    "platform.twitter.com": """{ 'twttr.embed': {
        method: 'twttr.private.resize', params: [{ height: 322 }] } }""",
    "www.instagram.com": """JSON.stringify({
        type: 'MEASURE', details: { height: 323 } })""",
    "embed.bsky.app": "{ id: null, height: 324 }",
}


class Platforms:
    """``asked`` is what browsers have asked for, as ``https://host/path?query``."""

    def __init__(self):
        self.asked = []
        authority = trustme.CA()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert(*HOSTS).configure_cert(context)
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.platforms = self
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self._thread = threading.Thread(
            target=self._server.serve_forever, name="platforms"
        )

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *error):
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def launch_arguments(self) -> list[str]:
        """For a Chromium that finds all these hosts here, and no other one at all."""
        here = f"127.0.0.1:{self._server.server_port}"
        rules = ",".join(f"MAP {host}:443 {here}" for host in HOSTS)
        return [
            f"--host-resolver-rules={rules},MAP * ~NOTFOUND,EXCLUDE 127.0.0.1",
            "--ignore-certificate-errors",
        ]


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        host = self.headers["Host"]
        self.server.platforms.asked.append(f"https://{host}{self.path}")
        body = PAGE.format(told=HEIGHTS.get(host, "null")).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass
