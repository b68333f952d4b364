"""A page of a site with a cookie notice, as a browser opens it."""

import json
from copy import deepcopy
from urllib.parse import unquote

from django.conf import settings
from wagtail.models import Site

from wagtail_liveconflict.models import CookieNotice, CookiePurpose

COOKIE = "liveconflict_consent"
SIZES = [(390, 844), (1300, 900)]

BASE = """{%% load wagtail_liveconflict_tags %%}<!doctype html>
<html lang="en" dir="%(direction)s">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>The river crossing</title>
    <style>body { background: Canvas; color: CanvasText; } a { color: inherit; }</style>
    %(head)s
  </head>
  <body>
    <main>
      <h1>The river crossing</h1>
      %(body)s
    </main>
    <footer>
      <a id="last" href="/about/">About</a>
      %(footer)s
    </footer>
    {%% cookie_notice %%}
  </body>
</html>
"""
LINK = (
    '<button id="link" type="button" data-liveconflict-cookie-settings hidden>'
    "What I allow</button>"
)
PARAGRAPHS = "".join(
    f'<p>The ferry runs every hour, and the quay is open. <a id="a{n}" href="#a{n}">'
    f"More of it {n}</a></p>"
    for n in range(40)
)


def set_notice(mode: str, purposes=("statistics", "marketing"), **fields):
    """Let the one site have a notice."""
    site = Site.objects.get()
    notice, _is_new = CookieNotice.objects.update_or_create(
        site=site, defaults={"mode": mode, **fields}
    )
    for order, code in enumerate(purposes):
        CookiePurpose.objects.get_or_create(
            notice=notice, code=code, defaults={"sort_order": order}
        )
    return notice


def make_theme(folder, *, head="", body=PARAGRAPHS, footer="", direction="ltr") -> list:
    """Template settings of a site whose pages look like this."""
    parts = {"head": head, "body": body, "footer": footer, "direction": direction}
    (folder / "base.html").write_text(BASE % parts)
    templates = deepcopy(settings.TEMPLATES)
    templates[0]["DIRS"] = [folder]
    return templates


def read_cookie(page):
    """What the browser has stored of the choice; None without one."""
    for cookie in page.context.cookies():
        if cookie["name"] == COOKIE:
            return json.loads(unquote(cookie["value"]))
    return None


def get_region(page):
    return page.get_by_role("region", name="Cookies")


def press(page, name: str) -> None:
    get_region(page).get_by_role("button", name=name).click()


# Each time that consent is told, from the first on.
LISTEN = """window.told = [];
document.addEventListener('liveconflict:consent', ({ detail }) => {
  window.told.push(detail.purposes);
});"""
