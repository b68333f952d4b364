"""The feeds of a live blog, as somebody who follows them gets them."""

import datetime as dt
from email.utils import parsedate_to_datetime

from defusedxml import ElementTree
from django.test import Client

ATOM = "{http://www.w3.org/2005/Atom}"
KINDS = ["atom", "rss"]


def get(page, kind="atom", **headers):
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    return Client().get(f"{page.url}feed/{kind}/", headers=headers)


def read(page, kind="atom"):
    """The entries of a feed, as dicts."""
    response = get(page, kind)
    assert response.status_code == 200
    root = ElementTree.fromstring(response.content)
    if kind == "atom":
        return [
            {
                "title": entry.findtext(f"{ATOM}title"),
                "html": entry.findtext(f"{ATOM}content"),
                "link": entry.find(f"{ATOM}link").get("href"),
                "id": entry.findtext(f"{ATOM}id"),
                "published": dt.datetime.fromisoformat(
                    entry.findtext(f"{ATOM}published")
                ),
                "updated": dt.datetime.fromisoformat(entry.findtext(f"{ATOM}updated")),
                "author": entry.findtext(f"{ATOM}author/{ATOM}name"),
                "categories": [c.get("term") for c in entry.iter(f"{ATOM}category")],
            }
            for entry in root.iter(f"{ATOM}entry")
        ]
    return [
        {
            "title": item.findtext("title"),
            "html": item.findtext("description"),
            "link": item.findtext("link"),
            "id": item.findtext("guid"),
            "published": parsedate_to_datetime(item.findtext("pubDate")),
            "categories": [c.text for c in item.iter("category")],
        }
        for item in root.iter("item")
    ]
