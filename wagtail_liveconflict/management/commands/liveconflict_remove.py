"""``manage.py liveconflict_remove``: take out of the database what ``migrate
wagtail_liveconflict zero`` would leave behind. Before that, and before the app is taken
out of the settings."""

from collections import Counter

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
    Site,
    WorkflowState,
)

from ...models import (
    LiveBlogPage,
    LiveUpdate,
    PictureOriginal,
    RelatedStoriesMixin,
    RelatedStory,
)

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
        refuse_sites()
        for name, count in count_all().items():
            self.stdout.write(f"{count:>8}  {name}")
        if own := count_own_pages():
            kinds = ", ".join(f"{count} of {name}" for name, count in own.items())
            self.stdout.write(
                self.style.WARNING(
                    f"{own.total()} PAGES OF THE SITE'S OWN TYPES stand below live "
                    f"blogs and are deleted with them: {kinds}. Move them away to "
                    "keep them."
                )
            )
        if kept := PictureOriginal.objects.filter(deleted_at=None).count():
            self.stdout.write(
                f"{kept} private originals of pictures: their files stay where they "
                "are. What is known of them goes with the app's tables."
            )
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
            # LiveBlogMixin is one, too.
            if issubclass(model, RelatedStoriesMixin) and model is not LiveBlogPage
        ]
        if own:
            raise CommandError(
                f"{', '.join(own)} use LiveBlogMixin or RelatedStoriesMixin. Take the mixin out of these page "
                "types, or the types out of the site, and migrate that first. See "
                "docs/how-to/remove.md."
            )


def refuse_sites() -> None:
    """Where the root page goes, Django deletes the site with it."""
    ours = get_content_types()
    sites = [
        f"“{site}” (its root page is “{site.root_page}”)"
        for site in Site.objects.select_related("root_page")
        if site.root_page.get_ancestors(inclusive=True)
        .filter(content_type__in=ours)
        .exists()
    ]
    if sites:
        raise CommandError(
            f"The site {', '.join(sites)} would be deleted: its root is a live blog or "
            "stands below one. Choose another root page under Settings → Sites first. "
            "See docs/how-to/remove.md."
        )


def get_content_types():
    """Of all models of the app, those of earlier versions too."""
    return ContentType.objects.filter(app_label=APP)


def find_pages():
    """Live blogs; what stands below them goes with them."""
    Page = swapper.load_model("wagtailcore", "Page")
    return Page.objects.filter(content_type__in=get_content_types())


def count_own_pages() -> Counter:
    """Pages of the site's own types below live blogs, by their type."""
    ours = get_content_types()
    types = {}
    for page in find_pages():
        below = page.get_descendants().exclude(content_type__in=ours)
        types |= dict(below.values_list("pk", "content_type"))
    labels = Counter(types.values())
    return Counter(
        {
            ContentType.objects.get_for_id(pk).app_labeled_name: count
            for pk, count in labels.items()
        }
    )


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
        # Every page may have picks; their own rows go with the app's tables.
        "references of related stories": ReferenceIndex.objects.filter(
            model_path__startswith="live_related_stories."
        ).exclude(content_type__in=types),
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
        "related stories": RelatedStory.objects.count(),
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
