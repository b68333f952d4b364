"""What can go wrong in the newsroom's verbs. The docstring is the message;
views, the API and hooks translate these into their own language."""

from django.utils.translation import gettext_lazy as _


class LiveConflictError(Exception):
    """The action is not possible."""

    message = _("The action is not possible.")
    #: Name of the form field the message belongs to, or None for the whole form.
    field = None

    def __init__(self, message=None, *, field=None):
        self.message = message or self.message
        self.field = field or self.field
        super().__init__(str(self.message))


class EmptyUpdate(LiveConflictError):
    """An update needs a headline or some content before it can be published."""

    message = _(
        "An update needs a headline or some content before it can be published."
    )


class QuoteNotReady(LiveConflictError):
    """A quote lacks something that readers must be told before it is published."""

    message = _(
        "A quote lacks something that readers must be told before it is published."
    )
    field = "body"


class UpdateWithdrawn(LiveConflictError):
    """This update has been withdrawn. Write a new one instead."""

    message = _("This update has been withdrawn. Write a new one instead.")


class UpdateNotLive(LiveConflictError):
    """Only a published update can be pinned, marked or withdrawn."""

    message = _("Only a published update can be pinned, marked or withdrawn.")


class ReasonRequired(LiveConflictError):
    """Give a public reason: readers see it in place of the update."""

    message = _("Give a public reason: readers see it in place of the update.")
    field = "reason"


class NotAllowed(LiveConflictError):
    """You do not have permission to do this on this live blog."""

    message = _("You do not have permission to do this on this live blog.")


class NotALiveBlog(LiveConflictError):
    """This page is not a live blog."""

    message = _("This page is not a live blog.")


class WrongState(LiveConflictError):
    """The live blog is not in a state that allows this."""

    message = _("The live blog is not in a state that allows this.")


class UnknownStatus(LiveConflictError):
    """This is not a status a claim can have."""

    message = _("This is not a status a claim can have.")
    field = "status"


class SameSource(LiveConflictError):
    """A source cannot be merged with itself."""

    message = _("A source cannot be merged with itself.")
    field = "kept"


class AnonymityDiffers(LiveConflictError):
    """A named source and an anonymous one cannot be merged: that would name somebody who is not to be named, or take a name away."""

    message = _(
        "A named source and an anonymous one cannot be merged: that would name "
        "somebody who is not to be named, or take a name away."
    )
    field = "kept"


class SourceGone(LiveConflictError):
    """One of the two sources is no longer there: a colleague has merged or deleted it."""

    message = _(
        "One of the two sources is no longer there: a colleague has merged or "
        "deleted it."
    )
    field = "kept"


class SourceUsedElsewhere(LiveConflictError):
    """Something other than updates and claims uses the duplicate, and would lose it. Choose another source there first."""

    message = _(
        "Something other than updates and claims uses the duplicate, and would lose "
        "it. Choose another source there first."
    )
    field = "kept"
