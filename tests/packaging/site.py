"""A bare project as ``wagtail start`` makes it, to which the app is added by the
steps that the README gives."""

import json
import os
import re
import shutil
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
found = {"page": page.pk, "home": home.pk, "update": update.pk, "url": page.url}
print(json.dumps(found))
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
        self.folder = folder
        self.python = folder / "bin" / "python"
        run(sys.executable, "-m", "venv", folder, cwd=folder.parent)

    def copy(self, folder: Path) -> "Environment":
        """Another one with the same packages, in a fraction of the time."""
        copied = Environment(folder)
        (packages,) = self.folder.glob("lib/*/site-packages")
        shutil.copytree(
            packages, folder / packages.relative_to(self.folder), dirs_exist_ok=True
        )
        return copied

    def install(self, *what) -> None:
        run(self.python, "-m", "pip", "install", "--quiet", *what, cwd="/")

    def uninstall(self, name: str) -> None:
        run(self.python, "-m", "pip", "uninstall", "--quiet", "--yes", name, cwd="/")


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

    def add_apps(self, settings: Path) -> None:
        """Before all that is there."""
        added = "".join(f'    "{name}",\n' for name in self.apps)
        insert_after(settings, "INSTALLED_APPS = [\n", added)

    def add_urls(self, urls: Path) -> None:
        insert_after(urls, "urlpatterns = [\n", f"    {self.url_line},\n")


def insert_after(path: Path, mark: str, added: str) -> None:
    text = path.read_text()
    assert mark in text
    path.write_text(text.replace(mark, f"{mark}{added}", 1))


class Served:
    """What can be asked of a project on air at ``url``."""

    url: str
    _process: subprocess.Popen

    def stop_server(self) -> None:
        self._process.terminate()
        self._process.wait(timeout=60)

    def get(self, path: str) -> tuple[int, str]:
        """Status and body; ``path`` begins with a slash."""
        try:
            with urllib.request.urlopen(self.url + path, timeout=20) as response:  # noqa: S310
                return response.status, response.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()


class Project(Served):
    """A project with the app in it, and its server."""

    def __init__(self, environment: Environment, folder: Path):
        self.environment = environment
        self.python = environment.python
        self.folder = folder
        self._process = None

    @classmethod
    def start(cls, environment: Environment, folder: Path):
        """What ``wagtail start`` makes."""
        folder.mkdir()
        wagtail = environment.python.parent / "wagtail"
        run(wagtail, "start", "newsroom", folder, cwd=folder)
        return cls(environment, folder)

    def follow_the_readme(self) -> None:
        steps = ReadmeSteps.read()
        settings = self.folder / "newsroom" / "settings" / "base.py"
        steps.add_apps(settings)
        with settings.open("a") as file:
            file.write(f"\n{steps.database_line}\n")
        steps.add_urls(self.folder / "newsroom" / "urls.py")

    def manage(self, *arguments, **variables) -> str:
        command = (self.python, "manage.py", *arguments)
        return run(*command, cwd=self.folder, **variables)

    def publish(self, slug: str = "crossing") -> dict:
        code = PUBLISH.replace('slug="crossing"', f'slug="{slug}"')
        output = self.manage("shell", "--verbosity", "0", "--command", code)
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
        deadline = time.monotonic() + 120
        while self._process.poll() is None and time.monotonic() < deadline:
            try:
                self.get("/admin/login/")
            except urllib.error.URLError:
                time.sleep(0.2)
            else:
                return
        self.stop_server()
        raise AssertionError((self.folder / "server.log").read_text())
