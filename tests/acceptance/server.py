"""The site under test, served over ASGI by the server that is also used for real."""

import threading
import time

import uvicorn
from django.contrib.staticfiles.handlers import ASGIStaticFilesHandler
from django.core.asgi import get_asgi_application

from wagtail_liveconflict.asgi import with_live_streams


class SiteServer:
    """uvicorn in a thread of the tests' process, so that a test's settings and its
    database are the server's as well."""

    def __init__(self, *, streams=False):
        site = ASGIStaticFilesHandler(get_asgi_application())
        self._server = uvicorn.Server(
            uvicorn.Config(
                with_live_streams(site) if streams else site,
                host="127.0.0.1",
                port=0,
                # Ends the streams, and the following of the log.
                lifespan="on" if streams else "off",
                ws="none",
                log_level="warning",
                timeout_graceful_shutdown=2,
            )
        )
        self._thread = threading.Thread(target=self._server.run, name="site-server")

    def start(self) -> None:
        self._thread.start()
        deadline = time.monotonic() + 20
        while not self._server.started:
            if time.monotonic() > deadline or not self._thread.is_alive():
                raise RuntimeError("the server of the browser tests did not start")
            time.sleep(0.02)

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join(timeout=10)

    @property
    def port(self) -> int:
        return self._server.servers[0].sockets[0].getsockname()[1]
