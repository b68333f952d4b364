"""Galleries and videos written at the desk and through Wagtail's API v3."""

import pytest
import wagtail

from tests.desk_forms import publish, url
from tests.factories import ImageFactory, gallery
from tests.videos import CAPTIONS, make_captions, make_document, video
from wagtail_liveconflict.models import LiveUpdate

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def chosen(image, alt_text="A quay"):
    return {"image": image.pk, "alt_text": alt_text}


def items(*values):
    """The form of a list, as Wagtail's script fills it in."""
    rows = {
        str(number): {"value": value, "order": number, "deleted": "", "id": ""}
        for number, value in enumerate(values)
    }
    return {"count": len(values), **rows}


def film(**fields):
    empty = dict.fromkeys(("link", "poster", "captions", "captions_language"), "")
    words = dict.fromkeys(("transcript", "caption", "credit"), "")
    return {
        "title": "The ferry leaves",
        "sensitivity": "none",
        **empty,
        **words,
        **fields,
    }


def test_an_editor_publishes_both(live_blog, editor_client, reader):
    """In one update, as the composer sends them."""
    images = [ImageFactory(), ImageFactory()]
    pictures = items(
        *(
            {"image": chosen(image), "caption": f"Caption {n}", "credit": ""}
            for n, image in enumerate(images, start=1)
        )
    )
    document, captions = make_document(), make_captions()
    data = publish(
        live_blog,
        ("gallery", {"title": "", "sensitivity": "none", "pictures": pictures}),
        (
            "video",
            film(file=document.pk, captions=captions.pk, captions_language="en"),
        ),
    )
    response = editor_client.post(url("desk", live_blog.pk), data)
    assert response.status_code == 302
    html = reader.get(live_blog.url).text
    for part in ("Caption 1", "Caption 2", "ferry.mp4", f"/captions/{captions.pk}/"):
        assert part in html


def test_what_is_wrong_is_said_at_its_place(live_blog, editor_client):
    """And nothing is published."""
    data = publish(
        live_blog,
        (
            "gallery",
            {
                "title": "",
                "sensitivity": "none",
                "pictures": items(
                    {"image": chosen(ImageFactory()), "caption": "", "credit": ""}
                ),
            },
        ),
        ("video", film(file=make_captions().pk, transcript="A horn.")),
    )
    response = editor_client.post(url("desk", live_blog.pk), data)
    assert response.status_code == 200
    assert "The minimum number of items is 2" in response.text
    assert "Choose a video: a file that ends in .mp4 or .webm." in response.text
    assert not LiveUpdate.objects.filter(live=True).exists()


@pytest.mark.skipif(wagtail.VERSION < (8, 0), reason="Wagtail 8.0 brings it")
def test_a_bot_publishes_both_and_gets_back_what_it_can_send(live_blog, editor, reader):
    """Every mistake is an error at its place."""
    from tests.bots import Bot, get_errors

    bot = Bot(editor)
    images = [ImageFactory(), ImageFactory()]
    document, captions = make_document(), make_captions(CAPTIONS)
    body = [
        gallery(*images),
        video(document, captions=captions, captions_language="en"),
    ]
    live = bot.write(live_blog, body=body, action="publish")
    assert live["state"] == "live"
    assert "Caption 2" in reader.get(live_blog.url).text
    told = bot.get(f"live_updates/{live['id']}/draft/").json()
    again = bot.edit(told, body=told["body"], action="publish", correction="")
    assert again["body"] == told["body"]
    wrong = [
        gallery(images[0]),
        video(captions, transcript="A horn."),
        gallery(*images, sensitivity="gore"),
        video(document, sensitivity="", transcript="A horn."),
    ]
    refused = bot.write(live_blog, body=wrong[:2], action="publish", status=422)
    places = [place for _code, place in get_errors(refused)]
    assert places == ["body.0.value.pictures", "body.1.value.file"]
    for block in wrong[2:]:
        refused = bot.write(live_blog, body=[block], action="publish", status=422)
        ((_code, place),) = get_errors(refused)
        assert place == "body.0.value.sensitivity"
