"""The live blog's first hours: the strike on the bridge, and what was said about it."""

from .shapes import (
    Edit,
    Pin,
    StatusChange,
    Update,
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
        ago=2290,
        key="first",
        headline="Explosions reported in Halmeret",
        key_event=True,
        event_ago=2292,
        event_place="Halmeret",
        body=(
            text(
                "Residents of Halmeret, the Peltrian border town on the Ilvane, report "
                "explosions near the river at about {clock:2292}.",
                "We have reached two of them by telephone. One counted four explosions, "
                "the other six. Neither saw where they came from.",
            ),
        ),
    ),
    Update(
        ago=2281,
        body=(
            text(
                "The council’s camera that normally shows the bridge has been dark since "
                "{clock:2291}. A clerk at the council told us its cable runs under the roadway."
            ),
        ),
    ),
    Update(
        ago=2270,
        headline="Bridge closed to all traffic",
        by="editor2",
        body=(
            quote(
                "The Halmeret bridge is closed to vehicles and to people on foot until further "
                "notice. There is damage. We are finding out how much.",
                "council",
                verb="announced",
                medium="website",
                link="https://example.org/halmeret/notices/318",
                said_ago=2273,
                language="uk",
                original_text="Халмеретський міст закрито для транспорту й пішоходів до "
                "окремого повідомлення. Є пошкодження. Їхній обсяг з’ясовуємо.",
            ),
            verification("bridge-hit"),
        ),
    ),
    Update(
        ago=2262,
        headline="Two channels say opposite things about the bridge",
        body=(
            quote(
                "The bridge is gone.",
                "channel-west",
                verb="posted",
                medium="telegram",
                said_ago=2266,
                language="ru",
                original_text="Моста больше нет.",
            ),
            quote(
                "The bridge is whole, people are walking across it.",
                "channel-east",
                verb="posted",
                medium="telegram",
                said_ago=2264,
                language="ru",
                original_text="Мост цел, по нему ходят люди.",
            ),
            text(
                "Neither post carries a picture. Both channels have been wrong before."
            ),
            verification("bridge-destroyed"),
        ),
    ),
    Update(
        ago=2248,
        headline="Mayor posts a photograph of the bridge",
        event_ago=2252,
        event_place="Halmeret bridge, western end",
        body=(
            text(
                "Lidiia Verbodar, the mayor of Halmeret, has posted a photograph taken from the "
                "western bank. It shows the parapet of the middle span broken away and part "
                "of the roadway hanging. Our drawing follows it."
            ),
            quote(
                "The middle span is damaged, but the bridge is standing. Please stay away "
                "from the river.",
                "mayor",
                verb="wrote",
                medium="telegram",
                link="https://example.org/halmeret/mayor/2041",
                said_ago=2251,
                language="uk",
                original_text="Середній прогін пошкоджено, але міст стоїть. Прошу, не "
                "підходьте до річки.",
            ),
            picture("broken-bridge", "The bridge as seen from the western bank."),
        ),
    ),
    StatusChange(
        2232,
        "bridge-hit",
        "verified",
        note="Two photographs, taken independently, show the same damage.",
        methods=("reverse_image", "geolocation", "second_source"),
        found=(
            aspect("authenticity"),
            aspect("place"),
            aspect("what"),
            aspect("date"),
            aspect("who", "unknown"),
            evidence(
                "picture",
                "The mayor’s photograph",
                link="https://example.org/halmeret/mayor/2041",
                archive_link="https://archive.example/halmeret-mayor-2041",
                file="mayor-2041.jpg",
                captured_ago=2246,
            ),
            evidence(
                "picture",
                "Photograph by Radio Ilvane’s reporter, from the ferry steps",
                link="https://example.com/radio-ilvane/bulletin",
                archive_link="https://archive.example/radio-ilvane-bulletin",
                captured_ago=2235,
            ),
            evidence(
                "post",
                "Message from a resident to our reporter, with her address",
                is_public=False,
                file="resident-message.txt",
                captured_ago=2268,
            ),
            support("radio", "that the middle span is damaged", is_outlet_check=True),
            position(
                "peltria",
                "confirms",
                2251,
                link="https://example.org/halmeret/mayor/2041",
            ),
        ),
        explanation="Radio Ilvane’s reporter stood at the western end and photographed the same damage as "
        "the mayor. We compared both with an older picture: same span, same lamp posts.",
    ),
    StatusChange(
        2246,
        "bridge-destroyed",
        "checking",
        note="We have asked both channels for pictures.",
        reason="check_begun",
    ),
    StatusChange(
        2232,
        "bridge-destroyed",
        "false",
        note="Two photographs show the bridge standing.",
        finding="fabricated",
        methods=("second_source", "geolocation"),
        found=(
            evidence(
                "picture",
                "The mayor’s photograph, in which the bridge is standing",
                link="https://example.org/halmeret/mayor/2041",
                archive_link="https://archive.example/halmeret-mayor-2041",
                captured_ago=2246,
            ),
            aspect("what", "refuted"),
        ),
        explanation="Two photographs taken independently show four of the five spans intact.",
    ),
    Update(
        ago=2231,
        headline="Outlet confirms the mayor’s photograph",
        by="editor2",
        key_event=True,
        body=(
            quote(
                "our reporter took her own picture from the ferry steps and it shows the same "
                "hole in the same span",
                "radio",
                kind="partial",
                verb="reported",
                medium="broadcast",
                link="https://example.com/radio-ilvane/bulletin",
                said_ago=2236,
                language="uk",
                original_text="наша репортерка зробила власний знімок зі сходів порому, і на "
                "ньому та сама діра в тому самому прогоні",
                translation_note="Our translation from the broadcast.",
            ),
            verification("bridge-hit"),
            verification("bridge-destroyed", "This answers the post of {clock:2266}."),
        ),
    ),
    Update(ago=2220, headline="Peltria’s government to meet at {clock:2160}"),
    Update(
        ago=2204,
        key="blame",
        headline="Peltria blames the eastern bank, Ossamir denies firing",
        key_event=True,
        body=(
            quote(
                "The fire came from the eastern bank. We have not returned it at this hour.",
                "spokesman",
                medium="press_conference",
                said_ago=2211,
                language="fr",
                original_text="Les tirs sont venus de la rive orientale. À cette heure, nous "
                "n’avons pas riposté.",
            ),
            quote(
                "Our forces did not open fire on any target in Halmeret.",
                "general-staff",
                verb="denied",
                medium="press_release",
                said_ago=2206,
                language="ar",
                original_text="لم تفتح قواتنا النار على أي هدف في هالميرت.",
            ),
            text("Neither statement came with evidence."),
            verification("who-fired"),
        ),
    ),
    Update(
        ago=2188,
        key="casualties",
        headline="Hospital: two dead, nine wounded",
        key_event=True,
        body=(
            quote(
                "Two people died on the way to the hospital, nine are being treated, two of them "
                "seriously",
                "hospital",
                kind="paraphrase",
                verb="told",
                told_to="The Ternwell Post",
                medium="phone",
                said_ago=2194,
            ),
            verification("two-killed"),
            verification("nine-wounded"),
        ),
    ),
    Update(
        ago=2170,
        headline="Soldiers across the river? Neither side has confirmed it",
        by="editor2",
        body=(
            quote(
                "Peltrian boats landed south of Kharmil. About thirty men.",
                "channel-military",
                verb="claimed",
                verb_reason="the channel gives neither a picture nor a witness",
                medium="telegram",
                said_ago=2178,
                language="ka",
                original_text="პელტრიული ნავები ხარმილის სამხრეთით მოადგა ნაპირს. "
                "დაახლოებით ოცდაათი კაცი.",
            ),
            text(
                "Neither side has confirmed this. Four people we reached in Kharmil say they "
                "have seen no soldiers."
            ),
            verification("crossing"),
        ),
    ),
    Update(
        ago=2150,
        headline="Halmeret without electricity",
        body=(
            text(
                "The whole town lost power at {clock:2156}. The hospital runs on its generator "
                "and has fuel for two days."
            ),
            picture(
                "power-lines",
                "The line that feeds Halmeret comes over the western ridge.",
            ),
            verification("power-cause"),
        ),
    ),
    Update(
        ago=2133,
        headline="Three streets told to leave",
        key_event=True,
        event_place="Halmeret",
        body=(
            quote(
                "Residents of Mill Street, Tannery Lane and Quay Street leave their homes by "
                "{clock:2070}. The school on Chapel Hill is open to them.",
                "evacuation-order",
                verb="stated",
                medium="document",
                said_ago=2140,
                said_precision="hour",
                language="uk",
                original_text="Мешканці вулиць Млинової, Чинбарської та Набережної залишають "
                "свої домівки до {clock:2070}. Для них відчинено школу на Каплицькій горі.",
                translation_note="Paragraph 1 of the order; street names translated.",
            ),
            picture("town-map", "The three streets and the shelter."),
        ),
    ),
    Update(
        ago=2110,
        headline="“I took the cat and the deeds”",
        by="editor2",
        byline="authors",
        byline_names="Tomas Adeyra in Halmeret",
        event_place="Mill Street, Halmeret",
        body=(
            quote(
                "I took the cat and the deeds of the house. The rest can be bought again.",
                "resident",
                verb="told",
                told_to="The Ternwell Post",
                medium="in_person",
                said_ago=2118,
                language="uk",
                original_text="Взяла кота й документи на хату. Решту можна купити знову.",
            ),
            picture("mill-street"),
            text(
                "About 400 people live in the three streets, according to the council."
            ),
        ),
    ),
    Update(
        ago=2092,
        headline="Commission asks both sides to stop",
        body=(
            quote(
                "We ask both parties to hold their fire and to let our boat pass. We have eleven "
                "people in Halmeret and eight in Tamrush.",
                "commission",
                verb="stated",
                medium="press_release",
                link="https://example.org/river-commission/statements/77",
                said_ago=2097,
                language="fr",
                original_text="Nous demandons aux deux parties de cesser le feu et de laisser "
                "passer notre bateau. Nous avons onze personnes à Halmeret et huit à Tamrush.",
            ),
        ),
    ),
    Update(
        ago=2080,
        headline="Governor of Tamrush: school damaged by return fire",
        by="editor2",
        body=(
            quote(
                "The school on Saffron Street has lost its roof. It was empty.",
                "governor",
                medium="broadcast",
                said_ago=2086,
                language="ar",
                original_text="فقدت المدرسة في شارع الزعفران سقفها. وكانت خالية.",
            ),
            verification("school-hit"),
        ),
    ),
    Update(
        ago=2071,
        body=(
            text(
                "Ilvane Relief says six lorries with food, blankets and fuel have left Verbodil "
                "for Halmeret. They are expected at about {clock:1990}."
            ),
        ),
    ),
    StatusChange(
        2060,
        "two-killed",
        "corroborated",
        note="The council gives the same number.",
        found=(
            support("council", "the number of dead, from its own register"),
            aspect("number"),
            position("peltria", "confirms", 2063),
        ),
        explanation="The hospital and the council give the same number independently. No names yet.",
    ),
    StatusChange(
        2058,
        "nine-wounded",
        "corroborated",
        note="The council gives the same number.",
        found=(support("council", "the number of wounded in the hospital"),),
    ),
    Update(
        ago=2055,
        headline="Tamrush reports a drone shot down",
        body=(
            quote(
                "A Peltrian drone came down in an orchard north of the town.",
                name="The duty officer of Tamrush province",
                kind="relayed",
                verb="reported",
                provenance="relayed",
                relayed_by="Tamrush Today",
                link="https://example.com/tamrush-today/drone",
            ),
            text("Peltria’s Ministry of Defence did not answer our question."),
            verification("drone"),
        ),
    ),
    Update(
        ago=2030,
        headline="Six wounded in Navtkari hospital",
        body=(
            quote(
                "We have admitted six wounded, two of them children. There is enough blood, "
                "but the fuel for the generator will last us only one day.",
                "doctor",
                verb="told",
                told_to="Radio Ilvane",
                medium="interview",
                said_ago=2041,
                language="ka",
                original_text="ექვსი დაჭრილი მივიღეთ, მათ შორის ორი ბავშვი. სისხლი საკმარისია, "
                "მაგრამ გენერატორის საწვავი მხოლოდ ერთ დღეს გვეყოფა.",
            ),
        ),
    ),
    StatusChange(
        2020,
        "school-hit",
        "corroborated",
        note="A second outlet has seen the damage.",
        found=(
            support(
                "radio",
                "that the roof of the school is damaged; not from where the shell came",
                link="https://example.com/radio-ilvane/tamrush-school",
                is_outlet_check=True,
            ),
            position("ossamir", "confirms", 2082),
            position("peltria", "no_comment", 2035),
        ),
        explanation="Radio Ilvane’s second reporter has seen the roof. From where the shell came she "
        "cannot say.",
        by="editor2",
    ),
    Update(
        ago=2008,
        body=(
            text(
                "What we know of the return fire: Peltria’s Ministry of Defence spoke of none at "
                "{clock:2211}. Since {clock:2100} it has not repeated that sentence."
            ),
        ),
    ),
    Update(
        ago=1985,
        key="dam-rumour",
        headline="The Sarrel dam: one channel says open, the engineer says closed",
        key_event=True,
        event_place="Sarrel dam",
        body=(
            quote(
                "The dam is open. The water will be in Halmeret in two hours.",
                "channel-west",
                verb="posted",
                medium="telegram",
                said_ago=1997,
                language="ru",
                original_text="Плотина открыта. Вода будет в Хальмерете через два часа.",
            ),
            quote(
                "All the gates are closed. I am standing on the crest and can see them.",
                "engineer",
                verb="told",
                told_to="The Ternwell Post",
                medium="phone",
                said_ago=1988,
                language="ru",
                original_text="Все затворы закрыты. Я стою на гребне и вижу их.",
            ),
            picture(
                "dam", "The Sarrel dam has five gates, 40 kilometres above Halmeret."
            ),
            verification("dam-open"),
        ),
    ),
    Pin(1983, "dam-rumour"),
    StatusChange(
        1951,
        "dam-open",
        "false",
        note="The gauge has not risen, and the gates are closed.",
        finding="old",
        methods=("metadata", "reverse_image", "uploader"),
        explanation="The commission’s gauge at Halmeret, which both states can read, has not risen. The "
        "engineer sent us a video call from the crest: five closed gates. The picture that is "
        "shared with the claim is of a spring flood four years ago.",
        found=(
            evidence(
                "document",
                "Readings of the gauge at Halmeret",
                link="https://example.org/river-commission/gauges",
                archive_link="https://archive.example/gauges",
                captured_ago=1953,
            ),
            evidence(
                "picture",
                "The same picture in an album of the spring flood",
                link="https://example.org/albums/spring-flood",
                archive_link="https://archive.example/spring-flood",
                captured_ago=1960,
            ),
            evidence(
                "video",
                "Recording of the call with the engineer, whose number is in it",
                is_public=False,
                file="call-from-the-crest.mp4",
                captured_ago=1957,
            ),
            aspect("date", "refuted"),
            aspect("what", "refuted"),
            position("peltria", "denies", 1962),
            position("ossamir", "denies", 1959),
        ),
    ),
    Update(
        ago=1950,
        key="gauge",
        headline="The river is not rising",
        by="editor2",
        body=(
            text(
                "Readings of the commission’s gauge at Halmeret:",
                "<ul><li>{clock:2070}: 2.17 metres</li><li>{clock:2010}: 2.16 metres</li>"
                "<li>{clock:1956}: 2.15 metres</li></ul>",
                "Streets near the river flood at about 4 metres.",
            ),
            picture("gauge", "Source: Joint River Commission."),
            verification("dam-open"),
        ),
    ),
    Edit(
        1936,
        "gauge",
        by="editor2",
        body=(
            text(
                "Readings of the commission’s gauge at Halmeret:",
                "<ul><li>{clock:2070}: 2.17 metres</li><li>{clock:2010}: 2.16 metres</li>"
                "<li>{clock:1956}: 2.15 metres</li><li>{clock:1938}: 2.14 metres</li></ul>",
                "Streets near the river flood at about 4 metres.",
            ),
            picture("gauge", "Source: Joint River Commission."),
            verification("dam-open"),
        ),
    ),
    Update(
        ago=1922,
        headline="Background: what the dam can and cannot do",
        byline="none",
        body=(
            link_card(
                "https://example.org/ternwell-post/sarrel-dam-explained",
                "The Sarrel dam, explained",
                "How much water it holds, who has the keys to the gates, and how long a wave "
                "would take to reach Halmeret.",
                "The Ternwell Post",
            ),
        ),
    ),
]
