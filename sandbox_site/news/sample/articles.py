"""The articles of the sample: what the site had before it added live coverage.

A body is a list of (block, content): a paragraph or heading as text, a ``figure`` as
(picture, caption), a ``pull_quote`` as (words, name).
"""

ARTICLES = [
    {
        "slug": "the-bridge-at-halmeret",
        "title": "One bridge, two banks, five arches",
        "standfirst": "The bridge at Halmeret is older than either of the states it joins. Who "
        "built it, who has closed it, and why both sides need it.",
        "author": "Nora Feldwick",
        "hero": "bridge",
        "ago": 1760,
        "body": [
            (
                "paragraph",
                "<p>For most of its life the bridge at Halmeret was nobody’s border. It was built "
                "by the salt carriers’ guild, which owned land on both banks, and for two "
                "centuries the toll was paid to the guild and to no one else.</p>",
            ),
            (
                "paragraph",
                "<p>The line in the middle of the third arch is younger. It was drawn on a map in "
                "Zaramand, by people who had measured the river and not the bridge, and it runs "
                "through the only stone that carries the mason’s name.</p>",
            ),
            (
                "figure",
                (
                    "region-map",
                    "Halmeret lies on the western bank, Tamrush on the eastern.",
                ),
            ),
            ("heading", "Four times closed"),
            (
                "paragraph",
                "<p>The bridge has been closed four times since then: twice for floods, once for "
                "a strike of the customs officers, and once, for eleven days, because both sides "
                "had repainted the line and could not agree on its width.</p>",
            ),
            (
                "pull_quote",
                (
                    "My grandmother sold bread on one end and bought flour on the other. She "
                    "called that going to work.",
                    "A baker in Halmeret",
                ),
            ),
            (
                "paragraph",
                "<p>Before the strike about 3,000 people crossed on a working day. Half of them "
                "were patients and pupils: the hospital is in Halmeret, the secondary school in "
                "Tamrush.</p>",
            ),
        ],
    },
    {
        "slug": "sarrel-dam-explained",
        "title": "The Sarrel dam, explained",
        "standfirst": "How much water it holds, who has the keys to its gates, and how long a wave "
        "would take to reach Halmeret.",
        "author": "Ines Quillan",
        "hero": "dam",
        "ago": 1924,
        "body": [
            (
                "paragraph",
                "<p>The Sarrel dam closes the upper valley of the Ilvane, 40 kilometres above "
                "Halmeret. It has five gates. Opening one takes nine minutes and two keys: one is "
                "kept by an engineer from Peltria, the other by an engineer from Ossamir.</p>",
            ),
            ("heading", "How fast is the water?"),
            (
                "paragraph",
                "<p>With all gates open, the level at Halmeret would begin to rise after four "
                "hours and reach the first streets after six. A claim that water will arrive “in "
                "two hours” can be dismissed without leaving the desk.</p>",
            ),
            (
                "figure",
                ("gauge", "The gauge at Halmeret. Source: Joint River Commission."),
            ),
            ("heading", "Who can look?"),
            (
                "paragraph",
                "<p>Anyone. The commission publishes the readings of six gauges every six minutes. "
                "They are the reason why a rumour about the dam can be checked faster than a "
                "rumour about almost anything else on the river.</p>",
            ),
        ],
    },
    {
        "slug": "how-we-check",
        "title": "How we check what we are told",
        "standfirst": "“Did they say it?” and “Is it true?” are two questions. We answer them "
        "separately, and we show you how far we have come.",
        "author": "The desk",
        "hero": "council",
        "ago": 7000,
        "body": [
            (
                "paragraph",
                "<p>When a minister writes that the other side fired first, two things can be "
                "checked: whether he wrote it, and whether it happened. The first usually takes "
                "minutes. The second can take years.</p>",
            ),
            (
                "paragraph",
                "<p>In our live coverage a quote tells you who said something, where, when and in "
                "which language. A claim has a mark of its own:</p><ul>"
                "<li><b>Unverified</b>: we have not been able to check it yet.</li>"
                "<li><b>Being checked</b>: somebody here is working on it.</li>"
                "<li><b>Corroborated</b>: independent sources say the same.</li>"
                "<li><b>Verified</b>: we have seen the evidence ourselves.</li>"
                "<li><b>Disputed</b>: credible sources contradict each other.</li>"
                "<li><b>Cannot be established</b>: we looked and could not find out.</li>"
                "<li><b>False</b>: we have seen evidence against it.</li></ul>",
            ),
            (
                "paragraph",
                "<p>A mark can change. When it does, it changes in every update that carries the "
                "claim, with the time and the reason. When we were the ones who got it wrong, we "
                "say so in an update of its own.</p>",
            ),
        ],
    },
    {
        "slug": "five-languages",
        "title": "One valley, five languages",
        "standfirst": "Statements on the Ilvane come in Ukrainian, French, Arabic, Georgian and "
        "Russian. How a sentence gets from the river to this page.",
        "author": "Tomas Adeyra",
        "hero": "mill-street",
        "ago": 9900,
        "body": [
            (
                "paragraph",
                "<p>Halmeret’s council writes in Ukrainian, its government in French. Across the "
                "river the ministries use Arabic and Georgian, often in the same week. The "
                "channels on both banks write in Russian, which is nobody’s official language "
                "here and everybody’s second one.</p>",
            ),
            (
                "paragraph",
                "<p>We print the original under every translation. That is not decoration: a "
                "reader who knows the language can catch our mistake, and several have.</p>",
            ),
            (
                "pull_quote",
                (
                    "The verb decides. “Fired” and “opened fire” are one word in one of these "
                    "languages and two in another.",
                    "A translator at this newspaper",
                ),
            ),
        ],
    },
    {
        "slug": "the-halmeret-protocol",
        "title": "What the Halmeret protocol says",
        "standfirst": "Six pages, signed on a table in a customs shed. They set up the commission "
        "and left out the rest.",
        "author": "Nora Feldwick",
        "hero": "town-map",
        "ago": 12600,
        "body": [
            (
                "paragraph",
                "<p>The protocol has eleven articles. Seven are about the river: gauges, "
                "buoys, dredging, the keys to the dam. Three are about the Joint River Commission, "
                "which may go anywhere on either bank that can be reached by boat.</p>",
            ),
            (
                "paragraph",
                "<p>Article eleven says that disputes about the other ten are settled “by talks "
                "on the water”. It is the reason why both sides thought of a ferry.</p>",
            ),
        ],
    },
    {
        "slug": "about",
        "title": "About us",
        "standfirst": "The Ternwell Post is a newspaper that does not exist, in a town that does "
        "not exist either.",
        "author": "",
        "hero": "",
        "ago": 14000,
        "in_menu": True,
        "body": [
            (
                "paragraph",
                "<p>It is the sample site that comes with wagtail-liveconflict, an extension for "
                "Wagtail. The countries, towns, people, outlets and channels on these pages are "
                "invented, and so is every word they say. The languages are real.</p>",
            ),
            (
                "paragraph",
                "<p>All pictures are drawn by a short script when the sample is loaded.</p>",
            ),
        ],
    },
]
