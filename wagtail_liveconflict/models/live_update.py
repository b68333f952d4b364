from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.utils.translation import gettext, gettext_lazy as _
from modelcluster.models import ClusterableModel
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    WorkflowMixin,
)
from wagtail.search import index

from ..links import join_below
from ..text import first_words
from .base_page import BASE_PAGE_MODEL
from .querysets import LiveUpdateQuerySet
from .stream_fields import UpdateBodyField


class LiveUpdate(
    PreviewableMixin,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    index.Indexed,
    ClusterableModel,
):
    """One post in a live blog: a row of its own, never a block in the page."""

    class Byline(models.TextChoices):
        AUTHORS = "authors", _("Named authors")
        DESK = "desk", _("The desk")
        NONE = "none", _("No byline")

    # DraftStateMixin's own default is True: a row that code has saved and not
    # published would count as live.
    live = models.BooleanField(_("live"), default=False, editable=False)
    page = models.ForeignKey(
        BASE_PAGE_MODEL,
        on_delete=models.CASCADE,
        related_name="live_updates",
        verbose_name=_("live blog"),
        editable=False,
    )
    headline = models.CharField(_("headline"), max_length=255, blank=True)
    slug = models.SlugField(
        max_length=255, blank=True, allow_unicode=True, editable=False
    )
    body = UpdateBodyField(verbose_name=_("body"), blank=True)
    byline = models.CharField(
        _("byline"), max_length=10, choices=Byline.choices, default=Byline.AUTHORS
    )
    byline_names = models.CharField(
        _("authors"),
        max_length=255,
        blank=True,
        help_text=_("As readers see them, separated by commas."),
    )
    is_key_event = models.BooleanField(
        _("key event"),
        default=False,
        help_text=_("Listed in the outline at the top of the live blog."),
    )
    event_time = models.DateTimeField(
        _("time of the event"),
        null=True,
        blank=True,
        help_text=_("When it happened, if that is not when it is posted."),
    )
    event_place = models.CharField(_("place"), max_length=200, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("owner"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="owned_live_updates",
    )

    # State of the update as a whole: written by the editorial verbs alone and
    # kept when a revision is published (see with_content_json).
    ordinal = models.PositiveBigIntegerField(null=True, blank=True, editable=False)
    # Number of its newest change: the version of what readers see of it.
    change_number = models.PositiveBigIntegerField(default=0, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_reason = models.CharField(max_length=500, blank=True, editable=False)
    # An embargo: nothing publishes it before. The reason is the newsroom's own.
    hold_until = models.DateTimeField(null=True, blank=True, editable=False)
    hold_reason = models.CharField(max_length=255, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    # One per composition at the desk: whatever is posted of it, and however
    # often, is one update.
    composition_key = models.UUIDField(
        null=True, blank=True, unique=True, editable=False
    )

    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="live_update",
        for_concrete_model=False,
    )
    _revisions = GenericRelation(
        "wagtailcore.Revision",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="live_update",
        for_concrete_model=False,
    )

    objects = LiveUpdateQuerySet.as_manager()

    STATE_FIELDS = (
        "page_id",
        "owner_id",
        "ordinal",
        "change_number",
        "withdrawn_at",
        "withdrawn_reason",
        "hold_until",
        "hold_reason",
        "created_at",
        "composition_key",
    )

    # Indexed once committed, see receivers.py: a deadlock or a search server that
    # is away must not cost an editor the publication.
    search_auto_update = False
    search_fields = [
        index.SearchField("headline"),
        index.AutocompleteField("headline"),
        index.SearchField("body"),
        index.FilterField("page"),
        # Of what one may see, one's own drafts are part.
        index.FilterField("owner"),
        index.FilterField("live"),
        index.FilterField("ordinal"),
        index.FilterField("withdrawn_at"),
    ]

    class Meta:
        verbose_name = _("update")
        verbose_name_plural = _("updates")
        constraints = [
            models.UniqueConstraint(
                fields=["page", "ordinal"], name="liveconflict_update_ordinal"
            )
        ]
        indexes = [
            models.Index(
                fields=["page", "-created_at"], name="liveconflict_update_created"
            ),
            models.Index(
                fields=["page", "first_published_at"], name="liveconflict_update_day"
            ),
        ]

    def __str__(self):
        return self.get_accessible_name()

    @property
    def revisions(self):
        return self._revisions

    def get_accessible_name(self):
        """The headline, else the first words of the body that readers have without
        asking; never empty."""
        # Of the blocks, which refer to models.
        from ..blocks.sensitivity import get_open_words

        if headline := self.headline.strip():
            return headline
        for child in self.body or ():
            content = get_open_words(child.block, child.value)
            if words := first_words(" ".join(content)):
                return words
        return gettext("Update without a headline")

    # Heads the column of Wagtail's list.
    get_accessible_name.short_description = _("update")

    @property
    def byline_text(self):
        """Who wrote it, for readers; "" when nobody is named."""
        if self.byline == self.Byline.DESK:
            return self.Byline.DESK.label
        if self.byline == self.Byline.NONE:
            return ""
        return self.byline_names

    @property
    def is_withdrawn(self):
        return self.withdrawn_at is not None

    @property
    def permalink(self):
        """Path of the update's own page, or "" while its blog has no address."""
        return join_below(self.page.get_url(), f"updates/{self.pk}/")

    @property
    def anchor(self):
        return f"update-{self.pk}"

    @property
    def was_edited(self):
        """Whether it was published again more than a minute after the first time."""
        if not (self.first_published_at and self.last_published_at):
            return False
        return (self.last_published_at - self.first_published_at).total_seconds() > 60

    def with_content_json(self, content):
        obj = super().with_content_json(content)
        for name in self.STATE_FIELDS:
            setattr(obj, name, getattr(self, name))
        return obj

    def get_workflow(self):
        """Updates follow the workflow of their live blog."""
        return self.page.get_workflow()

    def publish(self, revision, user=None, **kwargs):
        """Every way of publishing ends here: the admin, workflows, schedules,
        bulk actions, ``revision.publish()`` in a shell. See
        :func:`wagtail_liveconflict.editorial.publish.publish_revision`."""
        # The verbs know the models; the model reaches them when called.
        from ..editorial.publish import publish_revision

        return publish_revision(self, revision, user, super().publish, **kwargs)

    def unpublish(self, *args, **kwargs):
        from ..editorial.publish import unpublish_update

        return unpublish_update(self, super().unpublish, *args, **kwargs)

    def get_full_url(self):
        if not self.page_id:
            return None
        return self.page.full_url

    full_url = property(get_full_url)

    def serve_preview(self, request, mode_name):
        from ..reader.preview import serve_update_preview

        return serve_update_preview(self, request)
