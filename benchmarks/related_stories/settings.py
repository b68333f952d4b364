"""The benchmarks' site with a page type that has tags, which the sandbox has not."""

from benchmarks.site.settings import *  # noqa: F403
from benchmarks.site.settings import INSTALLED_APPS

INSTALLED_APPS = ["tests.testapp", *INSTALLED_APPS]
