"""The sentence in English: "Ada Quill, warden, wrote on Telegram, 10 September"."""

import re
from dataclasses import replace

from django.utils.formats import date_format

from .composition import Grammar, Moment, Sentence
from .speaker import add_speaker, get_name_piece, get_time_piece
from .vocabulary import Medium, Precision, Verb

#: Verb -> alone, and before the person or outlet it was told to.
VERBS = {
    Verb.SAID: ("said", "told"),
    Verb.WROTE: ("wrote", "wrote to"),
    Verb.POSTED: ("posted", "posted, addressing"),
    Verb.TOLD: ("said", "told"),
    Verb.ANNOUNCED: ("announced", "announced to"),
    Verb.STATED: ("stated", "stated to"),
    Verb.REPORTED: ("reported", "reported to"),
    Verb.CONFIRMED: ("confirmed", "confirmed to"),
    Verb.DENIED: ("denied", "denied to"),
    Verb.ASKED: ("asked", "asked"),
    Verb.WARNED: ("warned", "warned"),
    Verb.PROMISED: ("promised", "promised"),
    Verb.CLAIMED: ("claimed", "claimed to"),
    Verb.ADMITTED: ("admitted", "admitted to"),
    Verb.BOASTED: ("boasted", "boasted to"),
    Verb.CONCEDED: ("conceded", "conceded to"),
}
MEDIA = {
    Medium.TELEGRAM: "on Telegram",
    Medium.X: "on X",
    Medium.FACEBOOK: "on Facebook",
    Medium.INSTAGRAM: "on Instagram",
    Medium.YOUTUBE: "on YouTube",
    Medium.BLUESKY: "on Bluesky",
    Medium.MASTODON: "on Mastodon",
    Medium.VK: "on VK",
    Medium.TIKTOK: "on TikTok",
    Medium.PRESS_RELEASE: "in a press release",
    Medium.VIDEO_ADDRESS: "in a video address",
    Medium.PRESS_CONFERENCE: "at a press conference",
    Medium.INTERVIEW: "in an interview",
    Medium.BROADCAST: "in a broadcast",
    Medium.NEWSPAPER: "in a newspaper",
    Medium.WEBSITE: "on a website",
    Medium.DOCUMENT: "in a document",
    Medium.IN_PERSON: "in person",
    Medium.PHONE: "by phone",
}
_ARTICLE = re.compile(r"^(A|An|The)(?=\s)")


def describe_moment(moment: Moment) -> str:
    day = date_format(moment.local, "j F Y" if moment.shows_year else "j F")
    match moment.precision:
        case Precision.MINUTE:
            return f"{day}, {moment.local:%H:%M} {moment.zone}".rstrip()
        case Precision.HOUR:
            return f"{day}, about {moment.local:%H}:00"
        case Precision.PART_OF_DAY if moment.part_of_day == "night":
            # "10 September, night" would be taken for the night after that day.
            return f"in the early hours of {day}"
        case Precision.PART_OF_DAY:
            return f"{day}, {moment.part_of_day}"
    return day


def build_sentence(attribution, moment: Moment | None) -> Sentence:
    sentence = Sentence()
    speaker = replace(attribution, description=_uncapitalise(attribution.description))
    told_to = get_name_piece(attribution.told_to, "told-to")
    alone, before_name = VERBS.get(attribution.verb, ("", "to"))
    if attribution.verb == Verb.ACCORDING_TO:
        if attribution.speaker:
            sentence.add("According to")
        add_speaker(sentence, speaker)
        alone, before_name = "", "speaking to"
        if attribution.told_to:
            sentence.close_clause()
    else:
        add_speaker(sentence, speaker)
    if attribution.told_to:
        sentence.add(before_name)
        sentence.add(told_to)
        if attribution.verb == Verb.POSTED:
            sentence.close_clause()
    else:
        sentence.add(alone)
    sentence.add(MEDIA.get(attribution.medium, ""))
    if moment:
        when = get_time_piece(moment, describe_moment(moment))
        sentence.add(when, after_comma=True)
    if attribution.relayed_by:
        sentence.add("as relayed by", after_comma=True)
        sentence.add(get_name_piece(attribution.relayed_by, "relayer"))
    return sentence


def _uncapitalise(description: str) -> str:
    """ "A military channel" was typed to stand alone, and stands in a sentence."""
    return _ARTICLE.sub(lambda match: match[0].lower(), description)


GRAMMAR = Grammar(build_sentence, describe_moment)
