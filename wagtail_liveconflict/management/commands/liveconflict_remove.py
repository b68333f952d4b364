"""``manage.py liveconflict_remove``: take out of the database what ``migrate
wagtail_liveconflict zero`` would leave behind. Before that, and before the app is taken
out of the settings."""

import swapper
from django.apps import apps
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from wagtail.models import (
    ModelLogEntry,
    PageLogEntry,
    ReferenceIndex,
    Revision,
    WorkflowState,
)

from ...models import LiveBlogMixin, LiveBlogPage, LiveUpdate

APP = "wagtail_liveconflict"


class Command(BaseCommand):
    help = (
        "Say what of the app is in Wagtail's own tables: live blogs and what is below "
        "them, revisions, workflows, log entries, permissions. With --yes delete it; "
        "then run: migrate wagtail_liveconflict zero."
    )

    def add_arguments(self, parser):
        parser.add_argument("--yes", action="store_true", help="Delete it.")

    def handle(self, *, yes, **options):
        self._refuse_own_types()
        for name, count in count_all().items():
            self.stdout.write(f"{count:>8}  {name}")
        if not yes:
            self.stdout.write("Nothing was deleted. To delete it: --yes")
            return
        with transaction.atomic():
            delete_all()
        self.stdout.write(
            "Deleted. Next: manage.py migrate wagtail_liveconflict zero. Then take the "
            "app out of the settings."
        )

    def _refuse_own_types(self):
        """A page type of the site is the site's; its table stands on our code."""
        own = [
            model._meta.label
            for model in apps.get_models()
            if issubclass(model, LiveBlogMixin) and model is not LiveBlogPage
        ]
        if own:
            raise CommandError(
                f"{', '.join(own)} use LiveBlogMixin. Take the mixin out of these page "
                "types, or the types out of the site, and migrate that first. See "
                "docs/how-to/remove.md."
            )


def get_content_types():
    """Of all models of the app, those of earlier versions too."""
    return ContentType.objects.filter(app_label=APP)


def find_pages():
    """Live blogs; what stands below them goes with them."""
    Page = swapper.load_model("wagtailcore", "Page")
    return Page.objects.filter(content_type__in=get_content_types())


def find_rows() -> dict:
    """What Wagtail and Django keep of the app's objects, by what it is."""
    types = get_content_types()
    to = {"to_content_type__in": types}
    return {
        "revisions": Revision.objects.filter(content_type__in=types),
        "workflows": WorkflowState.objects.filter(content_type__in=types),
        "references from the app": ReferenceIndex.objects.filter(
            content_type__in=types
        ),
        "references to the app": ReferenceIndex.objects.filter(**to),
        "log entries": ModelLogEntry.objects.filter(content_type__in=types),
        "log entries of pages": PageLogEntry.objects.filter(content_type__in=types),
        "permissions": Permission.objects.filter(content_type__in=types),
    }


def count_all() -> dict[str, int]:
    pages = find_pages()
    below = sum(page.get_descendant_count() for page in pages)
    return {
        "live blogs": pages.count(),
        "pages below them": below,
        "updates": LiveUpdate.objects.count(),
        **{name: rows.count() for name, rows in find_rows().items()},
    }


def delete_all() -> None:
    # One after the other: each moves the tree, and takes what is below it along.
    while page := find_pages().order_by("-path").first():
        page.specific.delete()
    rows = find_rows()
    for name in rows:
        # Pages that were deleted have written a last entry.
        rows[name].all().delete()
    # The entries of the search index go with them.
    get_content_types().delete()
