"""Whether the sides have officially confirmed a claim, in words. Read by eye."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone, translation
from hypothesis import given, strategies as st

from wagtail_liveconflict.verification.official_line import (
    GRAMMARS,
    Grammar,
    Side,
    describe_official_line,
)
from wagtail_liveconflict.verification.vocabulary import Stance

AS_OF = datetime(2026, 9, 10, 13, 5, tzinfo=UTC)
LANGUAGES = ("en", "ru", "uk")
SILENT = ("no_comment", "")
STANCES = ("confirms", "denies", *SILENT)
PAIRS = [(first, second) for first in STANCES for second in STANCES]

#: Stances of X and Y, "silent" for both kinds of silence -> line by language.
TABLE = {
    ("silent", "silent"): (
        "Neither side has officially confirmed this as of 16:05 (Kyiv time).",
        "К 16:05 по киевскому времени ни одна из сторон официально это не подтвердила.",
        "Станом на 16:05 за київським часом жодна зі сторін офіційно цього не підтвердила.",
    ),
    ("confirms", "silent"): (
        "X has confirmed; Y has not commented.",
        "X: есть официальное подтверждение; Y: комментариев нет.",
        "X: є офіційне підтвердження; Y: коментарів немає.",
    ),
    ("silent", "confirms"): (
        "Y has confirmed; X has not commented.",
        "Y: есть официальное подтверждение; X: комментариев нет.",
        "Y: є офіційне підтвердження; X: коментарів немає.",
    ),
    ("denies", "silent"): (
        "X has denied this; Y has not commented.",
        "X: есть официальное опровержение; Y: комментариев нет.",
        "X: є офіційне спростування; Y: коментарів немає.",
    ),
    ("silent", "denies"): (
        "Y has denied this; X has not commented.",
        "Y: есть официальное опровержение; X: комментариев нет.",
        "Y: є офіційне спростування; X: коментарів немає.",
    ),
    ("confirms", "denies"): (
        "X has confirmed; Y has denied this.",
        "X: есть официальное подтверждение; Y: есть официальное опровержение.",
        "X: є офіційне підтвердження; Y: є офіційне спростування.",
    ),
    ("denies", "confirms"): (
        "Y has confirmed; X has denied this.",
        "Y: есть официальное подтверждение; X: есть официальное опровержение.",
        "Y: є офіційне підтвердження; X: є офіційне спростування.",
    ),
    ("confirms", "confirms"): (
        "X and Y have both officially confirmed this.",
        "Обе стороны (X и Y) официально это подтвердили.",
        "Обидві сторони (X та Y) офіційно це підтвердили.",
    ),
    ("denies", "denies"): (
        "X and Y have both officially denied this.",
        "Обе стороны (X и Y) официально это отрицают.",
        "Обидві сторони (X та Y) офіційно це заперечують.",
    ),
}
NAMES = ("Orm", "Brak", "Vell", "Tarn", "Ilm")
#: Words that claim a confirmation; the sentences that deny one hold none of them.
CONFIRMATION = {
    "en": (
        "has confirmed",
        "have confirmed",
        "Orm has officially confirmed",
        "both officially confirmed",
        "all officially confirmed",
    ),
    "ru": ("есть официальное подтверждение", "это подтвердили"),
    "uk": ("є офіційне підтвердження", "це підтвердили"),
    "de": ("officially confirmed",),
}


@pytest.fixture(autouse=True, scope="module")
def _zone():
    with timezone.override(ZoneInfo("Europe/Kyiv")):
        yield


def say(language, *stances, names="XYZWV", **options):
    sides = [Side(name, stance) for name, stance in zip(names, stances, strict=False)]
    return describe_official_line(sides, AS_OF, language, **options)


@pytest.mark.parametrize("stances", PAIRS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_two_sides_in_every_combination(language, stances):
    """Each of 16, to the letter. "No comment" and "nothing known" read alike."""
    row = tuple("silent" if stance in SILENT else stance for stance in stances)
    assert say(language, *stances) == TABLE[row][LANGUAGES.index(language)]


def test_the_table_knows_every_stance():
    """A stance that is added to the vocabulary has to be told to readers."""
    assert {*STANCES} == {*Stance.values, ""}


@pytest.mark.parametrize("stances", PAIRS)
@pytest.mark.parametrize("language", [*LANGUAGES, "de"])
def test_two_sides_that_swap_their_stances_swap_their_names_only(language, stances):
    """No side is told of in other words than the other."""
    there = say(language, *stances, names=("Orm", "Brak"))
    back = say(language, *stances, names=("Brak", "Orm"))
    assert there == back.replace("Brak", "*").replace("Orm", "Brak").replace("*", "Orm")


@pytest.mark.parametrize("language", [*LANGUAGES, "de"])
@given(stances=st.lists(st.sampled_from([*STANCES, "laughs"]), min_size=1, max_size=5))
def test_confirmation_is_told_only_where_there_is_one(language, stances):
    """Who confirms or denies is named; nobody is said to confirm who has not."""
    with timezone.override(ZoneInfo("Europe/Kyiv")):
        line = say(language, *stances, names=NAMES)
    for name, stance in zip(NAMES, stances, strict=False):
        if stance in ("confirms", "denies"):
            assert line.count(name) == 1
    has_claimed = any(words in line for words in CONFIRMATION[language])
    assert has_claimed == ("confirms" in stances)
    assert line.endswith(".")
    assert not line.endswith("..")


@pytest.mark.parametrize(
    ("language", "stance", "line"),
    [
        ("en", "confirms", "X has officially confirmed this."),
        ("en", "denies", "X has officially denied this."),
        ("en", "", "X has not officially confirmed this as of 16:05 (Kyiv time)."),
        ("ru", "confirms", "X: есть официальное подтверждение."),
        ("ru", "denies", "X: есть официальное опровержение."),
        ("ru", "", "X: к 16:05 по киевскому времени официального подтверждения нет."),
        ("uk", "confirms", "X: є офіційне підтвердження."),
        ("uk", "denies", "X: є офіційне спростування."),
        (
            "uk",
            "",
            "X: станом на 16:05 за київським часом офіційного підтвердження немає.",
        ),
    ],
)
def test_one_side_is_not_called_either_of_two(language, stance, line):
    """It is named, whatever it says."""
    assert say(language, stance) == line


@pytest.mark.parametrize(
    ("language", "stances", "line"),
    [
        (
            "en",
            ("", "no_comment", ""),
            "None of the sides has officially confirmed this as of 16:05 (Kyiv time).",
        ),
        ("en", ["confirms"] * 3, "X, Y and Z have all officially confirmed this."),
        ("en", ["denies"] * 3, "X, Y and Z have all officially denied this."),
        (
            "en",
            ("", "confirms", "denies", "confirms", "no_comment"),
            "Y and W have confirmed; Z has denied this; X and V have not commented.",
        ),
        ("ru", ["confirms"] * 3, "Все стороны (X, Y и Z) официально это подтвердили."),
        (
            "ru",
            ("confirms", "confirms", "denies", ""),
            "X и Y: есть официальное подтверждение; Z: есть официальное "
            "опровержение; W: комментариев нет.",
        ),
        ("uk", ["denies"] * 3, "Усі сторони (X, Y та Z) офіційно це заперечують."),
        (
            "uk",
            ("denies", "confirms", "", ""),
            "Y: є офіційне підтвердження; X: є офіційне спростування; Z та W: "
            "коментарів немає.",
        ),
    ],
)
def test_many_sides_are_listed_by_what_they_say(language, stances, line):
    """Confirmations first, then denials, then silence."""
    assert say(language, *stances) == line


def test_without_a_side_there_is_nothing_to_say():
    """No sentence, rather than one about nobody."""
    assert say("en") == ""


def test_names_stand_as_they_are():
    """Markup is left to whoever prints the line, and no sign of a name is taken
    for a place to fill."""
    name = "<b>A & B</b> %(names)s {0} %"
    for language in (*LANGUAGES, "de"):
        assert name in say(language, "confirms", "", names=[name, "Y"])


def test_line_begins_with_a_capital():
    """Labels are typed as they stand inside a sentence. Georgian has no such rule."""
    assert say("en", "denies", names=["the islanders"])[:5] == "The i"
    assert say("uk", "denies", names=["сили острова"])[:5] == "Сили "
    assert say("ka", "denies", names=["საქართველო"]).startswith("საქართველო:")


def test_plural_name_has_a_plural_verb_in_english():
    """Elsewhere nothing agrees with a name."""
    sides = [Side("Islanders", "confirms", is_plural=True), Side("Y")]
    assert describe_official_line(sides, AS_OF, "en") == (
        "Islanders have confirmed; Y has not commented."
    )


def test_language_is_the_active_one_or_the_one_asked_for():
    """A regional variant is told in its language."""
    with translation.override("uk"):
        assert say(None, "confirms") == "X: є офіційне підтвердження."
        assert say("en-gb", "confirms") == "X has officially confirmed this."
        assert translation.get_language() == "uk"
    with translation.override(None):
        assert say(None, "confirms") == "X has officially confirmed this."


def test_other_languages_have_translated_phrases():
    """Without a verb that would have to agree with a name."""
    assert say("de", "", "") == "There is no official confirmation as of 16:05 EEST."
    assert say("de", "confirms") == "X: officially confirmed."
    assert say("de", "denies", "denies") == "X, Y: officially denied."
    assert say("de", "", "denies") == "Y: officially denied; X: no comment."


def test_site_can_add_a_language(monkeypatch):
    """By its grammar; the rules of what is said when stay ours."""
    grammar = Grammar(
        describe_time=lambda moment, show_date: f"{moment.local:%H.%M}",
        say_nobody=lambda sides, time: f"nikt, {time}.",
        say_all=lambda stance, sides: "wszyscy.",
        say_some=lambda stance, sides: f"{stance} {len(sides)}",
    )
    monkeypatch.setitem(GRAMMARS, "pl", grammar)
    assert say("pl", "", "") == "Nikt, 16.05."
    assert say("pl", "", "denies", "") == "Denies 1; no_comment 2."
