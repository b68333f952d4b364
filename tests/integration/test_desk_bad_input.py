"""What the desk says to what it cannot take: a message, and nothing is lost."""

import pytest

from tests.desk_forms import JSON, compose, publish, url, words
from tests.factories import LiveBlogPageFactory
from wagtail_liveconflict.models import LiveUpdate

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("headline", ["", "   ", "\t \u00a0"])
def test_blank_update_is_refused_with_a_message(editor_client, live_blog, headline):
    """Publishing nothing, or only spaces, says what is missing and publishes
    nothing; saving it as a draft is possible."""
    response = editor_client.post(
        url("desk", live_blog.pk),
        publish(live_blog, words("  "), headline=headline),
    )
    assert response.status_code == 200
    assert "needs a headline or some content" in response.content.decode()
    assert not LiveUpdate.objects.exists()
    draft = compose(live_blog, words(""), headline=headline)
    assert editor_client.post(url("desk", live_blog.pk), draft).status_code == 302


def test_form_of_another_live_blog_is_refused(editor_client, live_blog):
    """A form opened for one live blog and posted to another publishes nothing and
    keeps what was typed."""
    other = LiveBlogPageFactory()
    response = editor_client.post(
        url("desk", live_blog.pk), publish(other, words("Kept words"))
    )
    assert response.status_code == 200
    content = response.content.decode()
    assert "another live blog" in content
    assert "Kept words" in content
    assert not LiveUpdate.objects.exists()


DAMAGED = {
    "no count": {"body-count": None},
    "count of words": {"body-count": "many"},
    "negative count": {"body-count": "-1"},
    "count without blocks": {"body-count": "1000000000"},
    "unknown block": {"body-0-type": "nonsense"},
    "no order": {"body-0-order": None},
    "order of words": {"body-0-order": "first"},
    "broken rich text": {"body-0-value": "{"},
    "rich text that is a list": {"body-0-value": "[]"},
    "claim that is no number": {
        "body-0-type": "verification",
        "body-0-value-claim": "abc",
    },
}


@pytest.mark.parametrize("damage", DAMAGED.values(), ids=DAMAGED.keys())
@pytest.mark.parametrize("action", ["publish", "draft", "autosave"])
def test_damaged_body_is_an_error_at_the_body(editor_client, live_blog, damage, action):
    """Form data that the editor's script would not send is answered with a message
    at the body; nothing is saved, and the headline stays in the form."""
    data = compose(live_blog, words("Words"), headline="Kept headline")
    if action == "publish":
        data["action-publish"] = "1"
    for name, value in damage.items():
        data[name] = value
        if value is None:
            del data[name]
    headers = JSON if action == "autosave" else {}
    response = editor_client.post(url("desk", live_blog.pk), data, headers=headers)
    assert not LiveUpdate.objects.exists()
    if action == "autosave":
        assert response.status_code == 400
        assert response.json()["error_code"] == "validation_error"
    else:
        assert response.status_code == 200
        assert response.context["form"].errors["body"]
        assert "Kept headline" in response.content.decode()


NASTY = "<script>alert(1)</script></script>\x01\x08\u202e"


def test_markup_and_control_characters_become_harmless_text(
    editor_client, reader, live_blog
):
    """Script tags and control characters in every text field neither break the
    save nor reach readers as markup."""
    quote = dict.fromkeys(
        (
            "text",
            "name",
            "told_to",
            "role",
            "affiliation",
            "original_text",
            "translation_note",
        ),
        NASTY,
    )
    quote |= {"verb": "told", "kind": "direct", "said_precision": "unknown"}
    quote |= {"language": "ka", "translated_by": "desk"}
    response = editor_client.post(
        url("desk", live_blog.pk),
        publish(
            live_blog,
            words("&lt;script&gt;alert(1)&lt;/script&gt;"),
            ("quote", quote),
            (
                "embed",
                {
                    "url": "https://example.org/a",
                    "title": NASTY,
                    "text": NASTY,
                    "provider": NASTY,
                },
            ),
            headline=NASTY,
            byline_names=NASTY,
            event_place=NASTY,
        ),
    )
    assert response.status_code == 302, response.context["form"].errors
    page = reader.get(live_blog.url).content.decode()
    delta = reader.get(f"/live/{live_blog.pk}/changes/0/").content.decode()
    for content in (page, delta):
        assert "alert(1)" in content
        assert "<script>alert" not in content
        assert "\x01" not in content
    assert "\u202e" not in LiveUpdate.objects.get().headline


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("link", "javascript:alert(1)"),
        ("link", "ftp://example.org/file"),
        ("link", "https://user:secret@example.org/"),
        ("text", ""),
        ("name", ""),
        ("verb", "shouted"),
        ("said_at", "yesterday"),
        ("said_at", "2199-01-01 10:00"),
        ("text", "x" * 200_000),
    ],
)
def test_error_in_a_quote_stands_at_its_field(editor_client, live_blog, field, value):
    """What is wrong with a quote is said at the field it is wrong in."""
    quote = {
        "text": "The bell was rung.",
        "name": "The sexton",
        "verb": "said",
        "kind": "direct",
        "said_precision": "unknown",
        field: value,
    }
    response = editor_client.post(
        url("desk", live_blog.pk), publish(live_blog, ("quote", quote))
    )
    assert response.status_code == 200
    (error,) = response.context["form"].errors.as_data()["body"]
    expected = "source" if field == "name" else field
    assert set(error.block_errors[0].block_errors) == {expected}
    assert not LiveUpdate.objects.exists()


def test_long_paste_is_refused_and_kept(editor_client, live_blog):
    """200 kB of text is refused at the body, and is still in the form."""
    long_text = "word " * 40_000
    response = editor_client.post(
        url("desk", live_blog.pk), publish(live_blog, words(long_text))
    )
    assert response.status_code == 200
    assert response.context["form"].errors["body"]
    assert response.content.decode().count("word word") > 1_000
