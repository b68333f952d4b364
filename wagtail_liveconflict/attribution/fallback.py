"""The sentence in a language without a grammar of its own: translated phrases in
English order.

Each verb and each medium is a phrase of its own for translators: languages
that inflect the verb by gender can use the present tense.
"""

from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_lazy as _

from .composition import Grammar, Moment, Sentence, get_part_of_day
from .speaker import add_speaker, get_name_piece, get_time_piece
from .vocabulary import Medium, Precision, Verb

MEDIA = {
    Medium.TELEGRAM: _("on Telegram"),
    Medium.X: _("on X"),
    Medium.FACEBOOK: _("on Facebook"),
    Medium.INSTAGRAM: _("on Instagram"),
    Medium.YOUTUBE: _("on YouTube"),
    Medium.BLUESKY: _("on Bluesky"),
    Medium.MASTODON: _("on Mastodon"),
    Medium.VK: _("on VK"),
    Medium.TIKTOK: _("on TikTok"),
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
_PARTS_OF_DAY = {
    "night": _("night"),
    "morning": _("morning"),
    "afternoon": _("afternoon"),
    "evening": _("evening"),
}


def describe_part_of_day(value: datetime) -> str:
    """Night (before five), morning, afternoon or evening, in the active language."""
    return str(_PARTS_OF_DAY[get_part_of_day(value)])


def describe_moment(moment: Moment) -> str:
    # The order of day and month is the language's: "9月10日".
    day = date_format(
        moment.local, "DATE_FORMAT" if moment.shows_year else "MONTH_DAY_FORMAT"
    )
    match moment.precision:
        case Precision.MINUTE:
            return f"{day}, {moment.local:%H:%M} {moment.zone}".rstrip()
        case Precision.HOUR:
            about = gettext("about %(time)s") % {"time": f"{moment.local:%H}:00"}
            return f"{day}, {about}"
        case Precision.PART_OF_DAY:
            return f"{day}, {describe_part_of_day(moment.local)}"
    return day


def build_sentence(attribution, moment: Moment | None) -> Sentence:
    sentence = Sentence()
    is_according_to = attribution.verb == Verb.ACCORDING_TO
    if is_according_to and attribution.speaker:
        sentence.add(gettext("According to"))
    add_speaker(sentence, attribution)
    if attribution.told_to:
        _add_with_listener(sentence, attribution)
    elif attribution.verb == Verb.TOLD:
        sentence.add(str(Verb.SAID.label))
    elif attribution.verb in Verb.values and not is_according_to:
        sentence.add(str(Verb(attribution.verb).label))
    sentence.add(str(MEDIA.get(attribution.medium, "")))
    if moment:
        when = get_time_piece(moment, describe_moment(moment))
        sentence.add(when, after_comma=True)
    if attribution.relayed_by:
        _add_phrase(
            sentence,
            gettext("as relayed by %(name)s"),
            get_name_piece(attribution.relayed_by, "relayer"),
            after_comma=True,
        )
    return sentence


def _add_with_listener(sentence, attribution):
    listener = get_name_piece(attribution.told_to, "told-to")
    if attribution.verb in (Verb.TOLD, Verb.SAID):
        return _add_phrase(sentence, gettext("told %(name)s"), listener)
    if attribution.verb in Verb.values and attribution.verb != Verb.ACCORDING_TO:
        sentence.add(str(Verb(attribution.verb).label))
    _add_phrase(sentence, gettext("(to %(name)s)"), listener)


def _add_phrase(sentence, phrase, name, *, after_comma=False):
    """``phrase`` with the element ``name`` where its ``%(name)s`` stands."""
    before, _placeholder, after = phrase.partition("%(name)s")
    if before.strip():
        sentence.add(before.strip(), after_comma=after_comma)
        after_comma = False
    sentence.add(name, after_comma=after_comma)
    sentence.add_directly(after)


GRAMMAR = Grammar(build_sentence, describe_moment)
