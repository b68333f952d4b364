"""A site as it was made for wagtail-live 1.0, in one file, and its posts.

Run in an environment of its own; see README.md beside this file. Writes
``dumpdata.json``, ``live_posts.json`` and ``media/`` into the folder given.
"""

import io
import json
import shutil
import sys
import tempfile
from pathlib import Path

import django
from django.conf import settings

TARGET = Path(sys.argv[1]).resolve()
MEDIA = Path(tempfile.mkdtemp())
NAME = "old_site"

settings.configure(
    SECRET_KEY="only-to-make-an-export",
    ALLOWED_HOSTS=["testserver"],
    ROOT_URLCONF=NAME,
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    MEDIA_ROOT=str(MEDIA),
    MEDIA_URL="/media/",
    STATIC_URL="/static/",
    USE_TZ=True,
    TIME_ZONE="UTC",
    WAGTAIL_SITE_NAME="The old site",
    WAGTAIL_LIVE_PAGE_MODEL=f"{NAME}.LivePage",
    WAGTAIL_LIVE_PUBLISHER="wagtail_live.publishers.polling.IntervalPollingPublisher",
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "APP_DIRS": True,
        }
    ],
    MIDDLEWARE=[
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
    ],
    INSTALLED_APPS=[
        NAME,
        "wagtail_live",
        "wagtail_live.webapp",
        "wagtail.embeds",
        "wagtail.sites",
        "wagtail.users",
        "wagtail.snippets",
        "wagtail.documents",
        "wagtail.images",
        "wagtail.search",
        "wagtail.admin",
        "wagtail.core",
        "modelcluster",
        "taggit",
        "rest_framework",
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.messages",
        "django.contrib.staticfiles",
    ],
    MIGRATION_MODULES={NAME: "old_site_migrations"},
)
sys.modules[NAME] = sys.modules["__main__"]
(MEDIA / "code" / "old_site_migrations").mkdir(parents=True)
(MEDIA / "code" / "old_site_migrations" / "__init__.py").touch()
sys.path.insert(0, str(MEDIA / "code"))
django.setup()

from django.apps import apps  # noqa: E402
from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import include, path  # noqa: E402
from freezegun import freeze_time  # noqa: E402
from PIL import Image  # noqa: E402
from wagtail.core.models import Page  # noqa: E402
from wagtail_live.models import LivePageMixin  # noqa: E402
from wagtail_live.receivers.slack.receivers import SlackEventsAPIReceiver  # noqa: E402
from wagtail_live.webapp.models import Message  # noqa: E402


class LivePage(LivePageMixin, Page):
    class Meta:
        app_label = NAME


# One file is the app, its models and its addresses.
apps.get_app_config(NAME).models_module = sys.modules[NAME]
urlpatterns = [path("webapp/", include("wagtail_live.webapp.urls"))]
BOOTS = "<b>Boots, blankets, batteries</b>: what the <i>sports hall</i> still needs."
#: When, what, and what became of it. Everything in them is invented.
DAYS = [
    (
        "2021-10-04 05:52",
        "Ferry service on the Ilvane is suspended.\nThe harbour office says the river has carried drifting beams since four in the morning.",
    ),
    ("2021-10-04 06:40", "https://www.youtube.com/watch?v=hT2kWq7sVn0"),
    ("2021-10-04 09:15", BOOTS),
    (
        "2021-10-04 18:30",
        "Today’s last bus to Marrowby leaves at 19:00.\nhttps://twitter.com/halmeret_buses/status/1445073000000000001\nTickets are free.",
    ),
    ("2021-10-05 07:05", "A first look at the quay by daylight.", "quay.png"),
    ("2021-10-05 11:20", "Schools stay closed until Friday."),
    (
        "2021-10-05 23:58",
        '<script>alert(1)</script>The water works report clear water again. <a href="https://example.org/halmeret/water">Their notice</a>',
    ),
    ("2021-10-06 00:03", "Переправа відновить роботу о шостій, каже капітан порту."),
    ("2021-10-06 12:00", "The pier and the depot at noon.", "pier.jpg", "depot.png"),
    (
        "2021-10-07 16:45",
        "A reader asks & we answer: yes, the 5 < 7 rule for lorries still holds.",
    ),
]
CHANNEL = "halmeret-ferry"


def draw(name, colour):
    buffer = io.BytesIO()
    kind = "PNG" if name.endswith("png") else "JPEG"
    Image.new("RGB", (48, 32), colour).save(buffer, kind)
    return SimpleUploadedFile(name, buffer.getvalue(), f"image/{kind.lower()}")


def post(client, words, names):
    answer = client.post(
        "/webapp/api/messages/",
        {
            "channel": CHANNEL,
            "content": words,
            "show": "true",
            "images": [draw(name, "#35506b") for name in names] or "",
        },
    )
    assert answer.status_code == 201, answer.content
    return Message.objects.latest("pk").pk


def main():
    call_command("makemigrations", NAME, verbosity=0)
    call_command("migrate", verbosity=0)
    home = Page.objects.get(depth=2)
    home.slug = "front"
    home.save()
    page = LivePage(
        title="Halmeret ferry: live", slug="halmeret-ferry", channel_id=CHANNEL
    )
    with freeze_time("2021-10-04 05:30"):
        home.add_child(instance=page)
    client, ids = Client(), []
    client.post("/webapp/api/channels/", {"channel_name": CHANNEL})
    for when, words, *names in DAYS:
        with freeze_time(when):
            ids.append(post(client, words, names))
    # The night desk posted from Slack.
    with freeze_time("2021-10-06 22:10"):
        SlackEventsAPIReceiver().dispatch_event(
            {
                "event": {
                    "channel": CHANNEL,
                    "ts": "1633558200.000200",
                    "text": "The bridge office has <https://example.org/halmeret/bridge|a map of the diversions>.\n<https://www.youtube.com/watch?v=hT2kWq7sVn0|the video>",
                }
            }
        )
    # Edited two hours later, in the messaging app.
    with freeze_time("2021-10-05 13:20"):
        answer = client.put(
            f"/webapp/api/messages/{ids[5]}/",
            {
                "channel": CHANNEL,
                "content": "Schools stay closed until Monday.",
                "show": True,
                "images": "",
            },
            content_type="application/json",
        )
        assert answer.status_code == 200, answer.content
    # Deleted again; then hidden and written in Wagtail's admin, as editors did there.
    with freeze_time("2021-10-07 17:00"):
        client.delete(f"/webapp/api/messages/{post(client, 'Wrong channel.', [])}/")
    with freeze_time("2021-10-07 18:10"):
        page = LivePage.objects.get()
        for each in page.live_posts:
            if str(each.value["message_id"]) == str(ids[7]):
                each.value["show"] = False
        page.live_posts.insert(
            0,
            (
                "live_post",
                {
                    "message_id": "closing",
                    "show": True,
                    "created": None,
                    "modified": None,
                    "content": page.live_posts.stream_block.child_blocks["live_post"]
                    .child_blocks["content"]
                    .to_python(
                        [
                            {
                                "type": "text",
                                "value": "<h3>That is all from the quay</h3><p>We end our coverage <b>here</b>.</p><ul><li>Ferry: running</li><li>Schools: Monday</li></ul>",
                            }
                        ]
                    ),
                },
            ),
        )
        page.save_revision().publish()
    write(LivePage.objects.get())


def write(page):
    TARGET.mkdir(parents=True, exist_ok=True)
    call_command(
        "dumpdata",
        f"{NAME}.LivePage",
        "wagtailcore.Page",
        "wagtailimages.Image",
        indent=1,
        output=str(TARGET / "dumpdata.json"),
    )
    raw = page.live_posts.stream_block.get_prep_value(page.live_posts)
    (TARGET / "live_posts.json").write_text(
        json.dumps(raw, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
    )
    shutil.rmtree(TARGET / "media", ignore_errors=True)
    shutil.copytree(MEDIA / "original_images", TARGET / "media" / "original_images")


if __name__ == "__main__":
    main()
