"""Cards look as they did when somebody last looked at them."""

import dataclasses

import pytest
from PIL import Image, ImageChops, ImageStat, features

from wagtail_liveconflict.share_cards.drawing import Mark, draw_card

from .card_samples import GOLDEN, HEADLINE, LOGO, RUSSIAN, SAMPLES, draw_sample, read

#: Of 255. Between Pillow 11.3 and 13 Arabic marks move by a part of a pixel: 0.2 and
#: 12. The slightest that is noticed here is a sign of another shape.
MAX_MEAN, MAX_BLOCK, BLOCK = 0.4, 25, 20
needs_raqm = pytest.mark.skipif(
    not features.check("raqm"), reason="NO LIBRAQM in Pillow: cards are set otherwise."
)


def is_like(drawn: Image.Image, golden: Image.Image) -> bool:
    """Alike on the whole, and in each block of 20 by 20 pixels."""
    difference = ImageChops.difference(drawn, golden).convert("L")
    mean = ImageStat.Stat(difference).mean[0]
    return mean <= MAX_MEAN and difference.reduce(BLOCK).getextrema()[1] <= MAX_BLOCK


def get_golden(name: str) -> Image.Image:
    return read((GOLDEN / f"{name}.png").read_bytes())


@needs_raqm
@pytest.mark.parametrize("name", SAMPLES)
def test_a_card_is_drawn_as_it_was(name):
    """If this is meant: ``python -m tests.unit.card_samples``, and look at it."""
    drawn = draw_sample(name)
    if not is_like(drawn, get_golden(name)):
        path = GOLDEN.parent.parent.parent / "var" / "failures" / f"card-{name}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        drawn.save(path)
        pytest.fail(f"It has changed; what was drawn is in {path}.")


@pytest.mark.parametrize(
    "change",
    [
        {"role": ""},
        {"speaker": "Ирина Ковалева-Лис"},
        {"live_label": ""},
        {"publication": "Вестник гавань"},
        {"quote": RUSSIAN.quote.replace("колонны", "колонну")},
        {"marks": ()},
        {"marks": (Mark("inconclusive", *dataclasses.astuple(RUSSIAN.marks[0])[1:]),)},
    ],
    ids=str,
)
def test_the_comparison_sees_one_other_word(change):
    """A missing line, another word, another shape of the same colour are no
    tolerance."""
    drawn = read(draw_card(dataclasses.replace(RUSSIAN, **change), LOGO).content)
    assert not is_like(drawn, get_golden("russian-quote"))


def test_the_comparison_sees_one_other_letter():
    """In a headline a single letter is seen."""
    other = dataclasses.replace(HEADLINE, headline=HEADLINE.headline[:-1])
    drawn = read(draw_card(other).content)
    assert not is_like(drawn, get_golden("headline"))
