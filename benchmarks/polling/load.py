"""Questions, and wrk to ask them."""

import http.client
import json
import re
import shutil
import subprocess
from dataclasses import dataclass, field

from ..processes import HOST, request

_UNITS = {"us": 0.001, "ms": 1, "s": 1000, "m": 60_000}


@dataclass(frozen=True)
class Question:
    """One request and what a right answer looks like."""

    name: str
    path: str
    body: bytes
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    #: A whole page: told apart by its size, since it is not the same every time.
    is_page: bool = False


def make_questions(port: int, page_id: int) -> list[Question]:
    """What polling pages ask, with the answers that ``port`` gives: every other
    server has to give the same bytes."""
    prefix = f"/live/{page_id}/changes"
    cursor = _get_cursor(port, f"{prefix}/0/")
    epoch, _dash, number = cursor.partition("-")
    current = f"{prefix}/{cursor}/"
    status, headers, body = request(port, "GET", current)
    if status != 200:
        raise RuntimeError(f"{current} answered {status}")
    before = f"{prefix}/{epoch}-{int(number) - 1}/"
    return [
        Question("nothing new", current, body),
        Question(
            "not modified",
            current,
            b"",
            status=304,
            headers={"If-None-Match": headers["ETag"]},
        ),
        Question("one new", before, request(port, "GET", before)[2]),
    ]


def _get_cursor(port: int, path: str) -> str:
    return json.loads(request(port, "GET", path)[2])["cursor"]


def find_difference(port: int, question: Question) -> str | None:
    """Why the answer of ``port`` is not the same work, or None."""
    connection = http.client.HTTPConnection(HOST, port, timeout=30)
    try:
        connection.request("GET", question.path, headers=question.headers)
        response = connection.getresponse()
        body = response.read()
    finally:
        connection.close()
    if response.status != question.status:
        return f"answers {response.status} where {question.status} is right"
    if not question.is_page and body != question.body:
        return f"answers other bytes ({len(body):,} of {len(question.body):,})"
    return None


def ask(port: int, question: Question, connections: int, seconds: int) -> dict:
    """Ask with wrk. Requests per second, latencies in milliseconds, failures."""
    wrk = shutil.which("wrk")
    if not wrk:
        raise RuntimeError("wrk is not installed")
    command = [wrk, "-t1", f"-c{connections}", f"-d{seconds}s", "--latency"]
    command += ["--timeout", "10s"]
    for name, value in question.headers.items():
        command += ["-H", f"{name}: {value}"]
    output = subprocess.run(  # noqa: S603 - wrk with our own address
        [*command, f"http://{HOST}:{port}{question.path}"],
        check=True,
        capture_output=True,
        text=True,
        timeout=seconds + 60,
    ).stdout
    return _read(output)


def _read(output: str) -> dict:
    failed = _find(r"Non-2xx or 3xx responses: (\d+)", output)
    sockets = re.search(
        r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", output
    )
    return {
        "per_second": _find(r"Requests/sec:\s+([\d.]+)", output),
        "requests": int(_find(r"(\d+) requests in", output)),
        "median": _find_latency("50%", output),
        "p99": _find_latency("99%", output),
        "failed": int(failed or 0),
        "socket_errors": sum(map(int, sockets.groups())) if sockets else 0,
    }


def _find(pattern: str, output: str) -> float | None:
    match = re.search(pattern, output)
    return float(match[1]) if match else None


def _find_latency(share: str, output: str) -> float | None:
    match = re.search(rf"{share}\s+([\d.]+)(us|ms|s|m)\b", output)
    return float(match[1]) * _UNITS[match[2]] if match else None
