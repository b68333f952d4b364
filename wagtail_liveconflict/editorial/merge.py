"""Two records of one source become one."""

from dataclasses import dataclass
from functools import partial

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import ReferenceIndex

from ..colleagues import name_of
from ..exceptions import (
    AnonymityDiffers,
    SameSource,
    SourceGone,
    SourceUsedElsewhere,
)
from ..models import (
    Change,
    Claim,
    ClaimAppearance,
    LiveUpdate,
    Source,
    SourceAssessment,
    SourceHandle,
)
from ..models.merged_source import MERGE_ACTION
from .gate import check_right_on_records
from .indexing import index_anew
from .showing import announce_shown
from .source_drafts import find_draft_pointing_to
from .source_quotes import (
    count_updates_quoting,
    find_updates_quoting,
    find_updates_showing,
    quote_another,
)

#: What the kept source takes over where it says nothing itself.
_FILLED = (
    "role",
    "affiliation",
    "party_id",
    "description",
    "grammatical_gender",
    "language",
    "url",
)
#: Follow the source by themselves, or are moved here.
_MOVED = (Claim, SourceHandle, SourceAssessment)


@dataclass
class MergeSummary:
    """What a merge would change, for whoever is to confirm it."""

    updates: int
    claims: int
    handles: list[SourceHandle]
    filled: list[str]


def describe_merge(kept, duplicate, user=None) -> MergeSummary:
    """What :func:`merge_sources` would do. Raises what it would raise."""
    _check(kept, duplicate, user)
    return MergeSummary(
        updates=count_updates_quoting(duplicate.pk),
        claims=Claim.objects.filter(claimant=duplicate).count(),
        handles=list(duplicate.handles.all()),
        filled=[
            str(Source._meta.get_field(name.removesuffix("_id")).verbose_name)
            for name in _get_filled(kept, duplicate)
        ],
    )


def merge_sources(kept, duplicate, user=None) -> Source:
    """Make everything of ``duplicate`` that of ``kept``, and delete the former.

    Needs the right to change sources, which whoever may publish updates has: the
    duplicate goes, but nothing that pointed to it is lost. Returns ``kept`` as it
    is then. Raises ``SameSource``, ``AnonymityDiffers``, ``SourceUsedElsewhere``,
    ``SourceGone``, ``NotAllowed``.
    """
    _check(kept, duplicate, user)
    with transaction.atomic():
        kept, duplicate = _lock(kept.pk, duplicate.pk)
        _check(kept, duplicate, user)
        filled = _get_filled(kept, duplicate)
        differs = any(
            getattr(duplicate, name) != filled.get(name, getattr(kept, name))
            for name in Source.PUBLIC_FIELDS
        )
        claims = list(
            Claim.objects.filter(claimant=duplicate).values_list("pk", flat=True)
        )
        # All that may be announced below are locked now, in one order.
        ids = find_updates_quoting(duplicate.pk) | set(_find_updates_with(claims))
        shown = quote_another(duplicate.pk, kept.pk, ids)
        if filled:
            # Not by saving: all updates that quote it would be told anew, and most
            # have a copy of what it was.
            Source.objects.filter(pk=kept.pk).update(**filled)
            shown |= find_updates_showing(kept.pk)
        Claim.objects.filter(pk__in=claims).update(claimant=kept)
        _move_assessment(duplicate, kept)
        handles = _move_handles(duplicate, kept)
        log(
            instance=kept,
            action=MERGE_ACTION,
            user=user,
            data={
                "merged": duplicate.pk,
                "name": duplicate.name,
                "handles": [str(handle) for handle in handles],
            },
        )
        old = duplicate.pk
        duplicate.delete()
        transaction.on_commit(partial(index_anew, Source, [kept.pk]), robust=True)
        # A quote that was published at this moment was not seen yet.
        transaction.on_commit(partial(repoint_quotes, old, kept.pk), robust=True)
        _announce(
            shown if differs or filled else set(),
            # A claim is shown with the name of who claims it.
            claims if kept.name != duplicate.name else [],
        )
    return Source.objects.get(pk=kept.pk)


def repoint_quotes(old: int, new: int) -> None:
    """Make what still points to a source that was merged point to the other."""
    with transaction.atomic():
        _announce(quote_another(old, new, find_updates_quoting(old)), [])


def _check(kept, duplicate, user):
    check_right_on_records(user, Source)
    if kept.pk == duplicate.pk:
        raise SameSource
    if kept.is_anonymous != duplicate.is_anonymous:
        raise AnonymityDiffers
    if _is_used_elsewhere(duplicate):
        raise SourceUsedElsewhere
    if draft := find_draft_pointing_to(duplicate.pk):
        raise SourceUsedElsewhere(
            _(
                "A draft of “%(name)s” uses the duplicate, and would lose it. Choose "
                "another source there first."
            )
            % {"name": draft.object_str}
        )


def _is_used_elsewhere(source):
    ours = ContentType.objects.get_for_models(LiveUpdate, Claim).values()
    if (
        ReferenceIndex.get_references_to(source)
        .exclude(base_content_type__in=ours)
        .exists()
    ):
        return True
    return any(
        relation.related_model._base_manager.filter(
            **{relation.field.name: source}
        ).exists()
        for relation in Source._meta.get_fields(include_hidden=True)
        if (relation.one_to_many or relation.one_to_one)
        and relation.auto_created
        and relation.related_model not in _MOVED
    )


def _lock(kept_pk, duplicate_pk):
    # A source before the updates that quote it, as when one is saved.
    rows = (
        Source.objects.select_related(None)
        .prefetch_related(None)
        .select_for_update()
        .order_by("pk")
        .in_bulk([kept_pk, duplicate_pk])
    )
    if len(rows) < 2:
        raise SourceGone
    return rows[kept_pk], rows[duplicate_pk]


def _get_filled(kept, duplicate):
    return {
        name: getattr(duplicate, name)
        for name in _FILLED
        if not getattr(kept, name) and getattr(duplicate, name)
    }


def _move_assessment(duplicate, kept):
    theirs, own = SourceAssessment.of(duplicate), SourceAssessment.of(kept)
    if theirs._state.adding:
        return
    own.reliability = own.reliability or theirs.reliability
    notes = [theirs.notes] if theirs.notes.strip() else []
    if own.identity_known_to is None:
        own.identity_known_to = theirs.identity_known_to
    elif theirs.identity_known_to not in (None, own.identity_known_to):
        colleague = theirs.identity_known_to
        notes.append(
            _("Identity of “%(source)s” known to: %(colleague)s.")
            % {
                "source": duplicate.name,
                "colleague": name_of(colleague),
            }
        )
    for words in notes:
        if words.strip() not in own.notes:
            own.notes = "\n\n".join(filter(None, [own.notes.rstrip(), words]))
    own.save()


def _move_handles(duplicate, kept) -> list[SourceHandle]:
    handles = list(SourceHandle.objects.filter(source=duplicate))
    last = SourceHandle.objects.filter(source=kept).count()
    for number, handle in enumerate(handles, start=last):
        handle.source_id = kept.pk
        handle.sort_order = number
    SourceHandle.objects.bulk_update(handles, ["source", "sort_order"])
    return handles


def _find_updates_with(claims):
    return ClaimAppearance.objects.filter(claim__in=claims).values_list(
        "update_id", flat=True
    )


def _announce(shown, claims):
    if shown:
        announce_shown(
            Change.Kind.EDITED,
            lambda: LiveUpdate.objects.public().filter(pk__in=shown),
        )
    if claims:
        announce_shown(
            Change.Kind.CLAIM,
            lambda: (
                LiveUpdate.objects.public()
                .filter(pk__in=_find_updates_with(claims))
                .exclude(pk__in=shown)
            ),
        )
