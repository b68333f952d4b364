"""The newcomer's path in a bare ``wagtail start`` project: log in, create a live blog,
publish it, open the desk, publish an update, see it arrive."""

import pytest

from tests.packaging.newcomer import Newcomer

pytestmark = [pytest.mark.packaging, pytest.mark.timeout(900)]

MAKE_ADMIN = """
from django.contrib.auth import get_user_model
get_user_model().objects.create_superuser("admin", "a@newsroom.example", "newsroom-2026")
"""


@pytest.mark.parametrize("project", ["wheel"], indirect=True)
def test_an_update_reaches_a_page_that_is_open(project, served, browser):
    """After the README's five steps, and nothing else."""
    project.manage("shell", "--verbosity", "0", "--command", MAKE_ADMIN)
    newcomer = Newcomer(browser, project.url)
    url = newcomer.begin(served["home"], "The bridge", "liveblogpage", "newsroom-2026")
    newcomer.open_reader(url)
    newcomer.publish("The bridge is open")
    newcomer.see_it_arrive("The bridge is open")
    newcomer.close()
    assert newcomer.complaints == []
