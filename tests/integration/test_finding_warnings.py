"""Where an update calls something otherwise than the newsroom does."""

import pytest
from wagtail.blocks import ListBlock, StructBlock

from tests.factories import (
    ImageFactory,
    LiveUpdateFactory,
    link_card,
    picture,
    quote,
    text,
)
from wagtail_liveconflict.blocks import UpdateBodyBlock
from wagtail_liveconflict.blocks.quote import QuoteFromSourceBlock
from wagtail_liveconflict.desk.warnings import get_body_error
from wagtail_liveconflict.editorial.warnings import find_warnings, find_warnings_in
from wagtail_liveconflict.models import ContestedName, HouseForm

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def ternwell(db):
    name = ContestedName.objects.create(
        term="Ternwell", reason="The town writes it so.", other_forms="Terneville"
    )
    HouseForm.objects.create(
        contested_name=name, language="en", form="Ternwell", other_forms="Ternvel"
    )
    HouseForm.objects.create(
        contested_name=name, language="uk", form="Тернвел", other_forms="Ternwell"
    )
    return name


def get_places(update):
    return [(*warning.path, warning.field) for warning in find_warnings(update)]


def test_only_our_own_words_are_looked_at(live_blog):
    """Headline, place, text, captions, cards and notes; never what a source said,
    its original or the form it calls itself."""
    update = LiveUpdateFactory(
        page=live_blog,
        headline="Ternvel",
        event_place="Ternvel",
        byline_names="Ternvel",
        body=[
            text("Over to <b>Tern</b>vel.</p><p>&quot;Ternvel&quot;, she said"),
            quote(
                "Ternvel",
                name="Ternvel Wire",
                original_text="Ternvel",
                contested_form="Mayor of Ternvel",
                told_to="Ternvel Post",
                context_note="Ternvel",
                translation_note="Ternvel",
                description="Ternvel",
                role="Ternvel",
                verb_reason="Ternvel",
                anonymity_reason="Ternvel",
            ),
            quote("Ternvel is ours", kind="paraphrase"),
            picture(ImageFactory(), "Ternvel", caption="Ternvel", credit="Ternvel"),
            link_card(title="Ternvel", text="Ternvel", provider="Ternvel"),
        ],
    )
    places = get_places(update)
    assert sorted(places, key=str) == sorted(
        [
            ("headline",),
            ("event_place",),
            (0, ""),
            *(
                (1, field)
                for field in (
                    "context_note",
                    "translation_note",
                    "description",
                    "role",
                    "verb_reason",
                    "anonymity_reason",
                )
            ),
            (2, "text"),
            (3, "image", "alt_text"),
            (3, "caption"),
            (3, "credit"),
            (4, "title"),
            (4, "text"),
        ],
        key=str,
    )


def test_language_of_the_live_blog_counts(live_blog, settings):
    """A form that is right in one language is warned of in another; a form for all
    languages only where there is a house form."""
    update = LiveUpdateFactory(page=live_blog, headline="Ternwell, Terneville", body=[])
    assert [w.contested.form for w in find_warnings(update)] == ["Terneville"]
    settings.LANGUAGE_CODE = "uk"
    assert [w.contested.house_form for w in find_warnings(update)] == ["Тернвел"] * 2
    settings.LANGUAGE_CODE = "en-gb"
    assert [w.contested.form for w in find_warnings(update)] == ["Terneville"]
    settings.LANGUAGE_CODE = "ru"
    assert find_warnings(update) == []


def test_entry_that_is_switched_off_warns_of_nothing(live_blog, ternwell):
    """At once, whichever process asks."""
    update = LiveUpdateFactory(page=live_blog, headline="Ternvel", body=[])
    assert len(find_warnings(update)) == 1
    ContestedName.objects.update(is_active=False)
    assert find_warnings(update) == []


def test_glossary_costs_one_query(live_blog, django_assert_num_queries):
    """However long it is, and however many texts there are."""
    names = ContestedName.objects.bulk_create(
        ContestedName(term=f"Town {n}", reason="x") for n in range(200)
    )
    HouseForm.objects.bulk_create(
        HouseForm(contested_name=name, language="en", form=name.term) for name in names
    )
    body = UpdateBodyBlock().to_python([text("Ternvel"), quote("x"), text("Ternvel")])
    with django_assert_num_queries(1):
        find_warnings_in({"headline": "Ternvel"}, body)


class DayBlock(StructBlock):
    quotes = ListBlock(QuoteFromSourceBlock())


class NestingBlock(UpdateBodyBlock):
    day = DayBlock()


def test_nested_block_has_its_warning_at_its_field(live_blog):
    """A site may nest our blocks as deep as it likes."""
    block = NestingBlock()
    value = block.to_python(
        [
            {
                "type": "day",
                "value": {"quotes": [quote("Hm")["value"], quote("Oh oh")["value"]]},
            }
        ]
    )
    found = find_warnings_in({}, value)
    assert [warning.path for warning in found] == [(0, "quotes", 1)]
    error = get_body_error(block, value, found)
    error = error.block_errors[0].block_errors["quotes"].block_errors[1]
    assert list(error.block_errors) == ["text"]
