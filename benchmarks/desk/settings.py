"""The benchmarks' site, with Wagtail's admin, and nothing asked of other sites."""

from ..site.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.desk.urls"
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
