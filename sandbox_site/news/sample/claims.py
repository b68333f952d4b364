"""The claims of the sample, as each stood when it was first written down.

What became of them is told in the story, by `StatusChange`. Every claim begins
unverified; where another status is given here, it was the first that it got.
"""

from .shapes import aspect, evidence, position, support

CLAIMS = {
    "bridge-hit": {
        "sentence": "The middle span of the Halmeret bridge was hit at about {clock:2292}.",
        "status": "checking",
        "explanation": "Residents and the council speak of damage. No picture has been checked yet.",
        "ago": 2270,
        "claimant": "council",
    },
    "bridge-destroyed": {
        "sentence": "The Halmeret bridge has been destroyed.",
        "status": "unverified",
        "explanation": "A channel says so without a picture. Another says the opposite.",
        "ago": 2262,
        "claimant": "channel-west",
        "found": (position("peltria", "no_comment", 2258),),
    },
    "who-fired": {
        "sentence": "The shells that hit Halmeret were fired from the eastern bank.",
        "status": "disputed",
        "explanation": "Peltria says so, Ossamir denies it. We have seen no evidence from either.",
        "ago": 2204,
        "claimant": "spokesman",
        "found": (
            position("peltria", "confirms", 2206),
            position("ossamir", "denies", 2201),
        ),
    },
    "two-killed": {
        "sentence": "Two people were killed in Halmeret.",
        "status": "checking",
        "explanation": "The district hospital gives the number; we are asking the council.",
        "ago": 2188,
        "claimant": "hospital",
    },
    "nine-wounded": {
        "sentence": "Nine people are in hospital in Halmeret with wounds.",
        "status": "unverified",
        "explanation": "The district hospital gives the number.",
        "ago": 2188,
        "claimant": "hospital",
    },
    "eleven-wounded": {
        "sentence": "Eleven people are in hospital in Halmeret with wounds.",
        "status": "corroborated",
        "explanation": "Two more came in during the evening.",
        "ago": 1657,
        "claimant": "hospital",
        "found": (support("council", "the number of wounded in the hospital"),),
    },
    "third-death": {
        "sentence": "A third person has died in Halmeret hospital.",
        "status": "unverified",
        "explanation": "A relative has written to us.",
        "ago": 1487,
        "claimant": "resident",
    },
    "crossing": {
        "sentence": "Peltrian soldiers crossed the Ilvane near Kharmil.",
        "status": "unverified",
        "explanation": "One channel reports it. Neither side has confirmed it, and nobody "
        "we reached in Kharmil has seen soldiers.",
        "ago": 2170,
        "claimant": "channel-military",
        "found": (
            position("peltria", "no_comment", 2172),
            position("ossamir", "no_comment", 2171),
        ),
    },
    "power-cause": {
        "sentence": "The power cut in Halmeret was caused by a hit on the substation.",
        "status": "checking",
        "explanation": "The council says that it does not know. The grid company has not answered.",
        "ago": 2150,
        "claimant": "channel-west",
    },
    "drone": {
        "sentence": "A Peltrian drone was shot down over Tamrush.",
        "status": "unverified",
        "explanation": "The province reports it and shows no wreckage.",
        "ago": 2055,
        "claimant": "tamrush-today",
    },
    "school-hit": {
        "sentence": "A school in Tamrush was damaged by fire from the western bank.",
        "status": "unverified",
        "explanation": "The governor says so. We have asked for pictures.",
        "ago": 2082,
        "claimant": "governor",
    },
    "dam-open": {
        "sentence": "The gates of the Sarrel dam have been opened.",
        "status": "disputed",
        "explanation": "A channel says they are open, the engineer on shift says they are closed.",
        "ago": 1985,
        "claimant": "channel-west",
    },
    "convoy-hit": {
        "sentence": "Relief lorries were hit by fire on the Navtkari road.",
        "status": "corroborated",
        "explanation": "Two outlets report it independently of each other, as far as we can tell.",
        "ago": 1742,
        "claimant": "tamrush-today",
        "found": (
            support(
                "newspaper",
                "that lorries were hit; it gives no number",
                link="https://example.com/feuille/convoi",
            ),
        ),
    },
    "minister-resigned": {
        "sentence": "Ossamir’s interior minister has resigned.",
        "status": "unverified",
        "explanation": "Three channels say so; none names a source. The ministry is not answering.",
        "ago": 1420,
        "claimant": "channel-military",
    },
    "mines": {
        "sentence": "Mines have been laid along the western towpath.",
        "status": "checking",
        "explanation": "A resident showed our reporter a closed path and a hand-written sign. "
        "The River Guard has been asked.",
        "ago": 1250,
        "claimant": "resident",
        "methods": ("own_reporter",),
        "found": (
            evidence(
                "picture",
                "The board on the towpath, photographed by our reporter",
                file="board.jpg",
                captured_ago=1252,
            ),
            aspect("authenticity", "unknown"),
            aspect("place"),
        ),
    },
    "water-safe": {
        "sentence": "Tap water in Halmeret is safe to drink.",
        "status": "checking",
        "explanation": "The pumping station had no power for 14 hours. Samples are being tested.",
        "ago": 925,
        "claimant": "council",
    },
    "talks-ended": {
        "sentence": "The talks on the ferry have ended without a result.",
        "status": "unverified",
        "explanation": "One channel says they have ended, another that they go on.",
        "ago": 622,
        "claimant": "channel-east",
    },
    "guards-returned": {
        "sentence": "All fourteen river guards who were missing have been returned.",
        "status": "unverified",
        "explanation": "Families report calls. The River Guard says nothing yet.",
        "ago": 540,
        "claimant": "radio",
    },
    "pause-broken": {
        "sentence": "The pause was broken near Kharmil.",
        "status": "disputed",
        "explanation": "Each side says that the other fired. The commission is looking into it.",
        "ago": 288,
        "claimant": "governor",
        "found": (
            position("peltria", "denies", 288),
            position("ossamir", "confirms", 291),
        ),
    },
}
