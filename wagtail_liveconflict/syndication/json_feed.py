"""JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/), as one more of Django's feeds."""

import json

from django.utils.feedgenerator import SyndicationFeed
from django.utils.html import strip_tags


class JsonFeed(SyndicationFeed):
    """Takes what :class:`~.feeds.Atom` takes."""

    name = "json"
    content_type = "application/feed+json; charset=utf-8"

    def write(self, outfile, encoding):
        text = json.dumps(self._describe(), ensure_ascii=False)
        # Django gives a file of text, or of bytes, by the feed's encoding.
        outfile.write(text)

    def _describe(self):
        feed = self.feed
        return _without_empty(
            {
                "version": "https://jsonfeed.org/version/1.1",
                "title": str(feed["title"]),
                "home_page_url": feed["link"],
                "feed_url": feed["feed_url"],
                "description": str(feed["description"] or ""),
                "language": feed["language"],
                "authors": _name(feed["author_name"]),
                "items": [self._describe_item(item) for item in self.items],
            }
        ) | ({} if self.items else {"items": []})

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
