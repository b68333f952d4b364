"""The desk of a site, used as a browser uses it."""

import http.cookiejar
import re
import urllib.parse
import urllib.request

from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from tests.factories import PASSWORD

DESK = "/admin/snippets/wagtail_liveconflict/liveupdate"


class Chief:
    """Somebody who may do all. ``url``: address of the site, without a slash."""

    def __init__(self, url):
        self._url = url
        cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self._browser = urllib.request.build_opener(cookies)
        self.sign_in()

    def get(self, path):
        return self._browser.open(self._url + path, timeout=30)

    def post(self, path, data):
        with self.get(path) as page:
            token = re.search(rb'csrfmiddlewaretoken" value="(\w+)"', page.read())
        data = {**data, "csrfmiddlewaretoken": token[1].decode()}
        body = urllib.parse.urlencode(data).encode()
        return self._browser.open(self._url + path, body, timeout=30)

    def sign_in(self):
        data = {"username": "chief", "password": PASSWORD}
        with self.post("/admin/login/?next=/admin/", data) as answer:
            assert answer.url == f"{self._url}/admin/"

    def publish(self, blog, headline):
        form = {
            "headline": headline,
            "byline": "authors",
            "byline_names": "Ida Marsh",
            "live-blog": str(blog.page_id),
            "body": streamfield([("text", rich_text("<p>The ferry runs.</p>"))]),
            "action-publish": "1",
        }
        path = f"{DESK}/desk/{blog.page_id}/"
        with self.post(path, nested_form_data(form)) as answer:
            assert answer.url == f"{self._url}{path}"
