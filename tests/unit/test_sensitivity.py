"""Where sensitive media is found, at whatever depth."""

from wagtail.blocks import CharBlock, ListBlock, StreamBlock, StructBlock

from wagtail_liveconflict.blocks import ImageWithCreditBlock
from wagtail_liveconflict.blocks.sensitivity import (
    SensitivityBlock,
    describe_reason,
    find_open,
    find_sensitive,
    find_sensitive_keys,
)
from wagtail_liveconflict.stories.pictures import _find as find_pictures


class FigureBlock(StructBlock):
    """A site's own, without our mixin."""

    words = CharBlock()
    sensitivity = SensitivityBlock()


class Body(StreamBlock):
    figure = FigureBlock()
    pair = StructBlock([("left", FigureBlock()), ("right", FigureBlock())])
    row = ListBlock(FigureBlock())
    part = StreamBlock([("figure", FigureBlock())])
    text = CharBlock()


def figure(words, code):
    return {"words": words, "sensitivity": code}


RAW = [
    {"type": "figure", "id": "a", "value": figure("one", "death")},
    {"type": "figure", "id": "b", "value": figure("two", "none")},
    {
        "type": "pair",
        "id": "c",
        "value": {"left": figure("three", None), "right": figure("four", "other")},
    },
    {
        "type": "row",
        "id": "d",
        "value": [
            {"type": "item", "id": "e", "value": figure("five", "violence")},
            {"type": "item", "id": "f", "value": figure("six", "none")},
        ],
    },
    {
        "type": "part",
        "id": "g",
        "value": [{"type": "figure", "id": "h", "value": figure("seven", "suffering")}],
    },
    {"type": "text", "id": "i", "value": "eight"},
]
KEYS = {"a": "one", "c.right": "four", "e": "five", "h": "seven"}


def test_each_has_a_key_of_its_own():
    """Which stays while blocks are moved about it."""
    body = Body()
    found = find_sensitive(body.to_python(RAW))
    assert {key: value["words"] for key, value in found} == KEYS
    moved = find_sensitive(body.to_python(RAW[::-1]))
    assert {key: value["words"] for key, value in moved} == KEYS


def test_the_same_keys_without_reading_it():
    """As it is stored."""
    assert set(find_sensitive_keys(Body(), RAW)) == set(KEYS)
    bare = [{"type": "row", "id": "d", "value": [figure("five", "death")]}]
    assert set(find_sensitive_keys(Body(), bare)) == {"d.0"}


def test_what_is_open():
    """Everything else."""
    found = find_open(Body().to_python(RAW), str)
    assert set(found) & {"one", "two", "three", "four", "five", "six", "seven"} == {
        "two",
        "three",
        "six",
    }


def test_nothing_is_chosen_to_begin_with():
    """Not even an empty choice is offered, and "None" comes first."""
    block = SensitivityBlock()
    assert block.get_default() is None
    assert next(iter(block.field.choices))[0] == "none"
    assert "" not in dict(block.field.choices)


def test_the_reason_in_words():
    assert describe_reason("personal") == "Sensitive: personal information."
    assert describe_reason("other") == "Sensitive content."
    assert describe_reason("none") == describe_reason(None) == ""


def test_no_card_of_a_page_has_it():
    """The picture of a story is the first that everybody may see, also where it is
    nested."""

    def image(pk, code):
        value = {"image": {"image": pk, "alt_text": ""}, "sensitivity": code}
        return {"type": "image", "value": value}

    block = StreamBlock(
        [
            ("image", ImageWithCreditBlock()),
            ("part", StructBlock([("image", ImageWithCreditBlock())])),
        ]
    )
    nested = {"type": "part", "value": {"image": image(2, "violence")["value"]}}
    raw = [image(1, "death"), nested, image(3, "none"), image(4, None)]
    assert [pk for pk, *_words in find_pictures(block, raw)] == [3, 4]
