"""Another site, on another port of this machine, that counts what it is asked for."""

import threading
from collections import Counter
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class _Answer(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked[self.path] += 1
        if self.path == self.server.late:
            self.server.was_asked_more.wait(5)
        else:
            self.server.was_asked_more.set()
        self.send_response(200)
        self.send_header("Content-Type", "text/javascript")
        self.end_headers()
        ran = f"(window.ran ??= []).push('{self.path}');"
        mark = "document.documentElement.dataset.ran = window.ran.length;"
        self.wfile.write(f"{ran} {mark}".encode())

    def log_message(self, *args):
        pass


@contextmanager
def serve_third_party():
    """A server with its ``address``. Every path is a script that notes in
    ``window.ran`` that it ran; ``asked`` counts the requests by path. The path that is
    ``late`` is answered after another one was asked for."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Answer)
    server.asked, server.late = Counter(), None
    server.was_asked_more = threading.Event()
    server.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, name="third-party")
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
