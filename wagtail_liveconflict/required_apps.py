"""The apps that ours is built on."""

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured

#: Without one of them nothing can be imported, and no check run.
FOR_MODELS = (
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "taggit",
    "wagtail",
    "wagtail.admin",
    "wagtail.images",
    "wagtail.search",
)
#: Screens, tags or addresses of ours are theirs.
FOR_USE = (
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "modelcluster",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.settings",
    "wagtail.snippets",
    "wagtail.users",
)


def get_missing_apps(names=(*FOR_MODELS, *FOR_USE)) -> list[str]:
    return [name for name in names if not apps.is_installed(name)]


def require_apps_for_models() -> None:
    """Raise ``ImproperlyConfigured`` that names what is missing. Python's own error
    would be about some model, and no system check could run."""
    # While apps are being loaded, "is_installed" cannot be asked.
    installed = {config.name for config in apps.app_configs.values()}
    missing = [name for name in FOR_MODELS if name not in installed]
    if missing:
        raise ImproperlyConfigured(
            f"wagtail_liveconflict needs {', '.join(missing)} in INSTALLED_APPS."
        )
