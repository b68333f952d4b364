"""JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/), as one more of Django's feeds."""

import json

from django.utils.feedgenerator import SyndicationFeed
from django.utils.html import strip_tags


class JsonFeed(SyndicationFeed):
    """Takes what :class:`~.feeds.Atom` takes."""

    name = "json"
    content_type = "application/feed+json; charset=utf-8"

    def write(self, outfile, encoding):
        json.dump(self._describe(), outfile, ensure_ascii=False)

    def _describe(self):
        feed = self.feed
        head = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": str(feed["title"]),
            "home_page_url": feed["link"],
            "feed_url": feed["feed_url"],
            "description": str(feed["description"] or ""),
            "language": feed["language"],
            "authors": _name(feed["author_name"]),
        }
        items = [self._describe_item(item) for item in self.items]
        return {**_without_empty(head), "items": items}

    def _describe_item(self, item):
        html = str(item["content"])
        return _without_empty(
            {
                "id": item["unique_id"],
                "url": item["link"],
                "title": str(item["title"]),
                "content_html": html,
                "content_text": " ".join(strip_tags(html).split()),
                "date_published": item["pubdate"].isoformat(timespec="seconds"),
                "date_modified": item["updateddate"].isoformat(timespec="seconds"),
                "authors": _name(item["author_name"]),
                "tags": [str(tag) for tag in item["categories"]],
            }
        )


def _name(name):
    return [{"name": str(name)}] if name else []


def _without_empty(values):
    return {name: value for name, value in values.items() if value}
