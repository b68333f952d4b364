"""The stories that the main job is tried with: one invented, and one taken,
paragraph by paragraph, from the text of a real live update page that is not
part of the repository."""

import re
from dataclasses import dataclass, field
from pathlib import Path

SEED = Path(__file__).parents[3] / "shared" / "seed" / "live-update.txt"


@dataclass
class Post:
    """One update as an editor enters it."""

    headline: str
    text: str = ""
    #: Keyword arguments of Editor.add_quote, and its text.
    quote: dict = field(default_factory=dict)
    #: Keyword arguments of Editor.add_claim, and its sentence.
    claim: dict = field(default_factory=dict)
    #: Keyword arguments of Editor.add_support: who else says what the claim says.
    support: dict = field(default_factory=dict)
    #: Whether something in it is worth a second look, and Publish is pressed twice.
    warns: bool = False

    @property
    def words(self) -> list[str]:
        """What a reader must be able to read of it."""
        return [
            text
            for text in (
                self.headline,
                self.text,
                self.quote.get("text"),
                self.claim.get("sentence"),
            )
            if text
        ]


@dataclass
class Story:
    title: str
    standfirst: str
    posts: list[Post]


def tell_invented_story() -> Story:
    return Story(
        title="The crossing at Ternwell",
        standfirst="Ferries, supplies and words on both banks.",
        posts=[
            Post(
                "Council clears the quay",
                text="The quay has been cleared, the town council says.",
            ),
            Post(
                "Harbour master admits delay",
                quote={
                    "text": "Yes, we were late, and that is our own doing.",
                    "source": "Ada Quill",
                    "verb": "wrote",
                    "medium": "telegram",
                },
            ),
            Post(
                "Picture shows crew at the far bank",
                text="A picture posted by a warden shows a crew at the far bank.",
                claim={
                    "sentence": "A ferry crew has reached the far bank.",
                    "explanation": "An outlet has compared the picture with older ones.",
                },
                support={
                    "name": "River Press",
                    "what": "that the picture shows the far bank",
                },
            ),
            Post(
                "Rumours about the mill",
                quote={
                    "text": "All guards have left the mill.",
                    "name": "River Wire",
                    "verb": "according_to",
                    "medium": "telegram",
                    "kind": "paraphrase",
                },
                claim={"sentence": "The mill is no longer guarded."},
            ),
            Post("Night ferry planned", text="A night ferry is planned for Sunday."),
        ],
    )


def tell_seed_story() -> Story:
    """The first part of the page, each paragraph as an update."""
    paragraphs = [line for line in SEED.read_text().splitlines() if line.strip()]
    headline, lead, first_quote, picture, second_quote, rumours, *_ = paragraphs
    sentences = re.split(r"(?<=[.”]) (?=[A-Z])", rumours)
    according_to = next(s for s in sentences if "according to" in s)
    relayed, channel = according_to.rstrip(".").split(", according to ")
    return Story(
        title=headline,
        standfirst="One afternoon, as it was told.",
        posts=[
            Post(headline, text=lead),
            Post(
                "First quote",
                quote={
                    "text": _inside_marks(first_quote),
                    "source": re.search(r"says ([^,]+),", lead)[1],
                    "verb": "wrote",
                    "medium": "telegram",
                },
                warns=True,
            ),
            Post(
                "Picture",
                text=picture,
                claim={
                    "sentence": re.split(r"(?<=\.) (?=[A-Z])", picture)[1],
                    "explanation": picture.rsplit(", ", 1)[-1],
                },
                support={
                    "name": "An independent outlet",
                    "what": picture.rsplit(", ", 1)[-1],
                },
            ),
            Post(
                "Second quote and what is not confirmed",
                text=sentences[0],
                quote={
                    "text": _inside_marks(second_quote),
                    "name": re.search(r"((?:[A-Z]\w+ ?){2}) wrote", second_quote)[1],
                    "verb": "wrote",
                    "medium": "telegram",
                    "kind": "partial",
                },
                claim={"sentence": sentences[1]},
            ),
            Post(
                "Two channels",
                quote={
                    "text": relayed,
                    "name": channel,
                    "verb": "according_to",
                    "medium": "telegram",
                    "kind": "paraphrase",
                },
            ),
        ],
    )


def _inside_marks(paragraph: str) -> str:
    return re.search("“(.+?),?”", paragraph)[1]
