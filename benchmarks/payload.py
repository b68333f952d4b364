"""The one update that every contender delivers.

Its words are 700 bytes of ASCII that need no escaping in JSON or HTML, so they
stand in every contender's stream as the same bytes. Around them goes the
message as our own delta has it; the others' message is padded to the size that
ours turned out to have.
"""

import json

WORDS_BYTES = 700
_SENTENCE = "The ferry left the quay at first light and reached the far bank. "


def get_words(number: int) -> str:
    """The text of update ``number``: always :data:`WORDS_BYTES` bytes long."""
    start, end = f"Update {number:06d} begins. ", f" Update {number:06d} ends."
    room = WORDS_BYTES - len(start) - len(end)
    filling = (_SENTENCE * (room // len(_SENTENCE) + 1))[:room].rstrip()
    return start + filling.ljust(room, ".") + end


def build_message(number: int, size: int) -> bytes:
    """A message like ours, as JSON of exactly ``size`` bytes on one line.

    Raises ValueError where ``size`` is less than the words and their frame need.
    """
    html = f'<article id="update-{number:06d}"><p>{get_words(number)}</p></article>'
    update = {"id": number, "ordinal": number, "state": "live", "html": html}
    answer = {"cursor": f"abcdef-{number:06d}", "wait": 5, "updates": [update]}

    def encode() -> bytes:
        return json.dumps(answer, separators=(",", ":")).encode()

    answer["padding"] = ""
    missing = size - len(encode())
    if missing < 0:
        raise ValueError(f"{size} bytes are too few: {size - missing} are needed.")
    answer["padding"] = "x" * missing
    return encode()
