"""Pages that are related to others."""

import json
from datetime import timedelta

from django.test import TestCase
from django.utils import timezone
from wagtail.models import Page

from tests.testapp.models import StoryPage

_numbers = iter(range(1, 10**9))


def make_story(title="", *, parent=None, age=1, model=StoryPage, tags=(), **fields):
    """A published page, ``age`` days old."""
    parent = parent or Page.objects.get(depth=2)
    number = next(_numbers)
    title = title or f"Story {number}"
    at = timezone.now() - timedelta(days=age)
    story = model(
        title=title,
        slug=f"story-{number}",
        first_published_at=at,
        last_published_at=at,
        **fields,
    )
    parent.add_child(instance=story)
    if tags:
        story.tags.add(*tags)
        story.save()
    return story


def pick(page, *stories, **words):
    """Let an editor pick these pages, in this order, and publish it."""
    page = type(page).objects.get(pk=page.pk)
    for story in stories:
        page.live_related_stories.create(
            story_id=story.pk, sort_order=page.live_related_stories.count(), **words
        )
    # Most tests are one transaction, which never ends in a commit.
    with TestCase.captureOnCommitCallbacks(execute=True):
        page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


def more_stories(*picks, number=3, **words) -> dict:
    """The block, with these pages picked."""
    picks = [
        {"page": page.pk, "kicker": "", "title": "", "teaser": "", **words}
        for page in picks
    ]
    return {"type": "more_stories", "value": {"picks": picks, "number": number}}


def as_body(*blocks) -> str:
    return json.dumps(list(blocks))
