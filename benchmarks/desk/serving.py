"""The server's part: ``python -m benchmarks.desk.serving PAGE RUNS``.

Asks the desk's own views what the browser asks them, in this process and without a
socket, and prints JSON: for each kind of request its queries (transactions' own
statements aside), the bytes of its answer, and the milliseconds of each run: by the clock, and of
this process's CPU (SQLite works in it, PostgreSQL beside it).
"""

import json
import os
import sys
import time
from collections import defaultdict
from uuid import uuid4

import django

from .filling import EDITOR

TRANSACTIONS = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")


class Refused(Exception):
    """An answer that is not the one whose cost is measured."""


def check(response, condition, what: str):
    if not condition:
        raise Refused(f"{what}: {response.status_code} {response.content[-500:]!r}")
    return response


class Desk:
    """What a browser asks at the desk of one live blog. Its acts make one
    request each and return the answer."""

    def __init__(self, page_id: int):
        from django.contrib.auth import get_user_model
        from django.test import Client

        from tests.desk_forms import url
        from wagtail_liveconflict.models import LiveBlogPage

        self.page = LiveBlogPage.objects.get(pk=page_id)
        self.client = Client()
        self.client.force_login(get_user_model().objects.get(username=EDITOR))
        self.desk_url = url("desk", page_id)
        self.stream_url = url("stream", page_id)
        self.edit_url = ""
        self.form, self.etag = {}, ""

    def list_acts(self) -> dict:
        """Every kind of request once, in an editor's order: name -> the method."""
        return {
            "open the desk": self.open,
            "refresh the stream": self.refresh,
            "refresh it, nothing new": self.refresh_again,
            "save a draft first": self.save,
            "save it again": self.save_again,
            "publish what was saved": self.publish_saved,
            "publish at once": self.publish,
        }

    def open(self):
        response = self.client.get(self.desk_url)
        return check(response, b"data-edit-form" in response.content, "desk")

    def refresh(self):
        headers = {"X-Liveconflict-Stream": "1"}
        response = self.client.get(self.stream_url, headers=headers)
        self.etag = response.headers.get("ETag", "")
        return check(response, self.etag, "stream")

    def refresh_again(self):
        headers = {"X-Liveconflict-Stream": "1", "If-None-Match": self.etag}
        response = self.client.get(self.stream_url, headers=headers)
        return check(response, response.status_code == 304, "unchanged stream")

    def compose(self):
        from tests.desk_forms import compose, words

        from ..payload import get_words

        key = str(uuid4())
        text = words(get_words(0))
        # Of another length than the rest, see benchmarks/README.md.
        headline = f"The ferry {key} runs"
        return compose(self.page, text, headline=headline, composition=key)

    def save(self):
        from tests.desk_forms import url

        self.form = self.compose()
        response = self._post(self.desk_url, self.form)
        self.edit_url = url("edit", self._note(response)["pk"])
        return response

    def save_again(self):
        self.form["headline"] += " again"
        response = self._post(self.edit_url, self.form)
        self._note(response)
        return response

    def publish_saved(self):
        form = self.form | {"action-publish": "1"}
        return self._post_in_place(self.edit_url, form)

    def publish(self):
        form = self.compose() | {"action-publish": "1"}
        return self._post_in_place(self.desk_url, form)

    def _post(self, url, form, **headers):
        headers = {"Accept": "application/json", **headers}
        response = self.client.post(url, form, headers=headers)
        kind = response.headers.get("Content-Type", "")
        check(response, kind.startswith("application/json"), "save")
        return check(response, response.json()["success"], "save")

    def _post_in_place(self, url, form):
        from wagtail_liveconflict.desk.composer import IN_PLACE

        headers = {IN_PLACE: "1", "X-Requested-With": "XMLHttpRequest"}
        response = self._post(url, form, **headers)
        return check(response, response.json()["is_composed"], "publication")

    def _note(self, response):
        """What the next request has to say of this one."""
        answer = response.json()
        revision = str(answer["revision_id"])
        self.form |= {
            "overwrite_revision_id": revision,
            "loaded_revision_id": revision,
            "loaded_revision_created_at": answer["revision_created_at"],
        }
        return answer


def measure(page_id: int, runs: int) -> dict:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    desk = Desk(page_id)
    figures = defaultdict(lambda: {"queries": 0, "bytes": 0, "times": [], "cpu": []})
    # Once without being measured: what is read for the first time is read then.
    for act in desk.list_acts().values():
        act()
    for name, act in desk.list_acts().items():
        with CaptureQueriesContext(connection) as queries:
            response = act()
        figures[name]["bytes"] = len(response.content)
        figures[name]["queries"] = sum(
            not query["sql"].startswith(TRANSACTIONS) for query in queries
        )
    for _run in range(runs):
        for name, act in desk.list_acts().items():
            start, cpu = time.perf_counter(), time.process_time()
            act()
            figures[name]["cpu"].append(1000 * (time.process_time() - cpu))
            figures[name]["times"].append(1000 * (time.perf_counter() - start))
    return figures


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.desk.settings")
    django.setup()
    page_id, runs = map(int, sys.argv[1:])
    sys.stdout.write(json.dumps(measure(page_id, runs)) + "\n")


if __name__ == "__main__":
    main()
