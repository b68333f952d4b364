"""The words the reader page's script needs, in the active language."""

import json

from django.utils.translation import gettext, ngettext, pgettext

#: A number of each plural category of the languages we ship (CLDR: en has one
#: and other; ru and uk have one, few and many).
_SAMPLES = {"one": 1, "few": 2, "many": 5, "other": 5}


def _new_updates() -> dict[str, str]:
    return {
        category: ngettext("{n} new update", "{n} new updates", number)
        for category, number in _SAMPLES.items()
    }


def _unseen() -> dict[str, str]:
    return {
        category: ngettext(
            "{n} new update since your last visit",
            "{n} new updates since your last visit",
            number,
        )
        for category, number in _SAMPLES.items()
    }


def get_texts() -> dict:
    """Texts by name; counted ones as a dict by plural category. ``{n}`` and
    ``{time}`` are filled in by the browser."""
    return {
        "new_updates": _new_updates(),
        "status_new": _new_updates(),
        "unseen": _unseen(),
        "new": pgettext("update", "New"),
        "copied": gettext("Link copied"),
        "not_copied": gettext("The link could not be copied."),
        "claim_changed": gettext("Status changed"),
        "ended": gettext("The live coverage has ended."),
        "connection_lost": gettext("Connection lost, last checked {time}"),
        "connection_back": gettext("Connected again"),
        "reload": gettext("Load the newest version of this page"),
        "halted": gettext(
            "Automatic updates are switched off. Load the page again to see what is new."
        ),
        "gone": gettext("This page is no longer available."),
    }


def get_texts_json() -> str:
    return json.dumps(get_texts(), ensure_ascii=False)
