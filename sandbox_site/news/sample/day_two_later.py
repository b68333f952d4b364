"""The second day from the return of the guards to the last update before loading."""

from .shapes import (
    Mistake,
    Pin,
    StatusChange,
    Update,
    aspect,
    evidence,
    link_card,
    picture,
    position,
    quote,
    text,
    verification,
)

STORY = [
    Update(
        ago=540,
        headline="Families of missing guards report telephone calls",
        by="editor2",
        body=(
            quote(
                "He said: I am on our bank, I am cold, and I will be home tomorrow.",
                name="The sister of a river guard",
                verb="told",
                told_to="The Ternwell Post",
                medium="phone",
                said_ago=548,
                language="uk",
                original_text="Він сказав: я на нашому березі, мені холодно, завтра буду вдома.",
                translation_note="She asked that neither name be used.",
            ),
            text(
                "Three families report such calls. Fourteen people served at the post."
            ),
            verification("guards-returned"),
        ),
    ),
    StatusChange(
        535,
        "guards-returned",
        "checking",
        note="Our reporter is on the way to the ferry steps.",
        reason="check_begun",
        by="editor2",
    ),
    StatusChange(
        521,
        "guards-returned",
        "verified",
        note="Our reporter counted fourteen people.",
        methods=("own_reporter", "second_source"),
        found=(
            evidence(
                "picture",
                "Fourteen people on the ferry steps; faces are not published",
                is_public=False,
                file="ferry-steps.jpg",
                captured_ago=524,
            ),
            aspect("number"),
            aspect("who"),
            position("peltria", "confirms", 525),
            position("ossamir", "confirms", 522),
        ),
        explanation="The commander and the commission give the same number, and our reporter saw fourteen "
        "people leave the boat.",
        by="editor2",
    ),
    Update(
        ago=520,
        headline="All fourteen river guards are back",
        key_event=True,
        event_place="Halmeret, ferry steps",
        by="editor2",
        byline="authors",
        byline_names="Tomas Adeyra in Halmeret",
        body=(
            quote(
                "All fourteen. Two need a doctor. The rest asked for tea.",
                "guard-commander",
                medium="in_person",
                said_ago=525,
                language="uk",
                original_text="Усі чотирнадцятеро. Двом потрібен лікар. Решта попросила чаю.",
            ),
            text(
                "The commission’s boat brought them over. The River Guard says the post’s radio "
                "failed and the island was cut off; Ossamir says its soldiers had “taken them "
                "into safety”."
            ),
            verification("guards-returned"),
        ),
    ),
    Update(
        ago=488,
        headline="Reports of an exchange: neither side speaks of one",
        body=(
            text(
                "Left of the Bridge writes that six Ossamiri soldiers were handed over in return. "
                "Neither side has confirmed it, and the commission answers no questions about it. "
                "We have seen one boat go each way and could not see who was on the second."
            ),
        ),
    ),
    Update(
        ago=455,
        body=(
            text(
                "Snow is forecast for the ridge above Halmeret from about {clock:60} onwards."
            ),
        ),
    ),
    Update(
        ago=430,
        key="pause",
        headline="Both sides agree to a pause of twelve hours",
        key_event=True,
        event_place="Ferry Saint-Aubry",
        body=(
            quote(
                "Both parties have signed. Twelve hours, from {clock:330}, on both banks from "
                "the dam to Kharmil.",
                "commission-head",
                verb="announced",
                medium="press_conference",
                link="https://example.org/river-commission/statements/81",
                said_ago=434,
                language="fr",
                original_text="Les deux parties ont signé. Douze heures, à partir de "
                "{clock:330}, sur les deux rives, du barrage jusqu’à Kharmil.",
            ),
            picture("region-map", "The pause applies from the Sarrel dam to Kharmil."),
        ),
    ),
    Update(
        ago=425,
        key="pause-text",
        headline="What the pause covers",
        body=(
            text(
                "The paper has one page. In short:",
                "<ol><li>No fire from {clock:330} for twelve hours, from the dam to Kharmil.</li>"
                "<li>The commission’s boat and the relief lorries pass at any time.</li>"
                "<li>Divers may work at the bridge.</li>"
                "<li>Each side names an officer who answers the telephone.</li></ol>",
                "It says nothing about who fired first, and nothing about the hours after.",
            ),
        ),
    ),
    Pin(424, "pause-text"),
    Update(
        ago=400,
        headline="Governor: nobody has to leave Tamrush",
        by="editor2",
        body=(
            quote(
                "No civilian will be asked to leave Tamrush. The schools will stay closed.",
                "governor",
                medium="broadcast",
                said_ago=407,
                language="ar",
                original_text="لن يُطلب من أي مدني مغادرة تمروش. وستبقى المدارس مغلقة.",
            ),
        ),
    ),
    Update(
        ago=365,
        headline="Peltria will not reopen the bridge before it is tested",
        body=(
            quote(
                "We shall reopen the bridge when the engineers tell us that it holds, and not "
                "before.",
                "premier",
                verb="told",
                told_to="La Feuille d’Aurevin",
                medium="interview",
                link="https://example.com/feuille/entretien",
                said_ago=372,
                said_precision="hour",
                language="fr",
                original_text="Nous rouvrirons le pont quand les ingénieurs nous diront qu’il "
                "tient, pas avant.",
            ),
        ),
    ),
    Update(
        ago=329,
        headline="The pause has begun",
        key_event=True,
        by="editor2",
        body=(
            text(
                "In Tamrush a siren sounded at {clock:330}; in Halmeret people came to their doors. No "
                "shots have been heard in either town since {clock:1490} on {day:1490}."
            ),
        ),
    ),
    Update(
        ago=286,
        headline="Shots near Kharmil: each side accuses the other",
        body=(
            quote(
                "Three shots came across the water. We did not answer.",
                "governor",
                verb="claimed",
                verb_reason="the observers heard shots from both banks",
                medium="phone",
                told_to="Tamrush Today",
                said_ago=291,
                language="ar",
                original_text="أُطلقت ثلاث رصاصات عبر النهر. ولم نرد.",
            ),
            quote(
                "The River Guard has not fired. The shots came from the other bank.",
                "spokesman",
                verb="denied",
                medium="x",
                said_ago=288,
                language="fr",
                original_text="La Garde fluviale n’a pas tiré. Les coups sont partis de l’autre "
                "rive.",
            ),
            verification("pause-broken"),
        ),
    ),
    Update(
        ago=250,
        headline="Commission sends a boat to Kharmil",
        body=(
            quote(
                "two reports, one place, and so far no holes",
                "commission-head",
                kind="partial",
                verb="wrote",
                medium="x",
                said_ago=256,
                language="fr",
                original_text="deux signalements, un seul lieu, et pour l’instant aucun trou",
            ),
            verification("pause-broken"),
        ),
    ),
    StatusChange(
        212,
        "water-safe",
        "verified",
        note="The laboratory has published its table.",
        methods=("document", "expert"),
        recheck_ago=30,
        found=(
            evidence(
                "document",
                "Table of the nine samples",
                link="https://example.org/halmeret/water",
                archive_link="https://archive.example/halmeret-water",
                file="water-table.pdf",
                captured_ago=214,
            ),
            aspect("what"),
            aspect("number"),
        ),
        explanation="Nine samples from nine taps, tested in Verbodil: all within the limits. The council and "
        "the laboratory published the same table.",
    ),
    Update(
        ago=210,
        headline="Halmeret’s water is safe to drink again",
        by="editor2",
        body=(
            text(
                "Nine samples were taken, one in each quarter. Nobody has to boil water now."
            ),
            verification("water-safe"),
            link_card(
                "https://example.org/halmeret/water",
                "Table of the nine samples",
                "Published by the council at {clock:216}, in Ukrainian and French.",
                "Halmeret council",
            ),
        ),
    ),
    Update(
        ago=170,
        key="second-convoy",
        headline="A second convoy, with glass and tarpaulins",
        body=(
            text(
                "Ilvane Relief has sent four more lorries from Verbodil. They carry window glass, "
                "tarpaulins and stoves, and they have a telephone in each cab this time."
            ),
        ),
    ),
    Mistake(
        150,
        "second-convoy",
        "An earlier version of this update said five lorries. There are four.",
        by="editor2",
    ),
    Update(
        ago=120,
        headline="Half an hour for Mill Street",
        by="editor2",
        byline="authors",
        byline_names="Tomas Adeyra in Halmeret",
        event_place="Mill Street, Halmeret",
        body=(
            text(
                "People from the three streets may go home for half an hour each to fetch things. "
                "They go in groups of ten, with a guard. The first group went at {clock:131}."
            ),
            picture(
                "council",
                "They wait in front of the council.",
                sensitivity="suffering",
            ),
        ),
    ),
    Update(
        ago=85,
        headline="No mines found so far on the upper towpath",
        body=(
            quote(
                "Six hundred metres searched, nothing found, nine hundred to go.",
                "guard-commander",
                verb="told",
                told_to="The Ternwell Post",
                medium="phone",
                said_ago=91,
                language="uk",
                original_text="Обстежено шістсот метрів, нічого не знайдено, лишилося дев’ятсот.",
            ),
            verification(
                "mines", "The stretch with the sign has not been searched yet."
            ),
        ),
    ),
    Update(
        ago=55,
        headline="Ossamir opens an inquiry into the unit",
        key_event=True,
        body=(
            quote(
                "The unit has been withdrawn from the river. A prosecutor has questioned three "
                "officers.",
                "deputy-minister",
                verb="wrote",
                medium="telegram",
                link="https://example.com/navtiani/1191",
                said_ago=61,
                language="ka",
                original_text="ქვედანაყოფი მდინარიდან გაყვანილია. პროკურორმა სამი ოფიცერი დაკითხა.",
            ),
            verification("who-fired"),
        ),
    ),
    StatusChange(
        40,
        "who-fired",
        "verified",
        note="The inquiry names the unit and its place on the eastern bank.",
        methods=("document", "second_source"),
        found=(
            evidence(
                "document",
                "The order that opens the inquiry",
                link="https://example.com/navtiani/1191",
                archive_link="https://archive.example/navtiani-1191",
                captured_ago=48,
            ),
            aspect("who"),
            aspect("place"),
        ),
        waits=True,
        by="editor2",
    ),
    Update(ago=33, headline="Divers go down at the second pier", by="editor2"),
    Update(
        ago=14,
        headline="Where things stand",
        body=(
            text(
                "<ul><li>The pause has held since {clock:330}, with one incident that both sides "
                "describe differently.</li>"
                "<li>Two people are dead. Eleven are in hospital in Halmeret, six in Navtkari.</li>"
                "<li>The bridge stands and is closed.</li>"
                "<li>Who fired from the western bank is not known.</li></ul>",
            ),
        ),
    ),
    Update(
        ago=4,
        headline="Engineer: the second pier is whole",
        by="editor2",
        body=(
            quote(
                "The second pier is whole down to the bed. We go to the third as soon as there "
                "is light enough.",
                "bridge-engineer",
                verb="told",
                told_to="The Ternwell Post",
                medium="phone",
                said_ago=7,
                language="fr",
                original_text="La deuxième pile est intacte jusqu’au lit. Nous passons à la "
                "troisième dès qu’il y aura assez de lumière.",
            ),
        ),
    ),
]

#: Not published: one being written, one by the second editor, one with a time set for it.
DRAFT = Update(
    ago=2,
    headline="Third pier: what the divers are looking for",
    body=(
        text(
            "Ask Arcadène: scour at the foot? Who carries the cost, the commission or both states?"
        ),
    ),
)
DRAFT_OF_SECOND_EDITOR = Update(
    ago=3,
    headline="Mill Street, the second group",
    by="editor2",
    byline="authors",
    byline_names="Tomas Adeyra in Halmeret",
    body=(
        text(
            "Second group back at the council. Nobody missing. Quote from the baker to come."
        ),
    ),
)
#: `ago` is negative: it goes out three hours after loading.
SCHEDULED = Update(
    ago=-180,
    headline="The pause: how long is left",
    body=(
        text(
            "Twelve hours were agreed. The commission has asked both sides to extend them."
        ),
    ),
)
