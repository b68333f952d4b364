"""A bare project as ``wagtail start`` makes it, to which the app is added by the
steps that the README gives."""

import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from tests.tree import ROOT

#: Two public calls and two saves: what the README promises to those who write code.
PUBLISH = """
import json
from wagtail.models import Site
from wagtail_liveconflict.editorial import publish_update, start_blog
from wagtail_liveconflict.models import LiveBlogPage, LiveUpdate

home = Site.objects.get().root_page
page = home.add_child(instance=LiveBlogPage(title="The crossing", slug="crossing"))
start_blog(page)
body = json.dumps([{"type": "text", "value": "<p>The ferry runs again.</p>"}])
update = LiveUpdate(page=page, headline="First boat leaves", body=body)
update.save()
publish_update(update)
print(json.dumps({"page": page.pk, "update": update.pk, "url": page.url}))
"""


def run(*command, cwd, **variables) -> str:
    """Run a command as on another machine: none of this checkout's Python."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PYTHON", "DJANGO_", "PYTEST_", "COV_", "VIRTUAL_ENV"))
    }
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**environment, **variables},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


class Environment:
    """A virtual environment outside the checkout."""

    def __init__(self, folder: Path):
        self.python = folder / "bin" / "python"
        run(sys.executable, "-m", "venv", folder, cwd=folder.parent)

    def install(self, *what) -> None:
        run(self.python, "-m", "pip", "install", "--quiet", *what, cwd="/")


@dataclass
class ReadmeSteps:
    """What the README tells a site's admin to add."""

    apps: list[str]
    url_line: str
    database_line: str

    @classmethod
    def read(cls):
        blocks = re.findall(
            r"^```python\n(.*?)^```", (ROOT / "README.md").read_text(), re.S | re.M
        )
        code = "\n".join(blocks)
        apps = re.search(r"INSTALLED_APPS = \[(.*?)^\]", code, re.S | re.M)
        url = re.search(r"^ *(path\(.*wagtail_liveconflict\.urls.*\)),$", code, re.M)
        database = re.search(r"^DATABASES\[.*transaction_mode.*$", code, re.M)
        assert apps, "the README does not show INSTALLED_APPS"
        assert url, "the README does not show the URL pattern"
        assert database, "the README does not show the SQLite option"
        names = re.findall(r'^ *"([\w.]+)"', apps[1], re.M)
        return cls(names, url[1], database[0])


class Project:
    """A project with the app in it, and its server."""

    def __init__(self, environment: Environment, folder: Path):
        self.python = environment.python
        self.folder = folder
        folder.mkdir()
        wagtail = environment.python.parent / "wagtail"
        run(wagtail, "start", "newsroom", folder, cwd=folder)
        self._process = None

    def follow_the_readme(self) -> None:
        steps = ReadmeSteps.read()
        settings = self.folder / "newsroom" / "settings" / "base.py"
        added = "".join(f'    "{name}",\n' for name in steps.apps)
        text = settings.read_text()
        assert "INSTALLED_APPS = [\n" in text
        text = text.replace("INSTALLED_APPS = [\n", f"INSTALLED_APPS = [\n{added}", 1)
        settings.write_text(f"{text}\n{steps.database_line}\n")

        urls = self.folder / "newsroom" / "urls.py"
        text = urls.read_text()
        assert "urlpatterns = [\n" in text
        urls.write_text(
            text.replace(
                "urlpatterns = [\n", f"urlpatterns = [\n    {steps.url_line},\n", 1
            )
        )

    def manage(self, *arguments) -> str:
        return run(self.python, "manage.py", *arguments, cwd=self.folder)

    def publish(self) -> dict:
        output = self.manage("shell", "--verbosity", "0", "--command", PUBLISH)
        return json.loads(output.strip().splitlines()[-1])

    def start_server(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        environment = {k: v for k, v in os.environ.items() if k[:6] != "DJANGO"}
        with (self.folder / "server.log").open("w") as log:
            self._process = subprocess.Popen(
                [self.python, "manage.py", "runserver", "--noreload", str(port)],
                cwd=self.folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        deadline = time.monotonic() + 30
        while self._process.poll() is None and time.monotonic() < deadline:
            try:
                self.get("/admin/login/")
            except urllib.error.URLError:
                time.sleep(0.2)
            else:
                return
        self.stop_server()
        raise AssertionError((self.folder / "server.log").read_text())

    def stop_server(self) -> None:
        self._process.terminate()
        self._process.wait(timeout=10)

    def get(self, path: str) -> tuple[int, str]:
        """Status and body; ``path`` begins with a slash."""
        try:
            with urllib.request.urlopen(self.url + path, timeout=20) as response:  # noqa: S310
                return response.status, response.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()
