from django.db import models, transaction
from wagtail.search import index


class NewsroomRecord(index.Indexed, models.Model):
    """What updates show and several of them share."""

    # Indexed once committed, see receivers.py: the index has locks of its own,
    # and two editors must not wait for each other in a circle.
    search_auto_update = False

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        # With its announcement to readers or not at all: see receivers.py.
        with transaction.atomic():
            super().save(*args, **kwargs)
