"""The reference of the system checks says what the code says."""

import re

import pytest

from tests.check_messages import GAP, find_messages
from tests.tree import ROOT

REFERENCE = ROOT / "docs/reference/checks.md"
LEVELS = {"E": "Error", "W": "Warning", "I": "Info"}
#: Under which heading messages of a level stand.
HEADINGS = {
    "Error": "Errors",
    "Warning": "Warnings",
    "Info": "For your information",
}
MESSAGES = find_messages()


def unfold(text: str) -> str:
    """Lines and quotation marks of Markdown taken away."""
    return " ".join(re.sub(r"^> ", "", text, flags=re.MULTILINE).split())


def read_sections() -> dict[str, tuple[str, str]]:
    """The heading above each id, and what stands below it."""
    sections, heading = {}, ""
    for part in re.split(r"^(?=##)", REFERENCE.read_text(encoding="utf-8"), flags=re.M):
        title, _, body = part.partition("\n")
        if title.startswith("### "):
            sections[title.removeprefix("### ")] = heading, unfold(body)
        else:
            heading = title.removeprefix("## ")
    return sections


SECTIONS = read_sections()


def test_the_code_has_messages():
    """The tests below would notice something: they read the code."""
    assert len(MESSAGES) > 25
    assert any(GAP in written.message for written in MESSAGES)


def test_every_id_is_in_the_reference_and_no_other():
    """Both ways."""
    assert set(SECTIONS) == {written.id for written in MESSAGES}


@pytest.mark.parametrize(
    "written", MESSAGES, ids=[f"{w.id}-{n}" for n, w in enumerate(MESSAGES)]
)
def test_the_reference_has_level_message_and_hint(written):
    """In the words of the code, with a gap for what is put into them."""
    heading, body = SECTIONS[written.id]
    assert LEVELS[written.id[0]] == written.level
    assert HEADINGS[written.level] == heading
    assert written.hint, "a message without a hint helps nobody"
    for words in (written.message, written.hint):
        if words != GAP:
            assert unfold(words) in body


def test_every_section_gives_a_reason():
    """Something beside the message and the hint."""
    for check_id, (_heading, body) in SECTIONS.items():
        for written in MESSAGES:
            if written.id == check_id:
                body = body.replace(unfold(written.message), "")
                body = body.replace(unfold(written.hint), "")
        assert len(body.replace("Hint:", "").split()) > 4, check_id
