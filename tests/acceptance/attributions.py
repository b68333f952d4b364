"""Who said what, as an editor enters it: ten attributions of an invented day, and
the ten of a real live page whose text is not part of the repository.

Each is entered in the fields that are meant for it, and never as running text.
"""

import re
from dataclasses import dataclass, field
from datetime import timedelta

from django.utils import timezone

from tests.acceptance.stories import SEED


@dataclass
class Said:
    """One quote: what is typed, and the source that is created for it."""

    text: str
    #: Fields of the source, as the chooser's dialog has them.
    source: dict
    #: Fields of the quote.
    fields: dict = field(default_factory=dict)


@dataclass
class Told:
    """An update with its quotes."""

    headline: str
    quotes: list[Said]
    #: Whether the editor has to press Publish twice, because something in it is
    #: worth a second look.
    warns: bool = False


def yesterday_at(hour: int) -> str:
    local = timezone.localtime() - timedelta(days=1)
    return f"{local:%Y-%m-%d} {hour:02}:15"


TELEGRAM = {"verb": "wrote", "medium": "telegram"}
RUSSIAN = {"language": "ru", "translated_by": "desk"}


def tell_invented_attributions() -> list[Told]:
    return [
        Told(
            "The quay is given up",
            [
                Said(
                    "and other piers of the lower harbour",
                    {
                        "name": "Ada Quill",
                        "role": "spokeswoman",
                        "affiliation": "Harbour Union",
                        "description": "a body that no other port recognises",
                        "party": "Northern side",
                    },
                    {"kind": "partial"},
                ),
                Said(
                    "We gave up the quay because because it was of no more use to us.",
                    {"name": "Ada Quill"},
                    TELEGRAM | RUSSIAN,
                ),
            ],
            warns=True,
        ),
        Told(
            "A picture from the far bank",
            [
                Said(
                    "A ferry crew stands before the far tower.",
                    {"name": "Ivor Penn", "role": "warden"},
                    {"verb": "posted", "kind": "paraphrase"},
                ),
                Said(
                    "The picture shows the crew at the tower.",
                    {"kind": "outlet", "name": "The Ternwell Gazette"},
                    {"verb": "confirmed", "kind": "paraphrase"},
                ),
                Said(
                    "We came too late, and everybody knows it.",
                    {
                        "name": "Otto Marsh",
                        "role": "correspondent",
                        "party": "Northern side",
                    },
                    TELEGRAM | RUSSIAN,
                ),
            ],
        ),
        Told(
            "The mill",
            [
                Said(
                    "The guards no longer hold the mill.",
                    {
                        "kind": "channel",
                        "name": "Channels of the northern bank",
                        "grammatical_gender": "plural",
                    },
                    {"verb": "reported", "medium": "telegram", "kind": "paraphrase"},
                ),
                Said(
                    "All guards have been withdrawn from the mill.",
                    {"kind": "channel", "name": "River Wire"},
                    {"verb": "according_to", "kind": "paraphrase"},
                ),
                Said(
                    "The mill has not been given up.",
                    {
                        "kind": "channel",
                        "name": "Mill News",
                        "description": "another Telegram channel",
                    },
                    {"medium": "telegram", "kind": "paraphrase"},
                ),
            ],
        ),
        Told(
            "The evening before",
            [
                Said(
                    "Thirty quays have been taken back.",
                    {
                        "name": "Lena Orsel",
                        "role": "president",
                        "affiliation": "Ternwell",
                        "party": "Southern side",
                    },
                    {
                        "kind": "paraphrase",
                        "said_at": yesterday_at(20),
                        "said_precision": "part_of_day",
                    },
                ),
                Said(
                    "hardly in our hands",
                    {
                        "kind": "office",
                        "name": "Occupation administration of the lower harbour",
                    },
                    {
                        "verb": "admitted",
                        "verb_reason": "it had spoken of full control until then",
                        "kind": "partial",
                        "contested_form": "government",
                        "context_note": "Said earlier, about the lower quay.",
                    },
                ),
            ],
        ),
    ]


def tell_seed_attributions() -> list[Told]:
    """The real page's, found in its text by the words that introduce them."""
    page = SEED.read_text()
    paragraphs = [line for line in page.splitlines() if line.strip()]
    _headline, lead, first, picture, second, rumours, *_ = paragraphs

    def find(pattern, text):
        return re.search(pattern, text, re.DOTALL).groups()

    partial, name, role, body, described = find(
        r"“(.+?),?” says ([^,]+), an? (\w+) for (“\w+”), (.+?)\.", lead
    )
    (words,) = find(r"“(.+?),?” he wrote on Telegram", first)
    poster, poster_role, shown, outlet = find(
        r"posted by ([^,]+), an? ([^,]+), shows (.+?), (\w+) has managed", picture
    )
    army, rank, writer = find(r"(\w+)’s ((?:\w+ )+?)((?:[A-Z]\w+ ?){2}) wrote", second)
    (fled,) = find(r"“(.+?),?” ", second)
    channels, rumour = find(r"there are reports in ([^,]+?) that (.+?)\. ", rumours)
    relayed, channel = find(r"\. (All .+?), according to (\w+)\.", rumours)
    denier, other, denial = find(
        r"\. ((?:[A-Z]\w+ ?){2}), (another [^,]+), says that (.+)\.", rumours
    )
    (evening,) = [line for line in paragraphs if "yesterday evening" in line]
    country, title, president, told = find(
        r"(\w+)’s (President) (\w+) said yesterday evening that (.+?)\. ", evening
    )
    occupation, where, held = find(
        r"The (\w+ ‘\w+’) of the (.+?) admitted that \w+ was ‘(.+?)’", evening
    )
    adjective, contested = find(r"(\w+) ‘(\w+)’", occupation)
    return [
        Told(
            "The town",
            [
                Said(
                    partial,
                    {
                        "name": name,
                        "role": role,
                        "affiliation": body,
                        "description": described,
                        "party": "Northern side",
                    },
                    {"kind": "partial", "contested_form": body.strip("“”")},
                ),
                Said(words, {"name": name}, TELEGRAM | RUSSIAN),
            ],
            warns=True,
        ),
        Told(
            "The picture",
            [
                Said(
                    shown,
                    {"name": poster, "role": poster_role},
                    {"verb": "posted", "kind": "paraphrase"},
                ),
                Said(
                    shown,
                    {"kind": "outlet", "name": outlet},
                    {"verb": "confirmed", "kind": "paraphrase"},
                ),
                Said(
                    fled,
                    {"name": writer.strip(), "role": rank.strip(), "affiliation": army},
                    TELEGRAM | RUSSIAN,
                ),
            ],
        ),
        Told(
            "The channels",
            [
                Said(
                    rumour,
                    {
                        "kind": "channel",
                        "name": channels[0].upper() + channels[1:],
                        "grammatical_gender": "plural",
                    },
                    {"verb": "reported", "kind": "paraphrase"},
                ),
                Said(
                    relayed,
                    {"kind": "channel", "name": channel},
                    {"verb": "according_to", "kind": "paraphrase"},
                ),
                Said(
                    denial,
                    {"kind": "channel", "name": denier, "description": other},
                    {"kind": "paraphrase"},
                ),
            ],
        ),
        Told(
            "The evening",
            [
                Said(
                    told,
                    {
                        "name": president,
                        "role": title,
                        "affiliation": country,
                        "party": "Southern side",
                    },
                    {
                        "kind": "paraphrase",
                        "said_at": yesterday_at(20),
                        "said_precision": "part_of_day",
                    },
                ),
                Said(
                    held,
                    {"kind": "office", "name": f"{adjective} administration, {where}"},
                    {
                        "verb": "admitted",
                        "verb_reason": "it had said the opposite until then",
                        "kind": "partial",
                        "contested_form": contested,
                    },
                ),
            ],
        ),
    ]
