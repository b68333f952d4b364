"""What stands under a quote on a Ukrainian page. Read by eye for grammar."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from wagtail_liveconflict.attribution import Attribution, describe_attribution_as_text

SAID_AT = datetime(2026, 9, 10, 12, 30, tzinfo=UTC)
#: Verb -> feminine, masculine, neuter, plural, and where no gender is known.
VERBS = {
    "said": "сказала сказав сказало сказали каже",
    "wrote": "написала написав написало написали пише",
    "posted": (
        "опублікувала_допис опублікував_допис опублікувало_допис "
        "опублікували_допис публікує_допис"
    ),
    "told": "розповіла розповів розповіло розповіли розповідає",
    "announced": "оголосила оголосив оголосило оголосили оголошує",
    "stated": "заявила заявив заявило заявили заявляє",
    "reported": "повідомила повідомив повідомило повідомили повідомляє",
    "confirmed": "підтвердила підтвердив підтвердило підтвердили підтверджує",
    "denied": (
        "виступила_зі_спростуванням виступив_зі_спростуванням "
        "виступило_зі_спростуванням виступили_зі_спростуванням "
        "виступає_зі_спростуванням"
    ),
    "asked": (
        "поставила_запитання поставив_запитання поставило_запитання "
        "поставили_запитання ставить_запитання"
    ),
    "warned": "попередила попередив попередило попередили попереджає",
    "promised": "пообіцяла пообіцяв пообіцяло пообіцяли обіцяє",
    "claimed": "стверджувала стверджував стверджувало стверджували стверджує",
    "admitted": "визнала визнав визнало визнали визнає",
    "boasted": "похвалилася похвалився похвалилося похвалилися хвалиться",
    "conceded": (
        "зрештою_визнала зрештою_визнав зрештою_визнало зрештою_визнали зрештою_визнає"
    ),
}
GENDERS = ("feminine", "masculine", "neuter", "plural", "")
#: Medium -> after a vowel, after a consonant.
MEDIA = {
    "telegram": ("в Telegram", "у Telegram"),
    "x": ("в соцмережі X", "у соцмережі X"),
    "facebook": ("у Facebook", "у Facebook"),
    "instagram": ("в Instagram", "в Instagram"),
    "youtube": ("на YouTube", "на YouTube"),
    "bluesky": ("в соцмережі Bluesky", "у соцмережі Bluesky"),
    "mastodon": ("в соцмережі Mastodon", "у соцмережі Mastodon"),
    "vk": ("в соцмережі VK", "у соцмережі VK"),
    "tiktok": ("в TikTok", "у TikTok"),
    "press_release": ("в пресрелізі", "у пресрелізі"),
    "video_address": ("у відеозверненні", "у відеозверненні"),
    "press_conference": ("на пресконференції", "на пресконференції"),
    "interview": ("в інтерв’ю", "в інтерв’ю"),
    "broadcast": ("в ефірі", "в ефірі"),
    "newspaper": ("в газеті", "у газеті"),
    "website": ("на сайті", "на сайті"),
    "document": ("в документі", "у документі"),
    "in_person": ("особисто", "особисто"),
    "phone": ("телефоном", "телефоном"),
}


def say(**known):
    return describe_attribution_as_text(Attribution(**known), "uk")


@pytest.mark.parametrize(("verb", "forms"), VERBS.items())
def test_verbs_agree_with_the_speaker(verb, forms):
    """Past tense by gender and number; present where no gender is known."""
    for gender, form in zip(GENDERS, forms.split(), strict=True):
        told = say(speaker="Ада", verb=verb, gender=gender, medium="phone")
        assert told == f"Ада {form.replace('_', ' ')} телефоном"


@pytest.mark.parametrize(("medium", "phrases"), MEDIA.items())
def test_prepositions_sound_well(medium, phrases):
    """«В» after a vowel, «у» between consonants and always before в and ф."""
    woman = {"speaker": "Ада", "gender": "feminine", "medium": medium}
    man = {"speaker": "Денис", "gender": "masculine", "medium": medium}
    assert say(**woman) == f"Ада сказала {phrases[0]}"
    assert say(**man) == f"Денис сказав {phrases[1]}"


@pytest.mark.parametrize(
    ("speaker", "description", "sentence"),
    [
        ("Рибар", "", "Про це повідомляє Рибар у Telegram"),
        ("«Нова Хвиля»", "", "Про це повідомляє «Нова Хвиля» в Telegram"),
        (
            "Нова Хвиля",
            "телеграм-канал з півночі",
            "Про це повідомляє Нова Хвиля, телеграм-канал з півночі, у Telegram",
        ),
    ],
)
def test_names_report_in_the_nominative(speaker, description, sentence):
    """«Про це повідомляє» leaves a name as it was typed; a comma is a pause."""
    assert (
        say(
            speaker=speaker,
            description=description,
            verb="according_to",
            medium="telegram",
        )
        == sentence
    )


def test_many_report_in_the_plural():
    """The verb knows number where it is told."""
    told = say(speaker="Військові", verb="according_to", gender="plural")
    assert told == "Про це повідомляють Військові"


@pytest.mark.parametrize(
    ("known", "sentence"),
    [
        (
            {"verb": "told", "medium": "phone"},
            "Ада розповіла журналістам телефоном",
        ),
        (
            {"verb": "told", "medium": "interview"},
            "Ада розповіла в інтерв’ю журналістам",
        ),
        (
            {"verb": "warned", "medium": "phone"},
            "Ада попередила в коментарі журналістам телефоном",
        ),
        ({"verb": "denied"}, "Ада виступила зі спростуванням у коментарі журналістам"),
        (
            {"verb": "posted", "medium": "telegram"},
            "Ада опублікувала допис, адресований журналістам, у Telegram",
        ),
        (
            {"verb": "according_to"},
            "Про це повідомляє Ада в коментарі журналістам",
        ),
        ({"verb": ""}, "Ада в коментарі журналістам"),
    ],
)
def test_the_one_told_stands_in_the_dative(known, sentence):
    """Typed so by the editor; a verb of another case takes «у коментарі»."""
    told_to = {"told_to": "журналістам", "gender": "feminine"}
    assert say(speaker="Ада", **told_to, **known) == sentence


def test_whole_sentence():
    """All that can be known, in one sentence, with nothing inflected but the verb."""
    assert say(
        speaker="Денис Марш",
        role="начальник порту",
        affiliation="Порт Тернвелл",
        description="працівник переправи",
        party="Північна провінція",
        gender="masculine",
        verb="wrote",
        medium="telegram",
        said_at=SAID_AT,
        precision="part_of_day",
        relayed_by="The Ternwell Gazette",
    ) == (
        "Денис Марш, начальник порту (Порт Тернвелл; працівник переправи; Північна "
        "провінція), написав у Telegram 10 вересня, удень, передає The Ternwell Gazette"
    )


@pytest.mark.parametrize(
    ("gender", "sentence"),
    [
        ("feminine", "Ада сказала в ніч на 10 вересня"),
        ("masculine", "Ада сказав у ніч на 10 вересня"),
    ],
)
def test_night_follows_the_sound_before_it(gender, sentence):
    """«У ніч» after a consonant, «в ніч» after a vowel."""
    night = datetime(2026, 9, 10, 2, tzinfo=UTC)
    with timezone.override(UTC):
        told = say(speaker="Ада", gender=gender, said_at=night, precision="part_of_day")
    assert told == sentence
