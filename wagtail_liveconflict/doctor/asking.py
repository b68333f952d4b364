"""Asks the running site by HTTP, as a reader's browser does."""

import http.client
import json
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from .probing import Failed

#: Seconds for one answer.
_TIMEOUT = 5
_AGENT = "wagtail-liveconflict doctor"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes

    def read_json(self) -> dict:
        """The body where it is a JSON object, else an empty one."""
        try:
            value = json.loads(self.body)
        except ValueError:
            return {}
        return value if isinstance(value, dict) else {}


@contextmanager
def open_response(url: str, **headers) -> Iterator[http.client.HTTPResponse]:
    """The response, not read yet. Raises :class:`Failed` where nothing answers."""
    parts = urlsplit(url)
    kind = (
        http.client.HTTPSConnection
        if parts.scheme == "https"
        else http.client.HTTPConnection
    )
    connection = kind(parts.netloc, timeout=_TIMEOUT)
    path = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
    try:
        connection.request("GET", path, headers={"User-Agent": _AGENT, **headers})
        yield connection.getresponse()
    except (OSError, http.client.HTTPException) as error:
        raise Failed(
            f"{url}: {error or type(error).__name__}",
            "Is the site running there? Name its address by --url.",
        ) from error
    finally:
        connection.close()


def ask(url: str) -> Answer:
    with open_response(url) as response:
        return Answer(response.status, response.headers, response.read())


def explain(answer: Answer, url: str) -> list[str]:
    """Lines for people about an answer that nobody wanted."""
    lines = [f"{url} answers {answer.status}"]
    if target := answer.headers.get("Location"):
        lines.append(f"It leads to {urljoin(url, target)}: name that site by --url.")
    elif answer.status == 400:
        lines.append("Is the host in ALLOWED_HOSTS?")
    elif answer.status == 404:
        lines.append(
            "Is wagtail_liveconflict.urls installed there, and the same database used?"
        )
    return lines


def read_event_ids(response: http.client.HTTPResponse, seconds: float) -> Iterator[str]:
    """The ids of server-sent events, as they come, for so many seconds."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            line = response.readline()
        except TimeoutError:
            return
        if not line:
            return
        name, _, value = line.decode("utf-8", "replace").partition(":")
        if name == "id":
            yield value.strip()
