"""What stands on the card of a page, of whatever type."""

import PIL.Image
import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.template import Context, Template
from django.utils import translation
from wagtail.images import get_image_model

from sandbox_site.news.models import ArticlePage
from tests.factories import ImageFactory, LiveBlogPageFactory
from tests.related_stories import as_body, make_story, pick
from tests.testapp.models import NotePage
from wagtail_liveconflict import editorial
from wagtail_liveconflict.pictures.layouts import get_source_formats
from wagtail_liveconflict.stories import StoryCard
from wagtail_liveconflict.stories.selection import get_cards

pytestmark = pytest.mark.django_db


def card_of(story) -> StoryCard:
    """As it stands under another page."""
    article = make_story()
    cards = {card.title: card for card in get_cards(pick(article, story))}
    return cards[story.title]


def render(page, source="{% more_stories %}"):
    template = Template(f"{{% load wagtail_liveconflict_tags %}}{source}")
    return BeautifulSoup(template.render(Context({"page": page})), "html.parser")


def gallery(*pictures):
    value = [
        {"image": image.pk, "decorative": decorative, "alt_text": alt}
        for image, alt, decorative in pictures
    ]
    return {"type": "gallery", "value": {"pictures": value}}


def test_what_every_page_has():
    """Title, description for search engines, time; no picture where there is none."""
    story = make_story(search_description="In one line")
    card = card_of(story)
    assert card == StoryCard(
        title=story.title,
        url=story.get_url(),
        teaser="In one line",
        time=story.first_published_at,
    )
    assert card.picture == ""


def test_the_picture_of_a_field():
    """The first one that the page type has."""
    image = ImageFactory()
    story = make_story(model=ArticlePage, hero_image=image)
    assert card_of(story).image == image


def test_the_first_picture_of_the_text_with_its_words():
    """At whatever depth; decoration stays decoration, and a file name is no words."""
    first, second = ImageFactory(title="IMG_0001"), ImageFactory()
    body = [
        {"type": "paragraph", "value": "<p>No picture</p>"},
        gallery((first, "A quay", False), (second, "Two", False)),
    ]
    card = card_of(make_story(body=as_body(*body)))
    assert card.image.pk == first.pk
    assert 'alt="A quay"' in card.picture
    plain = card_of(make_story(body=as_body(gallery((first, "", True)))))
    assert 'alt=""' in plain.picture
    same = card_of(make_story(model=ArticlePage, hero_image=first))
    assert 'alt=""' in same.picture


def test_the_same_picture_in_two_stories_keeps_their_words_apart():
    """Each has those of its own text."""
    image = ImageFactory()
    stories = [
        make_story(body=as_body(gallery((image, alt, False)))) for alt in ("One", "Two")
    ]
    article = pick(make_story(), *stories)
    alts = [img["alt"] for img in render(article).find_all("img")]
    assert alts == ["One", "Two"]


def test_a_page_type_makes_its_own_card():
    """From what is guessed, or without."""
    card = card_of(make_story(model=NotePage, search_description="Long"))
    assert (card.kicker, card.teaser, card.image) == ("Note", "In short", None)


@pytest.mark.parametrize("state", ["upcoming", "live", "paused", "ended"])
def test_only_a_live_blog_on_air_is_marked_as_live(state):
    """By a word, not by a colour alone."""
    blog = LiveBlogPageFactory(standfirst="At the river")
    if state != "upcoming":
        editorial.start_blog(blog)
    if state == "paused":
        editorial.pause_blog(blog)
    if state == "ended":
        editorial.end_blog(blog)
    article = pick(make_story(), blog)
    card = get_cards(article)[0]
    assert card.is_live == (state == "live")
    assert card.teaser == "At the river"
    soup = render(article, "{% more_stories limit=1 %}")
    labels = [label.get_text() for label in soup.select(".liveconflict-state__label")]
    assert labels == (["Live"] if state == "live" else [])


def test_a_picture_comes_in_three_formats_with_its_size():
    """Loaded when it comes near; its room is reserved."""
    story = make_story(model=ArticlePage, hero_image=ImageFactory(description="A quay"))
    soup = render(pick(make_story(), story), "{% more_stories limit=1 %}")
    types = [source["type"] for source in soup.select("picture source")]
    assert types == ["image/avif", "image/webp"]
    image = soup.select_one("picture img")
    assert image["src"].endswith(".jpg")
    assert (image["width"], image["height"]) == ("640", "360")
    assert (image["loading"], image["alt"]) == ("lazy", "A quay")


def test_a_picture_comes_without_avif_where_pillow_cannot_write_it(monkeypatch):
    """As where Pillow was built without it; the picture is there all the same."""
    PIL.Image.init()
    monkeypatch.delitem(PIL.Image.SAVE, "AVIF")
    get_source_formats.cache_clear()
    try:
        story = make_story(model=ArticlePage, hero_image=ImageFactory())
        soup = render(pick(make_story(), story), "{% more_stories limit=1 %}")
    finally:
        get_source_formats.cache_clear()
    types = [source["type"] for source in soup.select("picture source")]
    assert types == ["image/webp"]
    assert soup.select_one("picture img")["src"].endswith(".jpg")


def test_a_drawing_stays_a_drawing():
    """SVG is not made into pixels."""
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="360"'
        ' viewBox="0 0 640 360"><rect width="9" height="9"/></svg>'
    )
    image = get_image_model().objects.create(
        title="A map", file=ContentFile(svg.encode(), name="map.svg")
    )
    card = card_of(make_story(model=ArticlePage, hero_image=image))
    soup = BeautifulSoup(card.picture, "html.parser")
    assert soup.img["src"].endswith(".svg")
    assert not soup.find("source")


def test_a_picture_whose_file_is_gone_is_left_out():
    """The card stays."""
    image = ImageFactory()
    image.file.storage.delete(image.file.name)
    soup = render(
        pick(make_story(), make_story(model=ArticlePage, hero_image=image)),
        "{% more_stories limit=1 %}",
    )
    assert soup.select_one(".liveconflict-story__link")
    assert not soup.find("picture")


def test_the_tag_stands_on_any_page():
    """For the page that is shown, or another one; with a heading and its style."""
    article, other = make_story(), make_story("Other")
    soup = render(article)
    assert soup.h2.get_text() == "More stories"
    (link,) = soup.select("h3 a")
    assert (link["href"], link.get_text()) == (other.get_url(), "Other")
    assert "stories.css" in soup.find("link")["href"]
    soup = BeautifulSoup(
        Template(
            "{% load wagtail_liveconflict_tags %}{% more_stories page=other limit=1 %}"
        ).render(Context({"page": article, "other": other})),
        "html.parser",
    )
    assert [a.get_text() for a in soup.select("h3 a")] == [article.title]


@pytest.mark.parametrize("page", [None, "", 7, object()])
def test_no_page_is_nothing(page):
    """Nor is a page without stories: no empty heading."""
    assert str(render(page)) == ""
    assert str(render(make_story())) == ""


def test_the_section_speaks_the_language_of_the_page_around_it():
    """As the rest of that page does."""
    article, _other = make_story(), make_story(age=3)
    with translation.override("ru"):
        assert render(article).time.get_text() != ""
    assert render(article).time["datetime"]


def test_words_are_escaped():
    """Those of pages as well as those of picks."""
    story = make_story("<b>Bold</b>", search_description="<script>x</script>")
    soup = render(pick(make_story(), story, kicker="<i>k</i>"))
    assert not soup.select("b, i, script")
    assert "<b>Bold</b>" in soup.get_text()
