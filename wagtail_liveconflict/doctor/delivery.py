"""Probes of the ways on which a change reaches open pages. Each appends a throw-away
change to a feed that nobody sees (``DeliveryProbe``), and waits for it."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.cache import caches
from django.core.cache.backends.dummy import DummyCache
from django.core.cache.backends.locmem import LocMemCache
from django.urls import NoReverseMatch, reverse
from django.utils.crypto import get_random_string

from ..checks.delivery import get_cache_class
from ..conf import conf
from ..delivery.announcing import announce
from ..delivery.backends import load_backend
from ..delivery.cursor import Cursor
from ..delivery.message import CONTENT_TYPE
from ..models import DeliveryProbe
from ..reader.delta import build_answer
from ..reader.feeds import get_public_feed
from .asking import Answer, ask, explain, open_response, read_event_ids
from .probing import Doubtful, Failed, Probe, Skipped
from .site import STATIC_FILES

# Seconds.
_PATIENCE = 10
_BETWEEN = 0.2
#: A listener that has heard nothing for so long has nothing in store.
_QUIET = 0.5
#: A change is promised within a second, on its way through caches within five.
_SLOW = 5
_CACHE_KEY = "liveconflict_doctor:"


def get_delivery_probes(addresses: list[str]) -> list[Probe]:
    probes = [
        Probe("change log", check_log),
        Probe("hint", check_hint),
        Probe("shared cache", check_cache),
    ]
    for address in addresses:
        probes += [
            Probe(f"polling {address}", partial(check_polling, address)),
            Probe(f"stream {address}", partial(check_stream, address)),
            Probe(f"static files {address}", partial(check_static, address)),
        ]
    return probes


@contextmanager
def probing() -> Iterator[DeliveryProbe]:
    """The hidden feed, which is gone afterwards."""
    probe = DeliveryProbe.begin()
    try:
        yield probe
    finally:
        DeliveryProbe.objects.filter(pk=probe.pk).delete()


def make_change(probe: DeliveryProbe) -> str:
    """One throw-away change. Returns the cursor that it brings."""
    if not probe.step():
        raise Failed("another doctor has begun meanwhile; run one at a time")
    announce(DeliveryProbe.PAGE_ID)
    return f"{probe.epoch}-{probe.cursor + 1}"


def check_log() -> str:
    """Whether this process finds a change, without any server."""
    with probing() as probe:
        wanted = make_change(probe)
        feed = get_public_feed(DeliveryProbe.PAGE_ID)
        answer = build_answer(feed, Cursor(probe.epoch, probe.cursor)) if feed else None
    if answer is None or answer.cursor != wanted:
        raise Failed("a change that was just made is not found in the database")
    return "a change is found"


def check_hint() -> str:
    """Whether the backend wakes who listens."""
    backend = load_backend()
    name = type(backend).__name__
    listening, woken = threading.Event(), threading.Event()

    def listen():
        listener = backend.listen()
        try:
            # What it hears first may only say that it listens.
            while _wait(listener, _QUIET) < _QUIET:
                pass
            listening.set()
            if _wait(listener, _PATIENCE) < _PATIENCE:
                woken.set()
        finally:
            listener.close()

    thread = threading.Thread(target=listen, name="doctor: listening", daemon=True)
    thread.start()
    if not listening.wait(_PATIENCE):
        raise Failed(f"{name} does not begin to listen")
    began = time.monotonic()
    backend.announce(DeliveryProbe.PAGE_ID)
    if not woken.wait(_PATIENCE):
        raise Failed(f"{name} carries no hint: streams are a second late")
    backend.close()
    return f"{name} woke a listener after {time.monotonic() - began:.3f} seconds"


def _wait(listener, seconds: float) -> float:
    began = time.monotonic()
    listener.wait(seconds)
    return time.monotonic() - began


def check_cache() -> str:
    """Whether another process reads what this one has written."""
    alias = conf.LIVECONFLICT_CACHE
    backend = get_cache_class(alias)
    name = backend.__name__ if backend else alias
    if backend is None or issubclass(backend, LocMemCache | DummyCache):
        # No need to try.
        return _tell_of_cache(name, is_shared=False)
    if not os.environ.get("DJANGO_SETTINGS_MODULE"):
        raise Skipped("DJANGO_SETTINGS_MODULE is not set")
    token, value = get_random_string(12), get_random_string(12)
    cache = caches[alias]
    cache.set(_CACHE_KEY + token, value, timeout=60)
    try:
        command = [sys.executable, "-m", "django", "liveconflict_doctor"]
        done = subprocess.run(  # noqa: S603 - its own command
            [*command, "--read-cache", token],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        cache.delete(_CACHE_KEY + token)
    if done.returncode:
        raise Failed(f"another process cannot be started: {done.stderr[-300:]}")
    return _tell_of_cache(name, is_shared=done.stdout.strip() == value)


def _tell_of_cache(name: str, *, is_shared: bool) -> str:
    if is_shared:
        return f"{name} is shared between processes"
    line = f"{name} is not shared: each process renders every update itself"
    if settings.DEBUG:
        raise Skipped(line)
    raise Doubtful(line)


def read_cache(token: str) -> str:
    """What another process has written; "" where it is not found."""
    return caches[conf.LIVECONFLICT_CACHE].get(_CACHE_KEY + token) or ""


def join_below(address: str, path: str) -> str:
    """The URL of ``path`` on a site that may stand below a path itself, of which this
    command only knows where ``FORCE_SCRIPT_NAME`` says it."""
    prefix = urlsplit(address).path.rstrip("/")
    if path.startswith("/") and not path.startswith(("//", f"{prefix}/")):
        path = prefix + path
    return urljoin(address, path)


def get_url(address: str, kind: str, cursor: str) -> str:
    try:
        path = reverse(
            f"wagtail_liveconflict:{kind}", args=[DeliveryProbe.PAGE_ID, cursor]
        )
    except NoReverseMatch:
        raise Skipped("the delivery URLs are not installed") from None
    return join_below(address, path)


def _await_cursor(url: str, cursor: str) -> Answer:
    """Ask until the answer has the cursor, as an open page does."""
    until = time.monotonic() + _PATIENCE
    while True:
        answer = ask(url)
        if answer.status == 200 and answer.read_json().get("cursor") == cursor:
            return answer
        if time.monotonic() > until or answer.status not in (200, 404):
            break
        time.sleep(_BETWEEN)
    if answer.status == 200 and answer.read_json():
        raise Failed(f"{url} does not tell of a change within {_PATIENCE} seconds")
    raise Failed(*explain(answer, url))


def check_polling(address: str) -> str:
    with probing() as probe:
        before = str(probe)
        # An address that is new with each run: what a cache holds of an earlier one
        # says nothing.
        url = get_url(address, "changes", before)
        answer = _await_cursor(url, before)
        began = time.monotonic()
        _await_cursor(url, make_change(probe))
        seconds = time.monotonic() - began
    lines = find_faults(answer)
    if seconds > _SLOW:
        lines.append(f"a change took {seconds:.1f} seconds: what keeps it that long?")
    if lines:
        raise Doubtful(*lines)
    through = " through a cache" if "Age" in answer.headers else ""
    return f"a change arrived after {seconds:.1f} seconds{through}"


def find_faults(answer: Answer) -> list[str]:
    """What stands between us and a cache, in the headers as they arrive here."""
    control = answer.headers.get("Cache-Control", "")
    words = {word.strip().lower() for word in control.split(",")}
    lines = []
    if "max-age=1" not in words or words & {"private", "no-store", "no-cache"}:
        lines.append(f"Cache-Control arrives as “{control}”: something changes it")
    if "Set-Cookie" in answer.headers:
        lines.append("a cookie is set with it: caches will not keep it")
    vary = answer.headers.get("Vary", "").lower().replace(" ", "").split(",")
    if extra := set(vary) - {"", "accept-encoding"}:
        lines.append(f"Vary names {', '.join(sorted(extra))}: caches keep many copies")
    if not answer.headers.get("Content-Type", "").startswith(CONTENT_TYPE):
        lines.append("it does not arrive as JSON")
    return lines


def check_stream(address: str) -> str:
    with probing() as probe:
        before = str(probe)
        offer = _await_cursor(get_url(address, "changes", before), before)
        if "liveconflict-stream" not in offer.headers:
            raise Skipped("the site offers no streams there; open pages poll")
        url = get_url(address, "stream", before)
        with open_response(url, Accept="text/event-stream") as response:
            if response.status == 204:
                raise Skipped("no stream is given there; open pages poll")
            if response.status != 200:
                raise Failed(
                    *explain(Answer(response.status, response.headers, b""), url)
                )
            ids = read_event_ids(response, _PATIENCE)
            if next(ids, None) != before:
                raise Failed("a stream is opened, and nothing comes", _HELD_BACK)
            wanted = make_change(probe)
            began = time.monotonic()
            if wanted not in ids:
                raise Failed("a change does not come by the open stream", _HELD_BACK)
            return f"a change arrived after {time.monotonic() - began:.3f} seconds"


_HELD_BACK = "A proxy may hold it back: it must not buffer or compress these answers."


def check_static(address: str) -> str:
    for name in STATIC_FILES:
        path = staticfiles_storage.url(name)
        # Where STATIC_URL is not relative, they are beside a site below a path.
        for url in dict.fromkeys([join_below(address, path), urljoin(address, path)]):
            answer = ask(url)
            if answer.status == 200 and answer.body:
                break
        else:
            raise Failed(f"{url} answers {answer.status}")
    return "served"
