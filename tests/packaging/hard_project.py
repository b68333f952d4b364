"""A site in production, in every way that Wagtail and Django allow to be difficult, to
which the app is added by the README's steps."""

import json
import os
import shutil
import subprocess
import urllib.error
from pathlib import Path

from tests.packaging.site import Environment, ReadmeSteps, Served, run
from tests.services.local_server import get_free_port, wait_until
from tests.tree import ROOT

PREFIX = "/press"
PASSWORD = "newsdesk-2026"
IMPORT = "from wagtail_liveconflict.models import LiveBlogMixin\n"
#: What the site's admin adds for a live blog of the site's own type.
OWN_TYPE = """

class OurLive(LiveBlogMixin, OurArticlePage):
    content_panels = [*OurArticlePage.content_panels, *LiveBlogMixin.live_blog_panels]
    search_fields = [
        *OurArticlePage.search_fields,
        *LiveBlogMixin.live_blog_search_fields,
    ]
"""
#: Two sites, each with a home page in a language of its own.
SET_UP = """
import json, swapper
from articles.models import OurArticlePage
from django.contrib.auth import get_user_model
from wagtail.models import Locale, Site

get_user_model().objects.create_superuser("admin", "admin@newsdesk.example", "{password}")
Page = swapper.load_model("wagtailcore", "Page")
Site.objects.all().delete()
for page in Page.get_first_root_node().get_children():
    page.delete()
homes = {{}}
for code, host, title in (
    ("en", "127.0.0.1", "Newsdesk"),
    ("ar", "localhost", "غرفة الأخبار"),
):
    locale, _made = Locale.objects.get_or_create(language_code=code)
    home = OurArticlePage(title=title, slug=f"home-{{code}}", locale=locale)
    Page.get_first_root_node().add_child(instance=home)
    Site.objects.create(
        hostname=host, port={port}, root_page=home, is_default_site=code == "en"
    )
    homes[code] = home.pk
print(json.dumps(homes))
"""


class HardProject(Served):
    """The site below ``tests/packaging/hard_site``, and its server."""

    def __init__(self, environment: Environment, folder: Path, database: str):
        """``database``: name, user, host and port of a PostgreSQL database; "" for
        SQLite."""
        self.environment = environment
        self.python = environment.python
        self.folder = folder
        self.port = get_free_port()
        self.variables = {"NEWSDESK_POSTGRES": database, "NEWSDESK_PREFIX": PREFIX}
        shutil.copytree(
            ROOT / "tests/packaging/hard_site",
            folder,
            ignore=shutil.ignore_patterns("__pycache__"),
        )
        self._process = None

    def manage(self, *arguments, **variables) -> str:
        return run(
            self.python,
            *("manage.py", *arguments),
            cwd=self.folder,
            **{**self.variables, **variables},
        )

    def run_code(self, code: str) -> dict:
        """Run it in the site's shell; what its last line printed, as JSON."""
        output = self.manage("shell", "--verbosity", "0", "--command", code)
        return json.loads(output.strip().splitlines()[-1])

    def set_up(self) -> dict:
        """Make the two sites; ids of their home pages by language."""
        return self.run_code(SET_UP.format(password=PASSWORD, port=self.port))

    def follow_the_readme(self) -> None:
        steps = ReadmeSteps.read()
        settings = self.folder / "newsdesk/settings.py"
        steps.add_apps(settings)
        with settings.open("a") as file:
            if not self.variables["NEWSDESK_POSTGRES"]:
                file.write(f"{steps.database_line}\n")
            file.write('LIVECONFLICT_BASE_TEMPLATE = "frame.html"\n')
        steps.add_urls(self.folder / "newsdesk/urls.py")

    def add_own_type(self) -> None:
        models = self.folder / "articles/models.py"
        self._models = models.read_text()
        models.write_text(
            self._models.replace("\n\n\nclass", f"\n{IMPORT}\n\nclass", 1) + OWN_TYPE
        )
        self.manage("makemigrations", "articles", "--name", "our_live")

    def remove_own_type(self) -> None:
        """Once its pages are deleted, and its migration is taken back."""
        (self.folder / "articles/models.py").write_text(self._models)
        (self.folder / "articles/migrations/0002_our_live.py").unlink()

    def start_server(self, **variables) -> None:
        """As it runs in production: gunicorn, below a prefix, with two workers.
        ``variables`` are settings of ``newsdesk/settings.py``."""
        environment = {k: v for k, v in os.environ.items() if k[:6] != "DJANGO"}
        environment |= {**self.variables, "NEWSDESK_HTTPS": "no", **variables}
        bind = f"127.0.0.1:{self.port}"
        self.url = f"http://127.0.0.1:{self.port}{PREFIX}"
        with (self.folder / "server.log").open("a") as log:
            self._process = subprocess.Popen(
                [
                    *(self.python, "-m", "gunicorn", "newsdesk.wsgi"),
                    *("--workers", "2", "--bind", bind),
                ],
                cwd=self.folder,
                env={**environment, "SCRIPT_NAME": PREFIX},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        if not wait_until(self._answers, 180, self._process):
            self.stop_server()
            raise AssertionError((self.folder / "server.log").read_text())

    def _answers(self) -> bool:
        try:
            return self.get("/admin/login/")[0] == 200
        except urllib.error.URLError:
            return False
