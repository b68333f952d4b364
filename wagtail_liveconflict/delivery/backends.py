"""The backend that the site has chosen in ``LIVECONFLICT_DELIVERY``."""

from functools import cache

from django.core.exceptions import ImproperlyConfigured
from django.core.signals import setting_changed
from django.dispatch import receiver
from django.utils.module_loading import import_string

from ..conf import conf
from .base import DeliveryBackend


def load_backend() -> DeliveryBackend:
    """A new backend as the settings say; ``ImproperlyConfigured`` where they
    are wrong or a package is missing."""
    setting = conf.LIVECONFLICT_DELIVERY
    if not isinstance(setting, dict) or set(setting) - {"BACKEND", "OPTIONS"}:
        raise ImproperlyConfigured(
            'LIVECONFLICT_DELIVERY must be {"BACKEND": "…", "OPTIONS": {…}}.'
        )
    path = setting.get("BACKEND", conf.DEFAULT_DELIVERY_BACKEND)
    try:
        backend = import_string(path)
    except ImportError as error:
        raise ImproperlyConfigured(
            f"LIVECONFLICT_DELIVERY names {path!r}, which cannot be imported: {error}."
        ) from error
    return backend(**setting.get("OPTIONS", {}))


@cache
def get_backend() -> DeliveryBackend:
    """The backend of this process."""
    return load_backend()


@receiver(setting_changed)
def forget_backend(setting, **kwargs):
    if setting == "LIVECONFLICT_DELIVERY":
        if get_backend.cache_info().currsize:
            get_backend().close()
        get_backend.cache_clear()
