import subprocess
import sys

import pytest

from tests.packaging.site import Environment, Project
from tests.tree import ROOT


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
    project = Project(environment, tmp_path_factory.mktemp(request.param) / "site")
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
