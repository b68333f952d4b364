"""How and when a quote was said, as a phrase after the speaker's name.

Each verb and each medium is a phrase of its own for translators: languages
that inflect the verb by gender can use the present tense.
"""

from datetime import datetime

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.html import format_html
from django.utils.translation import gettext, gettext_lazy as _, pgettext_lazy


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
    CLAIMED = "claimed", pgettext_lazy("quote", "claimed")
    ADMITTED = "admitted", pgettext_lazy("quote", "admitted")
    ACCORDING_TO = "according_to", pgettext_lazy("quote", "according to")


class Medium(TextChoices):
    TELEGRAM = "telegram", _("Telegram")
    X = "x", _("X")
    FACEBOOK = "facebook", _("Facebook")
    INSTAGRAM = "instagram", _("Instagram")
    YOUTUBE = "youtube", _("YouTube")
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


_MEDIUM_PHRASES = {
    Medium.TELEGRAM: _("on Telegram"),
    Medium.X: _("on X"),
    Medium.FACEBOOK: _("on Facebook"),
    Medium.INSTAGRAM: _("on Instagram"),
    Medium.YOUTUBE: _("on YouTube"),
    Medium.PRESS_RELEASE: _("in a press release"),
    Medium.VIDEO_ADDRESS: _("in a video address"),
    Medium.PRESS_CONFERENCE: _("at a press conference"),
    Medium.INTERVIEW: _("in an interview"),
    Medium.BROADCAST: _("in a broadcast"),
    Medium.NEWSPAPER: _("in a newspaper"),
    Medium.WEBSITE: _("on a website"),
    Medium.DOCUMENT: _("in a document"),
    Medium.IN_PERSON: _("in person"),
    Medium.PHONE: _("by phone"),
}


def describe_prefix(verb: str | None) -> str:
    """What stands before the speaker: "According to", or nothing."""
    return gettext("According to") if verb == Verb.ACCORDING_TO else ""


def describe_part_of_day(value: datetime) -> str:
    hour = value.hour
    if hour < 5:
        return gettext("night")
    if hour < 12:
        return gettext("morning")
    if hour < 18:
        return gettext("afternoon")
    return gettext("evening")


def describe_time(said_at: datetime | None, precision: str | None) -> str:
    """The time as precisely as it is known, as safe HTML with a ``<time>``
    in the active time zone; empty when it is not known."""
    if not said_at or precision == Precision.UNKNOWN:
        return ""
    local = timezone.localtime(said_at)
    day = date_format(local, "j E")
    if precision == Precision.DAY:
        machine, words = local.date().isoformat(), day
    elif precision == Precision.PART_OF_DAY:
        machine, words = (
            local.date().isoformat(),
            f"{day}, {describe_part_of_day(local)}",
        )
    elif precision == Precision.HOUR:
        about = gettext("about %(time)s") % {"time": time_format(local, "H:00")}
        machine, words = local.date().isoformat(), f"{day}, {about}"
    else:
        machine = local.isoformat(timespec="minutes")
        words = f"{day}, {time_format(local, 'H:i')} {local.tzname()}"
    return format_html('<time datetime="{}">{}</time>', machine, words)


def describe_attribution(
    *,
    verb: str | None,
    medium: str | None,
    told_to: str | None = None,
    said_at: datetime | None = None,
    precision: str | None = None,
) -> str:
    """A phrase like "wrote on Telegram, 10 September, afternoon", as safe HTML."""
    phrases = []
    if verb == Verb.TOLD and told_to:
        phrases.append(gettext("told %(name)s") % {"name": told_to})
    elif verb == Verb.TOLD:
        phrases.append(Verb.SAID.label)
    elif verb in Verb.values and verb != Verb.ACCORDING_TO:
        phrases.append(Verb(verb).label)
    if medium in _MEDIUM_PHRASES:
        phrases.append(_MEDIUM_PHRASES[medium])
    how = " ".join(str(phrase) for phrase in phrases)
    when = describe_time(said_at, precision)
    if how and when:
        return format_html("{}, {}", how, when)
    return when or format_html("{}", how)
