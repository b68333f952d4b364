"""What the pictures of the site do, and their originals have to know."""

from django.db.models.signals import post_save
from wagtail.images import get_image_model

from .originals import tie_originals


def tie_originals_of_saved(sender, instance, **kwargs):
    tie_originals(instance)


post_save.connect(tie_originals_of_saved, sender=get_image_model())
