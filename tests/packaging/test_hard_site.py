"""The installed app in a site that is in production: a base page and an article type of
its own, two sites in two languages, PostgreSQL, a policy with nonces, hashed files only,
a prefix, Wagtail below a path of its own."""

import json
import re
import urllib.request
from urllib.parse import urlsplit

import pytest

from scripts.ensure_services import POSTGRES
from tests.packaging.hard_project import PASSWORD, PREFIX
from tests.packaging.newcomer import Newcomer

# To make the site takes its time on a small machine.
pytestmark = [pytest.mark.packaging, pytest.mark.timeout(900)]

PUBLISH_IN_ARABIC = """
import json, swapper
from articles.models import OurLive
from wagtail_liveconflict.editorial import publish_update, start_blog
from wagtail_liveconflict.models import LiveUpdate

home = swapper.load_model("wagtailcore", "Page").objects.get(pk={home})
page = OurLive(title="المعبر", slug="crossing", locale=home.locale)
home.add_child(instance=page)
start_blog(page)
body = json.dumps([{{"type": "text", "value": "<p>عاد المعبر إلى العمل.</p>"}}])
update = LiveUpdate(page=page, headline="أول قارب", body=body)
update.save()
publish_update(update)
print(json.dumps({{"page": page.pk, "update": update.pk, "url": page.full_url}}))
"""


@pytest.fixture(scope="module")
def on_air(hard_project):
    hard_project.start_server()
    yield hard_project
    hard_project.stop_server()


@pytest.fixture(scope="module")
def arabic(hard_project):
    """A live blog with one update on the Arabic site."""
    home = hard_project.homes["ar"]
    return hard_project.run_code(PUBLISH_IN_ARABIC.format(home=home))


def test_it_is_on_postgres(hard_project):
    """Skipped, loudly, where there is none; the rest then holds for SQLite."""
    if not hard_project.variables["NEWSDESK_POSTGRES"]:
        pytest.skip(POSTGRES.missing)
    assert "postgres" in hard_project.manage(
        *("shell", "--verbosity", "0", "--command"),
        "from django.db import connection; print(connection.vendor)",
    )


def test_checks_are_clean(hard_project):
    """Of an installation that is about to go out, too."""
    hard_project.manage("check", "--deploy", "--fail-level", "WARNING")


def test_no_migration_is_missing(hard_project):
    """Neither of the app, whose pages are the site's own base pages here, nor of the
    site, whose live blog is of its own type."""
    hard_project.manage("makemigrations", "--check", "--dry-run")


def test_an_update_reaches_a_page_that_is_open(on_air, browser):
    """Below the prefix, below the path that Wagtail has, on a page of the site's own
    type; the policy has nothing to complain of, and all files have hashed names. Then
    the same page again, without slashes, and under a policy with 'strict-dynamic'."""
    newcomer = Newcomer(browser, on_air.url)
    url = newcomer.begin(on_air.homes["en"], "The bridge", "ourlive", PASSWORD)
    assert urlsplit(url).path == f"{PREFIX}/news/the-bridge/"
    response = newcomer.open_reader(url)
    assert "'nonce-" in response.headers["content-security-policy"]
    files = re.findall(r'"([^"]*/static/wagtail_liveconflict/[^"]*)"', response.text())
    assert files
    assert all(re.search(r"\.[0-9a-f]{12}\.\w+$", file) for file in files), files
    newcomer.publish("The bridge is open")
    newcomer.see_it_arrive("The bridge is open")

    on_air.stop_server()
    on_air.start_server(NEWSDESK_SLASH="no")
    newcomer.open_reader(url.rstrip("/"))
    newcomer.publish("A second lane opens")
    newcomer.see_it_arrive("A second lane opens")

    on_air.stop_server()
    on_air.start_server(NEWSDESK_POLICY="strict-dynamic")
    response = newcomer.open_reader(url)
    assert "'strict-dynamic'" in response.headers["content-security-policy"]
    newcomer.publish("Lorries may cross")
    newcomer.see_it_arrive("Lorries may cross")
    newcomer.close()
    assert newcomer.complaints == []


def test_the_second_site_has_its_own_language(on_air, arabic):
    """Its address is below the language's prefix, its words are in that language; the
    delta, whose address all languages share, too."""
    path = urlsplit(arabic["url"]).path
    assert path == f"{PREFIX}/ar/news/crossing/"
    assert urlsplit(arabic["url"]).hostname == "localhost"
    address = f"http://localhost:{on_air.port}"
    with urllib.request.urlopen(address + path) as response:  # noqa: S310
        html = response.read().decode()
    assert '<html lang="ar" dir="rtl">' in html
    assert "عاد المعبر إلى العمل." in html
    status, body = on_air.get(f"/live/{arabic['page']}/changes/0/")
    assert status == 200
    (update,) = json.loads(body)["updates"]
    assert update["id"] == arabic["update"]
    # Links lead to the site that the page is on.
    assert f"http://localhost:{on_air.port}{path}updates/" in update["html"]


@pytest.mark.parametrize("slash", ["yes", "no"])
def test_addresses_below_the_page_answer(hard_project, arabic, slash):
    """With slashes and without: permalink, archive, feeds, claims, corrections."""
    code = f"""
import json
from django.test import Client
client = Client(SERVER_NAME="localhost", SERVER_PORT={hard_project.port})
below = ["", "updates/{arabic["update"]}/", "page/1/", "claims/", "corrections/",
         "feed/atom/", "feed/rss/", "feed/json/"]
url = "/ar/news/crossing/"
found = {{}}
for path in below:
    response = client.get(url + path, headers={{"x-forwarded-proto": "https"}})
    found[path] = response.status_code
print(json.dumps(found))
"""
    output = hard_project.manage(
        *("shell", "--verbosity", "0", "--command", code), NEWSDESK_SLASH=slash
    )
    found = json.loads(output.strip().splitlines()[-1])
    assert set(found.values()) == {200}, found


def test_plain_hashed_files_do_as_well(hard_project):
    """Django's own ManifestStaticFilesStorage, without WhiteNoise's."""
    code = """
import json
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
print(json.dumps(staticfiles_storage.url("wagtail_liveconflict/reader.js")))
"""
    storage = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
    variables = {"NEWSDESK_STORAGE": storage, "NEWSDESK_STATIC_ROOT": "plain-root"}
    hard_project.manage("collectstatic", "--no-input", "--verbosity=0", **variables)
    output = hard_project.manage(
        *("shell", "--verbosity", "0", "--command", code), **variables
    )
    url = json.loads(output.strip().splitlines()[-1])
    name = url.removeprefix(f"{PREFIX}/static/")
    assert (hard_project.folder / "plain-root" / name).exists()
    assert re.search(r"\.[0-9a-f]{12}\.js$", name)
