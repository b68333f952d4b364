"""Whether the app's own settings say what can be done."""

import difflib
from collections.abc import Iterator

from django.conf import settings
from django.core.checks import Error, Info, Warning
from django.utils.module_loading import import_string
from wagtail.blocks import StreamBlock

from ..conf import conf
from ..delivery.backends import load_backend
from ..delivery.base import DeliveryBackend
from ..pictures.metadata import MODES
from ..post_links.readers import READERS
from ..stories.providers import load_provider
from .registering import check

#: Another name that is so like one of ours was meant to be it.
_ALIKE = 0.85


@check()
def check_names(databases):
    """A misspelt setting does nothing, and nobody would learn it."""
    names = conf.get_names()
    for name in conf.get_names_of_site():
        if name in names:
            continue
        is_like_ours = name.startswith(conf.PREFIX)
        near = difflib.get_close_matches(
            name, names, 1, 0.6 if is_like_ours else _ALIKE
        )
        if is_like_ours or near:
            yield Warning(
                f"There is no setting {name}.",
                hint=f"Did you mean {near[0]}?" if near else "Remove it.",
                id="wagtail_liveconflict.W010",
            )


@check()
def check_numbers(databases):
    names = (
        "LIVECONFLICT_PAGE_SIZE",
        "LIVECONFLICT_PAGE_MAX_AGE",
        "LIVECONFLICT_POLL_SECONDS",
        "LIVECONFLICT_DELTA_LIMIT",
        "LIVECONFLICT_STREAMS_PER_ADDRESS",
        "LIVECONFLICT_MAX_TEXT_LENGTH",
    )
    for name in names:
        value = getattr(conf, name)
        if not _is_whole(value) or value < 1:
            yield Error(
                f"{name} must be a whole number of at least 1, not {value!r}.",
                hint=f"Remove {name} from the settings to use the default.",
                id="wagtail_liveconflict.E002",
            )
    limit = conf.LIVECONFLICT_STREAM_LIMIT
    if not _is_whole(limit) or limit < 0:
        yield Error(
            "LIVECONFLICT_STREAM_LIMIT must be a whole number, 0 for no streams, "
            f"not {limit!r}.",
            hint="Remove it from the settings to use the default.",
            id="wagtail_liveconflict.E006",
        )


def _is_whole(value) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


@check()
def check_types(databases):
    for name, wanted in _find_wrong_types():
        yield Error(
            f"{name} must be {wanted}, not {getattr(conf, name)!r}.",
            hint=f"Remove {name} from the settings to use the default.",
            id="wagtail_liveconflict.E014",
        )


def _find_wrong_types() -> Iterator[tuple[str, str]]:
    for name, wanted in (
        ("LIVECONFLICT_UPDATE_BLOCKS", "the dotted path of a StreamBlock"),
        ("LIVECONFLICT_BASE_TEMPLATE", "the name of a template"),
        ("LIVECONFLICT_CACHE", "the alias of a cache"),
        ("LIVECONFLICT_CACHE_VERSION", "a string"),
    ):
        value = getattr(conf, name)
        # The version alone may be empty.
        is_given = value or name == "LIVECONFLICT_CACHE_VERSION"
        if not (isinstance(value, str) and is_given):
            yield name, wanted
    platforms = conf.LIVECONFLICT_FETCH_POSTS
    codes = sorted(READERS)
    if not isinstance(platforms, list | tuple | set | frozenset) or any(
        platform not in codes for platform in platforms
    ):
        yield "LIVECONFLICT_FETCH_POSTS", f"a list of any of {', '.join(codes)}"


@check()
def check_blocks(databases):
    path = conf.LIVECONFLICT_UPDATE_BLOCKS
    if not isinstance(path, str) or not path:
        return  # Said above.
    try:
        block = import_string(path)
    except Exception as error:
        problem = f"cannot be imported: {error!r}"
    else:
        if isinstance(block, type) and issubclass(block, StreamBlock):
            return
        problem = "is not a class of StreamBlock"
    yield Error(
        f"LIVECONFLICT_UPDATE_BLOCKS names {path!r}, which {problem}.",
        hint="Name the class by its module, as in “news.blocks.OurUpdateBlock”. "
        "Updates cannot be read or written before.",
        id="wagtail_liveconflict.E015",
    )


@check()
def check_backend(databases):
    try:
        backend = load_backend()
        if not isinstance(backend, DeliveryBackend):
            raise TypeError(f"{type(backend).__name__} is no DeliveryBackend")
    except Exception as error:
        yield Error(
            f"The delivery backend cannot be made: {error}",
            hint="See LIVECONFLICT_DELIVERY; without it changes are found by "
            "looking into the log.",
            id="wagtail_liveconflict.E003",
        )
    else:
        yield from backend.check()


@check()
def check_stories(databases):
    try:
        provider = load_provider()
    except Exception as error:
        yield Error(
            f"The provider of related stories cannot be made: {error}",
            hint="See LIVECONFLICT_RELATED_STORIES; without it stories are found by "
            "their tags.",
            id="wagtail_liveconflict.E008",
        )
    else:
        yield from provider.check()


@check()
def check_cache(databases):
    alias = conf.LIVECONFLICT_CACHE
    # A list, since what was written there may be no key at all.
    if alias not in list(settings.CACHES):
        yield Error(
            f"LIVECONFLICT_CACHE names the cache {alias!r}, which CACHES does not have.",
            hint="Add it to CACHES, or remove the setting to use the default cache.",
            id="wagtail_liveconflict.E005",
        )


@check()
def check_image_metadata(databases):
    value = conf.LIVECONFLICT_IMAGE_METADATA
    # A list, since what was written there may be nothing that a set holds.
    if value not in list(MODES):
        yield Error(
            f"LIVECONFLICT_IMAGE_METADATA must be one of {', '.join(MODES)}, not "
            f"{value!r}.",
            hint="Remove it from the settings to use the default. Everything is "
            "stripped before.",
            id="wagtail_liveconflict.E016",
        )


@check()
def check_fallback_template(databases):
    from django.template import TemplateDoesNotExist
    from django.template.loader import get_template

    name = conf.LIVECONFLICT_BASE_TEMPLATE
    if not isinstance(name, str) or not name:
        return  # Said above.
    try:
        get_template(name)
    except TemplateDoesNotExist:
        pass
    except Exception:
        return  # Said in base_template.
    else:
        return
    if conf.is_set("LIVECONFLICT_BASE_TEMPLATE"):
        yield Warning(
            f"LIVECONFLICT_BASE_TEMPLATE names {name!r}, which there is not: live blogs "
            "are shown without the site around them.",
            hint="Name a template that is below DIRS, or in an app of the site.",
            id="wagtail_liveconflict.W005",
        )
    else:
        yield Info(
            "There is no template “base.html”: live blogs are shown without the site "
            "around them.",
            hint="Name the site's base template in LIVECONFLICT_BASE_TEMPLATE.",
            id="wagtail_liveconflict.I002",
        )
