"""The live blogs of the sample and, for each, the story it tells."""

from . import day_one, day_one_later, day_two, day_two_later
from .shapes import Update, quote, text

BRIDGE = {
    "slug": "halmeret-bridge",
    "title": "Halmeret: strike on the bridge, talks on the river",
    "standfirst": "The bridge over the Ilvane was hit; two people were killed. Peltria and Ossamir "
    "have agreed to a pause of twelve hours. Our reporters are on both banks.",
    "hero": "broken-bridge",
    "coverage_start_ago": 2292,
    "summary": [
        (
            "known",
            "<ul><li>The middle span of the Halmeret bridge was hit at about {clock:2292} on "
            "{day:2292}. The bridge stands and is closed.</li>"
            "<li>Two people were killed in Halmeret. Eleven are in hospital there, six in Navtkari."
            "</li>"
            "<li>A deputy minister of Ossamir says that a unit fired without an order.</li>"
            "<li>A pause of twelve hours has been in force since {clock:330}.</li></ul>",
        ),
        (
            "unknown",
            "<ul><li>Who fired from the western bank, and when.</li>"
            "<li>Whether soldiers crossed the river near Kharmil.</li>"
            "<li>Whether there are mines on the lower towpath.</li>"
            "<li>What comes after the pause.</li></ul>",
        ),
    ],
    "story": [
        *day_one.STORY,
        *day_one_later.STORY,
        *day_two.STORY,
        *day_two_later.STORY,
    ],
    "unpublished": [day_two_later.DRAFT, day_two_later.DRAFT_OF_SECOND_EDITOR],
    "scheduled": [day_two_later.SCHEDULED],
}

PROTOCOL = {
    "slug": "halmeret-protocol-signing",
    "title": "The signing of the Halmeret protocol, as it happened",
    "standfirst": "Peltria and Ossamir have signed a protocol on the river. What was said before, "
    "during and after.",
    "hero": "customs-shed",
    "coverage_start_ago": 12960,
    "coverage_end_ago": 12660,
    "summary": [],
    "story": [
        Update(
            ago=12950,
            headline="The delegations have arrived",
            body=(
                text("Both delegations are in the customs shed at the western end."),
            ),
        ),
        Update(
            ago=12890,
            headline="A table is found",
            by="editor2",
            body=(
                text(
                    "The table of the customs officers was too short. One from the school fits."
                ),
            ),
        ),
        Update(
            ago=12820,
            key="reading",
            headline="The text is being read aloud, in two languages",
            body=(
                text(
                    "It has six pages and eleven articles. Seven of them are about the river."
                ),
            ),
        ),
        Update(
            ago=12760,
            headline="The protocol is signed",
            key_event=True,
            event_place="Customs shed, Halmeret",
            body=(
                quote(
                    "It is about water. The rest we did not dare to write down.",
                    "premier",
                    medium="in_person",
                    said_ago=12763,
                    language="fr",
                    original_text="Il s’agit d’eau. Le reste, nous n’avons pas osé l’écrire.",
                ),
            ),
        ),
        Update(
            ago=12715,
            headline="Zaramand: the commission begins on Monday",
            by="editor2",
            body=(
                quote(
                    "The commission will begin its work on Monday.",
                    "foreign-spokeswoman",
                    verb="announced",
                    medium="press_release",
                    said_ago=12720,
                    language="ar",
                    original_text="ستبدأ اللجنة عملها يوم الاثنين.",
                ),
            ),
        ),
        Update(ago=12662, headline="We end our live coverage here"),
    ],
}

UPCOMING = {
    "slug": "ossamir-assembly-debate",
    "title": "Ossamir’s assembly debates the strike",
    "standfirst": "Members have been called to Zaramand to hear the interior minister. We shall "
    "follow the session here.",
    "hero": "region-map",
    "coverage_start_ago": -1200,
    "summary": [],
    "story": [],
}
