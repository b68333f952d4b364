"""The line in Russian: «X: есть официальное подтверждение; Y: комментариев нет.»

Gender and number of a name are not known, so no verb agrees with one: names stand
in the nominative before a colon, or in brackets after «стороны».
"""

from collections.abc import Sequence

from django.utils.formats import date_format

from ...attribution.composition import Moment
from ..vocabulary import Stance
from .composition import Grammar, Side, get_city, join_names

#: City -> what stands between «по» and «времени».
CITIES = {
    "Almaty": "алматинскому",
    "Amman": "амманскому",
    "Amsterdam": "амстердамскому",
    "Athens": "афинскому",
    "Baghdad": "багдадскому",
    "Baku": "бакинскому",
    "Beirut": "бейрутскому",
    "Belgrade": "белградскому",
    "Berlin": "берлинскому",
    "Brussels": "брюссельскому",
    "Bucharest": "бухарестскому",
    "Budapest": "будапештскому",
    "Cairo": "каирскому",
    "Chisinau": "кишинёвскому",
    "Copenhagen": "копенгагенскому",
    "Damascus": "дамасскому",
    "Dublin": "дублинскому",
    "Helsinki": "хельсинкскому",
    "Istanbul": "стамбульскому",
    "Jerusalem": "иерусалимскому",
    "Kabul": "кабульскому",
    "Khartoum": "хартумскому",
    "Kyiv": "киевскому",
    "Lisbon": "лиссабонскому",
    "London": "лондонскому",
    "Madrid": "мадридскому",
    "Minsk": "минскому",
    "Moscow": "московскому",
    "New York": "нью-йоркскому",
    "Paris": "парижскому",
    "Prague": "пражскому",
    "Riga": "рижскому",
    "Rome": "римскому",
    "Sofia": "софийскому",
    "Stockholm": "стокгольмскому",
    "Tallinn": "таллинскому",
    "Tashkent": "ташкентскому",
    "Tbilisi": "тбилисскому",
    "Tehran": "тегеранскому",
    "Tokyo": "токийскому",
    "Vienna": "венскому",
    "Vilnius": "вильнюсскому",
    "Warsaw": "варшавскому",
    "Yerevan": "ереванскому",
}
_PHRASES = {
    Stance.CONFIRMS: "есть официальное подтверждение",
    Stance.DENIES: "есть официальное опровержение",
    Stance.NO_COMMENT: "комментариев нет",
}


def describe_time(moment: Moment, show_date: bool) -> str:
    time = f"{moment.local:%H:%M}"
    if city := CITIES.get(get_city(moment)):
        time = f"{time} по {city} времени"
    elif moment.zone:
        time = f"{time} ({moment.zone})"
    return f"{time} {date_format(moment.local, 'j E')}" if show_date else time


def say_nobody(sides: Sequence[Side], time: str) -> str:
    if len(sides) == 1:
        return f"{sides[0].name}: к {time} официального подтверждения нет."
    return f"К {time} ни одна из сторон официально это не подтвердила."


def say_all(stance: Stance, sides: Sequence[Side]) -> str:
    if len(sides) == 1:
        return f"{say_some(stance, sides)}."
    who = "Обе стороны" if len(sides) == 2 else "Все стороны"
    verb = "подтвердили" if stance == Stance.CONFIRMS else "отрицают"
    return f"{who} ({join_names(sides, 'и')}) официально это {verb}."


def say_some(stance: Stance, sides: Sequence[Side]) -> str:
    return f"{join_names(sides, 'и')}: {_PHRASES[stance]}"


GRAMMAR = Grammar(describe_time, say_nobody, say_all, say_some)
