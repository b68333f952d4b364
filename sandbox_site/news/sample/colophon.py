"""Who answers for the newspaper, and by which rules. The pages are as those of
``articles``: paragraphs, below "About us"."""

COLOPHON = {
    "publisher_name": "The Ternwell Post",
    "legal_name": "Ternwell Press Cooperative",
    "editor_in_chief": "Ines Quillan",
    "contact_email": "desk@ternwell-post.example",
}

#: Field of the newsroom settings -> the page.
RULES = {
    "terms_page": {
        "slug": "terms",
        "title": "Terms of use",
        "standfirst": "What you may do with what we publish.",
        "body": [
            "Read it, link to it, quote it with our name. To print a whole article, or to "
            "put a live blog on a site of your own, write to the desk first.",
            "Everything in this newspaper is invented. Nobody may rely on it, least of all "
            "to cross a bridge.",
        ],
    },
    "privacy_page": {
        "slug": "privacy",
        "title": "Privacy policy",
        "standfirst": "What we know of our readers: next to nothing.",
        "body": [
            "Your browser keeps your switches on live pages, and that you have closed a "
            "notice. That never leaves it.",
            "We load nothing from other companies before you ask for it.",
            "Delete the data of this site in your browser’s settings, and the notice is shown "
            "again and the switches are as they were at first.",
        ],
    },
    "corrections_page": {
        "slug": "corrections",
        "title": "How we correct",
        "standfirst": "When we were wrong we say so where we were wrong.",
        "body": [
            "A correction stands in the update or the article that it is about, with its "
            "time, and at the top of the live blog for a day. It says what we wrote and "
            "what is right.",
            "Write to the desk when you have found a mistake. Whoever answers you did not "
            "make it.",
        ],
    },
    "unnamed_sources_page": {
        "slug": "sources",
        "title": "Sources without a name",
        "standfirst": "When we quote somebody whom we do not name, and what that takes.",
        "body": [
            "We leave a name out when it would put its bearer in danger, and never to let "
            "somebody speak ill of somebody else.",
            "One colleague knows who it is; the name is written down nowhere.",
        ],
    },
}

#: For readers whose browser is too old: the site is in English, and many of them rather
#: read Russian.
BANNER = {"is_on": True, "language": "ru"}
