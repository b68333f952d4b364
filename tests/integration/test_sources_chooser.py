"""The dialog in which a quote's source is chosen or created."""

import json

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.desk_forms import url as desk_url
from tests.factories import (
    LiveBlogPageFactory,
    LiveUpdateFactory,
    PartyFactory,
    PublishedUpdateFactory,
    SourceFactory,
    quote,
)
from tests.sources import CANARIES, chooser_url, source_with
from wagtail_liveconflict.models import Source, SourceAssessment

pytestmark = pytest.mark.django_db


def open_dialog(client, name="choose", data=None, **headers):
    response = client.get(chooser_url(name), data or {}, **headers)
    assert response.status_code == 200
    html = response.content.decode()
    return json.loads(html)["html"] if name == "choose" else html


def read_groups(html):
    """Names of the sources under each heading of the dialog."""
    soup = BeautifulSoup(html, "html.parser")
    groups, heading = {}, ""
    for element in soup.select("h2.w-h3, td.title"):
        if element.name == "h2":
            heading = element.get_text(strip=True)
        else:
            name = element.get_text(" ", strip=True)
            groups.setdefault(heading, []).append(name)
    return groups


@pytest.fixture
def quoted(live_blog):
    """Sources in the order in which the live blog last quoted them, last first."""
    sources = [SourceFactory(name=f"Quoted {number}") for number in range(7)]
    for source in sources[:-1]:
        words = [quote("Words.", source=source)]
        PublishedUpdateFactory(page=live_blog, body=words)
    # Once more, and the very last in a draft.
    words = [quote("Again.", source=sources[2])]
    PublishedUpdateFactory(page=live_blog, body=words)
    LiveUpdateFactory(page=live_blog, body=[quote("Draft.", source=sources[6])])
    return ["Quoted 6", "Quoted 2", "Quoted 5", "Quoted 4", "Quoted 3"]


def test_last_used_in_this_live_blog_come_first(editor_client, live_blog, quoted):
    """At most five, newest first, each once, drafts included; none of another blog."""
    other = LiveBlogPageFactory()
    elsewhere = SourceFactory(name="Quoted elsewhere")
    PublishedUpdateFactory(page=other, body=[quote("Words.", source=elsewhere)])
    groups = read_groups(open_dialog(editor_client, data={"live_blog": live_blog.pk}))
    assert groups["Last quoted in this live blog"] == quoted
    assert groups["Other sources"] == ["Quoted 0", "Quoted 1", "Quoted elsewhere"]


def test_matches_used_in_this_live_blog_come_first(
    editor_client, live_blog, django_capture_on_commit_callbacks
):
    """While searching, the blog's own stand before better matches."""
    with django_capture_on_commit_callbacks(execute=True):
        SourceFactory(name="Aaron Reed")
        ours = SourceFactory(name="Zoe Reed")
    PublishedUpdateFactory(page=live_blog, body=[quote("Words.", source=ours)])
    data = {"live_blog": live_blog.pk, "q": "reed"}
    groups = read_groups(open_dialog(editor_client, "choose_results", data))
    assert groups == {
        "Quoted in this live blog": ["Zoe Reed"],
        "Other sources": ["Aaron Reed"],
    }


@pytest.mark.parametrize("opened_on", ["desk", "update"])
def test_live_blog_is_read_from_the_address_of_the_desk(
    editor_client, live_blog, quoted, opened_on
):
    """A chooser that does not say where it is, such as one of a site's own block,
    gets the same order on both screens of the desk."""
    update = live_blog.live_updates.first()
    address = desk_url("desk", live_blog.pk)
    if opened_on == "update":
        address = desk_url("edit", update.pk)
    html = open_dialog(editor_client, HTTP_REFERER=f"http://testserver{address}")
    assert read_groups(html)["Last quoted in this live blog"] == quoted


@pytest.mark.parametrize(
    "data",
    [{}, {"live_blog": "x"}, {"live_blog": "999999"}, {"live_blog": "9" * 40}],
)
def test_without_a_live_blog_there_is_one_list(editor_client, quoted, data):
    """Outside the desk, or with an address that makes no sense."""
    referer = "http://testserver/admin/pages/"
    groups = read_groups(open_dialog(editor_client, data=data, HTTP_REFERER=referer))
    assert list(groups) == [""]
    assert len(groups[""]) == 7


def test_another_section_does_not_learn_who_is_quoted(live_blog, quoted):
    """Whoever may not write in a live blog gets no list of whom its drafts quote."""
    from django.contrib.auth.models import Group, Permission

    from tests.factories import UserFactory

    user = UserFactory()
    group = Group.objects.create(name="Archive")
    for codename in ("access_admin", "view_source"):
        group.permissions.add(Permission.objects.get(codename=codename))
    user.groups.add(group)
    client = Client()
    client.force_login(user)
    html = open_dialog(client, data={"live_blog": live_blog.pk})
    assert "Last quoted" not in html


def test_live_blog_goes_along(editor_client, live_blog):
    """Searching, paging and creating keep to the live blog."""
    html = open_dialog(editor_client, data={"live_blog": live_blog.pk})
    soup = BeautifulSoup(html, "html.parser")
    for form in soup.find_all("form"):
        assert f"live_blog={live_blog.pk}" in form["action"]


def test_two_of_one_name_can_be_told_apart(editor_client):
    """By kind, role, affiliation and handles; who is anonymous is marked."""
    source_with(
        ("telegram", "quill"),
        name="Ada Quill",
        role="harbour master",
        affiliation="Port of Ternwell",
    )
    SourceFactory(name="Ada Quill", kind="anonymous", role="", affiliation="")
    soup = BeautifulSoup(open_dialog(editor_client), "html.parser")
    rows = [row.get_text(" ", strip=True) for row in soup.select("tbody tr")]
    assert any(
        "Person harbour master, Port of Ternwell Telegram: quill" in row for row in rows
    )
    marked = soup.select("td strong")
    assert [mark.get_text(strip=True) for mark in marked] == ["Anonymous"]


def test_dialog_costs_the_same_at_any_size(editor_client, live_blog):
    """However many sources and updates there are."""

    def count():
        with CaptureQueriesContext(connection) as queries:
            open_dialog(editor_client, data={"live_blog": live_blog.pk})
        return len(queries)

    def add():
        party = PartyFactory()
        source = source_with(("x", f"name{Source.objects.count()}"), party=party)
        PublishedUpdateFactory(page=live_blog, body=[quote("Words.", source=source)])

    for _number in range(6):
        add()
    count()
    few = count()
    for _number in range(6):
        add()
    assert count() == few


def create(client, **fields):
    data = {"kind": "channel", "name": "River Wire", "grammatical_gender": "", **fields}
    return json.loads(client.post(chooser_url("create"), data).content)


def test_create_with_its_first_handle(writer):
    """Public facts and one handle; whoever may write updates may do it."""
    client = Client()
    client.force_login(writer)
    party = PartyFactory()
    answer = create(
        client,
        role="desk",
        affiliation="River Press",
        party=str(party.pk),
        description="a river channel",
        grammatical_gender="plural",
        language="uk",
        platform="telegram",
        handle="https://t.me/RiverWire",
    )
    source = Source.objects.get()
    assert answer["step"] == "chosen"
    assert answer["result"]["id"] == str(source.pk)
    assert (source.role, source.party, source.language) == ("desk", party, "uk")
    assert source.grammatical_gender == "plural"
    assert str(source.handles.get()) == "Telegram: riverwire"


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"platform": "x", "handle": "@Taken"}, "“The old record” has this handle"),
        ({"platform": "x", "handle": "https://t.me/name"}, "no name in this address"),
        ({"handle": "name"}, "Say on which platform."),
        ({"platform": "x"}, "Say the name on this platform."),
        (
            {"kind": "anonymous", "platform": "x", "handle": "name"},
            "would lead to who this is",
        ),
        ({"name": ""}, "This field is required."),
    ],
)
def test_create_says_what_is_wrong(editor_client, fields, message):
    """In the same dialog, with what was typed; nothing is saved."""
    source_with(("x", "taken"), name="The old record")
    answer = create(editor_client, description="typed words", **fields)
    assert answer["step"] == "reshow_creation_form"
    assert message in answer["htmlFragment"]
    assert "typed words" in answer["htmlFragment"]
    assert Source.objects.count() == 1


def test_nothing_internal_in_the_dialog(admin_client, admin):
    """The dialog neither shows nor asks for what only the newsroom may know."""
    source = source_with(("x", "riverwire"))
    SourceAssessment.objects.create(
        source=source, reliability="A", notes="canary-notes"
    )
    html = open_dialog(admin_client)
    html += admin_client.get(chooser_url("chosen", source.pk)).content.decode()
    assert not [word for word in CANARIES if word in html]
    assert 'name="reliability"' not in html
