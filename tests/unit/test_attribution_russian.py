"""What stands under a quote on a Russian page. Read by eye for grammar."""

from datetime import UTC, datetime

import pytest

from wagtail_liveconflict.attribution import Attribution, describe_attribution_as_text

SAID_AT = datetime(2026, 9, 10, 12, 30, tzinfo=UTC)
#: Verb -> feminine, masculine, neuter, plural, and where no gender is known.
VERBS = {
    "said": "сказала сказал сказало сказали говорит",
    "wrote": "написала написал написало написали пишет",
    "posted": (
        "опубликовала_сообщение опубликовал_сообщение опубликовало_сообщение "
        "опубликовали_сообщение публикует_сообщение"
    ),
    "told": "рассказала рассказал рассказало рассказали рассказывает",
    "announced": "объявила объявил объявило объявили объявляет",
    "stated": "заявила заявил заявило заявили заявляет",
    "reported": "сообщила сообщил сообщило сообщили сообщает",
    "confirmed": "подтвердила подтвердил подтвердило подтвердили подтверждает",
    "denied": (
        "выступила_с_опровержением выступил_с_опровержением "
        "выступило_с_опровержением выступили_с_опровержением "
        "выступает_с_опровержением"
    ),
    "asked": ("задала_вопрос задал_вопрос задало_вопрос задали_вопрос задаёт_вопрос"),
    "warned": "предупредила предупредил предупредило предупредили предупреждает",
    "promised": "пообещала пообещал пообещало пообещали обещает",
    "claimed": "утверждала утверждал утверждало утверждали утверждает",
    "admitted": "признала признал признало признали признаёт",
    "boasted": "похвасталась похвастался похвасталось похвастались хвастается",
    "conceded": (
        "в_итоге_признала в_итоге_признал в_итоге_признало в_итоге_признали "
        "в_итоге_признаёт"
    ),
}
GENDERS = ("feminine", "masculine", "neuter", "plural", "")
MEDIA = {
    "telegram": "в Telegram",
    "x": "в соцсети X",
    "facebook": "в Facebook",
    "instagram": "в Instagram",
    "youtube": "на YouTube",
    "bluesky": "в соцсети Bluesky",
    "mastodon": "в соцсети Mastodon",
    "vk": "в соцсети VK",
    "tiktok": "в TikTok",
    "press_release": "в пресс-релизе",
    "video_address": "в видеообращении",
    "press_conference": "на пресс-конференции",
    "interview": "в интервью",
    "broadcast": "в эфире",
    "newspaper": "в газете",
    "website": "на сайте",
    "document": "в документе",
    "in_person": "лично",
    "phone": "по телефону",
}


def say(**known):
    return describe_attribution_as_text(Attribution(**known), "ru")


@pytest.mark.parametrize(("verb", "forms"), VERBS.items())
def test_verbs_agree_with_the_speaker(verb, forms):
    """Past tense by gender and number; present where no gender is known."""
    for gender, form in zip(GENDERS, forms.split(), strict=True):
        told = say(speaker="Ада", verb=verb, gender=gender, medium="telegram")
        assert told == f"Ада {form.replace('_', ' ')} в Telegram"


@pytest.mark.parametrize(("medium", "phrase"), MEDIA.items())
def test_media_stand_in_their_case(medium, phrase):
    """With the preposition each of them takes."""
    assert say(speaker="Ада", gender="feminine", medium=medium) == (
        f"Ада сказала {phrase}"
    )


def test_sides_report_in_the_nominative():
    """«Об этом сообщает» leaves a name as it was typed, and knows plural."""
    assert say(
        speaker="River Wire",
        description="военный Telegram-канал",
        verb="according_to",
        medium="telegram",
        said_at=SAID_AT,
        precision="day",
    ) == ("Об этом сообщает River Wire, военный Telegram-канал, в Telegram 10 сентября")
    assert say(speaker="Военные", verb="according_to", gender="plural") == (
        "Об этом сообщают Военные"
    )


@pytest.mark.parametrize(
    ("known", "sentence"),
    [
        (
            {"verb": "told", "medium": "phone"},
            "Ада рассказала журналистам по телефону",
        ),
        (
            {"verb": "told", "medium": "interview"},
            "Ада рассказала в интервью журналистам",
        ),
        (
            {"verb": "warned", "medium": "phone"},
            "Ада предупредила в комментарии журналистам по телефону",
        ),
        (
            {"verb": "admitted", "medium": "interview"},
            "Ада признала в интервью журналистам",
        ),
        ({"verb": "denied"}, "Ада выступила с опровержением в комментарии журналистам"),
        (
            {"verb": "posted", "medium": "telegram"},
            "Ада опубликовала сообщение, адресованное журналистам, в Telegram",
        ),
        ({"verb": "posted"}, "Ада опубликовала сообщение, адресованное журналистам"),
        (
            {"verb": "according_to"},
            "Об этом сообщает Ада в комментарии журналистам",
        ),
        ({"verb": ""}, "Ада в комментарии журналистам"),
    ],
)
def test_the_one_told_stands_in_the_dative(known, sentence):
    """Typed so by the editor; a verb of another case takes «в комментарии»."""
    told_to = {"told_to": "журналистам", "gender": "feminine"}
    assert say(speaker="Ада", **told_to, **known) == sentence


def test_whole_sentence():
    """All that can be known, in one sentence, with nothing inflected but the verb."""
    assert say(
        speaker="Денис Марш",
        role="начальник порта",
        affiliation="Порт Тернуэлл",
        description="сотрудник переправы",
        party="Северная провинция",
        gender="masculine",
        verb="wrote",
        medium="telegram",
        said_at=SAID_AT,
        precision="part_of_day",
        relayed_by="The Ternwell Gazette",
    ) == (
        "Денис Марш, начальник порта (Порт Тернуэлл; сотрудник переправы; Северная "
        "провинция), написал в Telegram 10 сентября, днём, передаёт The Ternwell Gazette"
    )
