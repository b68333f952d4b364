"""The reference of the doctor says what the code says."""

import re

from tests.tree import ROOT
from wagtail_liveconflict.doctor.delivery import get_delivery_probes
from wagtail_liveconflict.doctor.site import get_site_probes
from wagtail_liveconflict.management.commands.liveconflict_doctor import Command

REFERENCE = (ROOT / "docs/reference/doctor.md").read_text(encoding="utf-8")
ADDRESS = "http://news.example"


def test_every_probe_is_in_the_reference():
    """Both ways, in the order in which they run."""
    probes = [*get_site_probes(), *get_delivery_probes([ADDRESS])]
    names = [
        probe.name.replace(f" {ADDRESS}", ", for each address") for probe in probes
    ]
    table = REFERENCE.partition("## What it tries")[2]
    rows = re.findall(r"^\| ([a-z][^|]+?) \|", table, re.MULTILINE)
    assert rows == names


def test_every_option_is_in_the_reference_and_explained_by_the_command():
    """Those for people."""
    options = {
        action.option_strings[0]: action.help
        for action in Command()
        .create_parser("manage.py", "liveconflict_doctor")
        ._actions
        if action.option_strings
    }
    written = set(re.findall(r"^\| `(--[a-z]+)", REFERENCE, re.MULTILINE))
    ours = {"--url", "--offline", "--limit", "--json"}
    assert written == ours
    assert all(options[name] for name in ours)
