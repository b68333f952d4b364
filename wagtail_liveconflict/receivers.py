"""What other parts of the site do, and the change log has to know."""

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_save
from django.dispatch import receiver
from wagtail.signals import page_published

from .delivery import change_log
from .editorial.verify import announce_claim
from .models import Change, Claim, LiveBlogMixin, LiveFeed, LiveUpdate


@receiver(post_save)
def give_feed_to_new_live_blog(sender, instance, created, raw=False, **kwargs):
    if created and not raw and isinstance(instance, LiveBlogMixin):
        LiveFeed.for_page(instance)


@receiver(page_published)
def announce_head_of_live_blog(sender, instance, **kwargs):
    if isinstance(instance, LiveBlogMixin):
        with transaction.atomic():
            change_log.append(instance.pk, Change.Kind.HEADER)


@receiver(pre_save, sender=Claim)
def remember_published_claim(sender, instance, raw=False, **kwargs):
    # From the database, not from when the object was loaded: a colleague may
    # have changed the claim since, and saving writes the older words back.
    instance._public_state = None if raw else _public_state(instance)


@receiver(post_save, sender=Claim)
def announce_changed_claim(sender, instance, created, raw=False, **kwargs):
    if raw or created:
        return
    if instance._public_state != _public_state(instance):
        announce_claim(instance)


def _public_state(claim):
    return Claim.objects.filter(pk=claim.pk).values(*Claim.PUBLIC_FIELDS).first()


@receiver(post_delete, sender=LiveUpdate)
def announce_deleted_update(sender, instance, origin=None, **kwargs):
    """A deletion of updates is announced; one that comes with the deletion of
    the whole page is not: the log goes as well."""
    model = getattr(origin, "model", None) or type(origin)
    if instance.ordinal is not None and model is LiveUpdate:
        with transaction.atomic():
            change_log.append(
                instance.page_id, Change.Kind.REMOVED, instance, make_feed=False
            )
