"""Every state of the reader's page: accessible, valid, and no wider than its window."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests import html_checker
from tests.acceptance.reader_states import NAMES, States

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    # The server is told to be away.
    pytest.mark.allows_console_errors,
]
WIDTHS = {
    "desktop": {"width": 1300, "height": 900},
    "phone": {"width": 390, "height": 844},
    # Also what is left of 1280 pixels at 400 %.
    "smallest": {"width": 320, "height": 256},
}


@pytest.fixture
def states(restored_db, settings):
    settings.LIVECONFLICT_POLL_SECONDS = 3600
    settings.LIVECONFLICT_PAGE_SIZE = 4
    return States()


def find_problems(page):
    found = Axe().run(page)
    return [
        f"{problem['id']}: {node['html'][:160]} {node['failureSummary'][:200]}"
        for problem in found.response["violations"]
        for node in problem["nodes"]
    ]


@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing(states, new_page, width):
    """In no state, by any of its rules, best practice included; and nothing hangs out
    sideways."""
    found = {}
    for name in NAMES:
        page = states.open(name, lambda: new_page(viewport=WIDTHS[width]))
        found[name] = find_problems(page)
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            found[name].append("wider than its window")
        page.close()
    assert {name: problems for name, problems in found.items() if problems} == {}


@pytest.mark.skipif(not html_checker.is_there(), reason=html_checker.MISSING)
def test_every_state_is_valid_html(states, new_page, tmp_path):
    """The Nu HTML checker finds no error in what the server sent, nor in what the
    script has made of it."""
    for name in NAMES:
        page = states.open(name, new_page)
        (tmp_path / f"{name}-now.html").write_text(page.content())
        sent = page.request.get(page.url).text()
        (tmp_path / f"{name}-sent.html").write_text(sent)
        page.close()
    assert html_checker.find_errors(tmp_path) == []
