"""Contested names among Wagtail's content checks, and on the preview."""

import json
import re

import pytest
from wagtail.admin.userbar import ContentCheckerItem

from tests.desk_forms import compose, url, words
from tests.factories import PublishedUpdateFactory, text
from wagtail_liveconflict.desk.content_checks import add_contested_names
from wagtail_liveconflict.models import ContestedName, HouseForm

pytestmark = pytest.mark.django_db


@pytest.fixture
def ternwell(db):
    name = ContestedName.objects.create(term="Ternwell", reason="The town says so.")
    HouseForm.objects.create(
        contested_name=name, language="en", form="Ternwell", other_forms="Ternvel"
    )
    return name


def read_configuration(response):
    content = response.content.decode()
    script = re.search(
        r'<script id="checker-axe-configuration"[^>]*>(.*?)</script>', content, re.S
    )
    return json.loads(script[1])


def get_rules(configuration):
    return {
        rule["id"]: rule["selector"]
        for rule in configuration["spec"]["rules"]
        if "contested" in rule["id"]
    }


def get_preview(client, live_blog, *blocks):
    address = url("preview_on_add", live_blog.pk)
    answer = client.post(address, compose(live_blog, *blocks)).json()
    assert answer == {"is_valid": True, "is_available": True}
    return client.get(address, {"in_preview_panel": "true"})


def test_editor_and_preview_know_the_same_rules(editor_client, live_blog, ternwell):
    """One rule for each contested name, with its house form and its reason; one that
    is switched off stays known, or the other window's checks would stop."""
    off = ContestedName.objects.create(term="Orm", reason="x", is_active=False)
    at_desk = read_configuration(editor_client.get(url("desk", live_blog.pk)))
    preview = get_preview(editor_client, live_blog, words("To Ternvel."))
    in_preview = read_configuration(preview)
    rules = {f"liveconflict-contested-name-{name.pk}" for name in (ternwell, off)}
    for configuration in (at_desk, in_preview):
        assert set(get_rules(configuration)) == rules
        assert rules < set(configuration["options"]["runOnly"])
        message = configuration["messages"][
            f"liveconflict-contested-name-{ternwell.pk}"
        ]
        assert message == {
            "error_name": "Contested name: Ternwell",
            "help_text": "The house form is “Ternwell”. The town says so.",
        }
    assert "wagtail_liveconflict/preview.js" in preview.content.decode()


def test_update_in_the_editor_has_the_rules(editor_client, live_blog, ternwell):
    """An existing update is checked like a new one."""
    update = PublishedUpdateFactory(page=live_blog)
    assert get_rules(read_configuration(editor_client.get(url("edit", update.pk))))


def test_preview_lists_warnings_apart_from_the_update(
    editor_client, live_blog, ternwell
):
    """Above the update, each once; a preview without any has no list."""
    preview = get_preview(
        editor_client, live_blog, words("Ternvel"), words("Ternvel again again")
    ).content.decode()
    above, update = preview.split("<article", 1)
    assert above.count(f'<li data-contested-name="{ternwell.pk}"') == 1
    assert "the house form is “Ternwell”" in above
    assert "house form" not in update
    clean = get_preview(editor_client, live_blog, words("Ternwell"))
    assert "liveconflict-preview" not in clean.content.decode().replace(
        "liveconflict--preview-update", ""
    )


def test_list_is_in_the_language_of_the_editor(
    editor, editor_client, live_blog, ternwell
):
    """Not in that of the live blog, which the update below is in."""
    from wagtail.users.models import UserProfile

    UserProfile.objects.create(user=editor, preferred_language="uk")
    preview = get_preview(editor_client, live_blog, words("Ternvel")).content.decode()
    assert re.search(r'liveconflict-preview-warnings"\s+lang="uk"', preview)


def test_readers_get_none_of_it(reader, live_blog, ternwell):
    """Neither on the page nor in what is delivered."""
    PublishedUpdateFactory(page=live_blog, body=[text("To Ternvel.")])
    page = reader.get(live_blog.url).content.decode()
    delta = reader.get(f"/live/{live_blog.pk}/changes/0/").content.decode()
    for content in (page, delta):
        assert "To Ternvel." in content
        assert "contested" not in content
        assert "The town says so." not in content


def test_live_blog_is_checked_by_its_own_texts(editor_client, live_blog, ternwell):
    """Title, standfirst and summary of a live blog are reported at its title."""
    live_blog.standfirst = "From Ternvel, as it happens."
    live_blog.save_revision().publish()
    configuration = read_configuration(editor_client.get(live_blog.url))
    assert list(get_rules(configuration).values()) == ["h1"]
    live_blog.standfirst = "From Ternwell."
    live_blog.save_revision().publish()
    configuration = read_configuration(editor_client.get(live_blog.url))
    assert list(get_rules(configuration).values()) != ["h1"]


def test_pages_of_other_kinds_are_left_alone(rf, root_page, ternwell):
    """The glossary is the live blogs'."""
    items = [ContentCheckerItem()]
    add_contested_names(rf.get("/"), items, root_page)
    assert len(items) == 1
    assert items[0].axe_custom_rules is ContentCheckerItem.axe_custom_rules


def test_checker_that_runs_by_tags_is_not_given_names(rf, live_blog, ternwell):
    """Axe takes names or tags of rules, not both; ours carry a common tag."""
    item = ContentCheckerItem()
    item.axe_run_only = ["wcag2a", "best-practice"]
    add_contested_names(rf.get("/"), [item], live_blog)
    assert item.axe_run_only == ["wcag2a", "best-practice"]
    assert item.axe_custom_rules[-1]["tags"] == ["best-practice"]
