"""Tells the site's own code what has happened: the signals of ``signals.py``."""

from functools import partial

from django.db import router, transaction

from ..signals import (
    claim_status_changed,
    live_blog_ended,
    update_corrected,
    update_published,
    update_withdrawn,
)


def tell_published(update, user, *, is_first: bool) -> None:
    _tell(update_published, update=update, user=user, is_first=is_first)


def tell_corrected(correction, update, user) -> None:
    _tell(update_corrected, update=update, user=user, correction=correction)


def tell_withdrawn(update, user, *, is_our_error: bool) -> None:
    _tell(update_withdrawn, update=update, user=user, is_our_error=is_our_error)


def tell_status_changed(claim, change, user, approver) -> None:
    _tell(
        claim_status_changed, claim=claim, user=user, change=change, approver=approver
    )


def tell_ended(page, user) -> None:
    _tell(live_blog_ended, page=page, user=user)


def _tell(signal, user, **payload) -> None:
    """Once the transaction is committed. The first of ``payload`` is what it is about,
    and is then read anew: this copy may be one that Wagtail has not brought up to
    date, and readers of the signal may save theirs."""
    name, about = next(iter(payload.items()))
    using = router.db_for_write(type(about))
    transaction.on_commit(
        partial(_send, signal, name, type(about), about.pk, {**payload, "user": user}),
        using=using,
        robust=True,
    )


def _send(signal, name, model, pk, payload) -> None:
    # Without anybody who listens it costs nothing.
    if not signal.has_listeners(model):
        return
    about = model._base_manager.using(router.db_for_write(model)).filter(pk=pk).first()
    if about is not None:
        # Django logs who raises.
        signal.send_robust(sender=model, **{**payload, name: about})
