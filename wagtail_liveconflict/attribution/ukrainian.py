"""The sentence in Ukrainian: «Ада Квілл, доглядачка, написала в Telegram 10 вересня».

The past tense agrees with the speaker's gender; without one the present is
used, which does not. Names stay in the nominative: they are subjects («Про це
повідомляє X», «передає X»). Whom it was told to is typed in the dative, so verbs
that ask for another case take «у коментарі» («у коментарі журналістам»).
«У» and «в» alternate by the sounds around them (Ukrainian orthography of 2019, § 23).
"""

from django.utils.formats import date_format

from .composition import Grammar, Moment, Sentence
from .speaker import add_speaker, get_name_piece, get_time_piece
from .vocabulary import Gender, Medium, Precision, Verb

_FORMS = (Gender.MASCULINE, Gender.FEMININE, Gender.NEUTER, Gender.PLURAL, "")


def _forms(present: str, masculine: str, rest: str = "") -> dict[str, str]:
    """Verb forms by gender: -в, -ла, -ло, -ли; -вся, -лася, -лося, -лися."""
    tail = "ся" if masculine.endswith("ся") else ""
    # «Розповів» has і only where the syllable is closed by -в; its stem keeps it.
    stem = masculine.removesuffix("ся").removesuffix("в")
    past = [masculine, *(f"{stem}{end}{tail}" for end in ("ла", "ло", "ли"))]
    forms = [form + rest for form in [*past, present]]
    return dict(zip(_FORMS, forms, strict=True))


VERBS = {
    Verb.SAID: _forms("каже", "сказав"),
    Verb.WROTE: _forms("пише", "написав"),
    Verb.POSTED: _forms("публікує", "опублікував", " допис"),
    Verb.TOLD: _forms("розповідає", "розповів"),
    Verb.ANNOUNCED: _forms("оголошує", "оголосив"),
    Verb.STATED: _forms("заявляє", "заявив"),
    Verb.REPORTED: _forms("повідомляє", "повідомив"),
    Verb.CONFIRMED: _forms("підтверджує", "підтвердив"),
    # «Спростував» asks for an object, and the sentence has none.
    Verb.DENIED: _forms("виступає", "виступив", " зі спростуванням"),
    Verb.ASKED: _forms("ставить", "поставив", " запитання"),
    Verb.WARNED: _forms("попереджає", "попередив"),
    Verb.PROMISED: _forms("обіцяє", "пообіцяв"),
    Verb.CLAIMED: _forms("стверджує", "стверджував"),
    Verb.ADMITTED: _forms("визнає", "визнав"),
    Verb.BOASTED: _forms("хвалиться", "похвалився"),
    Verb.CONCEDED: _forms("зрештою визнає", "зрештою визнав"),
}
_TAKES_NO_DATIVE = {
    Verb.DENIED,
    Verb.WARNED,
    Verb.CLAIMED,
    Verb.ADMITTED,
    Verb.CONCEDED,
}
#: With {in} where «у» or «в» stands.
MEDIA = {
    Medium.TELEGRAM: "{in} Telegram",
    Medium.X: "{in} соцмережі X",
    Medium.FACEBOOK: "{in} Facebook",
    Medium.INSTAGRAM: "{in} Instagram",
    Medium.YOUTUBE: "на YouTube",
    Medium.BLUESKY: "{in} соцмережі Bluesky",
    Medium.MASTODON: "{in} соцмережі Mastodon",
    Medium.VK: "{in} соцмережі VK",
    Medium.TIKTOK: "{in} TikTok",
    Medium.PRESS_RELEASE: "{in} пресрелізі",
    Medium.VIDEO_ADDRESS: "{in} відеозверненні",
    Medium.PRESS_CONFERENCE: "на пресконференції",
    Medium.INTERVIEW: "{in} інтерв’ю",
    Medium.BROADCAST: "{in} ефірі",
    Medium.NEWSPAPER: "{in} газеті",
    Medium.WEBSITE: "на сайті",
    Medium.DOCUMENT: "{in} документі",
    Medium.IN_PERSON: "особисто",
    Medium.PHONE: "телефоном",
}
_VOWELS = set("аеєиіїоуюяaeiouy")
_ALWAYS_U = ("в", "ф", "f", "льв", "св", "тв", "хв")
# After the comma, a pause: у-.
_PARTS_OF_DAY = {"morning": "уранці", "afternoon": "удень", "evening": "увечері"}


def _fit(phrase: str, sentence: Sentence) -> str:
    """``phrase`` with «у» or «в» for {in}, by what it follows and what it holds."""
    if "{in}" not in phrase:
        return phrase
    following = phrase.split("{in} ")[1].lower()
    text = sentence.as_text()
    # A name in quotation marks sounds as it does without them.
    before = text.rstrip("»”\"'").lower()[-1:]
    if following.startswith(_ALWAYS_U):
        word = "у"
    elif following[0] in _VOWELS or (before in _VOWELS and not sentence.owes_comma):
        word = "в"
    else:
        word = "у"
    return phrase.replace("{in}", word)


def _describe_day(moment: Moment) -> str:
    day = date_format(moment.local, "j E")
    return f"{day} {moment.local.year} року" if moment.shows_year else day


def describe_moment(moment: Moment, sentence: Sentence | None = None) -> str:
    day = _describe_day(moment)
    match moment.precision:
        case Precision.MINUTE:
            return f"{day}, {moment.local:%H:%M} {moment.zone}".rstrip()
        case Precision.HOUR:
            return f"{day}, близько {moment.local:%H}:00"
        case Precision.PART_OF_DAY if moment.part_of_day == "night":
            # «10 вересня, уночі» would be taken for the night after that day.
            return _fit(f"{{in}} ніч на {day}", sentence or Sentence())
        case Precision.PART_OF_DAY:
            return f"{day}, {_PARTS_OF_DAY[moment.part_of_day]}"
    return day


def build_sentence(attribution, moment: Moment | None) -> Sentence:
    sentence = Sentence()
    if attribution.verb == Verb.ACCORDING_TO and attribution.speaker:
        is_plural = attribution.gender == Gender.PLURAL
        sentence.add("Про це повідомляють" if is_plural else "Про це повідомляє")
    add_speaker(sentence, attribution, keeps_affiliation_in_brackets=True)
    forms = VERBS.get(attribution.verb, {})
    sentence.add(forms.get(attribution.gender) or forms.get("", ""))
    _add_listener_and_medium(sentence, attribution, has_verb=bool(forms))
    if moment:
        sentence.add(get_time_piece(moment, describe_moment(moment, sentence)))
    if attribution.relayed_by:
        sentence.add("передає", after_comma=True)
        sentence.add(get_name_piece(attribution.relayed_by, "relayer"))
    return sentence


def _add_listener_and_medium(sentence, attribution, *, has_verb):
    medium = MEDIA.get(attribution.medium, "")
    told_to = get_name_piece(attribution.told_to, "told-to")
    if not attribution.told_to:
        sentence.add(_fit(medium, sentence))
    elif attribution.medium == Medium.INTERVIEW:
        sentence.add(_fit(medium, sentence))
        sentence.add(told_to)
    elif attribution.verb == Verb.POSTED:
        sentence.add("адресований", after_comma=True)
        sentence.add(told_to)
        sentence.close_clause()
        sentence.add(_fit(medium, sentence))
    else:
        if not has_verb or attribution.verb in _TAKES_NO_DATIVE:
            sentence.add(_fit("{in} коментарі", sentence))
        sentence.add(told_to)
        sentence.add(_fit(medium, sentence))


GRAMMAR = Grammar(build_sentence, describe_moment)
