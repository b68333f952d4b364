"""The reference says what the code says."""

import argparse
import ast
import inspect
import json
import pkgutil
import re

import pytest
from django.core.management import load_command_class
from django.core.management.base import CommandParser
from django.db.models import NOT_PROVIDED
from django.template.library import Library
from django.test import override_settings
from django.utils import translation
from django.utils.module_loading import import_string
from wagtail.blocks import StructBlock

from tests.docs.pages import DOCS
from wagtail_liveconflict.blocks import SummaryBlock, UpdateBodyBlock
from wagtail_liveconflict.blocks.claim_facts import get_claim_facts
from wagtail_liveconflict.blocks.quote_facts import get_facts
from wagtail_liveconflict.conf import LiveConflictSettings, conf
from wagtail_liveconflict.delivery.message import Entry, Head, assemble
from wagtail_liveconflict.management import commands
from wagtail_liveconflict.models import (
    BrowserBanner,
    Claim,
    CookieNotice,
    NewsroomSettings,
)
from wagtail_liveconflict.stories.cards import StoryCard, describe_for_api
from wagtail_liveconflict.templatetags import wagtail_liveconflict_tags

REFERENCE = DOCS / "reference"


def read(name: str) -> str:
    return (REFERENCE / f"{name}.md").read_text(encoding="utf-8")


def read_sections(name: str) -> dict[str, str]:
    """Heading of the second rank -> what stands below it."""
    parts = re.split(r"^## (.+)$", read(name), flags=re.M)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def read_rows(text: str) -> list[list[str]]:
    """Cells of the tables' rows, without their heads."""
    rows = [
        [
            cell.strip().replace("\\|", "|")
            # A bar within a cell is escaped.
            for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))
        ]
        for line in text.splitlines()
        if line.startswith("|")
    ]
    heads = {i for i, row in enumerate(rows) if set("".join(row)) == {"-"}}
    return [row for i, row in enumerate(rows) if not heads & {i, i + 1}]


def bare(cell: str) -> str:
    return cell.strip("`")


# Settings


def test_every_setting_is_described():
    """With its type and its default."""
    described = {
        bare(row[0]): (bare(row[1]), ast.literal_eval(bare(row[2])))
        for row in read_rows(read_sections("settings")["All at a glance"])
    }
    names = [n for n in dir(LiveConflictSettings) if n.startswith("LIVECONFLICT_")]
    real = {}
    with override_settings():
        from django.conf import settings

        for name in names:
            if hasattr(settings, name):
                delattr(settings, name)
            hint = inspect.get_annotations(
                getattr(LiveConflictSettings, name).fget, eval_str=True
            )["return"]
            kind = hint.__name__ if type(hint) is type else str(hint)
            real[name] = (kind, getattr(conf, name))
    assert described == real


def test_every_option_of_a_backend_is_described():
    """With its default."""
    found, path = {}, ""
    for row in read_rows(read_sections("settings")["`LIVECONFLICT_DELIVERY`"]):
        path = bare(row[0]) or path
        options = found.setdefault(path, {})
        if row[1]:
            options[bare(row[1])] = ast.literal_eval(bare(row[2]))
    for path, options in found.items():
        parameters = inspect.signature(import_string(path)).parameters
        assert options == {
            name: parameter.default
            for name, parameter in parameters.items()
            if parameter.kind is not inspect.Parameter.VAR_KEYWORD
        }, path


# Blocks


@pytest.mark.parametrize("name", UpdateBodyBlock().child_blocks)
def test_every_block_is_described(name):
    """Its class, its fields, which of them are required, and its template."""
    block = UpdateBodyBlock().child_blocks[name]
    section = read_sections("blocks")[f"`{name}`"]
    assert f"`{type(block).__name__}`" in section
    assert f"`{block.meta.template.rpartition('/')[2]}`" in section
    rows = read_rows(section)
    if not hasattr(block, "child_blocks"):
        assert [row[1] for row in rows] == ["yes" if block.required else "no"]
        return
    described = {bare(row[0]): row[1] for row in rows}
    assert described == {
        field: "yes" if is_required(child) else "no"
        for field, child in block.child_blocks.items()
    }


def is_required(block) -> bool:
    """Of one made of others: whether it cannot do without one of them."""
    if isinstance(block, StructBlock):
        return any(map(is_required, block.child_blocks.values()))
    return block.required


def test_the_order_of_blocks_is_that_of_the_body():
    """And the page names none that is not there."""
    named = [bare(name) for name in read_sections("blocks") if name.startswith("`")]
    assert named == list(UpdateBodyBlock().child_blocks)


def test_the_summary_is_described():
    """By its blocks."""
    rows = read_rows(read_sections("blocks")["The summary"])
    assert [bare(row[0]) for row in rows] == list(SummaryBlock().child_blocks)


def get_api_names(name):
    section = read_sections("blocks")[f"`{name}`"]
    return set(
        re.findall(r"`(\w+)`", re.search(r"- API:(.*?)(?=\n- |\Z)", section, re.S)[1])
    )


def test_what_the_api_gives_of_a_block_is_described(db):
    """Of those whose answer is their own."""
    body = UpdateBodyBlock()
    quote = body.child_blocks["quote"].normalize({"text": "Two boats a day."})
    assert get_api_names("quote") == set(get_facts(quote))
    claim = Claim.objects.create(sentence="The ferry runs.")
    assert get_api_names("verification") == set(get_claim_facts(claim))
    embed = body.child_blocks["embed"]
    card = embed.get_api_representation(embed.normalize({"url": "https://example.org"}))
    assert get_api_names("embed") == set(card)
    fields = inspect.signature(StoryCard).parameters
    story = describe_for_api(StoryCard(**dict.fromkeys(fields)))
    assert get_api_names("more_stories") == set(story)


# Template tags


def get_arguments(tag) -> dict:
    """Name -> default of what a template may say; "" for none."""
    code = inspect.unwrap(tag)
    parameters = dict(inspect.signature(code).parameters)
    parameters.pop("context", None)
    return {
        name: "" if parameter.default is parameter.empty else repr(parameter.default)
        for name, parameter in parameters.items()
    }


def test_every_template_tag_is_described():
    """With its arguments and their defaults; and no other."""
    library: Library = wagtail_liveconflict_tags.register
    described, name = {}, ""
    rows = read_rows(read("template-tags"))
    for row in (row for row in rows if len(row) == 4):
        name = bare(row[0]) or name
        arguments = described.setdefault(name, {})
        if row[1]:
            arguments[bare(row[1])] = bare(row[2])
    own = {
        # What a simple tag was made of.
        name: get_arguments(getattr(wagtail_liveconflict_tags, name))
        for name in library.tags
        if hasattr(wagtail_liveconflict_tags, name)
    }
    assert described == own
    assert set(library.tags) - set(own) == {"consent_script", "liveconflict_cover"}
    for name in set(library.tags) - set(own):
        assert f"{{% {name}" in read("template-tags")
    assert {bare(row[0]) for row in rows if len(row) == 2} == set(library.filters)


# Commands


def get_commands():
    return [found.name for found in pkgutil.iter_modules(commands.__path__)]


def list_arguments(parser, verb="") -> set[str]:
    """As the reference has them: options by their longest name, what follows a verb
    behind it."""
    found = set()
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, below in action.choices.items():
                found |= {name} | list_arguments(below, f"{name} ")
        elif action.dest != "help":
            found.add(verb + max(action.option_strings or [action.dest], key=len))
    return found


@pytest.mark.parametrize("name", get_commands())
def test_every_command_is_described(name):
    """With all that it takes."""
    sections = read_sections("commands")
    assert f"`{name}`" in sections, f"docs/reference/commands.md has no `{name}`"
    command = load_command_class("wagtail_liveconflict", name)
    # Without Django's own options, which all of them take.
    parser = CommandParser()
    command.add_arguments(parser)
    described = {bare(row[0]) for row in read_rows(sections[f"`{name}`"])}
    assert described == list_arguments(parser)


def test_no_command_is_described_that_is_not_there():
    """By its heading."""
    named = {bare(name) for name in read_sections("commands") if name.startswith("`")}
    assert named == set(get_commands())


# What is delivered


def test_every_part_of_a_delta_is_described():
    """In its table; the example has no other."""
    text = (DOCS / "explanation/how-delivery-works.md").read_text(encoding="utf-8")
    section = re.split(r"^## ", text, flags=re.M)[2]
    entry = Entry.make(78, 72, "live", "…")
    head = Head("6mtsdp-100", 5, stop=True, halt=True)
    whole = json.loads(assemble(head, reload=True, entries=[entry], outline=b"{}"))
    assert {bare(row[0]) for row in read_rows(section)} == set(whole)
    example = json.loads(re.search(r"```json\n(.*?)```", section, re.S)[1])
    assert set(example) <= set(whole)
    assert set(example["updates"][0]) == set(whole["updates"][0])


# Newsroom settings


@pytest.mark.parametrize(
    ("heading", "model"),
    [
        ("Newsroom settings", NewsroomSettings),
        ("Cookie notice", CookieNotice),
        ("Outdated-browser banner", BrowserBanner),
    ],
)
def test_every_field_of_a_setting_is_described(heading, model):
    """Under the label that the form has, with what is off and on at first."""
    rows = read_rows(read_sections("newsroom-settings")[heading])
    described = {bare(row[1]): row[0] for row in rows}
    fields = {
        field.name: field
        for field in model._meta.get_fields()
        if field.concrete and field.name not in {"id", "site"}
    }
    with translation.override("en"):
        assert described == {
            name: str(field.verbose_name) for name, field in fields.items()
        }
    for row in rows:
        default = fields[bare(row[1])].default
        if isinstance(default, bool):
            assert row[2] == ("on" if default else "off"), row[0]
        elif default is not NOT_PROVIDED and isinstance(default, int):
            assert row[2] == str(default), row[0]
