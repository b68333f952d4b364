"""Settings of the sandbox: a small news site that has added wagtail_liveconflict.

Made for one machine and for trying things out. What a run may want to change is read
from the environment; the names begin with ``SANDBOX_``.
"""

import os
from pathlib import Path

import django
from django.utils.translation import gettext_lazy as _
from wagtail import VERSION as WAGTAIL_VERSION

BASE_DIR = Path(__file__).resolve().parent.parent


def is_on(name: str, default: bool) -> bool:
    """Read an on/off environment variable: anything but 0, false, no and off is on."""
    value = os.environ.get(name, "")
    return (
        value.strip().lower() not in {"0", "false", "no", "off"}
        if value.strip()
        else default
    )


DEBUG = is_on("SANDBOX_DEBUG", default=True)
SECRET_KEY = os.environ.get(
    "SANDBOX_SECRET_KEY", "only-for-the-sandbox-on-this-machine"
)
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
if os.environ.get("SANDBOX_ALLOWED_HOSTS"):
    ALLOWED_HOSTS += os.environ["SANDBOX_ALLOWED_HOSTS"].split(",")

INSTALLED_APPS = [
    "sandbox_site.news",
    "wagtail_liveconflict",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.settings",
    "wagtail.api.v2",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
# Wagtail's API v3 came with 8.0.
HAS_API_V3 = WAGTAIL_VERSION >= (8, 0)
if HAS_API_V3:
    INSTALLED_APPS.insert(0, "wagtail.api.v3")

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "sandbox_site.urls"
ASGI_APPLICATION = "sandbox_site.asgi.application"
WSGI_APPLICATION = "sandbox_site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": os.environ.get("SANDBOX_DATABASE", BASE_DIR / "db.sqlite3"),
        "OPTIONS": {
            # A transaction that starts by reading and then writes fails at once under
            # SQLite when another one wrote in between; one that starts as a writer waits.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The sample logins are words that every validator would refuse.
AUTH_PASSWORD_VALIDATORS = []

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("ru", _("Russian")), ("uk", _("Ukrainian"))]
TIME_ZONE = "Europe/Kyiv"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = os.environ.get("SANDBOX_STATIC_ROOT", BASE_DIR / "staticfiles")
STATICFILES_DIRS = [BASE_DIR / "static"]

MEDIA_URL = "/media/"
MEDIA_ROOT = os.environ.get("SANDBOX_MEDIA_ROOT", BASE_DIR / "media")

if django.VERSION >= (6, 1):
    MAILERS = {"default": {"BACKEND": "django.core.mail.backends.console.EmailBackend"}}
else:
    EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

# An editor's page form with many blocks has more fields than Django's default allows.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

WAGTAIL_SITE_NAME = "The Ternwell Post"
WAGTAILADMIN_BASE_URL = os.environ.get("SANDBOX_BASE_URL", "http://127.0.0.1:8000")
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
# The admin would otherwise ask other people's servers for portraits and for news of Wagtail.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
# A damaged file is refused in words, in the image library as at the desk.
WAGTAILIMAGES_IMAGE_FORM_BASE = "wagtail_liveconflict.pictures.limits.CheckedImageForm"
