"""Every address of the desk, asked by everybody: the answer, and that nothing has
changed where it is refused."""

import pytest
from django.test import Client

from tests.desk_addresses import (
    OF_A_BLOG,
    OF_AN_UPDATE,
    OF_NEITHER,
    VERBS_OF_A_BLOG,
    VERBS_OF_AN_UPDATE,
)
from tests.desk_census import ABSENT, LOGIN, REFUSED, SHOWN
from tests.factories import UserFactory
from tests.newsroom import Newsroom
from tests.roles import sign_in
from wagtail_liveconflict.desk.actions import BLOG_VERBS, UPDATE_VERBS
from wagtail_liveconflict.models import LiveUpdate

pytestmark = pytest.mark.django_db

ALL = OF_AN_UPDATE + OF_A_BLOG + OF_NEITHER
#: Of an update of one's own, a colleague's draft, and what readers have.
COLLEAGUES, PUBLISHED = slice(1, 3), slice(2, 3)


@pytest.fixture
def newsroom(root_page, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.WAGTAIL_I18N_ENABLED = True
    return Newsroom(root_page)


def walk(client, newsroom, expect, of=slice(None)):
    """Ask for every row; ``expect(row)`` is what is expected, of each of its
    targets. Answers with those that went otherwise. ``of`` are the updates."""
    different = {}
    for number, row in enumerate(ALL):
        targets = newsroom.updates[of]
        if row in OF_A_BLOG:
            targets = [newsroom.page]
        elif row in OF_NEITHER:
            targets = [None]
        got = tuple(row.ask(client, newsroom, target) for target in targets)
        expected = expect(row)
        expected = (
            expected[of] if isinstance(expected, tuple) else (expected,) * len(got)
        )
        if got != expected:
            more = row.more if isinstance(row.more, tuple) else ""
            method = "GET" if row.data is None else "POST"
            different[f"{number} {method} {row.name} {more}"] = (got, expected)
    return different


def test_every_address_is_asked_for():
    """A new address, or a new verb, needs a row in the table before it can be
    forgotten."""
    patterns = LiveUpdate.snippet_viewset.get_urlpatterns()
    assert {pattern.name for pattern in patterns} == {row.name for row in ALL}
    # Of each one that there is not.
    assert VERBS_OF_AN_UPDATE.keys() - UPDATE_VERBS.keys() == {"publish"}
    assert VERBS_OF_A_BLOG.keys() - BLOG_VERBS.keys() == {"reopen"}
    assert UPDATE_VERBS.keys() <= VERBS_OF_AN_UPDATE.keys()
    assert BLOG_VERBS.keys() <= VERBS_OF_A_BLOG.keys()


def test_who_is_not_signed_in(newsroom):
    """Is sent to sign in, from everywhere, and nothing has changed."""
    assert walk(Client(), newsroom, lambda row: LOGIN, PUBLISHED) == {}


def test_who_has_no_access_to_the_admin(newsroom):
    """A reader with an account gets no further than somebody without one."""
    client = sign_in(UserFactory(username="subscriber"))
    assert walk(client, newsroom, lambda row: LOGIN, PUBLISHED) == {}


@pytest.mark.parametrize("column", [0, 1], ids=["contributor", "editor"])
def test_who_writes_here(newsroom, column):
    """A contributor writes drafts and submits them, and has nothing of her colleagues'
    drafts; an editor does it all."""
    user = (newsroom.contributor, newsroom.editor)[column]
    different = walk(sign_in(user), newsroom, lambda row: row.expected[column])
    assert different == {}


def test_who_may_do_everything(newsroom):
    """A superuser gets what an editor gets, and no more: what readers have seen is not
    deleted, and what is not on the page not pinned."""
    client = sign_in(UserFactory(username="chief", is_superuser=True))
    assert walk(client, newsroom, lambda row: row.expected[1], COLLEAGUES) == {}


def test_who_edits_another_section(newsroom):
    """An editor of another section is refused whatever belongs to this live blog."""

    def expect(row):
        if row in OF_NEITHER or row.name == "unpublish":
            return SHOWN
        return ABSENT if ABSENT in str(row.expected) else REFUSED

    assert walk(sign_in(newsroom.outsider), newsroom, expect, COLLEAGUES) == {}
