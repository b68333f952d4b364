"""What the site does for its own pages: ``python -m tests.hostsite.measure`` writes it as
JSON, by the name of the work."""

import json
import re
import sys

import django
from django.core.management import call_command

#: Numbers, tokens and moments that differ from one run to the next.
_CHANGING = re.compile(
    r'csrfmiddlewaretoken" value="\w+|data-\w*csrf[\w-]*="\w+|csrfToken": "\w+|'
    r"\d{4}-\d\d-\d\d[T ][\d:.+Z]+|\b\w{3}\.? \d+, \d{4}, [\d:]+ [ap]\.m\."
)


def make_site():
    from django.contrib.auth import get_user_model
    from wagtail.models import Collection, Locale, Page, Site

    call_command("migrate", run_syncdb=True, verbosity=0, skip_checks=True)
    Page.objects.all().delete()
    Locale.objects.get_or_create(language_code="en")
    Collection.add_root(name="Root")
    home = Page.add_root(title="Root", slug="root").add_child(title="Home", slug="home")
    Site.objects.all().delete()
    Site.objects.create(hostname="testserver", root_page=home, is_default_site=True)
    get_user_model().objects.create_superuser("chief", "chief@example.org", "chief")
    return home


def add_report(home, **fields):
    from tests.hostsite.models import ReportPage

    body = json.dumps([{"type": "text", "value": "<p>The bridge is open.</p>"}])
    return home.add_child(instance=ReportPage(title="The bridge", body=body, **fields))


def measure(results, name, work):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        response = work()
    tables = [query["sql"] for query in queries]
    results[name] = {"queries": len(tables), "statements": tables}
    if hasattr(response, "headers"):
        body = response.content.decode()
        results[name] |= {
            "status": response.status_code,
            "bytes": len(response.content),
            "body": _CHANGING.sub("", body),
            "headers": sorted(response.headers),
            "cookies": sorted(response.cookies),
            "files": sorted({*re.findall(r'(?:src|href)="(/static/[^"]+)"', body)}),
        }


def measure_reader(results, home):
    from django.test import Client

    page = add_report(home, slug="read")
    reader = Client()
    reader.get(page.url)
    measure(results, "a reader opens a report", lambda: reader.get(page.url))
    measure(results, "a reader asks for what is not", lambda: reader.get("/no/"))


def measure_admin(results, home):
    from django.test import Client

    page = add_report(home, slug="edited")
    client = Client()
    client.login(username="chief", password="chief")
    for name, path in (
        ("the explorer", f"/admin/pages/{home.pk}/"),
        ("a report in the editor", f"/admin/pages/{page.pk}/edit/"),
        ("the admin's home", "/admin/"),
    ):
        client.get(path)
        measure(results, name, lambda path=path: client.get(path))


def measure_saving(results, home):
    from wagtail.images import get_image_model
    from wagtail.images.tests.utils import get_test_image_file
    from wagtail.models import Page

    def publish(page):
        page.save_revision().publish()

    def reload():
        return Page.objects.get(slug="saved").specific

    def rename(page):
        page.slug = "saved"
        publish(page)

    section = home.add_child(instance=Page(title="World", slug="world"))
    page = add_report(home, slug="first")
    publish(page)
    measure(results, "a draft of a report", page.save_revision)
    measure(results, "a report published again", lambda: publish(page))
    measure(results, "a report renamed", lambda: rename(page))
    page = reload()
    measure(results, "a report moved", lambda: page.move(section, pos="last-child"))
    page = reload()
    measure(results, "a report unpublished", page.unpublish)
    page = reload()
    measure(results, "a report deleted", page.delete)
    image = get_image_model()(title="A quay")
    image.file = get_test_image_file()
    measure(results, "a picture uploaded", image.save)
    image.title = "Another quay"
    measure(results, "a picture given another title", image.save)
    image.focal_point_x = image.focal_point_y = 10
    measure(results, "a picture given another focus", image.save)
    measure_documents(results)


def measure_documents(results):
    from django.core.files.base import ContentFile
    from wagtail.documents import get_document_model

    document = get_document_model()(title="A list")
    document.file = ContentFile(b"Dear colleagues,", name="list.txt")
    measure(results, "a document uploaded", document.save)
    document.title = "Another list"
    measure(results, "a document given another title", document.save)
    document.file = ContentFile(b"Dear readers,", name="list.txt")
    measure(results, "a document given another file", document.save)


def main():
    django.setup()
    results = {}
    home = make_site()
    for group in (measure_reader, measure_admin, measure_saving):
        group(results, home)
    json.dump(results, sys.stdout)


if __name__ == "__main__":
    main()
