"""What other parts of the site do, and the change log has to know."""

from functools import partial

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from django.dispatch import receiver
from wagtail.images import get_image_model
from wagtail.models import Site
from wagtail.search import index
from wagtail.signals import page_published, page_slug_changed, post_page_move

from .blocks.media_files import get_document_model
from .delivery import change_log
from .editorial.claim_showing import announce_claim
from .editorial.indexing import index_once_committed
from .editorial.references import announce_reference, announce_source
from .editorial.reopening import keep_gates, reopen_claim
from .editorial.source_quotes import count_updates_quoting
from .exceptions import ClaimPublished, SourceStillQuoted
from .models import (
    Change,
    Claim,
    ClaimAspect,
    ClaimDossier,
    ClaimEvidence,
    ClaimPosition,
    ClaimSupport,
    LiveBlogMixin,
    LiveFeed,
    LiveUpdate,
    Party,
    PartyLabel,
    Source,
)
from .reader.prerendering import render_committed
from .signals import changes_committed

changes_committed.connect(render_committed)


@receiver(post_save)
def give_feed_to_new_live_blog(sender, instance, created, raw=False, **kwargs):
    if created and not raw and isinstance(instance, LiveBlogMixin):
        LiveFeed.for_page(instance)


@receiver(page_published)
def announce_head_of_live_blog(sender, instance, **kwargs):
    if isinstance(instance, LiveBlogMixin):
        with transaction.atomic():
            change_log.append(instance.pk, Change.Kind.HEADER)


@receiver(page_slug_changed)
@receiver(post_page_move)
def announce_new_address(sender, instance, **kwargs):
    """The addresses of a page and of all below it are others now."""
    _announce_heads(page__path__startswith=instance.path)


@receiver(post_save, sender=Site)
@receiver(post_delete, sender=Site)
def announce_new_site(sender, instance, raw=False, **kwargs):
    """A site's address stands in the addresses of its pages."""
    if not raw:
        _announce_heads(page__live=True)


def _announce_heads(**which):
    feeds = LiveFeed.objects.filter(**which).order_by("page_id")
    page_ids = list(feeds.values_list("page_id", flat=True))
    # No transaction for the other pages of the site, which have nothing to tell.
    if page_ids:
        with transaction.atomic():
            for page_id in page_ids:
                change_log.append(page_id, Change.Kind.HEADER)


#: Saved in one transaction with its announcement.
_RECORDS = (Claim, Source, Party, PartyLabel)


@receiver(pre_save)
def remember_public_state(sender, instance, raw=False, **kwargs):
    # From the database, not from when the object was loaded: a colleague may
    # have changed it since, and saving writes the older words back.
    if not raw and (fields := _get_public_fields(sender)):
        instance._public_state = _read_state(instance, fields)


@receiver(post_save)
def announce_changed_record(sender, instance, created, raw=False, **kwargs):
    """What updates show of a claim, a source, a picture or a video has changed."""
    if raw or not (fields := _get_public_fields(sender)):
        return
    # Nothing shows what is new, except a party its first label of a language.
    if created and sender is not PartyLabel:
        return
    if instance._public_state == _read_state(instance, fields):
        return
    if sender in _RECORDS:
        _announce(instance, instance._public_state)
    else:
        # Nothing holds the saving of a picture or a document and this together.
        transaction.on_commit(partial(_announce, instance), robust=True)


@receiver(post_save, sender=Claim)
def reopen_edited_claim(sender, instance, created, raw=False, **kwargs):
    """A settled status was given to other words."""
    if raw or created or instance.status_is_changing:
        return
    if (instance._public_state or {}).get("sentence") != instance.sentence:
        reopen_claim(instance, instance.edited_by)
    keep_gates(instance, instance.edited_by)


@receiver(pre_save, sender=ClaimEvidence)
def remember_core_of_evidence(sender, instance, raw=False, **kwargs):
    if not raw:
        before = ClaimEvidence.objects.filter(pk=instance.pk).first()
        instance._core = before.get_core() if before else None
        instance._was_public = bool(before and before.is_public)


def announce_part_of_claim(sender, instance, raw=False, **kwargs):
    if raw:
        return
    claim = Claim.objects.filter(pk=instance.claim_id).first()
    if claim is None:
        return  # It goes with its claim.
    is_deleted = kwargs["signal"] is post_delete
    user = instance.claim.edited_by
    if sender is ClaimEvidence and (
        is_deleted or instance.get_core() != instance._core
    ):
        # The form's own claim is brought up to date, or it would write the old
        # status back.
        reopen_claim(instance.claim, user)
    keep_gates(instance.claim, user)
    if (
        sender is not ClaimEvidence
        or instance.is_public
        or getattr(instance, "_was_public", False)
    ):
        announce_claim(claim)


#: What a claim's status stands on.
for _model in (ClaimAspect, ClaimEvidence, ClaimPosition, ClaimSupport):
    post_save.connect(announce_part_of_claim, sender=_model)
    post_delete.connect(announce_part_of_claim, sender=_model)


@receiver(post_save, sender=ClaimDossier)
def keep_gates_of_dossier(sender, instance, raw=False, **kwargs):
    if not raw:
        keep_gates(instance.claim, instance.last_edited_by)


@receiver(pre_delete, sender=Claim)
def refuse_to_delete_published_claim(sender, instance, **kwargs):
    if instance.is_kept:
        raise ClaimPublished


@receiver(pre_delete, sender=Source)
def refuse_to_delete_quoted_anonymous_source(sender, instance, **kwargs):
    """Quotes from before it was anonymous hold its name, and would show it again."""
    if instance.is_anonymous and count_updates_quoting(instance.pk):
        raise SourceStillQuoted


@receiver(pre_delete)
def announce_deleted_record(sender, instance, **kwargs):
    if _get_public_fields(sender):
        _announce(instance)


def _announce(record, before=None):
    if isinstance(record, Claim):
        announce_claim(record)
    elif isinstance(record, Source):
        announce_source(record, before)
    elif isinstance(record, PartyLabel):
        announce_reference(record.party)
    else:
        announce_reference(record)


def index_saved(sender, instance, using, raw=False, **kwargs):
    if not raw:
        index_once_committed(instance, using)


def remove_from_index(sender, instance, **kwargs):
    index.remove_object(instance)


for _model in (LiveUpdate, Claim, Source, Party):
    post_save.connect(index_saved, sender=_model)
    post_delete.connect(remove_from_index, sender=_model)


@receiver(post_save, sender=Claim)
def forget_withdrawn_claim(sender, instance, raw=False, **kwargs):
    """What was taken back is found by no search."""
    if not raw and instance.is_withdrawn:
        transaction.on_commit(partial(index.remove_object, instance), robust=True)


def _get_public_fields(model):
    if model in _RECORDS:
        return model.PUBLIC_FIELDS
    if model is get_image_model():
        # Another file or focus means other renditions; the old ones are gone.
        return ("file", "focal_point_x", "focal_point_y")
    if model is get_document_model():
        # Of a video: another file, or one that is not for everybody any more.
        return ("file", "collection_id")
    return ()


def _read_state(instance, fields):
    if instance.pk is None:
        return None
    return (
        type(instance)._default_manager.filter(pk=instance.pk).values(*fields).first()
    )


def is_deleted_itself(origin):
    """Whether updates are deleted, and not their whole page: its log goes as well."""
    return (getattr(origin, "model", None) or type(origin)) is LiveUpdate


@receiver(pre_delete, sender=LiveUpdate)
def lock_update_to_delete(sender, instance, origin=None, **kwargs):
    # Before the feed, which the deletion of a pinned update changes first.
    if is_deleted_itself(origin):
        LiveUpdate.objects.locked().filter(pk=instance.pk).first()


@receiver(post_delete, sender=LiveUpdate)
def announce_deleted_update(sender, instance, origin=None, **kwargs):
    if instance.ordinal is not None and is_deleted_itself(origin):
        with transaction.atomic():
            change_log.append(
                instance.page_id, Change.Kind.REMOVED, instance, make_feed=False
            )
