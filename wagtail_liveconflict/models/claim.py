from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel
from wagtail.search import index

from ..exceptions import ClaimPublished, StatusNotByHand
from ..verification import Finding, Status
from .newsroom_record import NewsroomRecord
from .querysets import ClaimManager, ClaimQuerySet
from .source import Source


class Claim(NewsroomRecord, ClusterableModel):
    """One checkable sentence and what is known of its truth.

    A record of its own, not text in a block, so that one change of status reaches
    every update that shows it. Public facts only; who checked it, and what must not
    be published, is in its :class:`~wagtail_liveconflict.models.ClaimDossier`.

    The status is changed by :mod:`wagtail_liveconflict.editorial.verify` alone, and
    every change is a :class:`~wagtail_liveconflict.models.ClaimStatusChange`.
    """

    Status = Status
    Finding = Finding

    #: What readers see; a change of any of these is delivered to open pages.
    PUBLIC_FIELDS = (
        "sentence",
        "status",
        "finding",
        "previous_status",
        "explanation",
        "as_of",
        "claimant_id",
        "methods",
        "checker_name",
        "recheck_due",
        "is_overdue",
        "overtaken_by_id",
        "withdrawn_at",
        "withdrawn_reason",
    )
    #: What a status stands on: a change of it takes a settled status back.
    SETTLED = (Status.VERIFIED, Status.FALSE)
    #: Set by the verbs while they change the status.
    status_is_changing = False
    #: Who edits it, where that is known: forms say so.
    edited_by = None

    sentence = models.TextField(
        _("claim"),
        max_length=500,
        help_text=_("One checkable sentence, as the claimant puts it."),
    )
    claimant = models.ForeignKey(
        Source,
        verbose_name=_("claimed by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="claims",
    )
    explanation = models.TextField(
        _("explanation"),
        max_length=2000,
        blank=True,
        help_text=_("For readers: what we know, do not know, and are doing."),
    )
    methods = models.JSONField(
        _("how we checked"),
        default=list,
        blank=True,
        help_text=_("Readers see it."),
    )
    as_of = models.DateTimeField(
        _("as of"),
        default=timezone.now,
        help_text=_("Always shown beside the status."),
    )
    recheck_due = models.DateTimeField(
        _("re-check due"),
        null=True,
        blank=True,
        help_text=_(
            "After this, readers see since when it has not been checked again."
        ),
    )

    status = models.CharField(
        _("status"),
        max_length=12,
        choices=Status.choices,
        default=Status.UNVERIFIED,
        editable=False,
    )
    finding = models.CharField(
        _("finding"),
        max_length=15,
        blank=True,
        choices=Finding.choices,
        editable=False,
    )
    # What it was before: "under review, was: verified".
    previous_status = models.CharField(
        max_length=12, blank=True, choices=Status.choices, editable=False
    )
    status_changed_at = models.DateTimeField(null=True, blank=True, editable=False)
    # The checker's name where she agreed to be named, else the desk is.
    checker_name = models.CharField(max_length=255, blank=True, editable=False)
    overtaken_by = models.ForeignKey(
        "self",
        verbose_name=_("overtaken by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="overtakes",
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_reason = models.CharField(max_length=500, blank=True, editable=False)
    # When a published update first showed it: from then on it is not deleted.
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Past its re-check time, as readers were told; see the command
    # ``liveconflict_due``.
    is_overdue = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ClaimManager()
    rows = ClaimQuerySet.as_manager()

    search_fields = [
        index.SearchField("sentence"),
        index.AutocompleteField("sentence"),
        index.FilterField("status"),
    ]

    class Meta:
        # Guarded as well for what Django does by itself, but without a join: it reads
        # single fields again.
        base_manager_name = "rows"
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = ["-as_of", "-pk"]
        permissions = [
            ("override_verification", _("Can override the second person")),
        ]

    def __str__(self):
        return f"[{self.mark}] {self.sentence}"

    @classmethod
    def get_indexed_objects(cls):
        # Words that were taken back are found by nobody.
        return super().get_indexed_objects().filter(withdrawn_at__isnull=True)

    @property
    def mark(self) -> str:
        """The status as one plain-text character."""
        return Status(self.status).mark if self.status in Status.values else "?"

    @property
    def is_kept(self) -> bool:
        """Whether it may not be deleted: readers have seen it, or its status was
        changed."""
        return (
            self.published_at is not None
            or self.appearances.exists()
            or self.status_changes.exists()
        )

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None

    @property
    def is_settled(self) -> bool:
        return self.status in self.SETTLED

    def save(self, *args, **kwargs):
        """Raises ``StatusNotByHand`` where the status would be another than the
        database's: the gates stand in the verbs."""
        if not self.status_is_changing:
            self._check_status(kwargs.get("update_fields"))
        self.is_overdue = (
            self.recheck_due is not None and self.recheck_due < timezone.now()
        )
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        """Raises ``ClaimPublished``; see ``ClaimQuerySet.delete``."""
        if self.is_kept:
            raise ClaimPublished
        return super().delete(*args, **kwargs)

    def _check_status(self, update_fields):
        guarded = {"status", "finding", "withdrawn_at", "withdrawn_reason"}
        if update_fields is not None and not guarded & set(update_fields):
            return
        names = ("status", "finding", "withdrawn_at", "withdrawn_reason")
        rows = type(self).objects.filter(pk=self.pk) if self.pk else ()
        known = rows and rows.values_list(*names)
        status, finding, withdrawn_at, reason = next(
            iter(known), (Status.UNVERIFIED, "", None, "")
        )
        if (self.status, self.finding) != (status, finding):
            raise StatusNotByHand
        if withdrawn_at:
            # An older copy does not bring back what was withdrawn meanwhile.
            self.withdrawn_at, self.withdrawn_reason = withdrawn_at, reason
