"""Checks on links that readers will see."""

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


def validate_public_link(value: str) -> None:
    """Raise ``ValidationError`` unless ``value`` is an http(s) address without
    a user name in it. (Wagtail's ``URLBlock`` takes ``ftp://`` as well.)"""
    try:
        parts = urlsplit(value)
        has_user = parts.username is not None or parts.password is not None
    except ValueError as error:
        raise ValidationError(_("Enter a valid link."), code="invalid") from error
    if parts.scheme not in ("http", "https"):
        raise ValidationError(
            _("Enter a link that begins with http:// or https://."), code="scheme"
        )
    if has_user:
        raise ValidationError(
            _("Remove the user name from the link."), code="credentials"
        )


def is_public_link(value: str) -> bool:
    """Whether ``value`` may be printed as a link."""
    try:
        validate_public_link(value)
    except ValidationError:
        return False
    return True
