from django.db import connections, models, router


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


class ClaimManager(models.Manager):
    def get_queryset(self):
        # A claim is shown with who claims it.
        return super().get_queryset().select_related("claimant")
