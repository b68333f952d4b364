"""What happens to updates, live blogs and pages, and their cards have to follow."""

import logging
from functools import partial

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver
from wagtail.models import PageViewRestriction
from wagtail.signals import page_unpublished, pre_page_move

from .models import LiveBlogMixin, ShareCard
from .purging import addresses
from .purging.queue import is_on, queue
from .reader.card_upkeep import bring_up_to_date
from .reader.share_cards import get_card_path
from .share_cards.options import are_enabled
from .share_cards.storing import delete_file
from .signals import changes_announced
from .tasks import draw_share_cards, has_workers

logger = logging.getLogger("wagtail_liveconflict.share_cards")


@receiver(changes_announced)
def redraw_cards(sender, page_id, updates, **kwargs):
    """Readers have the change. A worker draws; without one, the view does when it is
    asked, and here is only forgotten what is not so any more: an editor does not wait
    for a drawing."""
    ids = [update_id for update_id, _number in updates]
    # A queue may stand still, and a site may have switched its cards off: what was taken
    # back goes at once.
    bring_up_to_date(page_id, ids, draws=False)
    try:
        if are_enabled() and has_workers():
            draw_share_cards.enqueue(page_id, ids)
    except Exception:
        logger.exception("The cards of live blog %s are drawn when asked for", page_id)


@receiver(pre_delete, sender=ShareCard)
def find_address_of_card(sender, instance, **kwargs):
    """While the rows are there that it follows from."""
    if is_on():
        page = instance.feed.page
        path = get_card_path(page.pk, instance.update_id, instance.version)
        sites = [site for site, _url in addresses.find_places(page)]
        urls = {f"{site.root_url}{path}" for site in sites if path}
        transaction.on_commit(partial(queue.add, urls), robust=True)


@receiver(post_delete, sender=ShareCard)
def delete_file_of_card(sender, instance, **kwargs):
    transaction.on_commit(partial(delete_file, instance.file_name), robust=True)


@receiver(page_unpublished)
def forget_unpublished(sender, instance, **kwargs):
    if isinstance(instance, LiveBlogMixin):
        ShareCard.objects.filter(feed__page_id=instance.pk).delete()


@receiver(post_save, sender=PageViewRestriction)
def forget_restricted(sender, instance, raw=False, **kwargs):
    if not raw:
        _forget_below(instance.page)


@receiver(pre_page_move)
def forget_moved(sender, instance, **kwargs):
    """It may come to stand where not everybody may go. While its addresses are known."""
    _forget_below(instance)


def _forget_below(page) -> None:
    # Of most pages there are none, and to delete nothing takes three queries.
    for card in ShareCard.objects.filter(feed__page__path__startswith=page.path):
        card.delete()
