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
    ]
