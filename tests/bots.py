"""A program that writes through Wagtail's API v3 with its user's token."""

import json

from django.test import Client
from wagtail.models import APIToken

API = "/api/v3"


class Bot:
    def __init__(self, user):
        self.user = user
        _token, self.secret = APIToken.create_token(user=user, name="a bot")
        self.client = Client(headers={"authorization": f"Bearer {self.secret}"})

    def get(self, path, **parameters):
        return self.client.get(f"{API}/{path}", parameters)

    def send(self, method, path, body=None, *, key=None, raw=None):
        headers = {"idempotency-key": key} if key else {}
        data = json.dumps(body) if raw is None else raw
        return self.client.generic(
            method,
            f"{API}/{path}",
            data if body is not None or raw is not None else b"",
            content_type="application/json",
            headers=headers,
        )

    def post(self, path, body=None, **kwargs):
        return self.send("POST", path, body, **kwargs)

    def write(self, page, status=201, key=None, **fields):
        """A new update; by default a draft with a headline."""
        fields = {"headline": "The ferry runs", **fields}
        response = self.post(f"live_blogs/{page.pk}/updates/", fields, key=key)
        assert response.status_code == status, response.content
        return response.json()

    def edit(self, draft, status=200, key=None, **fields):
        response = self.send(
            "PATCH",
            f"live_updates/{draft['id']}/draft/",
            {"based_on": draft["revision"], **fields},
            key=key,
        )
        assert response.status_code == status, response.content
        return response.json()

    def do(self, draft, verb, body=None, status=200, key=None):
        response = self.post(f"live_updates/{draft['id']}/{verb}/", body, key=key)
        assert response.status_code == status, response.content
        return response.json()


def text(words):
    return {"type": "text", "value": f"<p>{words}</p>"}


def get_errors(answer) -> list[tuple]:
    """Code and place of each error, as ``(code, "body.0.value")``."""
    return [
        (error["type"], ".".join(map(str, error["loc"]))) for error in answer["errors"]
    ]
