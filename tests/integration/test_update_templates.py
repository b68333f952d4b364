"""Templates for updates that recur: who makes them, and what begins with one."""

import json

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, ReferenceIndex

from tests.desk_forms import publish, url, words
from tests.factories import (
    LiveBlogPageFactory,
    SourceFactory,
    UserFactory,
    quote,
    text,
)
from tests.roles import sign_in
from wagtail_liveconflict.desk.composer import IN_PLACE
from wagtail_liveconflict.desk.update_templates import get_update_from
from wagtail_liveconflict.models import LiveUpdate, UpdateTemplate

pytestmark = pytest.mark.django_db


def admin_url(name, *args):
    return reverse(
        f"wagtailsnippets_wagtail_liveconflict_updatetemplate:{name}", args=args
    )


def make(name="Air alert", body=(), **fields):
    return UpdateTemplate.objects.create(
        name=name, body=json.dumps(list(body)), **fields
    )


def fill_in(*blocks, **fields):
    """What the form of a template posts."""
    data = publish(LiveBlogPageFactory(), *blocks, headline="")
    return {**data, "name": "Air alert", "byline": "desk", **fields}


def get_words(response):
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text().split())


@pytest.fixture
def noon(monkeypatch):
    """It is the third of May, 9:05 in UTC."""
    moment = timezone.datetime(2031, 5, 3, 9, 5, tzinfo=timezone.get_fixed_timezone(0))
    monkeypatch.setattr(timezone, "now", lambda: moment)
    return moment


def test_a_site_admin_makes_one(admin_client):
    """In the Live section; blocks that are to be filled in may be left empty."""
    response = admin_client.post(
        admin_url("add"),
        fill_in(
            words("Take shelter."),
            ("quote", {"text": "", "kind": "direct", "verb": "said"}),
            headline="Air  alert in Ternwell",
            note="Only once the siren is heard",
        ),
    )
    assert response.status_code == 302
    template = UpdateTemplate.objects.get()
    assert template.headline == "Air alert in Ternwell"
    assert [block.block_type for block in template.body] == ["text", "quote"]
    assert "Only once the siren is heard" in get_words(
        admin_client.get(admin_url("list"))
    )


@pytest.mark.parametrize(
    ("fields", "field", "message"),
    [
        ({"headline": "Air alert"}, "name", "already exists"),
        ({"name": " "}, "name", "required"),
        ({"name": "Flood"}, "headline", "needs a headline or some content"),
        ({"name": "Flood", "headline": "x", "byline": "us"}, "byline", "valid choice"),
        ({"name": "Flood", "headline": "x", "language": "qq"}, "language", "valid"),
    ],
)
def test_what_is_no_template_is_refused_at_its_field(
    admin_client, fields, field, message
):
    """A second one of the same name, one without a name, without content, or with
    what cannot be chosen."""
    make(headline="Air alert")
    response = admin_client.post(admin_url("add"), fill_in(**fields))
    assert message in str(response.context["form"].errors[field])
    assert UpdateTemplate.objects.count() == 1


def test_editors_use_them_and_do_not_change_them(editor_client, live_blog):
    """Changing takes Django's own permissions; whoever may write updates sees what
    there is, and starts from it."""
    template = make(headline="Air alert")
    for name, args in (("add", ()), ("edit", [template.pk]), ("delete", [template.pk])):
        for method in (editor_client.get, editor_client.post):
            response = method(admin_url(name, *args))
            assert response.status_code == 302
            assert response.url == reverse("wagtailadmin_home")
    assert UpdateTemplate.objects.get().headline == "Air alert"
    assert "Air alert" in get_words(editor_client.get(admin_url("list")))
    assert "Air alert" in get_words(editor_client.get(url("desk", live_blog.pk)))


def test_change_is_granted_as_for_any_other_record(editor, live_blog):
    """By Django's permission, to whoever the site admin wants."""
    template = make(headline="Air alert")
    editor.user_permissions.add(
        Permission.objects.get(codename="change_updatetemplate")
    )
    editing = sign_in(editor).get(admin_url("edit", template.pk))
    assert editing.status_code == 200


def test_who_writes_no_updates_sees_no_templates(live_blog):
    """The list is of no use to anybody else."""
    make()
    user = UserFactory(username="librarian")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    assert sign_in(user).get(admin_url("list")).status_code == 302


def get_links(response):
    soup = BeautifulSoup(response.content, "html.parser")
    return {link.get_text(): link["href"] for link in soup.select(".wlc-templates a")}


def test_desk_lists_them_as_plain_links(editor_client, live_blog):
    """In the order the site admin gives them, with the note; without a script each
    leads to a composer that begins with it."""
    last = make("What we know so far", headline="What we know", sort_order=2)
    first = make("Air alert", headline="Siren", note="Siren heard", sort_order=1)
    desk = url("desk", live_blog.pk)
    response = editor_client.get(desk)
    links = get_links(response)
    assert links == {
        "Air alert": f"{desk}?template={first.pk}",
        "What we know so far": f"{desk}?template={last.pk}",
    }
    assert list(links) == ["Air alert", "What we know so far"]
    assert "Siren heard" in get_words(response)
    chosen = editor_client.get(links["Air alert"])
    assert chosen.context["form"].initial["headline"] == "Siren"


def test_desk_without_templates_says_nothing_of_them(editor_client, live_blog):
    """No empty menu."""
    page = editor_client.get(url("desk", live_blog.pk)).content.decode()
    assert "wlc-templates" not in page


def test_an_update_begins_as_the_template_says(editor, live_blog):
    """With new blocks, under the name of who starts it; nothing is saved."""
    source = SourceFactory()
    template = make(
        headline="Air alert",
        body=[
            {**text("Take shelter."), "id": "3d0cf0b2-0001-4c0a-9a35-000000000001"},
            quote("", source=source, copied_from='{"source": 1}'),
        ],
        byline="authors",
        is_key_event=True,
    )
    update = get_update_from(template, live_blog, editor)
    assert (update.pk, update.live, update.page) == (None, False, live_blog)
    assert (update.owner, update.byline_names) == (editor, editor.get_full_name())
    assert (update.headline, update.is_key_event) == ("Air alert", True)
    first, second = update.body
    assert first.value.source == "<p>Take shelter.</p>"
    assert first.id != "3d0cf0b2-0001-4c0a-9a35-000000000001"
    assert second.value["source"] == source
    assert not second.value["copied_from"]
    assert LiveUpdate.objects.count() == 0


def test_one_with_a_headline_alone_is_ready_to_type(editor, live_blog):
    """With an empty text, as the empty composer has it."""
    update = get_update_from(make(headline="Air alert"), live_blog, editor)
    assert [block.block_type for block in update.body] == ["text"]


def test_time_and_date_are_those_of_the_live_blog(editor, root_page, noon, settings):
    """In its zone and its language, in the headline and in texts at once; other
    braces are left as they are, and so is what a source said."""
    settings.WAGTAIL_I18N_ENABLED = True
    settings.WAGTAIL_CONTENT_LANGUAGES = settings.LANGUAGES
    page = LiveBlogPageFactory(
        parent=root_page,
        time_zone="Asia/Tokyo",
        locale=Locale.objects.create(language_code="uk"),
    )
    template = make(
        headline="{time}: {place}, {date}",
        body=[text("At {time} on <b>{date}</b> {Time}"), quote("At {time}")],
    )
    update = get_update_from(template, page, editor)
    assert update.headline == "18:05: {place}, 3 травня"
    assert update.body[0].value.source == "<p>At 18:05 on <b>3 травня</b> {Time}</p>"
    assert update.body[1].value["text"] == "At {time}"
    template.refresh_from_db()
    assert template.headline == "{time}: {place}, {date}"


def test_offered_in_live_blogs_of_its_language(editor_client, root_page, settings):
    """One without a language is offered in all."""
    settings.WAGTAIL_I18N_ENABLED = True
    for language in ("en", "uk", ""):
        make(f"Alert {language}", headline="x", language=language)
    locale = Locale.objects.create(language_code="uk")
    for page, offered in (
        (LiveBlogPageFactory(parent=root_page), {"Alert en", "Alert "}),
        (
            LiveBlogPageFactory(parent=root_page, locale=locale),
            {"Alert uk", "Alert "},
        ),
    ):
        response = editor_client.get(url("desk", page.pk))
        assert set(get_links(response)) == offered


@pytest.mark.parametrize(
    "wanted", ["", "0", "999999", "-1", "1.5", "abc", "9" * 400, "²", "%00", "1,2"]
)
def test_an_address_that_names_none_opens_the_empty_composer(
    editor_client, live_blog, wanted
):
    """With a message, whether it was mistyped or deleted since."""
    response = editor_client.get(f"{url('desk', live_blog.pk)}?template={wanted}")
    assert response.status_code == 200
    assert response.context["form"].initial["headline"] == ""
    assert "This template is not there any more." in get_words(response)


def test_chosen_in_place(editor_client, live_blog):
    """What the desk's script asks for is the composer with the template in it."""
    template = make(headline="Air alert")
    response = editor_client.get(
        f"{url('desk', live_blog.pk)}?template={template.pk}", headers={IN_PLACE: "1"}
    )
    assert response.context["form"].initial["headline"] == "Air alert"
    assert response.context["composition_key"]


def test_published_it_is_an_update_like_any_other(editor_client, live_blog):
    """What is posted counts, and not what the template says by now."""
    template = make(headline="Air alert", is_key_event=True)
    editor_client.post(
        f"{url('desk', live_blog.pk)}?template={template.pk}",
        publish(live_blog, words("Shelters are open."), headline="Alert in the port"),
    )
    update = LiveUpdate.objects.get()
    assert (update.live, update.headline) == (True, "Alert in the port")
    assert update.is_key_event is False


def test_one_says_what_it_refers_to(admin_client):
    """Wagtail tells of it wherever the source is to be deleted."""
    source = SourceFactory()
    template = make(headline="Air alert", body=[quote("We sail.", source=source)])
    (reference,) = ReferenceIndex.get_references_to(source)
    assert reference.object_id == str(template.pk)


def test_the_list_costs_one_query(editor_client, live_blog):
    """However many templates there are, of whatever length."""

    def count():
        with CaptureQueriesContext(connection) as queries:
            editor_client.get(url("desk", live_blog.pk))
        asked = [q["sql"] for q in queries if "updatetemplate" in q["sql"]]
        assert all('"body"' not in sql for sql in asked)
        return len(queries), len(asked)

    make("Air alert", headline="x")
    count()
    before = count()
    for number in range(60):
        make(f"Alert {number}", [quote("x", source=SourceFactory())], headline="x")
    assert count() == before
    assert before[1] == 1
    response = editor_client.get(url("desk", live_blog.pk))
    assert len(get_links(response)) == 50
