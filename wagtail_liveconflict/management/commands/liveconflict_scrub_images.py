"""``manage.py liveconflict_scrub_images``: clean the pictures that are in the library
already of what cameras wrote into them."""

import time
from functools import partial

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q
from wagtail.images import get_image_model
from wagtail.models import Collection, Site

from ...conf import conf
from ...pictures.scrubbing import (
    ImageChanged,
    delete_replaced,
    examine,
    get_seconds_to_wait,
    scrub,
)
from ...purging import queue as purging

#: Pictures read from the database at once; old files are deleted as often.
_BATCH = 50
#: Without a terminal: a line after so many.
_LINE_EVERY = 100
_BAR = 30
#: Attempts at one picture that somebody changes at the same moment.
_ATTEMPTS = 3


class Command(BaseCommand):
    help = (
        "Clean the pictures of the library as LIVECONFLICT_IMAGE_METADATA says, and "
        "give each another file. Says what it would do; with --apply, does it. What is "
        "clean stays as it is, so that it may be stopped and run again."
    )

    def add_arguments(self, parser):
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--apply", action="store_true", help="Do it.")
        what.add_argument("--dry-run", action="store_true", help="The default.")
        parser.add_argument(
            "--collection", help="Id or name of one, with those below it; else all."
        )
        parser.add_argument(
            "--limit", type=int, metavar="N", help="Clean so many pictures at most."
        )
        parser.add_argument(
            "--after",
            metavar="ID",
            help="Begin after the picture with this id: those before were looked at.",
        )

    def handle(self, *, apply, collection, limit, after, **options):
        from ...pictures.metadata import clean

        mode = conf.LIVECONFLICT_IMAGE_METADATA
        if mode == "keep":
            raise CommandError(
                "LIVECONFLICT_IMAGE_METADATA says that pictures keep everything: there "
                "is nothing to clean. What was made for readers before the app came is "
                "made anew after “manage.py wagtail_update_image_renditions "
                "--purge-only”."
            )
        if limit is not None and limit < 1:
            raise CommandError("--limit must be at least 1.")
        self.clean = partial(clean, mode=mode)
        self.apply = apply
        self.quiet = options["verbosity"] < 1
        self.problems: list[str] = []
        #: Keys of pictures whose old file was written back by somebody.
        self.shown_again: set[str] = set()
        self.found = self.seen = 0
        images = self.find_images(collection, after)
        self.total = images.count()
        self.is_terminal = self.stdout.isatty()
        try:
            if apply:
                # Of a run that was stopped.
                self.shown_again |= self.delete_old()
            self.go_through(images, limit)
        finally:
            self.end_bar()
        if apply:
            self.settle()
        self.report()

    def find_images(self, collection, after):
        images = get_image_model()._default_manager.order_by("pk")
        if collection is not None:
            images = images.filter(collection__in=self.find_collections(collection))
        if after is not None:
            try:
                images = images.filter(pk__gt=after)
            except (ValueError, TypeError) as error:
                raise CommandError(f"--after {after} is no id of a picture.") from error
        return images

    def find_collections(self, which: str):
        of_id = Q(pk=which) if which.isdecimal() else Q(pk=None)
        found = list(Collection.objects.filter(of_id | Q(name=which)).order_by("pk"))
        if len(found) != 1:
            listed = ", ".join(str(each.pk) for each in found)
            raise CommandError(
                f"There are several collections {which}: give one of the ids {listed}."
                if found
                else f"There is no collection {which}."
            )
        return found[0].get_descendants(inclusive=True)

    def go_through(self, images, limit):
        keys = images.values_list("pk", flat=True)
        batch = list(keys[:_BATCH])
        while batch:
            for pk in batch:
                self.look_at(pk)
                self.seen += 1
                self.show_progress(pk)
                if limit is not None and self.found >= limit:
                    return
            if self.apply:
                self.shown_again |= self.delete_old()
            batch = list(keys.filter(pk__gt=batch[-1])[:_BATCH])

    def look_at(self, pk):
        images = get_image_model()._default_manager
        for _attempt in range(_ATTEMPTS):
            # As it is now: somebody may have changed or deleted it.
            if (image := images.filter(pk=pk).first()) is None:
                return
            try:
                finding = examine(image, self.clean)
                if finding.removed and self.apply:
                    scrub(image, finding)
            except ImageChanged:
                problem = "somebody is changing it"
            except Exception as error:
                # Of the storage, of what reads pictures, of the database: the others
                # are gone through all the same.
                problem = error
                if images.filter(pk=pk, file=image.file.name).exists():
                    break
            else:
                self.note_done(image, finding)
                return
        self.note_problem(image, problem)

    def note_done(self, image, finding):
        if not finding.removed:
            return
        self.found += 1
        verb = "cleaned of" if self.apply else "would be cleaned of"
        self.write(f"{self.name(image)}: {verb} {', '.join(finding.removed)}")

    def note_problem(self, image, problem):
        words = getattr(problem, "message", problem)
        said = str(words) or repr(problem)
        self.problems.append(f"{self.name(image)}: {said}")

    def name(self, image):
        return f"{image.pk}  {image.title} ({image.file.name})"

    def delete_old(self) -> set[str]:
        """Keys of the pictures that show an old file again."""
        settled = delete_replaced()
        self.problems += [
            f"{each.name}: cannot be deleted: {each.problem}"
            for each in settled
            if each.problem
        ]
        if purging.is_on():
            sites = list(Site.objects.all())
            purging.queue.add(
                f"{site.root_url}{each.address}"
                if each.address.startswith("/")
                else each.address
                for each in settled
                for site in sites
                if each.address
            )
        return {each.image_key for each in settled if each.is_shown}

    def settle(self):
        """Wait for requests under way that had read a picture before, and delete."""
        for _attempt in range(_ATTEMPTS):
            again, self.shown_again = self.shown_again, set()
            for key in sorted(again):
                self.look_at(key)
            if not (seconds := get_seconds_to_wait()):
                return
            self.write(f"Deleting the old files in {seconds:.0f} seconds.")
            time.sleep(seconds)
            self.shown_again |= self.delete_old()
            if not self.shown_again:
                return

    def write(self, line):
        if not self.quiet:
            self.end_bar()
            self.stdout.write(line)

    def show_progress(self, pk):
        if self.quiet:
            return
        if self.is_terminal:
            done = _BAR * self.seen // max(self.total, 1)
            bar = f"[{'#' * done}{'.' * (_BAR - done)}] {self.seen} of {self.total}"
            self.stdout.write(f"\r{bar}", ending="")
            self.stdout.flush()
            self.has_bar = True
        elif self.seen % _LINE_EVERY == 0:
            self.stdout.write(f"{self.seen} of {self.total}, the last has id {pk}")

    has_bar = False

    def end_bar(self):
        if self.has_bar:
            self.stdout.write("\r" + " " * (_BAR + 30) + "\r", ending="")
            self.has_bar = False

    def report(self):
        verb = "cleaned" if self.apply else "to clean"
        self.write(
            f"{self.seen} of {self.total} pictures looked at: {self.found} {verb}, "
            f"{len(self.problems)} with errors."
        )
        if not self.apply and self.found:
            self.write("Nothing was written. To clean them: --apply")
        if self.problems:
            self.end_bar()
            raise CommandError(
                "Put this right and run it again:\n  " + "\n  ".join(self.problems)
            )
