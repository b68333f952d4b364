"""Stories that the sample's editors have picked: page -> pages, by their slugs, each with
the words that stand in place of its own."""

PICKS = {
    "halmeret-bridge": [
        {
            "slug": "the-bridge-at-halmeret",
            "kicker": "Background",
            "teaser": "Who built it, who has closed it, and why both banks need it.",
        },
        {"slug": "sarrel-dam-explained", "kicker": "Explained"},
        {"slug": "five-languages", "kicker": "Reportage"},
    ],
    "the-bridge-at-halmeret": [{"slug": "halmeret-bridge"}],
    "sarrel-dam-explained": [
        {"slug": "the-halmeret-protocol", "title": "The protocol, article by article"},
    ],
}
