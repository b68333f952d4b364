"""``manage.py liveconflict_delivery``: the switch for bad days."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from tests.factories import PublishedUpdateFactory
from wagtail_liveconflict.models import LiveFeed

pytestmark = pytest.mark.django_db


def run(*arguments):
    output = io.StringIO()
    call_command("liveconflict_delivery", *arguments, stdout=output)
    return output.getvalue()


def ask(page, cursor="0"):
    return Client().get(f"/live/{page.pk}/changes/{cursor}/").json()


def test_slow_and_back(live_blog):
    """Open pages are told to ask more rarely, and normally again."""
    assert ask(live_blog)["wait"] == 5
    assert "slow, 90 seconds" in run("slow", "90")
    assert ask(live_blog)["wait"] == 90
    assert "Delivery: normal" in run("resume")
    assert ask(live_blog)["wait"] == 5


def test_stop(live_blog):
    """Nothing is told but that there is nothing to ask for."""
    PublishedUpdateFactory(page=live_blog)
    run("stop")
    assert set(ask(live_blog)) == {"cursor", "wait", "halt"}
    run("resume")
    assert "halt" not in ask(live_blog)


def test_status_names_the_live_blogs(live_blog):
    """With state and cursor."""
    feed = LiveFeed.objects.get()
    assert f"The river crossing: live, {live_blog.pk}: {feed.epoch}-" in run("status")


def test_rebuild(live_blog):
    """Every cursor that was given out is answered with "reload"."""
    PublishedUpdateFactory(page=live_blog)
    cursor = ask(live_blog)["cursor"]
    assert "1 live blogs" in run("rebuild")
    assert ask(live_blog, cursor)["reload"] is True
    assert ask(live_blog, cursor)["cursor"] != cursor


@pytest.mark.parametrize(
    "arguments", [["slow", "0"], ["slow", "9999"], ["rebuild", "7"]]
)
def test_nonsense_is_refused(live_blog, arguments):
    """With the reason, and without effect."""
    before = LiveFeed.objects.get().epoch
    with pytest.raises(CommandError):
        run(*arguments)
    assert LiveFeed.objects.get().epoch == before
    assert ask(live_blog)["wait"] == 5
