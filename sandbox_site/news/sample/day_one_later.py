"""The first day goes on: an admission, a convoy that was not hit, and a quiet night."""

from .shapes import (
    ClaimWithdrawal,
    Overtaking,
    Pin,
    StatusChange,
    Update,
    Withdrawal,
    aspect,
    evidence,
    link_card,
    picture,
    position,
    quote,
    support,
    text,
    verification,
)

STORY = [
    Update(
        ago=1898,
        key="admission",
        headline="Ossamiri deputy minister: “The unit fired without an order”",
        key_event=True,
        body=(
            quote(
                "The unit opened fire without an order. The responsibility is ours.",
                "deputy-minister",
                verb="admitted",
                verb_reason="the ministry had denied it for six hours",
                medium="telegram",
                provenance="original_seen",
                archive_link="https://example.org/archive/navtiani-1187",
                link="https://example.com/navtiani/1187",
                said_ago=1904,
                language="ka",
                original_text="ქვედანაყოფმა ცეცხლი ბრძანების გარეშე გახსნა. პასუხისმგებლობა "
                "ჩვენია.",
                translation_note="The post names neither the unit nor the place.",
            ),
            text(
                "The channel has been the deputy minister’s for four years and the ministry’s "
                "site links to it. He did not answer our call."
            ),
            verification("who-fired"),
        ),
    ),
    StatusChange(
        1897,
        "who-fired",
        "checking",
        note="A deputy minister speaks of a unit of his country: we look at it again.",
        reason="check_begun",
    ),
    StatusChange(
        1896,
        "who-fired",
        "corroborated",
        note="A deputy minister of Ossamir says so against his own side.",
        found=(
            support(
                "deputy-minister",
                "that a unit of Ossamir fired, without an order",
                link="https://example.com/navtiani/1187",
            ),
            position(
                "ossamir", "confirms", 1899, is_official=False, name="A deputy minister"
            ),
        ),
        explanation="A deputy minister of Ossamir says that a unit of his country fired. The General Staff "
        "has not withdrawn its denial.",
    ),
    Pin(1894, "admission"),
    Update(
        ago=1880,
        headline="General Staff repeats its denial",
        by="editor2",
        body=(
            quote(
                "there is nothing to add to the statement already issued",
                "general-staff",
                kind="partial",
                verb="told",
                told_to="Tamrush Today",
                medium="phone",
                language="ar",
                translated_by="outlet",
                translator="Tamrush Today",
                said_ago=1884,
            ),
            text(
                "Two bodies of the same state now say different things. The deputy minister’s "
                "post is still online at {clock:1881}."
            ),
        ),
    ),
    Update(
        ago=1861,
        headline="Dastravel: an admission is a beginning",
        body=(
            quote(
                "An admission is a beginning. We expect names, and we expect the commission to "
                "be let in.",
                "premier",
                medium="video_address",
                link="https://example.org/peltria/address",
                said_ago=1868,
                language="fr",
                original_text="Un aveu est un commencement. Nous attendons des noms, et nous "
                "attendons que la commission puisse entrer.",
            ),
        ),
    ),
    Update(
        ago=1832,
        headline="Lowmark offers a place to talk",
        body=(
            quote(
                "the ferry Saint-Aubry is at the disposal of both governments, at a point in "
                "the river that they choose",
                name="Edda Vintermoor",
                role="Foreign minister",
                affiliation="Government of Lowmark",
                kind="partial",
                verb="stated",
                medium="press_release",
                link="https://example.org/lowmark/statement",
                said_ago=1838,
            ),
        ),
    ),
    Update(
        ago=1800,
        by="editor2",
        byline="authors",
        byline_names="Tomas Adeyra in Halmeret, Nora Feldwick",
        headline="Peltria wants the talks on the water",
        body=(
            quote(
                "we would sit down on the ferry, but not in Zaramand",
                "official",
                kind="partial",
                verb="told",
                told_to="The Ternwell Post",
                medium="phone",
                said_ago=1809,
                said_precision="part_of_day",
                anonymity_reason="nothing has been agreed, and officials were told not "
                "to speak",
                language="fr",
                original_text="on s’assiérait à bord du bac, mais pas à Zaramand",
            ),
            text("The official asked not to be named because nothing has been agreed."),
        ),
    ),
    Update(
        ago=1770,
        headline="River Guard has lost contact with a post",
        body=(
            quote(
                "We have lost contact with one post. I will not guess what has happened to it.",
                "guard-commander",
                verb="told",
                told_to="journalists in Halmeret",
                medium="press_conference",
                said_ago=1778,
                language="uk",
                original_text="Ми втратили зв’язок з одним постом. Гадати, що з ним сталося, я "
                "не буду.",
            ),
            text(
                "Fourteen people serve at the post, which lies on an island below Kharmil."
            ),
        ),
    ),
    Update(
        ago=1742,
        key="convoy",
        headline="Two outlets report relief lorries hit on the Navtkari road",
        key_event=True,
        event_place="Navtkari road",
        body=(
            text(
                "Tamrush Today and La Feuille d’Aurevin report that lorries of a relief convoy were "
                "hit. They give different numbers: two and “several”."
            ),
            quote(
                "Two lorries are burning.",
                "tamrush-today",
                verb="reported",
                medium="website",
                said_ago=1751,
                language="ar",
                original_text="شاحنتان تحترقان.",
            ),
            verification("convoy-hit"),
        ),
    ),
    Update(
        ago=1731,
        key="convoy-photo",
        headline="Photograph said to show the convoy",
        body=(
            text(
                "A photograph of lorries standing on a road is being shared as a picture of the "
                "convoy. It was posted by Left of the Bridge at {clock:1740}."
            ),
            picture("winter-road"),
        ),
    ),
    Update(
        ago=1700,
        headline="Agency cannot reach its drivers",
        by="editor2",
        body=(
            quote(
                "We have six drivers on the road and no telephone connection to any of them. We "
                "do not know more than you do.",
                "relief",
                verb="told",
                told_to="The Ternwell Post",
                medium="phone",
                said_ago=1706,
            ),
        ),
    ),
    Update(
        ago=1655,
        headline="Halmeret hospital now counts eleven wounded",
        body=(
            text(
                "Two more people with splinter wounds came in after {clock:1720}. The number of "
                "dead has not changed. The council has told both families; it will not publish "
                "names before they agree."
            ),
            verification("two-killed"),
            verification("eleven-wounded"),
        ),
    ),
    StatusChange(
        1648,
        "two-killed",
        "verified",
        note="We have spoken to both families.",
        methods=("own_reporter", "second_source"),
        found=(
            evidence("testimony", "What the families told us", is_public=False),
            evidence(
                "document",
                "The council’s register of the day",
                link="https://example.org/halmeret/register",
                archive_link="https://archive.example/halmeret-register",
                captured_ago=1650,
            ),
            aspect("who"),
            aspect("what"),
        ),
        explanation="Hospital and council agree, and our reporter has spoken to both families.",
        by="editor2",
    ),
    Overtaking(1654, "nine-wounded", "eleven-wounded"),
    StatusChange(
        1622,
        "convoy-hit",
        "disputed",
        note="One of the two reports was taken down; both go back to one post.",
        reason="source_withdrew",
        found=(
            position(
                "ossamir", "confirms", 1749, is_official=False, name="Tamrush Today"
            ),
            position("peltria", "no_comment", 1700),
        ),
        explanation="La Feuille d’Aurevin has taken its report down. Both reports go back to one post in a "
        "channel, so there was only ever one source.",
    ),
    Withdrawal(
        1612,
        "convoy-photo",
        "The photograph was taken in an earlier winter and does not show the Navtkari road. We "
        "should have checked it before publishing.",
    ),
    Update(
        ago=1610,
        headline="We have taken down a photograph",
        by="editor2",
        body=(
            text(
                "At {clock:1731} we published a picture that was said to show the convoy. It has "
                "snow on it; there is none in the valley. A reader found it in an archive of "
                "road pictures. The mistake was ours."
            ),
        ),
    ),
    StatusChange(
        1582,
        "convoy-hit",
        "false",
        note="We passed on one post as two independent reports. All six lorries are unharmed.",
        finding="fabricated",
        reason="our_error",
        methods=("own_reporter",),
        found=(
            evidence(
                "picture",
                "The six lorries in the yard, photographed by our reporter",
                file="six-lorries.jpg",
                captured_ago=1586,
            ),
            evidence(
                "testimony",
                "Names and numbers of the three drivers",
                is_public=False,
                captured_ago=1585,
            ),
            aspect("what", "refuted"),
        ),
        explanation="All six lorries are back in Verbodil, unharmed. Our reporter counted them and spoke to "
        "three drivers.",
        by="editor2",
    ),
    Update(
        ago=1580,
        key="convoy-safe",
        headline="The convoy was not hit",
        by="editor2",
        byline="authors",
        byline_names="Tomas Adeyra in Verbodil",
        key_event=True,
        event_place="Verbodil",
        body=(
            quote(
                "We were turned round at the mill. Nobody shot at us.",
                "driver",
                verb="told",
                told_to="The Ternwell Post",
                medium="in_person",
                said_ago=1588,
                language="uk",
                original_text="Нас розвернули біля млина. Ніхто по нас не стріляв.",
            ),
            text(
                "All six lorries stand in the yard of the relief agency in Verbodil. They never "
                "reached the Navtkari road. Our update of {clock:1742} passed on two reports as "
                "if they were independent; they were not."
            ),
            verification("convoy-hit"),
        ),
    ),
    Update(
        ago=1540,
        headline="Curfew in Halmeret from {clock:1500}",
        body=(
            quote(
                "From {clock:1500} nobody is on the streets except ambulances, the repair crews "
                "and the commission.",
                "mayor",
                verb="announced",
                medium="telegram",
                said_ago=1546,
                language="uk",
                original_text="З {clock:1500} на вулицях нікого, крім швидкої, ремонтних бригад "
                "і комісії.",
            ),
        ),
    ),
    Update(
        ago=1500,
        headline="What we are checking",
        body=(
            text(
                "<ol><li>Who fired from the western bank, and when.</li>"
                "<li>Why Halmeret lost its electricity.</li>"
                "<li>What happened to the River Guard’s post.</li></ol>",
                "If you are in Halmeret or Tamrush and it is safe for you to write: "
                "desk@ternwell-post.example.",
            ),
        ),
    ),
    Update(
        ago=1486,
        headline="A message from a family in Mill Street",
        body=(
            text("We have asked the hospital about it."),
            verification("third-death"),
        ),
    ),
    ClaimWithdrawal(
        1463,
        "third-death",
        "We took a relative’s fear for the hospital’s word. The hospital has said nothing of "
        "the kind.",
        by="editor2",
    ),
    Update(
        ago=1420,
        headline="Channels say Ossamir’s interior minister has resigned",
        body=(
            quote(
                "He handed in his letter an hour ago.",
                "channel-military",
                verb="posted",
                medium="telegram",
                said_ago=1428,
                language="ka",
                original_text="განცხადება ერთი საათის წინ დაწერა.",
                translation_note="Literally “he wrote the application an hour ago”.",
            ),
            verification("minister-resigned"),
        ),
    ),
    Update(
        ago=1340,
        headline="Power is back in half of Halmeret",
        by="editor2",
        body=(
            text(
                "The streets west of the council have electricity again since {clock:1352}. The "
                "crews found a broken line on the ridge and a burnt transformer; which of the two "
                "came first they cannot tell."
            ),
            verification("power-cause"),
        ),
    ),
    StatusChange(
        1338,
        "power-cause",
        "inconclusive",
        note="Two causes are possible, and what is left does not tell them apart.",
        methods=("expert", "document"),
        explanation="The substation is damaged, but the line above the town was broken as well. The crews "
        "cannot tell which of the two cut the power.",
        by="editor2",
    ),
    Update(
        ago=1250,
        headline="A sign on the towpath",
        by="editor2",
        byline="authors",
        byline_names="Tomas Adeyra in Halmeret",
        body=(
            text(
                "The towpath below the bridge is closed with red tape. A board with the word "
                "МІНИ, “mines”, is nailed to a tree. Nobody we met knows who put it there."
            ),
            verification("mines"),
        ),
    ),
    StatusChange(
        1180,
        "drone",
        "checking",
        note="The province has invited reporters to look at a wing.",
        reason="check_begun",
    ),
    StatusChange(
        1140,
        "drone",
        "inconclusive",
        note="The wreckage does not say whose it was.",
        methods=("own_reporter", "expert"),
        found=(
            evidence(
                "picture",
                "The wing as the province showed it",
                link="https://example.com/tamrush-today/wing",
                archive_link="https://archive.example/wing",
                captured_ago=1150,
            ),
            aspect("authenticity"),
            aspect("who", "unknown"),
            position("ossamir", "confirms", 2057),
            position("peltria", "denies", 2040),
        ),
        explanation="The province showed reporters a wing without markings. It could belong to either side, "
        "or to the surveyors who work on the dam.",
    ),
    Update(
        ago=1130,
        body=(
            text("No shots have been reported from either bank since {clock:1490}."),
        ),
    ),
    Update(
        ago=1015,
        headline="From the other papers",
        byline="none",
        body=(
            link_card(
                "https://example.com/radio-ilvane/both-banks",
                "Two kitchens, one river",
                "Reporters of Radio Ilvane spent the night with a family in Halmeret and one in "
                "Tamrush.",
                "Radio Ilvane",
            ),
            link_card(
                "https://example.com/feuille/retractation",
                "Pourquoi nous avons retiré notre article",
                "The newspaper explains how a single post became two reports.",
                "La Feuille d’Aurevin",
            ),
        ),
    ),
]
