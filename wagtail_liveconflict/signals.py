"""Signals of the app."""

from django.dispatch import Signal

#: Changes of one live blog have been committed and are not announced yet.
#: ``page_id``; ``updates``: a list of (id of a changed update, number of the
#: change before, 0 for none).
changes_committed = Signal()
