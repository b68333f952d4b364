"""What can go wrong when pictures and videos are published."""

from django.utils.translation import gettext_lazy as _

from .exceptions import LiveConflictError


class SensitivityNotStated(LiveConflictError):
    """State of each picture and video whether it is sensitive."""

    message = _("State of each picture and video whether it is sensitive.")
    field = "body"
