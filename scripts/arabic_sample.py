"""A short Arabic live blog: for the pictures of what reads from right to left.

Run with ``DJANGO_SETTINGS_MODULE=scripts.arabic_settings`` on an empty database that is
migrated. The ministry and everything in it are invented.
"""

import json

import django

TITLE = "الجسر على نهر هالمير: البث المباشر"
STANDFIRST = "أخبار العبّارة والجسر ساعة بساعة، وما تحققنا منه وما لم نتحقق منه بعد."
UPDATES = (
    (
        "فتح الجسر أمام المشاة",
        [("text", "<p>فُتح الجسر صباح اليوم أمام المشاة وحدهم.</p>")],
    ),
    (
        "الوزارة: تعود العبّارة مساءً",
        [
            ("text", "<p>قالت وزارة النقل إن العبّارة تعود إلى العمل بعد الإصلاح.</p>"),
            ("quote", "ستبحر العبّارة الأولى عند السادسة مساءً، وننتظر هدوء الريح."),
        ],
    ),
    ("إصلاح الرصيف الجنوبي", [("text", "<p>يعمل فريقان على الرصيف منذ الفجر.</p>")]),
)


def load() -> str:
    """Returns the path of the live blog."""
    from wagtail.models import Page, Site

    from wagtail_liveconflict.editorial import publish_update, start_blog
    from wagtail_liveconflict.models import LiveBlogPage, LiveUpdate, Source

    ministry = Source.objects.create(name="وزارة النقل", kind="office")
    home = Site.objects.get().root_page or Page.objects.get(depth=2)
    page = home.add_child(
        instance=LiveBlogPage(title=TITLE, slug="bridge", standfirst=STANDFIRST)
    )
    start_blog(page, None)
    for headline, blocks in UPDATES:
        body = [
            {
                "type": kind,
                "value": words
                if kind == "text"
                else {"text": words, "source": ministry.pk, "verb": "said"},
            }
            for kind, words in blocks
        ]
        update = LiveUpdate(
            page=page, headline=headline, body=json.dumps(body), live=False
        )
        update.save()
        publish_update(update, None)
    return page.get_url()


if __name__ == "__main__":
    django.setup()
    print(load())
