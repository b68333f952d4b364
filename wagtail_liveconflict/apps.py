from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LiveConflictConfig(AppConfig):
    name = "wagtail_liveconflict"
    label = "wagtail_liveconflict"
    verbose_name = _("Live coverage")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from . import checks, receivers  # noqa: F401 - both register themselves
        from .permissions import register_policies

        register_policies()
