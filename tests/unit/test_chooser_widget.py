"""Choosers speak the language of whoever looks, not of whoever came first."""

import pytest
from django.utils.translation import override

from wagtail_liveconflict.blocks import QuoteFromSourceBlock, VerificationStatusBlock
from wagtail_liveconflict.models import Claim, Source


def get_texts(widget):
    return [
        str(getattr(widget, name))
        for name in ("choose_one_text", "choose_another_text", "link_to_chosen_text")
    ]


@pytest.mark.parametrize(
    ("block", "name", "said", "russian"),
    [
        (QuoteFromSourceBlock, "source", "Choose a source", "Выберите источник"),
        (QuoteFromSourceBlock, "party", "Choose", "Выбрать"),
        (VerificationStatusBlock, "claim", "Choose a claim", "Выберите утверждение"),
    ],
)
def test_choosers_of_blocks(block, name, said, russian):
    """Made while somebody reads English, they are read in Russian by the next."""
    child = block().child_blocks[name]
    with override("en"):
        english = get_texts(child.widget)
    with override("ru"):
        assert get_texts(child.widget)[0] == russian
    with override("en"):
        assert get_texts(child.widget) == english
    assert english[0] == said


@pytest.mark.parametrize("model", [Claim, Source])
def test_choosers_of_forms(model):
    """So do those of fields."""
    with override("en"):
        widget = model.snippet_viewset.chooser_viewset.widget_class
        # Wagtail 7.4 makes the widget itself.
        widget = widget() if isinstance(widget, type) else widget
        english = get_texts(widget)
    with override("uk"):
        assert not set(get_texts(widget)) & set(english)
