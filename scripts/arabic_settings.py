"""The sandbox as an Arabic site: for the pictures of what reads from right to left."""

from sandbox_site.settings import *  # noqa: F403

LANGUAGE_CODE = "ar"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = WAGTAILADMIN_PERMITTED_LANGUAGES = [
    ("ar", "العربية")
]
