"""The doctor finds out whether changes arrive, on sites that really run."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from tests.servers.raw_http import fetch
from tests.servers.site import Gunicorn, Uvicorn
from tests.services.local_server import PATIENCE
from tests.tree import ROOT

COMMAND = [sys.executable, "-m", "django", "liveconflict_doctor"]
HIDDEN = "/live/0/changes/0/"


def begin(site, *arguments):
    return subprocess.Popen(
        [*COMMAND, *arguments],
        cwd=ROOT,
        env={**os.environ, **site.get_environment("doctor")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def examine(site, *arguments):
    """The results by name, and the command's exit code."""
    command = begin(site, "--json", *arguments)
    output, errors = command.communicate(timeout=120)
    assert output, errors
    found = json.loads(output)
    assert found["ok"] is (command.returncode == 0)
    return {probe["name"]: probe for probe in found["probes"]}, command.returncode


def get_statuses(results, url):
    """Of what was asked by HTTP."""
    return {
        name.removesuffix(f" {url}"): probe["status"]
        for name, probe in results.items()
        if name.endswith(url)
    }


@pytest.mark.parametrize(
    ("name", "backend"),
    [
        ("sqlite, in process", "InProcessBackend"),
        ("postgres, postgres", "PostgresBackend"),
        ("postgres, redis", "RedisBackend"),
    ],
)
def test_a_site_is_examined_on_every_way_it_has(get_site, serve, name, backend):
    """A change arrives by polling and by a stream, and the backend's hint is heard;
    files that this server does not have fail, and so does the command."""
    site = get_site(name)
    server = serve(Uvicorn, site)
    results, code = examine(site, "--url", server.url)
    assert backend in results["hint"]["lines"][0]
    for probe in ("hint", "change log", "migrations", "clocks", "files of pictures"):
        assert results[probe]["status"] == "ok", results[probe]
    assert get_statuses(results, server.url) == {
        "polling": "ok",
        "stream": "ok",
        "static files": "failed",
    }
    assert code == 1


def test_nothing_is_left_of_it(get_site, serve, crowd):
    """Neither for readers nor for the next who looks."""
    site = get_site("sqlite, in process")
    server = serve(Uvicorn, site)
    examine(site, "--url", server.url)
    until = time.monotonic() + PATIENCE
    while (answer := crowd.run(fetch(server.port, HIDDEN))).status != 404:
        # What was followed in memory a moment ago.
        assert time.monotonic() < until
    assert json.loads(answer.body) == {"error": "not found"}


def test_killed_in_the_middle_it_does_no_harm(get_site, serve, crowd):
    """The hidden feed tells a cursor and nothing else; the next run begins anew."""
    site = get_site("sqlite, in process")
    server = serve(Uvicorn, site)
    # Two addresses of one site, so that there is more to be killed in.
    command = begin(site, "--url", server.url, "--url", server.url + "/nowhere/else")
    until = time.monotonic() + 60
    while (answer := crowd.run(fetch(server.port, HIDDEN))).status != 200:
        assert time.monotonic() < until
        assert command.poll() is None
    assert set(json.loads(answer.body)) == {"cursor", "wait"}
    command.send_signal(signal.SIGKILL)
    command.communicate(timeout=PATIENCE)
    results, _code = examine(site, "--url", server.url)
    assert get_statuses(results, server.url)["polling"] == "ok"


def test_a_site_without_streams_is_not_blamed(get_site, serve):
    """On WSGI the stream is skipped."""
    site = get_site("sqlite, in process")
    server = serve(Gunicorn, site)
    results, _code = examine(site, "--url", server.url)
    statuses = get_statuses(results, server.url)
    assert (statuses["polling"], statuses["stream"]) == ("ok", "skipped")


def test_a_site_that_does_not_answer_has_failed(get_site):
    """With the address that was asked."""
    site = get_site("sqlite, in process")
    results, code = examine(site, "--url", "http://127.0.0.1:9")
    probe = results["polling http://127.0.0.1:9"]
    assert probe["status"] == "failed"
    assert "127.0.0.1:9" in probe["lines"][0]
    assert code == 1


def test_offline_it_asks_nobody_and_may_be_content(get_site):
    """What is told by a table, for people."""
    site = get_site("sqlite, in process")
    site.editor.open_blog().publish()
    command = begin(site, "--offline")
    output, errors = command.communicate(timeout=60)
    assert command.returncode == 0, output + errors
    assert "http" not in output
    assert "change log" in output
