"""What can go wrong with pictures. The docstring is the message, as in the app's own
``exceptions``."""

from django.utils.translation import gettext_lazy as _

from ..exceptions import LiveConflictError


class OriginalNotKept(LiveConflictError):
    """The untouched original could not be kept, so the picture was not saved. Try again, or tell whoever runs the site."""

    message = _(
        "The untouched original could not be kept, so the picture was not saved. Try "
        "again, or tell whoever runs the site."
    )
    field = "file"


class OriginalGone(LiveConflictError):
    """The file of this original cannot be read. Tell whoever runs the site."""

    message = _("The file of this original cannot be read. Tell whoever runs the site.")
