from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LiveConflictConfig(AppConfig):
    name = "wagtail_liveconflict"
    label = "wagtail_liveconflict"
    verbose_name = _("Live coverage")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        # They register themselves.
        from . import checks, receivers, story_receivers  # noqa: F401
        from .permissions import register_policies
        from .purging import receivers as purging_receivers  # noqa: F401

        register_policies()
