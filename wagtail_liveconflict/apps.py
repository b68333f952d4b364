from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LiveConflictConfig(AppConfig):
    name = "wagtail_liveconflict"
    label = "wagtail_liveconflict"
    verbose_name = _("Live coverage")
    default_auto_field = "django.db.models.BigAutoField"

    def import_models(self):
        from .required_apps import require_apps_for_models

        require_apps_for_models()
        super().import_models()

    def ready(self):
        from wagtail.images import get_image_model

        # They register themselves.
        from . import (  # noqa: F401
            card_receivers,
            checks,
            receivers,
            story_receivers,
        )
        from .permissions import register_policies
        from .pictures import cleaning, receivers as picture_receivers  # noqa: F401
        from .pictures.limits import guard_image_model
        from .purging import receivers as purging_receivers  # noqa: F401

        register_policies()
        guard_image_model(get_image_model())
        cleaning.connect()
