from django.db import connections, models, router

from ..exceptions import ClaimNotInBulk, ClaimPublished, StatusNotByHand
from ..verification import Status


class LiveUpdateQuerySet(models.QuerySet):
    def on(self, page):
        """Updates of one live blog."""
        return self.filter(page_id=page.pk)

    def locked(self):
        """Locked until the transaction ends. Whoever needs both locks an update
        before the feed of its live blog, or two would wait for each other."""
        features = connections[router.db_for_write(self.model)].features
        # Rows that merely point to an update may go on being written: the feed does.
        return self.select_for_update(no_key=features.has_select_for_no_key_update)

    def shown(self):
        """What readers see, tombstones of withdrawn updates included."""
        return self.filter(live=True, ordinal__isnull=False)

    def public(self):
        """Updates whose words readers may see."""
        return self.shown().filter(withdrawn_at__isnull=True)

    def key_events(self):
        return self.public().filter(is_key_event=True)

    def newest_first(self):
        return self.order_by("-ordinal")


class PartyManager(models.Manager):
    def get_queryset(self):
        # What readers see of a party is its label in their language.
        return super().get_queryset().prefetch_related("labels")


class SourceManager(models.Manager):
    def get_queryset(self):
        # A quote names its source's party: two queries instead of two for each.
        queryset = super().get_queryset()
        return queryset.select_related("party").prefetch_related("party__labels")


class ClaimQuerySet(models.QuerySet):
    def locked(self, *, skip=False):
        """Locked until the transaction ends, without those they refer to. Whoever
        needs both locks claims before updates. An update that shows the claim may
        be published meanwhile. With ``skip``, without those that are locked now."""
        features = connections[router.db_for_write(self.model)].features
        return self.select_for_update(
            of=("self",),
            no_key=features.has_select_for_no_key_update,
            skip_locked=skip and features.has_select_for_update_skip_locked,
        )

    def update(self, **kwargs):
        """Raises ``StatusNotByHand`` for the status, whose gates are in the verbs, and
        ``ClaimNotInBulk`` for the sentence: a settled status is for other words."""
        is_brought_back = "withdrawn_at" in kwargs and not kwargs["withdrawn_at"]
        if is_brought_back or {"status", "finding"} & kwargs.keys():
            raise StatusNotByHand
        if "sentence" in kwargs:
            raise ClaimNotInBulk
        return super().update(**kwargs)

    def bulk_create(self, objs, *args, **kwargs):
        """Raises ``StatusNotByHand`` where one begins with another status."""
        objs = list(objs)
        if any(claim.status != Status.UNVERIFIED or claim.finding for claim in objs):
            raise StatusNotByHand
        return super().bulk_create(objs, *args, **kwargs)

    def delete(self):
        """Raises ``ClaimPublished`` where readers have seen one of them, or its
        status was changed: such claims are withdrawn."""
        seen = (
            models.Q(published_at__isnull=False)
            | models.Q(appearances__isnull=False)
            | models.Q(status_changes__isnull=False)
        )
        if self.filter(seen).exists():
            raise ClaimPublished
        return super().delete()

    def open(self):
        """Claims that are not settled yet."""
        return self.filter(withdrawn_at__isnull=True).exclude(
            status__in=[Status.VERIFIED, Status.FALSE]
        )


class ClaimEvidenceQuerySet(models.QuerySet):
    """Refuses what would change evidence without its claim being checked again."""

    def update(self, **kwargs):
        if set(self.model.CORE_FIELDS) & kwargs.keys():
            raise ClaimNotInBulk
        return super().update(**kwargs)

    def bulk_create(self, *args, **kwargs):
        raise ClaimNotInBulk


class ClaimManager(models.Manager.from_queryset(ClaimQuerySet)):
    def get_queryset(self):
        # A claim is shown with who claims it.
        return super().get_queryset().select_related("claimant")
