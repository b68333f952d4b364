"""What a reader of the documentation has on their site when a sample runs."""

import sys
import types


def keep_module(name: str, contents: dict) -> None:
    """A module of the reader's, as the page has them write it."""
    parts = name.split(".")
    for end in range(1, len(parts) + 1):
        whole = ".".join(parts[:end])
        module = sys.modules.setdefault(whole, types.ModuleType(whole))
        module.__path__ = getattr(module, "__path__", [])
    sys.modules[name].__dict__.update(contents)


def offer_new_api() -> None:
    """Wagtail's API v3 takes endpoints only until its addresses are used, and those of
    the tests are: a page's samples get one that nothing has used."""
    from wagtail import VERSION

    if VERSION >= (8, 0):
        from ninja import NinjaAPI
        from wagtail.api.v3 import urls

        urls.api = NinjaAPI(urls_namespace="samples")
