from django.db import models

from .live_feed import LiveFeed
from .live_update import LiveUpdate


class ShareCard(models.Model):
    """A card that is drawn and kept: of a live blog, or of one of its updates. Its file
    goes with the row.

    By its feed, so that no other page of the site asks for cards when it is deleted.
    """

    feed = models.ForeignKey(LiveFeed, on_delete=models.CASCADE, related_name="+")
    #: None: that of the live blog itself.
    update = models.ForeignKey(
        LiveUpdate, null=True, on_delete=models.CASCADE, related_name="+"
    )
    #: Of all that is drawn, see ``share_cards.versions``. Two who draw the same at the
    #: same moment keep it once.
    version = models.CharField(max_length=32, unique=True)
    #: In the storage. It cannot be guessed from the version, which is public.
    file_name = models.CharField(max_length=255)
    content_type = models.CharField(max_length=20)
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self):
        return self.version
