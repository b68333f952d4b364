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


class StatusNotByHand(LiveConflictError):
    """A claim's status is changed by a change of status, with its reason; not here."""

    message = _(
        "A claim's status is changed by a change of status, with its reason; not here."
    )


class TransitionNotPossible(LiveConflictError):
    """This status cannot follow the present one."""

    message = _("This status cannot follow the present one.")
    field = "after"

    def __init__(self, message=None, *, field=None, before="", after=""):
        self.before, self.after = before, after
        super().__init__(message, field=field)


class GateClosed(LiveConflictError):
    """The claim lacks something that this status needs."""

    message = _("The claim lacks something that this status needs.")
    field = "after"

    def __init__(self, lacks=(), message=None, *, field=None):
        #: What is missing, as ``Lack``s with a code and a message.
        self.lacks = list(lacks)
        if self.lacks and not message:
            message = " ".join(lack.message for lack in self.lacks)
        super().__init__(message, field=field)


class NeedsSecondEditor(LiveConflictError):
    """Another editor has to approve this change of status."""

    message = _("Another editor has to approve this change of status.")


class NotYourself(LiveConflictError):
    """Whoever asked, checked or edited the claim last cannot approve it."""

    message = _("Whoever asked, checked or edited the claim last cannot approve it.")


class RequestDecided(LiveConflictError):
    """Somebody has already decided this."""

    message = _("Somebody has already decided this.")


class ClaimChanged(LiveConflictError):
    """The claim or its evidence was changed since approval was asked for."""

    message = _("The claim or its evidence was changed since approval was asked for.")


class ClaimWithdrawn(LiveConflictError):
    """This claim has been withdrawn. Write a new one instead."""

    message = _("This claim has been withdrawn. Write a new one instead.")


class ClaimPublished(LiveConflictError):
    """Readers have seen this claim: withdraw it, with a reason."""

    message = _("Readers have seen this claim: withdraw it, with a reason.")


class NoteRequired(LiveConflictError):
    """Readers have seen this claim: tell them why its status is another now."""

    message = _(
        "Readers have seen this claim: tell them why its status is another now."
    )
    field = "note"


class LogIsAppendOnly(LiveConflictError):
    """Nothing in this log is changed or removed."""

    message = _("Nothing in this log is changed or removed.")


class CorrectionEmpty(LiveConflictError):
    """Say what was wrong, and what is right."""

    message = _("Say what was wrong, and what is right.")
    field = "text"


class OvertakenInACircle(LiveConflictError):
    """A claim cannot be overtaken by itself, nor by one that it has overtaken."""

    message = _(
        "A claim cannot be overtaken by itself, nor by one that it has overtaken."
    )
    field = "newer"


class NeverWasTrue(LiveConflictError):
    """Only what was corroborated or verified can be overtaken by events."""

    message = _("Only what was corroborated or verified can be overtaken by events.")
    field = "newer"


class NewerNotPublished(LiveConflictError):
    """Publish the newer claim first: readers are sent there."""

    message = _("Publish the newer claim first: readers are sent there.")
    field = "newer"


class SourceStillQuoted(LiveConflictError):
    """Quotes of this anonymous source stay without a name through its record."""

    message = _(
        "Updates quote this anonymous source, and stay without a name only through its "
        "record. Keep it, or merge it with another."
    )


class ClaimNotInBulk(LiveConflictError):
    """Save claims and their evidence one by one: a settled status depends on them."""

    message = _(
        "Save claims and their evidence one by one: a settled status depends on them."
    )


class TimeInFuture(LiveConflictError):
    """This time is in the future."""

    message = _("This time is in the future.")
    field = "as_of"


class UpdateHeld(LiveConflictError):
    """This update is on hold."""

    message = _("This update is on hold.")


class SeenByReaders(LiveConflictError):
    """Readers see this update already: it cannot be put on hold."""

    message = _("Readers see this update already: it cannot be put on hold.")


class TimeNotAhead(LiveConflictError):
    """Give a time that lies ahead, within a year."""

    message = _("Give a time that lies ahead, within a year.")
    field = "at"


class NothingToSchedule(LiveConflictError):
    """Readers see the newest version of this update already: there is nothing to schedule."""

    message = _(
        "Readers see the newest version of this update already: there is nothing to "
        "schedule."
    )


class StillToTranslate(LiveConflictError):
    """Some of this update is still to be translated."""

    message = _("Some of this update is still to be translated.")
    field = "body"


class NotASister(LiveConflictError):
    """This live blog is not the same one in another language."""

    message = _("This live blog is not the same one in another language.")
    field = "page"
