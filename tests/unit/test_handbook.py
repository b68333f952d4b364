"""The editors' handbook is one book in three languages, and names what is there."""

import re
from importlib.resources import files

import pytest
from bs4 import BeautifulSoup
from django.template import Context, Template
from django.utils.html import strip_tags
from django.utils.translation import override

from tests.tree import PACKAGE, ROOT
from tests.unit.test_translations import find_catalogues, read_compiled
from wagtail_liveconflict.desk.handbook import CHAPTERS, LANGUAGES
from wagtail_liveconflict.templatetags.liveconflict_handbook import find_picture
from wagtail_liveconflict.verification.transitions import find_transition
from wagtail_liveconflict.verification.vocabulary import Status

TEXTS = PACKAGE / "templates/wagtail_liveconflict/desk/handbook"
PICTURES = PACKAGE / "static/wagtail_liveconflict/handbook"
TRANSLATED = sorted(set(LANGUAGES) - {"en"})
#: Bytes of all pictures together, which come with every installation.
WEIGHT = 400_000
#: Pixels: no picture is wider than a line.
WIDTH = 736
LABEL = re.compile(r'\{% label "([^"]+)"(?: "([^"]+)")? %\}')
PICTURE = re.compile(r'\{% picture "([^"]+)" "([^"]+)"(?: "([^"]+)")? %\}')
#: What is written in Latin letters in every language.
NAMES = {
    *("Android", "Ctrl", "Enter", "RSS", "Telegram", "Windows", "YouTube", "iPhone"),
    *("Facebook", "Vimeo", "vtt", "webm"),
}


def read(language, chapter):
    return (TEXTS / language / f"{chapter}.html").read_text(encoding="utf-8")


def parse(language, chapter):
    return BeautifulSoup(read(language, chapter), "html.parser")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_chapter_is_written(language):
    """Each begins with its one heading, which others can link to."""
    assert {path.stem for path in (TEXTS / language).iterdir()} == set(CHAPTERS)
    for chapter in CHAPTERS:
        first = parse(language, chapter).find(True)
        assert first.name == "h2", chapter
        assert first["id"] == chapter
        assert first.get_text(strip=True)
        assert read(language, chapter).count("<h2") == 1


@pytest.mark.parametrize("language", TRANSLATED)
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_languages_say_the_same(chapter, language):
    """The same sections, steps, rows, terms, labels and pictures in the same order: what
    is written anew in one language is missing in the others."""
    said = {
        code: {
            "labels": LABEL.findall(read(code, chapter)),
            "pictures": [
                name for name, *_words in PICTURE.findall(read(code, chapter))
            ],
            "elements": [
                element.name
                for element in parse(code, chapter).find_all(
                    ["h3", "p", "ol", "ul", "li", "tr", "th", "td", "dt", "dd", "div"]
                )
            ],
            "links": [link["href"] for link in parse(code, chapter).find_all("a")],
        }
        for code in ("en", language)
    }
    assert said[language] == said["en"]


@pytest.mark.parametrize("language", TRANSLATED)
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_nothing_is_left_in_english(chapter, language):
    """Whole chapters are written in the language, with alt texts and captions."""
    text = read(language, chapter)
    words = [" ".join(picture[1:]) for picture in PICTURE.findall(text)]
    bare = strip_tags(re.sub(r"\{[{%].*?[%}]\}", "", text)) + " ".join(words)
    # Only what is meant to be: the name of a key, of a make, of a site.
    assert set(re.findall(r"[A-Za-z]{3,}", bare)) <= NAMES


@pytest.mark.parametrize("language", TRANSLATED)
def test_labels_are_those_of_the_desk(language):
    """Each label is a text that the app or Wagtail has, and has in this language: so
    it is what the button says."""
    catalogues = [read_compiled(path) for path in find_catalogues(language)]
    (ours,) = (PACKAGE / "locale" / language).glob("**/django.mo")
    catalogues.append(read_compiled(ours))
    unknown = {
        (text, context)
        for chapter in CHAPTERS
        for text, context in LABEL.findall(read(language, chapter))
        if not any(
            (f"{context}\x04{text}" if context else text) in catalogue
            for catalogue in catalogues
        )
    }
    assert unknown == set()


def test_tags_are_written_as_these_tests_read_them():
    """A label or a picture in another spelling would be looked over."""
    for path in TEXTS.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        tags = len(re.findall(r"\{% (?:label|picture)\b", text))
        assert len(LABEL.findall(text)) + len(PICTURE.findall(text)) == tags, path


@pytest.mark.parametrize(
    ("language", "tag", "said"),
    [
        ("en", '{% label "headline" %}', "Headline"),
        ("ru", '{% label "Withdraw…" %}', "Отозвать…"),
        ("uk", '{% label "Release" "update" %}', "Більше не притримувати"),
    ],
)
def test_label_is_looked_up(language, tag, said):
    """In the active language, with its context, as a form writes it."""
    with override(language):
        html = Template("{% load liveconflict_handbook %}" + tag).render(Context())
    assert html == f'<b class="wlc-handbook__label">{said}</b>'


@pytest.mark.parametrize("language", LANGUAGES)
def test_links_lead_to_chapters(language):
    for chapter in CHAPTERS:
        for link in parse(language, chapter).find_all("a"):
            assert link["href"].removeprefix("#") in CHAPTERS
            assert link.get_text(strip=True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_pictures_are_there(language):
    """Each that is shown, with words for who does not see it, and none besides."""
    shown = {
        find_picture(name, language)[0]
        for chapter in CHAPTERS
        for name, *_words in PICTURE.findall(read(language, chapter))
    }
    assert len(shown) > 10
    there = [*PICTURES.glob("*.webp"), *(PICTURES / language).glob("*.webp")]
    static = PACKAGE / "static"
    assert shown == {path.relative_to(static).as_posix() for path in there}
    for name in shown:
        assert files("wagtail_liveconflict").joinpath("static", name).is_file()


def test_pictures_are_small():
    """They come with every installation, and are read on a phone."""
    assert sum(path.stat().st_size for path in PICTURES.rglob("*.webp")) <= WEIGHT
    for path in PICTURES.rglob("*.webp"):
        language = path.parent.name if path.parent != PICTURES else "en"
        _path, width, _height = find_picture(path.stem, language)
        assert width <= WIDTH, path


def test_a_picture_that_is_missing_is_an_error():
    with pytest.raises(FileNotFoundError, match="no-such"):
        find_picture("no-such", "en")


def test_docs_lead_to_the_handbook():
    """There is one text; the docs say where."""
    text = (ROOT / "docs/editors/README.md").read_text(encoding="utf-8")
    assert str(TEXTS.relative_to(ROOT)) in text
    for link in re.findall(r"\]\(([^)#]+)", text):
        assert (ROOT / "docs/editors" / link).exists(), link


def test_a_chapter_is_readable_without_its_picture():
    """A chapter of the site's own may name one that is not there."""
    source = '{% load liveconflict_handbook %}{% picture "no-such" "A door" %}Go on.'
    assert Template(source).render(Context({"language": "en"})) == "Go on."


def test_what_takes_a_wrong_status_away_at_once_needs_nobody():
    """The chapter for trouble names the one status that no colleague has to approve,
    whatever was said of the claim before."""
    labels = [text for text, _context in LABEL.findall(read("en", "trouble"))]
    chosen = labels[labels.index("Change status…") + 1]
    assert chosen == Status.CHECKING.label
    assert not any(
        find_transition(before, Status.CHECKING).needs_second_person
        for before in set(Status) - {Status.CHECKING}
    )
