"""The thread that purges: gathers, waits for nobody for ever, and is not inherited."""

import os
import subprocess
import sys
import threading

from tests.purges import PATIENCE, NotingBackend
from tests.tree import ROOT
from wagtail_liveconflict.purging.queue import PurgeQueue

FORK = """
import os, signal
import django
django.setup()
from wagtail_liveconflict.purging.queue import queue
queue._waiting = {"http://localhost/one/"}
queue._condition.acquire()
pid = os.fork()
if not pid:
    signal.alarm(20)
    os._exit(0 if queue.wait(0) else 1)
raise SystemExit(os.waitpid(pid, 0)[1])
"""


def test_what_comes_meanwhile_is_one_batch(settings, monkeypatch):
    """However many changes it is of, while a cache is still busy."""
    settings.WAGTAILFRONTENDCACHE = {
        "default": {"BACKEND": "tests.purges.NotingBackend"}
    }
    is_asked, may_answer, note = (
        *(threading.Event() for _ in "ab"),
        NotingBackend.purge_batch,
    )

    def answer(backend, urls):
        is_asked.set()
        assert may_answer.wait(PATIENCE)
        note(backend, urls)

    monkeypatch.setattr(NotingBackend, "purge_batch", answer)
    NotingBackend.batches.clear()
    one, two, three = (f"http://localhost/{name}/" for name in ("one", "two", "three"))
    fresh = PurgeQueue()
    fresh.add([one])
    assert is_asked.wait(PATIENCE)
    fresh.add([two, three])
    fresh.add([three])
    may_answer.set()
    assert fresh.wait(PATIENCE)
    assert NotingBackend.batches == [[one], [three, two]]


def test_a_cache_that_never_answers_is_left_behind(settings, monkeypatch, caplog):
    """Wagtail waits for it for ever. What comes later is purged all the same, and the
    log says so."""
    settings.WAGTAILFRONTENDCACHE = {
        "default": {"BACKEND": "tests.purges.NotingBackend"}
    }
    is_asked, may_answer, note = (
        *(threading.Event() for _ in "ab"),
        NotingBackend.purge_batch,
    )

    def hang_once(backend, urls):
        if not is_asked.is_set():
            is_asked.set()
            assert may_answer.wait(PATIENCE)
            return
        note(backend, urls)

    monkeypatch.setattr(NotingBackend, "purge_batch", hang_once)
    NotingBackend.batches.clear()
    fresh = PurgeQueue()
    fresh.add(["http://localhost/one/"])
    assert is_asked.wait(PATIENCE)
    monkeypatch.setattr("wagtail_liveconflict.purging.queue.PATIENCE", 0)
    fresh.add(["http://localhost/two/"])
    assert fresh.wait(PATIENCE)
    assert NotingBackend.batches == [["http://localhost/two/"]]
    assert "has not answered" in caplog.text
    may_answer.set()


def test_a_forked_process_begins_anew():
    """With nothing to purge, and with a lock that nobody holds."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    done = subprocess.run(
        [sys.executable, "-c", FORK], cwd=ROOT, env=environment, check=False
    )
    assert done.returncode == 0
