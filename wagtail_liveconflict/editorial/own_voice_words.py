"""Words by which one sees who is speaking, by language."""

import re


def _compile(words: str) -> re.Pattern:
    """Alternatives, each a whole word; ``\\w*`` stands for any ending."""
    return re.compile(rf"(?i)(?<!\w)(?:{'|'.join(words.split(chr(10)))})(?!\w)")


def _read(words: str) -> frozenset[str]:
    return frozenset(words.split())


#: Words without which a claim is as well known as with them.
STOP_WORDS = {
    "en": _read(
        """
        the and but for nor yet was were are has had have been being will would shall
        that this these those with from into onto upon near about after before since
        over under its his her their our who whom whose which what when where there
        here than then also all any some each both more most very only out off
        """
    ),
    "ru": _read(
        """
        что это этот эта эти как так там тут где когда для при под над про без или
        его она они оно был была были было есть будет еще ещё уже после перед между
        около возле через также все всё
        """
    ),
    "uk": _read(
        """
        що це цей цього ця ці як так там тут де коли для при під над про без або
        його вона вони воно був була були було буде вже після перед між біля через
        також все всі
        """
    ),
}

#: In the sentence itself: somebody says it, or it is not said to be so.
SAID_BY = {
    "en": _compile(
        r"""say\w*
said
tell\w*
told
write\w*
wrote
according
report\w*
alleg\w*
claim\w*
accus\w+
insist\w*
believe[sd]?
announce\w*
den(?:y|ies|ied|ying)
reject\w*
whether
if
may
might
could
would
appear\w*
seem\w*
suspect\w*
possibl[ey]
probably
apparent\w*
no
not
never
none
nobody
\w+n['’]t
cannot"""
    ),
    "ru": _compile(
        r"""сообщ\w+
заяв\w+
утвержда\w+
говор\w+
сказа\w+
рассказ\w+
пиш[уе]т
написа\w+
передаёт
передает
передают
по (?:данным|словам|сведениям|информации|сообщени\w+|версии)
якобы
вроде
слух\w*
обвин\w+
опроверг\w+
опроверга\w+
отрица\w+
отверг\w+
если
ли
может
могут
могл[аио]
мог
бы
возможно
вероятно
предположительно
видимо
по-видимому
не
нет
ни
никто"""
    ),
    "uk": _compile(
        r"""повідом\w+
заяв\w+
стверджу\w+
каж\w+
сказа\w+
говор\w+
розпов\w+
пиш(?:е|уть)
написа\w+
переда[єю]\w*
за (?:даними|словами|інформацією|повідомленн\w+|версією)
нібито
начебто
мовляв
чутк\w+
звинува\w+
спростов\w+
спросту\w+
запереч\w+
відкида\w+
якщо
чи
може
можуть
могл[аио]
міг
би
можливо
ймовірно
імовірно
мабуть
не
немає
ні
ніхто"""
    ),
}

#: In the sentence or in one beside it: that it is not established.
DOUBTED = {
    "en": _compile(
        r"""unconfirmed
unverified
unclear
unproven
disputed
rumou?r\w*
(?:not|cannot|could not|couldn['’]t|unable to)(?: \w+){0,3} (?:verif\w+|confirm\w*|establish\w*|check\w*)
(?:is|are) (?:being check\w+|checking)"""
    ),
    "ru": _compile(
        r"""неподтвержд\w+
непроверенн\w+
неизвестно
неясно
спорн\w+
слух\w*
не(?: \w+){0,2} (?:подтвержд\w+|подтверди\w+|провер\w+|установ\w+)
проверя\w+"""
    ),
    "uk": _compile(
        r"""непідтвердж\w+
неперевірен\w+
невідомо
неясно
спірн\w+
чутк\w+
не(?: \w+){0,2} (?:підтвердж\w+|підтверди\w+|перевір\w+|встанов\w+)
перевіря\w+"""
    ),
}
