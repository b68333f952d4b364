"""``manage.py liveconflict_import_wagtail_live``: from wagtail-live into a live blog."""

import sys
from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from ...exceptions import LiveConflictError
from ...models import LiveUpdate
from ...permissions import may_on_page
from ...wagtail_live import targets
from ...wagtail_live.migrating import Migration
from ...wagtail_live.pictures import Pictures
from ...wagtail_live.posts import UnreadableExport
from ...wagtail_live.reading import read_file, read_page

ROWS = (
    ("posts", "posts in all"),
    ("here", "here already"),
    ("published", "published updates"),
    ("drafts", "drafts (hidden posts)"),
    ("pictures", "pictures in them"),
    ("links", "link cards in them"),
    ("kept", "blocks kept in the history"),
    ("failed", "not taken over: errors"),
    ("later", "left for later (--limit)"),
)
BYLINES = [LiveUpdate.Byline.NONE.value, LiveUpdate.Byline.DESK.value]


class Command(BaseCommand):
    help = (
        "Take the posts of a wagtail-live page over into a live blog, with their times. "
        "Says what it would do; with --apply, does it. What is there already stays as "
        "it is, so that it may be run again."
    )

    def add_arguments(self, parser):
        source = parser.add_argument_group("from where (one of them)")
        source.add_argument("--file", type=Path, help="Written by dumpdata, or raw.")
        source.add_argument(
            "--from",
            dest="model",
            metavar="APP.MODEL",
            help="The old model, where its table is in this database.",
        )
        source.add_argument(
            "--page", default="", help="Id or slug of the old page (or its channel)."
        )
        source.add_argument(
            "--field", default="live_posts", help="Column that holds the posts."
        )
        source.add_argument("--media", type=Path, help="The old site's MEDIA_ROOT.")
        source.add_argument(
            "--same-ids",
            action="store_true",
            help="The file is of this site: its images and pages have the same ids.",
        )
        target = parser.add_argument_group("into what (one of them)")
        target.add_argument("--into", help="Id, slug or path of a live blog.")
        target.add_argument(
            "--below", help="Id, slug or path of a page: makes a new one."
        )
        target.add_argument(
            "--title", help="Of the new one; else that of the old page."
        )
        target.add_argument("--slug", default="", help="Of the new one.")
        target.add_argument(
            "--going-on", action="store_true", help="The new one is live, not ended."
        )
        parser.add_argument("--user", required=True, help="Who imports (login name).")
        parser.add_argument(
            "--byline",
            choices=BYLINES,
            default=BYLINES[0],
            help="Of each update; wagtail-live knows no authors.",
        )
        parser.add_argument("--limit", type=int, help="So many posts, oldest first.")
        parser.add_argument("--batch", type=int, default=50, help="Per transaction.")
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--apply", action="store_true", help="Do it.")
        what.add_argument("--dry-run", action="store_true", help="The default.")

    def handle(self, *, apply, **options):
        try:
            migration, make = self._prepare(**options)
            if apply:
                if migration.page is None:
                    migration.page = make()
                report = migration.run(self._tell)
            else:
                report = migration.rehearse()
        except (LiveConflictError, UnreadableExport) as error:
            raise CommandError(str(error)) from error
        for remark in report.remarks:
            self.stdout.write(remark)
        for error in report.errors:
            self.stderr.write(self.style.ERROR(error))
        for name, label in ROWS:
            if report.counts[name]:
                self.stdout.write(f"{report.counts[name]:>7}  {label}")
        if report.counts["moved"]:
            self.stdout.write("The live blog was put into the order of its times.")
        self.stdout.write(
            self._describe(migration.page)
            if apply
            else "Nothing was written. Give --apply to do it."
        )
        if report.errors:
            raise CommandError(f"{len(report.errors)} posts have errors.", returncode=1)

    def _prepare(self, *, user, into, below, title, slug, going_on, **options):
        user = self._find_user(user)
        blog = self._read(**options)
        if bool(into) == bool(below):
            raise CommandError("Give one of --into and --below.")
        make = None
        if into:
            page = targets.find_live_blog(into)
        else:
            parent = targets.find_page(below)
            title = title or blog.title
            if not title:
                raise CommandError("The export has no title: give --title.")
            slug = targets.choose_slug(blog, title, slug)
            page = targets.find_made(parent, slug)
            targets.check_may_make(parent, user)

            def make():
                return targets.make_live_blog(
                    parent, user, blog, title=title, slug=slug, ended=not going_on
                )

        if page is not None and not may_on_page(user, "publish", page):
            raise CommandError(f"{user} may not publish in {page.title}.")
        pictures = Pictures(
            blog.images,
            folder=options["media"],
            keeps_ids=options["same_ids"] or bool(options["model"]),
            user=user,
        )
        migration = Migration(
            blog,
            page,
            user,
            pictures,
            byline=options["byline"],
            limit=options["limit"],
            batch=max(options["batch"], 1),
        )
        return migration, make

    def _find_user(self, name):
        users = get_user_model()
        user = users._default_manager.filter(**{users.USERNAME_FIELD: name}).first()
        if user is None:
            raise CommandError(f"There is no user {name}.")
        return user

    def _read(self, *, file, model, page, field, media, limit, **options):
        if bool(file) == bool(model):
            raise CommandError("Give one of --file and --from.")
        if media is not None and not media.is_dir():
            raise CommandError(f"There is no folder {media}.")
        if limit is not None and limit < 1:
            raise CommandError("--limit is 1 or more.")
        if file:
            return read_file(file, page)
        if not page:
            raise CommandError("Say with --page which page of that model.")
        return read_page(model, field, page)

    def _tell(self, done, total):
        if sys.stderr.isatty():
            self.stderr.write(f"\r{done} of {total} …", ending="")

    def _describe(self, page):
        state = "" if page.live else ", a draft: look at it, and publish it"
        count = LiveUpdate.objects.on(page).count()
        return f"{page.title} ({page.pk}{state}) has {count} updates."
