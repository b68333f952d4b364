"""The sentence in Russian: «Ада Квилл, смотрительница, написала в Telegram 10 сентября».

The past tense agrees with the speaker's gender; without one the present is
used, which does not. Names stay in the nominative: they are subjects («Об этом
сообщает X», «передаёт X»). Whom it was told to is typed in the dative, so verbs
that ask for another case take «в комментарии» («в комментарии журналистам»).
"""

from django.utils.formats import date_format

from .composition import Grammar, Moment, Sentence
from .speaker import add_speaker, get_name_piece, get_time_piece
from .vocabulary import Gender, Medium, Precision, Verb

_FORMS = (Gender.MASCULINE, Gender.FEMININE, Gender.NEUTER, Gender.PLURAL, "")


def _forms(present: str, masculine: str, rest: str = "") -> dict[str, str]:
    """Verb forms by gender: -л, -ла, -ло, -ли; -лся, -лась, -лось, -лись."""
    if masculine.endswith("ся"):
        stem, ends = masculine[:-2], ("ся", "ась", "ось", "ись")
    else:
        stem, ends = masculine, ("", "а", "о", "и")
    past = [stem + end for end in ends]
    forms = [form + rest for form in [*past, present]]
    return dict(zip(_FORMS, forms, strict=True))


VERBS = {
    Verb.SAID: _forms("говорит", "сказал"),
    Verb.WROTE: _forms("пишет", "написал"),
    Verb.POSTED: _forms("публикует", "опубликовал", " сообщение"),
    Verb.TOLD: _forms("рассказывает", "рассказал"),
    Verb.ANNOUNCED: _forms("объявляет", "объявил"),
    Verb.STATED: _forms("заявляет", "заявил"),
    Verb.REPORTED: _forms("сообщает", "сообщил"),
    Verb.CONFIRMED: _forms("подтверждает", "подтвердил"),
    # «Опроверг» asks for an object, and the sentence has none.
    Verb.DENIED: _forms("выступает", "выступил", " с опровержением"),
    Verb.ASKED: _forms("задаёт", "задал", " вопрос"),
    Verb.WARNED: _forms("предупреждает", "предупредил"),
    Verb.PROMISED: _forms("обещает", "пообещал"),
    Verb.CLAIMED: _forms("утверждает", "утверждал"),
    Verb.ADMITTED: _forms("признаёт", "признал"),
    Verb.BOASTED: _forms("хвастается", "похвастался"),
    Verb.CONCEDED: _forms("в итоге признаёт", "в итоге признал"),
}
_TAKES_NO_DATIVE = {
    Verb.DENIED,
    Verb.WARNED,
    Verb.CLAIMED,
    Verb.ADMITTED,
    Verb.CONCEDED,
}
MEDIA = {
    Medium.TELEGRAM: "в Telegram",
    Medium.X: "в соцсети X",
    Medium.FACEBOOK: "в Facebook",
    Medium.INSTAGRAM: "в Instagram",
    Medium.YOUTUBE: "на YouTube",
    Medium.BLUESKY: "в соцсети Bluesky",
    Medium.MASTODON: "в соцсети Mastodon",
    Medium.VK: "в соцсети VK",
    Medium.TIKTOK: "в TikTok",
    Medium.PRESS_RELEASE: "в пресс-релизе",
    Medium.VIDEO_ADDRESS: "в видеообращении",
    Medium.PRESS_CONFERENCE: "на пресс-конференции",
    Medium.INTERVIEW: "в интервью",
    Medium.BROADCAST: "в эфире",
    Medium.NEWSPAPER: "в газете",
    Medium.WEBSITE: "на сайте",
    Medium.DOCUMENT: "в документе",
    Medium.IN_PERSON: "лично",
    Medium.PHONE: "по телефону",
}
_PARTS_OF_DAY = {"morning": "утром", "afternoon": "днём", "evening": "вечером"}


def describe_moment(moment: Moment) -> str:
    day = date_format(moment.local, "j E")
    if moment.shows_year:
        day = f"{day} {moment.local.year} года"
    match moment.precision:
        case Precision.MINUTE:
            return f"{day}, {moment.local:%H:%M} {moment.zone}".rstrip()
        case Precision.HOUR:
            return f"{day}, около {moment.local:%H}:00"
        case Precision.PART_OF_DAY if moment.part_of_day == "night":
            # «10 сентября, ночью» would be taken for the night after that day.
            return f"в ночь на {day}"
        case Precision.PART_OF_DAY:
            return f"{day}, {_PARTS_OF_DAY[moment.part_of_day]}"
    return day


def build_sentence(attribution, moment: Moment | None) -> Sentence:
    sentence = Sentence()
    if attribution.verb == Verb.ACCORDING_TO and attribution.speaker:
        is_plural = attribution.gender == Gender.PLURAL
        sentence.add("Об этом сообщают" if is_plural else "Об этом сообщает")
    add_speaker(sentence, attribution, keeps_affiliation_in_brackets=True)
    forms = VERBS.get(attribution.verb, {})
    sentence.add(forms.get(attribution.gender) or forms.get("", ""))
    _add_listener_and_medium(sentence, attribution, has_verb=bool(forms))
    if moment:
        sentence.add(get_time_piece(moment, describe_moment(moment)))
    if attribution.relayed_by:
        sentence.add("передаёт", after_comma=True)
        sentence.add(get_name_piece(attribution.relayed_by, "relayer"))
    return sentence


def _add_listener_and_medium(sentence, attribution, *, has_verb):
    medium = MEDIA.get(attribution.medium, "")
    told_to = get_name_piece(attribution.told_to, "told-to")
    if not attribution.told_to:
        sentence.add(medium)
    elif attribution.medium == Medium.INTERVIEW:
        sentence.add(medium)
        sentence.add(told_to)
    elif attribution.verb == Verb.POSTED:
        sentence.add("адресованное", after_comma=True)
        sentence.add(told_to)
        sentence.close_clause()
        sentence.add(medium)
    else:
        if not has_verb or attribution.verb in _TAKES_NO_DATIVE:
            sentence.add("в комментарии")
        sentence.add(told_to)
        sentence.add(medium)


GRAMMAR = Grammar(build_sentence, describe_moment)
