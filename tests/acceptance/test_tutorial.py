"""The tutorial of the documentation, walked through as its reader does."""

import pytest
from wagtail.models import Page

from scripts.pictures_of_tutorial import CLAIM, TITLE, Walk
from tests.factories import PASSWORD
from wagtail_liveconflict.models import Claim, LiveBlogPage, LiveUpdate

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


def test_every_step_works(new_page, site_url, editor, settings):
    """From the form of a new live blog to a claim that changes on an open page: the
    steps themselves say what has to be seen."""
    settings.LIVECONFLICT_POLL_SECONDS = 1
    home = Page.objects.get(depth=2)
    Walk(new_page, site_url, home.pk, (editor.username, PASSWORD)).go()
    page = LiveBlogPage.objects.get(title=TITLE)
    assert LiveUpdate.objects.shown().on(page).count() == 3
    assert Claim.objects.get(sentence=CLAIM).status == "disputed"
