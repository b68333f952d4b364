"""What there is to ask of the desk, address by address, and what a contributor and an
editor get."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from tests.blog_heads import fill
from tests.desk_census import ABSENT, DONE, REFUSED, SHOWN, ask
from tests.desk_forms import compose, publish, url, words
from tests.factories import ImageFactory
from wagtail_liveconflict import editorial
from wagtail_liveconflict.models import LiveFeed, LiveUpdate

R, S, D, N = REFUSED, SHOWN, DONE, ABSENT
#: What a contributor and an editor get: of her draft, of the editor's draft, of a
#: published update.
READ_OWN = ((S, R, R), (S, S, S))
READ_EDITORS = ((R, R, R), (S, S, S))
WRITE_OWN = ((D, R, R), (D, D, D))
WRITE_EDITORS = ((R, R, R), (D, D, D))
ON_AIR = ((R, R, R), (S, S, D))


@dataclass
class Row:
    """One thing to ask for. ``expected`` is as above; or of a live blog, or of neither,
    one outcome for a contributor and one for an editor."""

    name: str
    expected: tuple
    #: What is posted, or a function of the newsroom and the object; None asks for it.
    data: object = None
    #: What stands in the address after the number of the object.
    more: object = ()
    #: Done to the object first, past all rights.
    prepare: object = None
    headers: dict = field(default_factory=dict)
    query: dict = field(default_factory=dict)

    def ask(self, client, newsroom, target):
        def get(value):
            return value(newsroom, target) if callable(value) else value

        # What is prepared is taken back as well.
        with transaction.atomic():
            if self.prepare:
                self.prepare(newsroom, target)
                target.refresh_from_db()
            address = url(self.name, *([target.pk] if target else []), *get(self.more))
            data = get(self.data)
            method = "get" if data is None else "post"
            outcome = ask(
                client, method, address, data or self.query, headers=self.headers
            )[1]
            transaction.set_rollback(True)
        return outcome


def _schedule(newsroom, update):
    update.save_revision()
    update.refresh_from_db()
    editorial.schedule_update(update, None, timezone.now() + timedelta(hours=1))


def _hold(newsroom, update):
    if not update.live:
        editorial.hold_update(update, None, timezone.now() + timedelta(hours=2))


def _pin(newsroom, update):
    editorial.pin_update(newsroom.published)


def _mark(newsroom, update):
    if update.live:
        editorial.mark_key_event(update)


def _lock(newsroom, update):
    LiveUpdate.objects.filter(pk=update.pk).update(locked=True)


def _submit(newsroom, update):
    newsroom.workflow.start(update, newsroom.contributor)


def _be(state):
    def prepare(newsroom, page):
        LiveFeed.objects.filter(page=page).update(state=state)

    return prepare


def _latest(newsroom, update):
    return [update.latest_revision_id]


def _task(action):
    return lambda newsroom, update: [
        action,
        update.current_workflow_state.current_task_state.pk,
    ]


def _save(newsroom, update):
    return compose(newsroom.page, words("Again."), headline="Ferry turned back")


def _publish(newsroom, update):
    return publish(newsroom.page, words("Again."), headline="Ferry turned back")


def _edit(newsroom, update):
    return {**_save(newsroom, update), "headline": f"{update.headline}, at last"}


def _approve(newsroom, update):
    action = {"action-workflow-action": "1", "workflow-action-name": "approve"}
    return {**_edit(newsroom, update), **action}


def _cancel(newsroom, update):
    return {**_edit(newsroom, update), "action-cancel-workflow": "1"}


def _later(newsroom=None, update=None):
    return f"{timezone.now() + timedelta(days=1):%Y-%m-%dT%H:%M}"


def _submitted(newsroom, page):
    return {**_save(newsroom, page), "action-submit": "1"}


def _picture(newsroom, page):
    return {"picture": ImageFactory.build().file}


OF_AN_UPDATE = [
    Row("edit", READ_OWN),
    Row("edit", WRITE_OWN, _save),
    Row("edit", WRITE_EDITORS, _publish),
    Row("edit", ((S, R, R), (D, D, D)), _approve, prepare=_submit),
    Row("edit", WRITE_OWN, _cancel, prepare=_submit),
    Row("delete", ((S, R, R), (S, S, R))),
    Row("delete", ((D, R, R), (D, D, R)), {}),
    Row("usage", READ_OWN),
    Row("history", READ_OWN),
    Row("history_results", READ_OWN),
    Row("preview_on_edit", READ_OWN),
    Row("preview_on_edit", READ_OWN, _edit),
    Row("revisions_view", READ_OWN, more=_latest),
    Row("revisions_revert", READ_OWN, more=_latest),
    Row("revisions_compare", READ_OWN, more=("earliest", "latest")),
    Row("revisions_unschedule", READ_EDITORS, more=_latest, prepare=_schedule),
    Row("revisions_unschedule", WRITE_EDITORS, {}, _latest, _schedule),
    Row("lock", WRITE_EDITORS, {}),
    Row("unlock", WRITE_EDITORS, {}, prepare=_lock),
    Row("workflow_action", WRITE_EDITORS, {}, _task("approve"), _submit),
    Row("workflow_action", WRITE_EDITORS, {"comment": ""}, _task("reject"), _submit),
    Row("collect_workflow_action_data", READ_EDITORS, None, _task("reject"), _submit),
    Row("collect_workflow_action_data", READ_EDITORS, {}, _task("reject"), _submit),
    Row("confirm_workflow_cancellation", READ_EDITORS, prepare=_submit),
    Row("workflow_history", READ_OWN, prepare=_submit),
    Row(
        "workflow_history_detail",
        READ_OWN,
        more=lambda newsroom, update: [update.current_workflow_state.pk],
        prepare=_submit,
    ),
    Row(
        "workflow_preview",
        READ_EDITORS,
        more=lambda newsroom, update: [newsroom.task.pk],
        prepare=_submit,
    ),
    # Of a draft it says that readers have no quote of it.
    Row("quote_card", ((S, S, S), (S, S, S))),
    # Leads to "withdraw", which asks.
    Row("unpublish", ((S, S, S), (S, S, S))),
    Row("withdraw", READ_EDITORS),
    Row("withdraw", ON_AIR, {"reason": "The ferry never left."}),
    Row("correct", READ_EDITORS),
    Row("correct", ON_AIR, {"text": "It left at six."}),
    Row("hold", READ_OWN),
    Row("hold", ((D, R, R), (D, D, S)), lambda *_: {"until": _later()}),
    Row("schedule", READ_EDITORS),
    Row("schedule", ((R, R, R), (D, D, S)), lambda *_: {"go_live_at": _later()}),
    Row("move", READ_OWN),
    Row("move", WRITE_OWN, lambda newsroom, _: {"page": newsroom.sister.pk}),
    Row("translate", ((S, R, S), (S, S, S))),
    Row(
        "translate",
        ((D, R, D), (D, D, D)),
        lambda newsroom, _: {"page": newsroom.sister.pk},
    ),
]
VERBS_OF_AN_UPDATE = {
    "pin": (ON_AIR, None),
    "unpin": (ON_AIR, _pin),
    "key-event": (ON_AIR, None),
    "not-key-event": (ON_AIR, _mark),
    "release": (((R, R, R), (D, D, S)), _hold),
    "unschedule": (WRITE_EDITORS, _schedule),
    "duplicate": (((D, R, D), (D, D, D)), None),
    "publish": (((N, N, N), (N, N, N)), None),
}
OF_AN_UPDATE += [
    Row("update_verb", expected, {}, (verb,), prepare)
    for verb, (expected, prepare) in VERBS_OF_AN_UPDATE.items()
]
OF_A_BLOG = [
    Row("desk", (S, S)),
    Row("desk", (D, D), _save),
    Row("desk", (D, D), _submitted),
    Row("desk", (R, D), _publish),
    Row("stream", (S, S)),
    Row("stream", (S, S), headers={"X-Liveconflict-Stream": "1"}),
    Row("claims", (S, S)),
    Row("head", (R, S)),
    Row(
        "head",
        (R, D),
        lambda newsroom, page: fill(page, **{"head-title": "The far bank"}),
    ),
    Row("pictures", (D, D), _picture),
    Row("preview_on_add", (S, S)),
    Row("preview_on_add", (S, S), _save),
]
VERBS_OF_A_BLOG = {
    "start": ((R, D), _be("upcoming")),
    "pause": ((R, D), None),
    "resume": ((R, D), _be("paused")),
    "end": ((R, D), None),
    "reopen": ((N, N), None),
}
OF_A_BLOG += [
    Row("blog_verb", expected, {}, (verb,), prepare)
    for verb, (expected, prepare) in VERBS_OF_A_BLOG.items()
]
OF_NEITHER = [
    Row("pasted_link", (S, S), query={"url": "https://example.org/a"}),
    Row("blogs", (S, S)),
    Row("list", (S, S)),
    Row("list_results", (S, S)),
    Row("add", (S, S)),
]
