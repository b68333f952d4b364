"""The list of sources in the admin: what it shows, and how a source is found."""

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    PartyFactory,
    PublishedUpdateFactory,
    SourceFactory,
    UserFactory,
    quote,
)
from tests.sources import CANARIES, form_data, source_with, url
from wagtail_liveconflict.models import Source, SourceAssessment, SourceHandle

pytestmark = pytest.mark.django_db


def find(client, query="", **filters):
    """Names of the sources that the list shows."""
    page = client.get(url("list"), {"q": query, **filters})
    assert page.status_code == 200
    soup = BeautifulSoup(page.content, "html.parser")
    return [
        cell.get_text(strip=True) for cell in soup.select("td.title .title-wrapper")
    ]


def test_list_shows_public_facts_and_usage(editor_client, live_blog):
    """Kind, affiliation, party, handles, and in how many updates it is quoted, each
    update once, with a link to which."""
    source = source_with(
        ("telegram", "riverwire"),
        name="River Wire",
        kind="channel",
        affiliation="River Press",
        party=PartyFactory(name="Left bank"),
    )
    words = [quote("First.", source=source), quote("Second.", source=source)]
    PublishedUpdateFactory(page=live_blog, body=words)
    PublishedUpdateFactory(page=live_blog, body=[quote("Third.", source=source)])
    html = editor_client.get(url("list")).content.decode()
    for shown in ("River Wire", "Channel", "River Press", "Left bank"):
        assert shown in html
    assert "Telegram: riverwire" in html
    link = BeautifulSoup(html, "html.parser").find("a", href=url("usage", source.pk))
    assert link.get_text(strip=True) == "quoted in 2 updates"
    assert editor_client.get(url("usage", source.pk)).status_code == 200


def test_usage_is_counted_at_once(editor_client, live_blog):
    """The list costs the same number of queries for one source as for ten."""

    def count():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            editor_client.get(url("list"))
        return len(queries)

    def add():
        source = source_with(("x", f"name{Source.objects.count()}"))
        PublishedUpdateFactory(page=live_blog, body=[quote("Words.", source=source)])

    add()
    count()
    few = count()
    for _number in range(9):
        add()
    assert count() == few


@pytest.mark.parametrize(
    "query",
    [
        "River",
        "river wi",
        "@riverwire",
        "riverwire",
        "riverw",
        "https://t.me/riverwire",
        "t.me/riverwire/512",
        "Northern Pre",
        "river_news",
        "Ріка",
        "рік",
    ],
)
def test_found_by_name_handle_and_affiliation(
    editor_client, query, django_capture_on_commit_callbacks
):
    """By the beginning of a name, a handle (also as an address) or an affiliation,
    in any script."""
    with django_capture_on_commit_callbacks(execute=True):
        source_with(
            ("telegram", "riverwire"),
            ("x", "river_news"),
            name="River Wire (Ріка)",
            affiliation="Northern Press House",
        )
        SourceFactory(name="The mayor", affiliation="Town council")
    assert find(editor_client, query) == ["River Wire (Ріка)"]


@pytest.mark.parametrize("query", ['"', "' OR", "*", "a:b AND (", "@", "%", "\\"])
def test_any_query_is_answered(editor_client, query):
    """What search engines take for their own language is no error."""
    SourceFactory(name="River Wire")
    assert find(editor_client, query) == []
    find(editor_client, f"{query}\0")


def test_found_right_after_its_handle_was_saved(
    editor_client, django_capture_on_commit_callbacks
):
    """In the form, by code, and after a handle was taken away again."""
    with django_capture_on_commit_callbacks(execute=True):
        editor_client.post(url("add"), form_data(("telegram", "@RiverWire")))
    assert find(editor_client, "@riverwire") == ["River Wire"]
    source = Source.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        SourceHandle.objects.create(source=source, platform="x", handle="wire_news")
    assert find(editor_client, "wire_news") == ["River Wire"]
    with django_capture_on_commit_callbacks(execute=True):
        SourceHandle.objects.filter(platform="x").get().delete()
    assert find(editor_client, "wire_news") == []


def test_filters(editor_client):
    """By kind, party and platform, also while searching."""
    party = PartyFactory()
    source_with(("telegram", "one"), ("x", "one"), name="Wire one", kind="channel")
    source_with(("x", "two"), name="Wire two", kind="outlet", party=party)
    call_command("update_index", verbosity=0)
    assert find(editor_client, kind="channel") == ["Wire one"]
    assert find(editor_client, party=party.pk) == ["Wire two"]
    assert find(editor_client, platform="telegram") == ["Wire one"]
    assert sorted(find(editor_client, platform="x")) == ["Wire one", "Wire two"]
    assert find(editor_client, "wire", platform="telegram") == ["Wire one"]
    assert find(editor_client, "wire", kind="outlet", party=party.pk) == ["Wire two"]


def test_nothing_internal_in_list_and_export(admin_client):
    """No grade, no note and no colleague, in the list, the usage, or any export."""
    source = source_with(("x", "riverwire"))
    colleague = UserFactory(username="canary-colleague")
    SourceAssessment.objects.create(
        source=source,
        reliability="A",
        notes="canary-notes",
        identity_known_to=colleague,
    )
    answers = [
        admin_client.get(url("list")),
        admin_client.get(url("list_results")),
        admin_client.get(url("usage", source.pk)),
        admin_client.get(url("list"), {"export": "csv"}),
    ]
    for answer in answers:
        text = answer.getvalue().decode()
        assert answer.status_code == 200
        assert not [word for word in CANARIES if word in text]


def test_labels_of_a_party_are_edited_inline(editor_client):
    """In the party's own form, one row a language."""
    from django.urls import reverse
    from wagtail.test.utils.form_data import inline_formset, nested_form_data

    party = PartyFactory(name="Left bank", slug="left")
    address = reverse(
        "wagtailsnippets_wagtail_liveconflict_party:edit", args=[party.pk]
    )
    rows = [{"language": "en", "label": "the left bank"}]
    data = {"name": "Left bank", "slug": "left", "labels": inline_formset(rows)}
    assert 'name="labels-TOTAL_FORMS"' in editor_client.get(address).content.decode()
    assert editor_client.post(address, nested_form_data(data)).status_code == 302
    assert party.labels.get().label == "the left bank"
