"""Blocks of a site's own, as API v3 tells them and takes them back: whatever kind they
are, and with ours within them."""

import json

import pytest

pytest.importorskip("wagtail.api.v3")

from django.core.exceptions import ValidationError
from ninja.responses import NinjaJSONEncoder
from wagtail.blocks import (
    CharBlock,
    DecimalBlock,
    FloatBlock,
    IntegerBlock,
    ListBlock,
    StaticBlock,
    StreamBlock,
    StructBlock,
)
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock

from tests.own_site.blocks import OurUpdateBlock
from wagtail_liveconflict.api_v3.given_body import BodyReader, tell_blocks
from wagtail_liveconflict.api_v3.problems import Problem
from wagtail_liveconflict.blocks import QuoteFromSourceBlock

pytestmark = pytest.mark.django_db
KEPT = json.dumps({"source": 7, "label": "an officer"})
TABLE = {"data": [["a", "b"], ["1", None]], "table_header_choice": "row"}


class Panel(StructBlock):
    parts = StreamBlock([("quote", QuoteFromSourceBlock()), ("line", CharBlock())])


class OwnBlocks(OurUpdateBlock):
    voices = ListBlock(QuoteFromSourceBlock())
    panel = Panel()
    rule = StaticBlock()
    count = IntegerBlock()
    share = DecimalBlock()
    level = FloatBlock()
    table = TableBlock()
    typed = TypedTableBlock([("line", CharBlock())])


@pytest.fixture
def stream():
    return OwnBlocks()


def quoted(words="We open."):
    return {"text": words, "copied_from": KEPT}


def send_back(stream, user, kind, value):
    """The stored block after what was told of it has been sent back unchanged."""
    earlier = stream.to_python([{"type": kind, "value": value, "id": "b-1"}])
    told = json.loads(json.dumps(tell_blocks(stream, earlier), cls=NinjaJSONEncoder))
    assert "copied_from" not in json.dumps(told)
    read = BodyReader(stream, user, earlier).read(told)
    (block,) = store(stream, read)
    return block["value"], store(stream, earlier)[0]["value"]


def store(stream, value):
    for _block in value:
        # Until it is looked at, it is as it was stored.
        pass
    return json.loads(json.dumps(stream.get_prep_value(value), cls=NinjaJSONEncoder))


def refuse(stream, user, kind, value):
    with pytest.raises(Problem) as caught:
        BodyReader(stream, user).read([{"type": kind, "value": value}])
    assert caught.value.status == 422
    (error,) = caught.value.errors
    return tuple(error["loc"])


def test_ours_within_theirs_keeps_what_was_copied(stream, editor):
    """What a source was when it was published, in a block of the site, and in a stream
    within one."""
    statement = {"occasion": "Noon", "quote": quoted()}
    after, _before = send_back(stream, editor, "statement", statement)
    assert after["quote"]["copied_from"] == KEPT
    parts = [
        {"type": "line", "value": "Noon", "id": "p-1"},
        {"type": "quote", "value": quoted(), "id": "p-2"},
    ]
    after, _before = send_back(stream, editor, "panel", {"parts": parts})
    assert [part["id"] for part in after["parts"]] == ["p-1", "p-2"]
    assert after["parts"][1]["value"]["copied_from"] == KEPT


def test_ours_in_a_list_keeps_what_was_copied(stream, editor):
    """By its place; what is added at the end has nothing yet."""
    after, _before = send_back(stream, editor, "voices", [quoted(), quoted("We do.")])
    assert [item["value"]["copied_from"] for item in after] == [KEPT, KEPT]
    earlier = stream.to_python([{"type": "voices", "value": [quoted()], "id": "b"}])
    told = tell_blocks(stream, earlier)
    told[0]["value"].append({"text": "And we."})
    (block,) = BodyReader(stream, editor, earlier).read(told)
    assert [quote["copied_from"] or "" for quote in block.value] == [KEPT, ""]


def test_an_id_of_no_block_of_that_stream(stream, editor):
    """Refused at its place, within another block as well."""
    parts = [{"type": "line", "value": "Noon", "id": "p-9"}]
    place = refuse(stream, editor, "panel", {"parts": parts})
    assert place == ("body", 0, "value", "parts", 0, "id")


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("rule", None),
        ("table", TABLE),
        ("share", "1.50"),
        (
            "typed",
            {
                "columns": [{"type": "line", "heading": "Who"}],
                "rows": [{"values": ["Ida"]}],
                "caption": "",
            },
        ),
    ],
)
def test_every_kind_of_block_can_be_sent_back(stream, editor, kind, value):
    """As it was told."""
    after, before = send_back(stream, editor, kind, value)
    assert after == before


@pytest.mark.parametrize("value", [None, 5, "x", {"a": 1}])
def test_a_block_without_a_value_takes_none(stream, editor, value):
    """Whatever is sent for it."""
    (block,) = BodyReader(stream, editor).read([{"type": "rule", "value": value}])
    assert block.value is None


def test_a_new_table_is_read(stream, editor):
    """Without characters that no page wants."""
    table = {**TABLE, "data": [["a\u0000", "b\ud800"]]}
    (block,) = BodyReader(stream, editor).read([{"type": "table", "value": table}])
    assert block.value["data"] == [["a", "b"]]


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("share", "abc"),
        ("share", {"a": 1}),
        pytest.param("level", 10**400, id="too large"),
        ("level", float("inf")),
        ("count", [1]),
        ("table", "abc"),
        ("table", ["abc"]),
        ("table", {"data": float("nan")}),
        ("typed", {"columns": 5}),
        ("typed", {"columns": [], "rows": [], "caption": "New"}),
    ],
)
def test_what_a_block_cannot_read_is_refused(stream, editor, kind, value):
    """At its place, and not by an error of the server."""
    assert refuse(stream, editor, kind, value) == ("body", 0, "value")


def test_a_text_is_no_object(stream, editor):
    """Also within a block of the site."""
    value = {"occasion": {"a": 1}}
    place = refuse(stream, editor, "statement", value)
    assert place == ("body", 0, "value", "occasion")


def test_a_very_large_number_is_for_the_form_to_judge(stream, editor):
    """It is read; whether it is too large depends on the block."""
    sent = [{"type": "count", "value": 10**400}]
    value = BodyReader(stream, editor).read(sent)
    try:
        value = stream.clean(value)
    except ValidationError:
        return
    assert value[0].value == 10**400
