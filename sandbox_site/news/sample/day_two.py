"""The second day, until the talks: the commission's boat, the first lorries, the ferry."""

from .shapes import (
    StatusChange,
    Update,
    aspect,
    evidence,
    gallery,
    picture,
    position,
    quote,
    text,
    verification,
    video,
)
from .words_of_video import TRANSCRIPT

STORY = [
    Update(
        ago=948,
        headline="The commission’s boat has reached Halmeret",
        key_event=True,
        event_place="Halmeret, ferry steps",
        by="editor2",
        byline="authors",
        byline_names="Tomas Adeyra in Halmeret",
        body=(
            text(
                "The boat tied up at the ferry steps at {clock:955}. Nine observers are on "
                "board, with instruments for measuring the bridge. Both sides had been told the "
                "course in advance; nobody fired."
            ),
            quote(
                "We count holes, not arguments.",
                "commission-head",
                medium="in_person",
                said_ago=952,
                language="fr",
                original_text="Nous comptons les trous, pas les arguments.",
            ),
        ),
    ),
    Update(
        ago=925,
        headline="Boil the water, says the mayor",
        body=(
            quote(
                "Boil the water until we tell you the results of the tests.",
                "mayor",
                verb="wrote",
                medium="telegram",
                said_ago=931,
                language="uk",
                original_text="Кип’ятіть воду, доки ми не повідомимо результати аналізів.",
            ),
            verification("water-safe"),
        ),
    ),
    Update(ago=900, headline="Schools on both banks stay closed"),
    Update(
        ago=872,
        headline="Newspaper: the ministry knew of the order problem",
        by="editor2",
        body=(
            quote(
                "Officers of the unit had complained for weeks that they received orders from "
                "two staffs",
                name="Two letters",
                source_kind="document",
                kind="relayed",
                verb="according_to",
                provenance="relayed",
                relayed_by="La Feuille d’Aurevin",
                link="https://example.com/feuille/deux-etats-majors",
                context_note="The newspaper cites the letters and does not print them.",
            ),
            text("We have asked to see the letters."),
        ),
    ),
    StatusChange(
        1190,
        "minister-resigned",
        "checking",
        note="We have asked the ministry and all three channels.",
        reason="check_begun",
    ),
    StatusChange(
        850,
        "minister-resigned",
        "false",
        note="He has opened a session of the government, live.",
        finding="fabricated",
        methods=("own_reporter",),
        override_reason="Broadcast live; nobody else was on shift.",
        by="admin",
        found=(
            evidence(
                "video",
                "The broadcast of the session",
                link="https://example.com/ossamir-broadcast/session",
                archive_link="https://archive.example/ossamir-session",
                file="session.mp4",
                captured_ago=855,
            ),
            aspect("what", "refuted"),
            position("ossamir", "denies", 856),
        ),
        explanation="The minister opened a session of the government, which was broadcast live at "
        "{clock:858}.",
    ),
    Update(
        ago=848,
        headline="Ossamir’s interior minister is in office",
        body=(
            text(
                "Bahram Sulzari, who was said to have resigned, opened a session of the "
                "government at {clock:858}. He did not mention the reports."
            ),
            verification("minister-resigned"),
        ),
    ),
    Update(
        ago=820,
        headline="First relief lorries enter Halmeret",
        by="editor2",
        key_event=True,
        event_place="Chapel Hill, Halmeret",
        body=(
            picture("lorry", "The first of the six lorries on the towpath road."),
            text(
                "Four of the six lorries that were turned back are unloading at the school on "
                "Chapel Hill. The other two carry fuel and have gone to the hospital."
            ),
            quote(
                "The road is free. We drove without lights all the same.",
                "driver",
                medium="in_person",
                verb="told",
                told_to="The Ternwell Post",
                said_ago=826,
                language="uk",
                original_text="Дорога вільна. Але ми все одно їхали без світла.",
            ),
        ),
    ),
    Update(
        ago=795,
        headline="What is open in Halmeret",
        body=(
            text(
                "<ul><li>Bakery on the market square: until the flour is used up.</li>"
                "<li>Pharmacy on Chapel Hill: {clock:780} to {clock:540}.</li>"
                "<li>Council, room 4: papers for people from the three streets.</li></ul>",
                "<p><b>Closed:</b> the bridge, the towpath, all schools, the tannery.</p>",
            ),
        ),
    ),
    Update(
        ago=770,
        headline="Zaramand: “Not a war over a bridge”",
        body=(
            quote(
                "We do not want a war over a bridge. We want the commission back at the crossing.",
                "foreign-spokeswoman",
                medium="press_conference",
                said_ago=778,
                language="ar",
                original_text="لا نريد حربًا من أجل جسر. نريد عودة اللجنة إلى المعبر.",
            ),
            text(
                "Asked whether the deputy minister’s post stands, she replied that she speaks for "
                "another ministry."
            ),
        ),
    ),
    Update(
        ago=741,
        headline="Engineers measure the bridge",
        body=(
            quote(
                "The piers are sound as far as we can see above the water. For the rest we need "
                "divers.",
                "bridge-engineer",
                verb="told",
                told_to="The Ternwell Post",
                medium="phone",
                said_ago=747,
                language="fr",
                original_text="Les piles sont saines, pour ce qu’on voit hors de l’eau. Pour le "
                "reste, il nous faut des plongeurs.",
            ),
            gallery(
                "The bridge, before the strike and after",
                bridge="As it was. It has five spans of 32 metres.",
                broken_bridge="As it is: the middle span, seen from the western bank.",
                mill_street="Mill Street, beside the western ramp.",
                town_map="Where the divers’ boat will lie.",
            ),
        ),
    ),
    Update(
        ago=715,
        by="editor2",
        body=(
            text(
                "The resident of Mill Street whom we quoted at {clock:2110} has found a room with "
                "a cousin in Verbodil. The cat is with her."
            ),
        ),
    ),
    Update(
        ago=690,
        key="talks",
        headline="Talks begin on the ferry Saint-Aubry",
        key_event=True,
        event_place="Ferry Saint-Aubry, mid-river",
        body=(
            text(
                "Delegations of Peltria and Ossamir went on board between {clock:712} and "
                "{clock:698}. Lowmark’s foreign minister and the commission’s head of mission sit "
                "at the table with them."
            ),
            video(
                "The Saint-Aubry drifts to its anchorage above the bridge",
                picture="ferry",
                captions_language="en",
                transcript=TRANSCRIPT,
                caption="It lies at anchor a kilometre above the bridge.",
            ),
        ),
    ),
    Update(
        ago=655,
        headline="Delegate: the first hour was about the list",
        by="editor2",
        body=(
            quote(
                "The two sides spent the first hour on a list of names and came off it without "
                "shouting",
                name="A delegate",
                kind="relayed",
                verb="said",
                provenance="relayed",
                relayed_by="Radio Ilvane",
                link="https://example.com/radio-ilvane/bulletin-17",
                said_ago=661,
                context_note="The station does not say for which side.",
            ),
        ),
    ),
    Update(
        ago=620,
        headline="Have the talks ended? Two channels, two answers",
        body=(
            quote(
                "Boats are taking them ashore. It is over.",
                "channel-east",
                verb="posted",
                medium="telegram",
                said_ago=626,
                language="ru",
                original_text="Их везут на берег катерами. Всё кончено.",
            ),
            quote(
                "Nobody has left the ferry. They are carrying soup on board.",
                "channel-west",
                verb="posted",
                medium="telegram",
                said_ago=623,
                language="ru",
                original_text="С парома никто не уходил. На борт несут суп.",
            ),
            verification("talks-ended"),
        ),
    ),
    StatusChange(
        612,
        "talks-ended",
        "checking",
        note="We have asked the commission.",
        reason="check_begun",
    ),
    StatusChange(
        599,
        "talks-ended",
        "false",
        note="The boats did come ashore, for the interpreters.",
        finding="missing_context",
        reason="official_denial",
        methods=("own_reporter", "second_source"),
        found=(
            evidence(
                "testimony",
                "What the head of mission told reporters on the ferry steps",
            ),
            aspect("what", "refuted"),
            aspect("place"),
            position("peltria", "no_comment", 605),
            position("ossamir", "no_comment", 605),
        ),
        explanation="The commission says that the talks go on. The boats took the interpreters’ relief on "
        "board.",
    ),
    Update(
        ago=598,
        headline="Commission: the talks go on",
        body=(
            quote(
                "We have asked for twelve hours. Both parties have heard us; they have not yet "
                "answered.",
                "commission-head",
                verb="told",
                told_to="reporters on the ferry steps",
                medium="in_person",
                said_ago=602,
                language="fr",
                original_text="Nous avons demandé douze heures. Les deux parties nous ont "
                "entendus ; elles ne nous ont pas encore répondu.",
            ),
            verification("talks-ended"),
        ),
    ),
]
