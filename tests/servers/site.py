"""A site whose parts run in processes of their own: a database, an editor, servers."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import subprocess
import sys
from dataclasses import dataclass, field

from scripts.ensure_services import Service
from tests.services.caretaker import Caretaker
from tests.services.local_server import HOST, PATIENCE, LocalServer
from tests.tree import ROOT

DELIVERY = "wagtail_liveconflict.delivery"
PYTHON = Service("the site's server", sys.executable, "python3")


@dataclass
class Site:
    """What all processes of one site have in common.

    ``database``: path of an SQLite file, or a ``postgres://`` address; ``delivery``:
    the setting ``LIVECONFLICT_DELIVERY``; ``cache``: address of a cache in front that is
    told what to forget, or "".
    """

    database: str
    delivery: dict
    cache: str = ""
    editor: Editor = field(init=False)

    def get_environment(self, name: str) -> dict[str, str]:
        return {
            "PYTHONPATH": str(ROOT),
            "DJANGO_SETTINGS_MODULE": "tests.servers.settings",
            "SERVERS_DATABASE": self.database,
            "SERVERS_DELIVERY": json.dumps(self.delivery),
            "SERVERS_NAME": name,
            "SERVERS_CACHE": self.cache,
        }

    @property
    def is_on_postgres(self) -> bool:
        return self.database.startswith("postgres:")


class Editor:
    """Somebody who publishes in a process of their own."""

    def __init__(self, site: Site):
        self._caretaker = Caretaker()
        self._log = (self._caretaker.folder / "log").open("w+")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.servers.editor"],
            env={**os.environ, **site.get_environment("editor")},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
            start_new_session=True,
        )
        self._caretaker.care_for(self._process)

    def _order(self, order: str, **arguments) -> dict:
        self._process.stdin.write(json.dumps({"order": order, **arguments}) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline() or '{"error": "gone"}')
        assert "error" not in answer, f"{answer['error']}\n{self.read_log()}"
        return answer

    def read_log(self) -> str:
        self._log.seek(0)
        return self._log.read()

    def found_site(self) -> None:
        self._order("found_site")

    def open_blog(self) -> Blog:
        answer = self._order("open_blog")
        return Blog(self, answer["page"], answer["path"], answer["cursor"])

    def publish(self, blog: Blog, count: int, words: str, blocks: int) -> dict:
        return self._order(
            "publish", page=blog.page_id, count=count, words=words, blocks=blocks
        )

    def correct(self, update_id: int, words: str) -> None:
        self._order("correct", update=update_id, words=words)

    def close(self) -> None:
        self._process.stdin.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(PATIENCE)
        self._process.stdout.close()
        self._log.close()
        self._caretaker.close()


@dataclass
class Blog:
    """A live blog. ``cursor``: where it is; ``updates``: ids of what was published in
    it, in that order; ``seconds``: how long the editor waited for the last one."""

    editor: Editor
    page_id: int
    path: str
    cursor: str
    updates: list[int] = field(default_factory=list)
    seconds: float = 0.0

    def publish(self, count=1, words="The ferry runs again.", blocks=1) -> None:
        answer = self.editor.publish(self, count, words, blocks)
        self.cursor, self.seconds = answer["cursor"], answer["seconds"]
        self.updates += answer["updates"]

    def changes_after(self, cursor: str) -> str:
        return f"/live/{self.page_id}/changes/{cursor}/"

    def stream_after(self, cursor: str) -> str:
        return f"/live/{self.page_id}/stream/{cursor}/"


class SiteServer(LocalServer):
    """One process (or, where the server has workers, one group) that serves a site.

    ``name`` is what PostgreSQL calls its connections; ``constants`` are numbers of the
    delivery's modules (``{"tail._TICK": 600}``).
    """

    service = PYTHON
    module: tuple[str, ...] = ()

    def __init__(self, site: Site, name: str = "server", constants: dict | None = None):
        self.site = site
        self.environment = {
            **site.get_environment(name),
            "SERVERS_CONSTANTS": json.dumps(constants or {}),
        }
        super().__init__()

    @property
    def url(self) -> str:
        """Address of the site, without a slash at its end."""
        return f"http://{HOST}:{self.port}"

    def get_options(self) -> list[str]:
        raise NotImplementedError

    def get_command(self):
        environment = [f"{name}={value}" for name, value in self.environment.items()]
        return ["env", *environment, self.program, "-m", *self.get_options()]

    def answers(self):
        # Also with Django behind it: a live blog that there is not.
        connection = http.client.HTTPConnection(HOST, self.port, timeout=5)
        with contextlib.closing(connection), contextlib.suppress(OSError):
            connection.request("GET", "/live/0/changes/0/")
            with contextlib.suppress(http.client.HTTPException):
                return connection.getresponse().status == 404
        return False


class Uvicorn(SiteServer):
    """As its documentation runs it: no limit to how long it waits at its end."""

    application = "tests.servers.asgi:application"

    def get_options(self):
        return [
            *("uvicorn", self.application, "--host", HOST, "--port", str(self.port)),
            *("--http", "httptools", "--no-access-log"),
        ]


class DeliveryAlone(Uvicorn):
    """The small process that serves the delivery prefix of a WSGI site."""

    application = "wagtail_liveconflict.asgi:application"


class Granian(SiteServer):
    def get_options(self):
        return [
            *("granian", "tests.servers.asgi:application", "--interface", "asgi"),
            *("--host", HOST, "--port", str(self.port), "--no-ws"),
        ]


class Gunicorn(SiteServer):
    """Two synchronous workers, as most of Wagtail's sites have."""

    def get_options(self):
        return [
            *("gunicorn", "tests.servers.wsgi:application", "--workers", "2"),
            *("--bind", f"{HOST}:{self.port}"),
        ]
