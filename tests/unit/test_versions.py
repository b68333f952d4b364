"""What is said to be supported, what is tested, and what is written about it."""

import re

import pytest

from scripts.edge_environment import find_interpreter, get_fingerprint, make_environment
from scripts.edges import (
    EDGES,
    HIGHEST,
    LOWEST,
    RUN_HERE,
    RUN_THERE,
    Edge,
    get_lower_bounds,
    read_project,
)
from scripts.run_edge import choose_python
from tests.tree import ROOT

NOWHERE = Edge("nowhere", "3.99", "7.4", "5.2", "SQLite")
PAGE = ROOT / "docs/explanation/versions.md"
WORKFLOW = ROOT / ".github/workflows/versions.yml"


def read_classifiers(framework):
    """The versions after ``framework`` in the classifiers of pyproject.toml."""
    pattern = re.compile(re.escape(framework) + r" :: (\d[\d.]*)")
    found = (pattern.fullmatch(line) for line in read_project()["classifiers"])
    # "3" says that there is a Python 3 at all.
    return {match[1] for match in found if match} - {"3"}


def read_pins(edge):
    lines = (ROOT / edge.pins).read_text().splitlines()
    pins = (line.split("==") for line in lines if not line.startswith("#"))
    return {name.lower(): version for name, version in pins}


def read_table(heading):
    """The rows of the table below a heading of the page, without the first."""
    part = PAGE.read_text().split(f"## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in part.splitlines() if line.startswith("|")][2:]
    return [[cell.strip(" `") for cell in line.strip("|").split("|")] for line in lines]


@pytest.mark.parametrize(
    ("framework", "part"),
    [
        ("Programming Language :: Python", "python"),
        ("Framework :: Django", "django"),
    ],
)
def test_every_version_in_the_metadata_is_tested(framework, part):
    """And none that is not in the metadata."""
    tested = {getattr(edge, part) for edge in EDGES.values()}
    assert read_classifiers(framework) == tested


def test_every_wagtail_in_the_metadata_is_tested():
    """Its classifiers have the first number only."""
    tested = {edge.wagtail.split(".")[0] for edge in EDGES.values()}
    assert read_classifiers("Framework :: Wagtail") == tested


def test_the_lowest_edge_has_every_lower_bound():
    """Of Python, of each dependency and of each extra: a bound that nobody has tried
    is a guess."""
    bounds = get_lower_bounds()
    assert read_project()["requires-python"] == f">={LOWEST.python}"
    assert (bounds["wagtail"], bounds["django"]) == (LOWEST.wagtail, LOWEST.django)
    pins = read_pins(LOWEST)
    pinned = {name: re.sub(r"(\.0)+$", "", pins[name]) for name in bounds}
    assert pinned == {name: re.sub(r"(\.0)+$", "", v) for name, v in bounds.items()}


def test_the_highest_edge_has_the_newest_series():
    pins = read_pins(HIGHEST)
    for name in ("wagtail", "django"):
        series = getattr(HIGHEST, name)
        assert pins[name].startswith(f"{series}.")
        assert series == max(getattr(edge, name) for edge in EDGES.values())


def test_the_workflow_runs_the_other_edges():
    """Those of scripts/edges.py, by the same verb of make."""
    text = WORKFLOW.read_text()
    rows = re.findall(r"- \{ (edge: .*) \}", text)
    found = [dict(re.findall(r'(\w+): "?([\w.-]+)', row)) for row in rows]
    assert found == [
        {
            "edge": edge.name,
            "python": edge.python,
            "wagtail": edge.wagtail,
            "django": edge.django,
            "database": edge.database,
        }
        for edge in RUN_THERE
    ]
    assert "run: make test-edge EDGE=${{ matrix.edge }}\n" in text
    assert "run: bash .ci/run\n" in text


def test_the_two_outer_edges_are_run_by_every_ci():
    """The lowest by a verb of its own, the highest as the run on PostgreSQL."""
    assert "\nmake test-lowest\n" in (ROOT / ".ci/run").read_text()
    makefile = (ROOT / "Makefile").read_text()
    assert "ON_POSTGRES = $(PY) -m scripts.run_edge highest --or-own\n" in makefile
    recipe = makefile.split("\ntest: ")[1].split("\n\n")[0]
    assert "$(ON_POSTGRES)" in recipe


def test_the_workflow_trusts_nobody_more_than_it_must():
    """Each action by the whole name of a commit, with its version beside it; nothing
    is granted but reading the code."""
    text = WORKFLOW.read_text()
    used = re.findall(r"uses: (.*)", text)
    pinned = r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+"
    assert used
    assert [line for line in used if not re.fullmatch(pinned, line)] == []
    assert "\npermissions: {}\n" in text
    assert set(re.findall(r"^ +([\w-]+): (?:read|write)\b", text, re.M)) == {"contents"}
    assert "write" not in text
    assert "cancel-in-progress: true" in text
    assert text.count("persist-credentials: false") == text.count("actions/checkout@")


def test_the_page_says_what_is_supported():
    """The same versions as the metadata."""
    said = {row[0]: re.findall(r"\d+\.\d+", row[1]) for row in read_table("Supported")}
    for name in ("Python", "Wagtail", "Django"):
        tested = {getattr(edge, name.lower()) for edge in EDGES.values()}
        assert set(said[name]) == tested, name


def test_the_page_says_what_is_tested_where():
    """Every edge, and which of them each change runs."""
    found = {row[0]: row[1:] for row in read_table("Tested")}
    assert found == {
        edge.name: [
            edge.python,
            edge.wagtail,
            edge.django,
            edge.database,
            "every change" if edge in RUN_HERE else "GitHub",
        ]
        for edge in EDGES.values()
    }


def test_the_page_gives_a_reason_for_each_lower_bound():
    found = {row[0]: row[1] for row in read_table("Lower bounds")}
    assert found == get_lower_bounds()
    assert all(row[2] for row in read_table("Lower bounds"))


def test_a_machine_without_the_python_says_so(capfd):
    """Loudly; and runs the tests with what there is where it was told to."""
    assert find_interpreter(NOWHERE.python) is None
    assert make_environment(NOWHERE) is None
    assert choose_python(NOWHERE, or_own=False) is None
    assert "NO PYTHON 3.99: THE EDGE" in capfd.readouterr().out
    assert choose_python(NOWHERE, or_own=True) is not None
    assert "IS USED INSTEAD" in capfd.readouterr().out


def test_an_environment_is_made_anew_when_its_recipe_changes():
    """Another edge or other pins: another fingerprint; the same: the same."""
    prints = {get_fingerprint(edge) for edge in EDGES.values()}
    assert len(prints) == len(EDGES)
    assert get_fingerprint(LOWEST) == get_fingerprint(LOWEST)
