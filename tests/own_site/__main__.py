"""What readers, editors and the database get on that site, as JSON:
``python -m tests.own_site``."""

import io
import json
import sys

import django


def main():
    django.setup()
    from django.core.checks import run_checks
    from django.core.management import call_command
    from django.test import Client

    from tests.factories import LiveUpdateFactory, quote, text
    from tests.servers.editor import found_site
    from tests.testapp.models import OurLiveBlog
    from wagtail_liveconflict import editorial
    from wagtail_liveconflict.models import LiveUpdate

    found_site()
    from django.contrib.auth import get_user_model
    from wagtail.models import Page

    page = Page.objects.get(depth=2).add_child(instance=OurLiveBlog(title="Flood"))
    editorial.start_blog(page)
    body = [
        text("The water rises."),
        {"type": "water_level", "value": {"gauge": "Ternwell", "centimetres": 612}},
        {
            "type": "statement",
            "value": {"occasion": "At noon", "quote": quote("Leave now.")["value"]},
        },
    ]
    update = LiveUpdateFactory(page=page, headline="Flood", body=body)
    update.save_revision().publish()
    update.refresh_from_db()
    editor = Client()
    editor.force_login(get_user_model().objects.get(username="chief"))
    form = editor.get(
        f"/admin/snippets/wagtail_liveconflict/liveupdate/edit/{update.pk}/"
    )
    output = io.StringIO()
    call_command("makemigrations", "--dry-run", "--skip-checks", stdout=output)
    ids = [message.id for message in run_checks() if message.level >= 30]
    reader = Client()
    json.dump(
        {
            "page": reader.get(page.url).content.decode(),
            "delta": reader.get(f"/live/{page.pk}/changes/0/").json(),
            "form": form.content.decode(),
            "stored": [child.block_type for child in LiveUpdate.objects.get().body],
            "migrations": output.getvalue(),
            "checks": ids,
        },
        sys.stdout,
    )


if __name__ == "__main__":
    main()
