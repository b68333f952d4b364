import subprocess
import sys

import pytest

from scripts.ensure_browser import NO_BROWSER, find_browser
from scripts.ensure_services import POSTGRES, find_service
from tests.acceptance.conftest import browser as started_browser  # noqa: F401
from tests.packaging.hard_project import HardProject
from tests.packaging.site import Environment, Project
from tests.services.local_server import HOST
from tests.services.postgres_server import USER
from tests.tree import ROOT

#: What the harder site has beside the app, as its admin has it.
OF_THE_SITE = ("django-csp", "whitenoise", "gunicorn", "psycopg[binary]")


def build(folder, *what):
    subprocess.run(
        [sys.executable, "-m", "build", "--outdir", folder, *what, ROOT],
        check=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )


@pytest.fixture(scope="session")
def from_sdist(tmp_path_factory):
    """A folder with the sdist, and the wheel that was built from it."""
    folder = tmp_path_factory.mktemp("dist")
    build(folder)
    return folder


@pytest.fixture(scope="session")
def sdist(from_sdist):
    (path,) = from_sdist.glob("*.tar.gz")
    return path


@pytest.fixture(scope="session")
def wheel(tmp_path_factory):
    """The wheel, built from the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    build(folder, "--wheel")
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture(scope="session")
def environment(tmp_path_factory, wheel):
    """An environment with the wheel and what it asks for, and nothing else."""
    environment = Environment(tmp_path_factory.mktemp("environment") / "venv")
    environment.install("--constraint", ROOT / "constraints.txt", wheel)
    return environment


@pytest.fixture(scope="session", params=["wheel", "sdist"])
def project(request, environment, tmp_path_factory):
    """A bare Wagtail project with the app from the wheel, then from the sdist."""
    archive = request.getfixturevalue(request.param)
    environment.install("--no-deps", "--force-reinstall", archive)
    project = Project.start(
        environment, tmp_path_factory.mktemp(request.param) / "site"
    )
    project.follow_the_readme()
    project.manage("migrate", "--verbosity", "0")
    return project


@pytest.fixture(scope="session")
def served(project):
    """The project on air, with one live blog and one update: what ``publish``
    printed. ``project.get`` asks it."""
    published = project.publish()
    project.start_server()
    yield published
    project.stop_server()


@pytest.fixture
def browser(request):
    """The browser of the whole run. Not by a marker: with it these tests would come
    after all others, and every site would be made twice."""
    if find_browser() is None:
        pytest.skip(NO_BROWSER)
    return request.getfixturevalue("started_browser")


@pytest.fixture(scope="session")
def hard_environment(tmp_path_factory, environment):
    """The wheel, what it asks for, and what the harder site has."""
    hard = environment.copy(tmp_path_factory.mktemp("hard-environment") / "venv")
    hard.install("--constraint", ROOT / "constraints.txt", *OF_THE_SITE)
    return hard


@pytest.fixture(scope="session")
def hard_project(request, hard_environment, tmp_path_factory):
    """The harder site with two languages, to which the app has been added when it was
    in production already; ``homes`` are the ids of its home pages. On PostgreSQL where
    there is one; else, which the end of the run says loudly, on SQLite."""
    database = ""
    if find_service(POSTGRES) is not None:
        server = request.getfixturevalue("postgres_server")
        server.execute('CREATE DATABASE "newsdesk"')
        database = f"newsdesk {USER} {HOST} {server.port}"
    folder = tmp_path_factory.mktemp("hard") / "site"
    project = HardProject(hard_environment, folder, database)
    project.manage("migrate", "--verbosity", "0")
    project.homes = project.set_up()
    project.follow_the_readme()
    project.add_own_type()
    project.manage("migrate", "--verbosity", "0")
    project.manage("collectstatic", "--no-input", "--verbosity", "0")
    return project
