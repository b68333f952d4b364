"""The head of a live blog: its headline, standfirst and summary."""

import hashlib
import json

import swapper
from django.db import connections, router, transaction
from wagtail.log_actions import log
from wagtail.models import Revision

from ..head_exceptions import (
    HeadOvertaken,
    PageAwaitsApproval,
    PageIsAlias,
    PageLocked,
    PageScheduled,
    TitleRequired,
)
from ..sanitise import one_line, strip_control_characters
from .gate import check_right_on_page

FIELDS = ("title", "standfirst", "summary")


def get_head_version(page) -> str:
    """Names the words of the head; the same words have the same name."""
    words = json.dumps([_get_words(page, name) for name in FIELDS])
    return hashlib.sha256(words.encode()).hexdigest()


def edit_head(page, user, *, title, standfirst, summary, expected=None):
    """Change the head that readers see, at once, and return the page as it is then.

    ``summary`` is a value of the page's own field. ``expected`` is the version that
    was edited: where readers have another one by now, it is refused.

    A draft of the page that somebody has under way stays one, with what is changed
    here. A page that is not published gets a draft.
    """
    title = one_line(title)
    if not title:
        raise TitleRequired
    standfirst = strip_control_characters(standfirst.replace("\r\n", "\n")).strip()
    head = {"title": title, "standfirst": standfirst, "summary": summary}
    with transaction.atomic():
        current = _lock_page(page)
        check_right_on_page(user, "publish", current)
        check_page_editable(current, user)
        before = {name: _get_words(current, name) for name in FIELDS}
        is_overtaken = expected not in (None, get_head_version(current))
        _put(head, current)
        changed = {
            name: head[name]
            for name in FIELDS
            if _get_words(current, name) != before[name]
        }
        if not changed:
            # Also a retry whose answer was lost.
            return current
        if is_overtaken:
            raise HeadOvertaken
        draft_id = current.latest_revision_id
        if not current.live:
            # What was never published is the newest draft in its row as well.
            current.save(update_fields=list(changed), clean=False)
            if draft_id is None:
                current.save_revision(user=user, clean=False)
        else:
            if not current.has_unpublished_changes:
                draft_id = None
            current.save_revision(user=user, clean=False).publish(user=user)
        if draft_id is not None:
            # An unfinished draft is not checked: nobody else sees it.
            draft = Revision.objects.get(pk=draft_id).as_object()
            _put(changed, draft)
            draft.save_revision(user=user, clean=False)
        log(
            instance=current,
            action="liveconflict.head",
            user=user,
            data={"fields": list(changed)},
        )
    return current


def check_page_editable(page, user) -> None:
    """Raise where Wagtail keeps the page from being changed, or where publishing it
    would undo what colleagues have arranged."""
    if page.alias_of_id:
        raise PageIsAlias
    if page.workflow_in_progress:
        raise PageAwaitsApproval
    if page.scheduled_revision:
        raise PageScheduled
    lock = page.get_lock()
    if user is not None and lock and lock.for_user(user):
        raise PageLocked


def _lock_page(page):
    """The page as it is in the database, locked until the transaction ends. Rows that
    merely point to it go on being written: those of its updates do."""
    model = swapper.load_model("wagtailcore", "Page")
    features = connections[router.db_for_write(model)].features
    rows = model.objects.select_for_update(no_key=features.has_select_for_no_key_update)
    return rows.get(pk=page.pk).specific


def _get_words(page, name):
    value = getattr(page, name)
    if name != "summary":
        return value
    # Without the ids of blocks, which are not there before they are saved.
    return [[child.block_type, child.get_prep_value()["value"]] for child in value]


def _put(head, page):
    for name, value in head.items():
        setattr(page, name, value)
