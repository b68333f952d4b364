"""Writes an update through the desk's own form, and Wagtail's own actions: the same
questions are asked, and the same gates passed, as at the desk."""

from django.db import transaction
from wagtail.actions import action_registry
from wagtail.blocks.base import BlockWidget
from wagtail.models import WorkflowState
from wagtail.utils.forms import FormValidationError

from .. import editorial
from ..colleagues import name_of
from ..desk.forms import NOTE, OF_NOTE
from ..desk.views import adopt_row
from ..desk.warnings import SEEN
from ..editorial.gate import check_right, check_right_on_page
from ..models import LiveUpdate
from .given_body import BodyReader, list_errors
from .given_update import NOT_FIELDS, UpdateFields, tell_draft
from .problems import Problem, at, make_error

_ACTIONS = {"publish": "action-publish", "submit": "action-submit"}


def create_update(page, user, given: UpdateFields, composition_key=None) -> LiveUpdate:
    """A new update of a live blog. Raises a :class:`~.problems.Problem`, or what the
    newsroom's verbs raise."""
    check_right_on_page(user, "add", page)
    update = LiveUpdate(
        page=page,
        owner=user,
        live=False,
        byline_names=name_of(user),
        composition_key=composition_key,
    )
    with transaction.atomic():
        return _save(update, user, given, "create")


def edit_update(update, user, given, *, based_on: int) -> LiveUpdate:
    """Change what is given of the newest version, and publish it if that is asked.
    409 with the newest version where it is another than ``based_on``."""
    with transaction.atomic():
        row = LiveUpdate.objects.locked().get(pk=update.pk)
        check_right(user, "change", row)
        if row.latest_revision_id != based_on:
            raise Problem(
                409,
                "There is a newer version: nothing was saved.",
                [make_error("overtaken", "There is a newer version.", ["based_on"])],
                current=tell_draft(row.pk),
            )
        version = row.get_latest_revision_as_object()
        adopt_row(version, row)
        return _save(version, user, given, "edit")


def _save(update, user, given, kind) -> LiveUpdate:
    form = _get_form(update, user, given)
    is_published = given_action(given) == "publish"
    action = action_registry.get_action_class(LiveUpdate, kind)(
        form.instance, user=user, form=form, publish=is_published
    )
    try:
        action.execute()
    except FormValidationError as error:
        raise _describe(form) from error
    if is_published and form.correction_note:
        editorial.correct_update(form.instance, user, form.correction_note)
    if given_action(given) == "submit":
        _submit(form.instance, user)
    return form.instance


def given_action(given) -> str:
    return getattr(given, "action", "publish")


class _GivenBody(BlockWidget):
    """The value itself stands in the form's data."""

    def value_from_datadict(self, data, files, name):
        return data[name]


def _get_form(update, user, given):
    """The desk's form, filled with the version and what is given of another one."""
    form_class = LiveUpdate.snippet_viewset.get_edit_handler().get_form_class()
    fields = given.dict(exclude_unset=True, exclude=NOT_FIELDS)
    known = form_class(instance=update, for_user=user).fields
    for name in fields.keys() - known.keys():
        raise at([name], "You may not set this.", "not_allowed")
    data = {name: getattr(update, name) for name in known} | fields
    data |= {SEEN: " ".join(given.confirmed), "live-blog": str(update.page_id)}
    if "body" in fields:
        stream_block = update.body.stream_block
        earlier = update.body if update.pk else ()
        data["body"] = BodyReader(stream_block, user, earlier).read(fields["body"])
    if given.correction is not None:
        data[NOTE] = given.correction
    if flag := _ACTIONS.get(given_action(given)):
        data[flag] = "1"
    form = form_class(data=data, instance=update, for_user=user)
    form.fields["body"].widget = _GivenBody(form.fields["body"].block)
    return form


def _describe(form) -> Problem:
    """What the form says, as one error for each place."""
    errors = []
    for name, found in form.errors.as_data().items():
        path = () if name == "__all__" else (name,)
        for error in found:
            is_of_note = getattr(error, "code", None) == OF_NOTE
            errors += list_errors(error, ("correction",) if is_of_note else path)
    errors += [make_error("correction", each) for each in form.corrigible]
    confirm = form.warnings_seen.split() if form.warnings else []
    extra = {"confirm": confirm} if confirm else {}
    return Problem(422, "Validation failed", errors, **extra)


def _submit(update, user) -> None:
    state = update.current_workflow_state
    if state is None:
        workflow = update.get_workflow()
        if workflow is None:
            raise at(["action"], "This live blog has no workflow.", "no_workflow")
        workflow.start(update, user)
    elif state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(user)
    else:
        raise Problem(409, "It waits for approval already.")
