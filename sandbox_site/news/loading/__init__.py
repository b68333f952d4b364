"""Writes the sample newsroom into an empty site. The words are in ``..sample``."""

from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from wagtail.models import ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from wagtail_liveconflict.models import LiveUpdate

from ..models import HomePage
from ..sample.blogs import BRIDGE, PROTOCOL, UPCOMING
from .claims import load_claims
from .colophon import load_colophon
from .documents import load_documents
from .live_blog import Story, load_live_blog
from .moment import Moment
from .newsroom import load_group, load_sources, load_users
from .pages import (
    load_articles,
    load_cookie_notice,
    load_home_page,
    load_pictures,
)
from .shelf import Shelf
from .stories import load_picks
from .templates import load_templates


def is_loaded() -> bool:
    """Whether the site has a front page, loaded or made by hand."""
    return HomePage.objects.exists()


@transaction.atomic
def load_sample(port: int) -> HomePage:
    """Load everything; all of it or, when something fails, nothing."""
    shelf = Shelf(Moment(timezone.now()))
    shelf.users = load_users()
    shelf.pictures = load_pictures(shelf)
    shelf.documents = load_documents()
    home = load_home_page(shelf, port)
    group = load_group(home)
    for user in shelf.users.values():
        group.user_set.add(user)
    shelf.sources = load_sources(shelf)
    shelf.claims = load_claims(shelf)
    load_articles(shelf, home)
    load_colophon(shelf, home)
    load_cookie_notice(home)
    load_live_blog(shelf, home, PROTOCOL)
    load_live_blog(shelf, home, UPCOMING)
    # Wagtail notes at each of an update's four saves what it refers to; once will do.
    with disable_reference_index_auto_update():
        bridge = load_live_blog(shelf, home, BRIDGE)
    for update in LiveUpdate.objects.on(bridge):
        ReferenceIndex.create_or_update_for_object(update)
    ReferenceIndex.create_or_update_for_object(bridge)
    load_picks(home)
    load_templates(Story(shelf, bridge))
    # What has become due by the clock since it was written down.
    call_command("liveconflict_due", verbosity=0)
    home.lead_story_id = bridge.pk
    home.save_revision(user=shelf.users["admin"]).publish(user=shelf.users["admin"])
    return home
