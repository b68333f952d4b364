"""What an editor can say about how a quote came to us, as choices.

Values are stored in quotes and never change; labels are for the admin. What a
reader sees is written per language: see ``sentence.py``.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _, pgettext_lazy


class Kind(TextChoices):
    DIRECT = "direct", _("Direct: word for word")
    PARTIAL = "partial", _("Partial: some of the words")
    PARAPHRASE = "paraphrase", _("Paraphrase: in our words")
    RELAYED = "relayed", _("Relayed: passed on by somebody else")


class Verb(TextChoices):
    SAID = "said", pgettext_lazy("quote", "said")
    WROTE = "wrote", pgettext_lazy("quote", "wrote")
    POSTED = "posted", pgettext_lazy("quote", "posted")
    TOLD = "told", pgettext_lazy("quote", "told")
    ANNOUNCED = "announced", pgettext_lazy("quote", "announced")
    STATED = "stated", pgettext_lazy("quote", "stated")
    REPORTED = "reported", pgettext_lazy("quote", "reported")
    CONFIRMED = "confirmed", pgettext_lazy("quote", "confirmed")
    DENIED = "denied", pgettext_lazy("quote", "denied")
    ASKED = "asked", pgettext_lazy("quote", "asked")
    WARNED = "warned", pgettext_lazy("quote", "warned")
    PROMISED = "promised", pgettext_lazy("quote", "promised")
    CLAIMED = "claimed", pgettext_lazy("quote", "claimed")
    ADMITTED = "admitted", pgettext_lazy("quote", "admitted")
    BOASTED = "boasted", pgettext_lazy("quote", "boasted")
    CONCEDED = "conceded", pgettext_lazy("quote", "conceded")
    ACCORDING_TO = "according_to", pgettext_lazy("quote", "according to")


#: Verbs that judge the speaker; the block asks for a reason.
LOADED_VERBS = frozenset({Verb.ADMITTED, Verb.CLAIMED, Verb.BOASTED, Verb.CONCEDED})


class Medium(TextChoices):
    TELEGRAM = "telegram", _("Telegram")
    X = "x", _("X")
    FACEBOOK = "facebook", _("Facebook")
    INSTAGRAM = "instagram", _("Instagram")
    YOUTUBE = "youtube", _("YouTube")
    BLUESKY = "bluesky", _("Bluesky")
    MASTODON = "mastodon", _("Mastodon")
    VK = "vk", _("VK")
    TIKTOK = "tiktok", _("TikTok")
    PRESS_RELEASE = "press_release", _("Press release")
    VIDEO_ADDRESS = "video_address", _("Video address")
    PRESS_CONFERENCE = "press_conference", _("Press conference")
    INTERVIEW = "interview", _("Interview")
    BROADCAST = "broadcast", _("Broadcast")
    NEWSPAPER = "newspaper", _("Newspaper")
    WEBSITE = "website", _("Website")
    DOCUMENT = "document", _("Document")
    IN_PERSON = "in_person", _("In person")
    PHONE = "phone", _("By phone")
    OTHER = "other", _("Other")


class Precision(TextChoices):
    MINUTE = "minute", _("To the minute")
    HOUR = "hour", _("To the hour")
    PART_OF_DAY = "part_of_day", _("Part of the day")
    DAY = "day", _("The day")
    UNKNOWN = "unknown", _("Not known")


class Gender(TextChoices):
    """Grammatical gender of the speaker's name, for languages whose verbs agree
    with it. Left blank, the sentence takes a form that needs none."""

    FEMININE = "feminine", pgettext_lazy("grammar", "feminine")
    MASCULINE = "masculine", pgettext_lazy("grammar", "masculine")
    NEUTER = "neuter", pgettext_lazy("grammar", "neuter")
    PLURAL = "plural", pgettext_lazy("grammar", "plural")


class Translation(TextChoices):
    """Who translated. An unchecked machine translation is not on the list."""

    DESK = "desk", _("Our desk")
    OFFICIAL = "official", _("An official translation")
    OUTLET = "outlet", _("Another outlet")
    MACHINE_CHECKED = "machine_checked", _("Machine, checked by a person")
    UNTRANSLATED = "untranslated", _("Not translated: the original words")


class Provenance(TextChoices):
    """How we have the words."""

    ORIGINAL_SEEN = "original_seen", _("Original seen")
    ARCHIVED_SEEN = "archived_seen", _("Archived copy seen")
    RECORDING_HEARD = "recording_heard", _("Recording heard")
    RELAYED = "relayed", _("Relayed by somebody else")
    NOT_SEEN = "not_seen", _("Not seen")
