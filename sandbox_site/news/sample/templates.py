"""What the newsroom's recurring updates begin with."""

from .shapes import quote, text

TEMPLATES = (
    {
        "name": "Air alert",
        "note": "When a siren is heard in town, or the council warns. One for each alert.",
        "headline": "Air alert in Halmeret",
        "byline": "desk",
        "is_key_event": True,
        "body": (
            text(
                "The sirens in Halmeret sounded at {time}. The council asks everybody in "
                "town to go to a shelter now; the nearest one for the river streets is the "
                "school on Chapel Hill.",
                "We do not write where anything flies or falls while the alert lasts. The "
                "next update comes when it is over, or earlier if the council says more.",
            ),
        ),
    },
    {
        "name": "What we know so far",
        "note": "Every three hours, and after each key event. Then bring the summary up to date.",
        "headline": "What we know so far, {date}, {time}",
        "byline": "desk",
        "body": (
            text(
                "<p><b>What we know</b></p>",
                "<ul><li>What happened, where and when</li>"
                "<li>Who was killed or hurt, and who says so</li>"
                "<li>What is closed, and until when</li></ul>",
            ),
            text(
                "<p><b>What we do not know</b></p>",
                "<ul><li>What both sides say differently</li>"
                "<li>What we could not check ourselves</li></ul>",
            ),
        ),
    },
    {
        "name": "Crossing closed",
        "note": "Bridge, ferry or towpath. Link the notice in the quote.",
        "headline": "… closed to all traffic",
        "body": (
            text(
                "The crossing has been closed since {time}. Reopening: not announced."
            ),
            quote("", "council", verb="announced", medium="website", language="uk"),
        ),
    },
)
