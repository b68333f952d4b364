"""What can go wrong when the head of a live blog is edited."""

from django.utils.translation import gettext_lazy as _

from .exceptions import LiveConflictError


class TitleRequired(LiveConflictError):
    """A live blog needs a headline."""

    message = _("A live blog needs a headline.")
    field = "title"


class HeadOvertaken(LiveConflictError):
    """Not saved: it has been changed since you opened it. Both versions are shown; save again to put yours in place."""

    message = _(
        "Not saved: it has been changed since you opened it. Both versions are "
        "shown; save again to put yours in place."
    )


class PageLocked(LiveConflictError):
    """A colleague has locked the page of this live blog. Unlock it first."""

    message = _("A colleague has locked the page of this live blog. Unlock it first.")


class PageAwaitsApproval(LiveConflictError):
    """A version of this page is awaiting approval, which this would cut short. Decide on that first."""

    message = _(
        "A version of this page is awaiting approval, which this would cut short. "
        "Decide on that first."
    )


class PageScheduled(LiveConflictError):
    """A version of this page is scheduled, and would put the old words back. Take it off the schedule first."""

    message = _(
        "A version of this page is scheduled, and would put the old words back. Take "
        "it off the schedule first."
    )


class PageIsAlias(LiveConflictError):
    """This page is an alias: change the page that it follows."""

    message = _("This page is an alias: change the page that it follows.")
