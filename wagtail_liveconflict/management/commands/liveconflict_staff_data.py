"""``manage.py liveconflict_staff_data``: what is held of a colleague."""

import json
from itertools import groupby
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from ...models import SourceAssessment
from ...staff_data.erasure import plan_erasure
from ...staff_data.export import Encoder, export_person
from ...staff_data.mentions import find_mentions, find_unclear_bylines
from ...staff_data.person import Person


class Command(BaseCommand):
    help = "Export what the app holds of a colleague, or take their name out of it."

    def add_arguments(self, parser):
        verbs = parser.add_subparsers(dest="verb", required=True)
        export = verbs.add_parser("export", help="All of it, as JSON.")
        erase = verbs.add_parser(
            "erase",
            help="Take the name out. Says what it would do; with --apply, does it.",
        )
        for verb in (export, erase):
            verb.add_argument(
                "user", help="Login; or the number of an account that is gone."
            )
            verb.add_argument(
                "--also",
                action="append",
                default=[],
                metavar="NAME",
                help="Another name to look for: a former one, a pen name.",
            )
        export.add_argument("--output", type=Path, help="A file; else it is printed.")
        erase.add_argument(
            "--replace-with",
            default="a former colleague",
            metavar="WORDS",
            help="Where something has to stand in the place of the name.",
        )
        erase.add_argument(
            "--bylines",
            choices=["keep", "desk"],
            default="keep",
            help="Who wrote what was published stays by default.",
        )
        what = erase.add_mutually_exclusive_group()
        what.add_argument("--apply", action="store_true", help="Do it.")
        what.add_argument("--dry-run", action="store_true", help="The default.")

    def handle(self, *args, verb, user, also, **options):
        person = Person.find(user, also)
        if person is None:
            raise CommandError(f"There is no user {user}.")
        if person.user is None and not person.names:
            raise CommandError(
                f"Account {user} is gone, and its name with it: give it with --also."
            )
        getattr(self, f"do_{verb}")(person, **options)

    def do_export(self, person, output, **options):
        text = json.dumps(
            export_person(person), cls=Encoder, ensure_ascii=False, indent=2
        )
        if output is None:
            self.stdout.write(text)
            return
        try:
            output.write_text(f"{text}\n", encoding="utf-8")
        except OSError as error:
            raise CommandError(f"{output}: {error.strerror}.") from error
        self.stdout.write(f"Written to {output}.")

    def do_erase(self, person, replace_with, bylines, apply, **options):
        words = " ".join(replace_with.split())
        if not words or person.is_in(words):
            raise CommandError("--replace-with has to be other words than the name.")
        self._warn(person)
        steps = plan_erasure(person, words, takes_bylines=bylines == "desk")
        for step in steps:
            if step.count:
                self.stdout.write(f"{step.count:>7}  {step.label}")
                if apply and step.do:
                    step.do()
        if bylines == "keep":
            self.stdout.write("Bylines stay. (--bylines desk takes them out.)")
        else:
            self._tell(find_unclear_bylines(person))
        # Words that people wrote: who is meant, and whether it may go, they decide.
        self._tell(find_mentions(person))
        self.stdout.write(
            "Done." if apply else "Nothing was written. Give --apply to do it."
        )

    def _warn(self, person):
        known = SourceAssessment.objects.filter(identity_known_to=person.pk).count()
        if known:
            self.stderr.write(
                f"Only this colleague knows who {known} anonymous sources are. Ask "
                "first, and note who else knows."
            )
        for user in person.find_namesakes():
            self.stderr.write(f"{user.get_username()} has the same name.")
        if person.is_active:
            self.stderr.write(
                "The account is still active. What the two-person rule needs stays "
                "linked to it: deactivate it first."
            )

    def _tell(self, mentions):
        for place, found in groupby(mentions, key=lambda each: each.place):
            ids = ", ".join(str(each.id) for each in found)
            self.stdout.write(f"Look at {place} yourself, the name is there: {ids}")
