"""The desk's keys, for Wagtail's own dialog of shortcuts."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from wagtail.admin.utils import get_keyboard_key_labels_from_request


@dataclass
class Shortcut:
    label: str
    keys: str


def get_shortcuts(request) -> list[Shortcut]:
    keys = get_keyboard_key_labels_from_request(request)
    mod, alt, shift = keys.MOD, keys.ALT, keys.SHIFT
    return [
        Shortcut(_("Publish the update, or submit it"), f"{mod} + {keys.ENTER}"),
        Shortcut(_("Save a draft"), f"{mod} + s"),
        Shortcut(_("Add a quote"), f"{alt} + {shift} + q"),
        Shortcut(_("Add a verification status"), f"{alt} + {shift} + v"),
        Shortcut(_("Go to the headline"), f"{alt} + {shift} + n"),
        Shortcut(_("Next update in the stream"), f"{alt} + PageDown"),
        Shortcut(_("Previous update in the stream"), f"{alt} + PageUp"),
        Shortcut(_("With an update of the stream: open it"), f"{keys.ENTER} / e"),
        Shortcut(_("Pin it, or no longer"), "p"),
        Shortcut(_("Key event, or no longer"), "k"),
        Shortcut(_("Copy its link"), "l"),
        Shortcut(_("Correct it"), "c"),
        Shortcut(_("Withdraw it"), "w"),
        Shortcut(_("Schedule it"), "s"),
        Shortcut(_("Hold it"), "h"),
        Shortcut(_("Duplicate it"), "d"),
        Shortcut(_("Move it"), "m"),
        Shortcut(_("Translate it"), "t"),
    ]
