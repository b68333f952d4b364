from django.core.management.base import BaseCommand
from django.urls import reverse

from wagtail_liveconflict.models import LiveBlogPage, LiveFeed, LiveUpdate

from ...loading import is_loaded, load_sample
from ...sample.people import USERS


class Command(BaseCommand):
    help = (
        "Load the sample newsroom into a site that has no front page yet. What is there "
        "already is never changed."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--addresses",
            action="store_true",
            help="also print the addresses of the live blog and its desk",
        )
        parser.add_argument(
            "--port", type=int, default=8000, help="the port of the printed addresses"
        )

    def handle(self, *, addresses, port, verbosity, **options):
        if is_loaded():
            state = "The newsroom is there already; nothing was changed."
        else:
            load_sample(port)
            count = LiveUpdate.objects.shown().count()
            state = f"Loaded the sample newsroom, with {count} published updates."
        if verbosity:
            self.stdout.write(state)
        if addresses:
            self.print_addresses(f"http://127.0.0.1:{port}")
        if verbosity:
            self.stdout.write("Sample logins, where the password is the login:")
            for login, names in USERS.items():
                name = f"{names['first_name']} {names['last_name']}"
                self.stdout.write(f"  {login:8} {name}")

    def print_addresses(self, base):
        page = (
            LiveBlogPage.objects.live()
            .filter(live_feed__state=LiveFeed.State.LIVE)
            .first()
        )
        self.stdout.write(f"Front page  {base}/")
        if page:
            desk = LiveUpdate.snippet_viewset.get_url_name("desk")
            self.stdout.write(f"Live blog   {base}{page.get_url()}")
            self.stdout.write(f"Desk        {base}{reverse(desk, args=[page.pk])}")
        self.stdout.write(f"Admin       {base}{reverse('wagtailadmin_home')}")
