"""Signals of the app. Those for a site's own code are in ``docs/reference/signals.md``:
each is sent once for what has happened, whichever way it came, after the transaction
is committed. A receiver that raises is logged and harms nobody.
"""

from django.dispatch import Signal

#: Changes of one live blog have been committed and are not announced yet.
#: ``page_id``; ``updates``: a list of (id of a changed update, number of the
#: change before, 0 for none).
changes_committed = Signal()

#: Open pages have been told of them. For what takes longer, and nobody waits for.
#: ``page_id`` and ``updates`` as above.
changes_announced = Signal()

#: A version of an update went out to readers. Sender: ``LiveUpdate``.
#: ``update``: as it is in the database; ``is_first``: whether readers had not seen it
#: before; ``user``: who published it, None for schedules and code.
update_published = Signal()

#: A correction of an update went out to readers. Sender: ``LiveUpdate``.
#: ``update``; ``correction``: the ``Correction`` with its text and time; ``user``.
update_corrected = Signal()

#: An update was taken back: readers see its tombstone. Sender: ``LiveUpdate``.
#: ``update``: with ``withdrawn_at`` and ``withdrawn_reason``; ``is_our_error``;
#: ``user``.
update_withdrawn = Signal()

#: A claim has another status. Sender: ``Claim``.
#: ``claim``; ``change``: the step in its log, a ``ClaimStatusChange`` with ``before``,
#: ``after``, ``reason``, ``note``, ``finding`` and ``as_of``; ``user``: who made or
#: asked for the change, None where the app itself reopened the claim; ``approver``:
#: the second editor, or None.
claim_status_changed = Signal()

#: The coverage has ended. Sender: the type of the page.
#: ``page``: the live blog in its own type; ``user``.
live_blog_ended = Signal()

#: What a site's own code may rely on.
PUBLIC = {
    "update_published": update_published,
    "update_corrected": update_corrected,
    "update_withdrawn": update_withdrawn,
    "claim_status_changed": claim_status_changed,
    "live_blog_ended": live_blog_ended,
}
