"""What a page says to machines, and what it shows of its quotes."""

import json
from dataclasses import dataclass


def get_data(soup) -> dict:
    """The one block of linked data on a page."""
    (element,) = soup.find_all("script", type="application/ld+json")
    return json.loads(element.string)


def get_postings(soup) -> dict[str, dict]:
    """What is said of each update, by its anchor."""
    postings = as_list(get_data(soup).get("liveBlogUpdate"))
    return {posting["@id"].partition("#")[2]: posting for posting in postings}


def as_list(value) -> list:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def get_words(element) -> str:
    """The text of an element on one line, as a reader has it."""
    return " ".join(element.get_text().split())


def get_lines(element) -> str:
    """The text of an element with its line breaks."""
    for line_break in element.find_all("br"):
        line_break.replace_with("\n")
    return element.get_text()


@dataclass
class ShownQuote:
    """What the figure of a quote shows."""

    kind: str
    words: str
    is_in_marks: bool
    language: str
    speaker: str
    facts: set[str]
    sentence: str
    time: str
    links: list[str]
    cite: str
    original: str
    original_language: str
    caption: str

    @classmethod
    def read(cls, figure) -> "ShownQuote":
        quoted = figure.find("blockquote")
        sentence = figure.find(class_="liveconflict-quote__attribution")
        time = sentence.find("time")
        original = figure.select_one("details blockquote")
        spans = sentence.find_all("span")
        kind = figure.find(class_="liveconflict-quote__kind")
        return cls(
            kind=get_words(kind) if kind else "",
            words=get_lines(quoted.p),
            is_in_marks="liveconflict-quote--unquoted" not in figure["class"],
            language=quoted.get("lang", ""),
            speaker=sentence.cite.get_text(),
            facts={span.get_text() for span in spans},
            sentence=get_words(sentence),
            time=time["datetime"] if time else "",
            links=[link["href"] for link in figure.find_all("a")],
            cite=quoted.get("cite", ""),
            original=get_lines(original.p) if original else "",
            original_language=original.get("lang", "") if original else "",
            caption=get_words(figure.figcaption),
        )


def get_names(things) -> set[str]:
    return {thing["name"] for thing in as_list(things)}


def get_facts_of(data) -> set[str]:
    """Everything that is said of a speaker or a document beside its name."""
    facts = set(as_list(data.get("description"))) | set(as_list(data.get("jobTitle")))
    for name in ("affiliation", "memberOf", "sourceOrganization"):
        facts |= get_names(data.get(name))
    return facts
