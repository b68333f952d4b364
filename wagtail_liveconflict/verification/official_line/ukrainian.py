"""The line in Ukrainian: «X: є офіційне підтвердження; Y: коментарів немає.»

Gender and number of a name are not known, so no verb agrees with one: names stand
in the nominative before a colon, or in brackets after «сторони». They are joined
with «та», which fits between any sounds, as «і» and «й» do not.
"""

from collections.abc import Sequence

from django.utils.formats import date_format

from ...attribution.composition import Moment
from ..vocabulary import Stance
from .composition import Grammar, Side, get_city, join_names

#: City -> what stands between «за» and «часом».
CITIES = {
    "Almaty": "алматинським",
    "Amman": "амманським",
    "Amsterdam": "амстердамським",
    "Athens": "афінським",
    "Baghdad": "багдадським",
    "Baku": "бакинським",
    "Beirut": "бейрутським",
    "Belgrade": "белградським",
    "Berlin": "берлінським",
    "Brussels": "брюссельським",
    "Bucharest": "бухарестським",
    "Budapest": "будапештським",
    "Cairo": "каїрським",
    "Chisinau": "кишинівським",
    "Copenhagen": "копенгагенським",
    "Damascus": "дамаським",
    "Dublin": "дублінським",
    "Helsinki": "гельсінським",
    "Istanbul": "стамбульським",
    "Jerusalem": "єрусалимським",
    "Kabul": "кабульським",
    "Khartoum": "хартумським",
    "Kyiv": "київським",
    "Lisbon": "лісабонським",
    "London": "лондонським",
    "Madrid": "мадридським",
    "Minsk": "мінським",
    "Moscow": "московським",
    "New York": "нью-йоркським",
    "Paris": "паризьким",
    "Prague": "празьким",
    "Riga": "ризьким",
    "Rome": "римським",
    "Sofia": "софійським",
    "Stockholm": "стокгольмським",
    "Tallinn": "таллінським",
    "Tashkent": "ташкентським",
    "Tbilisi": "тбіліським",
    "Tehran": "тегеранським",
    "Tokyo": "токійським",
    "Vienna": "віденським",
    "Vilnius": "вільнюським",
    "Warsaw": "варшавським",
    "Yerevan": "єреванським",
}
_PHRASES = {
    Stance.CONFIRMS: "є офіційне підтвердження",
    Stance.DENIES: "є офіційне спростування",
    Stance.NO_COMMENT: "коментарів немає",
}


def describe_time(moment: Moment, show_date: bool) -> str:
    time = f"{moment.local:%H:%M}"
    if city := CITIES.get(get_city(moment)):
        time = f"{time} за {city} часом"
    elif moment.zone:
        time = f"{time} ({moment.zone})"
    return f"{time} {date_format(moment.local, 'j E')}" if show_date else time


def say_nobody(sides: Sequence[Side], time: str) -> str:
    if len(sides) == 1:
        return f"{sides[0].name}: станом на {time} офіційного підтвердження немає."
    return f"Станом на {time} жодна зі сторін офіційно цього не підтвердила."


def say_all(stance: Stance, sides: Sequence[Side]) -> str:
    if len(sides) == 1:
        return f"{say_some(stance, sides)}."
    who = "Обидві сторони" if len(sides) == 2 else "Усі сторони"
    verb = "підтвердили" if stance == Stance.CONFIRMS else "заперечують"
    return f"{who} ({join_names(sides, 'та')}) офіційно це {verb}."


def say_some(stance: Stance, sides: Sequence[Side]) -> str:
    return f"{join_names(sides, 'та')}: {_PHRASES[stance]}"


GRAMMAR = Grammar(describe_time, say_nobody, say_all, say_some)
