"""Blocks of wagtail-live become blocks of an update."""

import uuid

import pytest
from PIL import Image

from wagtail_liveconflict.wagtail_live.content import Converter
from wagtail_liveconflict.wagtail_live.pictures import PictureMissing, Pictures
from wagtail_liveconflict.wagtail_live.posts import holds_posts, load_raw, read_posts


def no_picture(pk):
    raise PictureMissing(f"none of number {pk}")


def convert(*blocks, keeps_ids=False, types=("text", "embed", "image")):
    converter = Converter(no_picture, keeps_ids=keeps_ids, types=types)
    return converter.convert(list(blocks))


def get_words(html, **options):
    (block,) = convert({"type": "text", "value": html}, **options).body
    return block["value"]


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("The ferry runs.", "<p>The ferry runs.</p>"),
        ("5 &lt; 7 &amp; so on", "<p>5 &lt; 7 &amp; so on</p>"),
        ("<b>Now</b> open", "<p><b>Now</b> open</p>"),
        ("<h2>Now <i>open</i></h2>", "<p><b>Now open</b></p>"),
        ("a<p>b</p>c", "<p>a</p><p>b</p><p>c</p>"),
        ("<div>a</div><blockquote>b</blockquote>", "<p>a</p><p>b</p>"),
        ("<div><p>a</p><p>b</p></div>", "<p>a</p><p>b</p>"),
        ("<ul><li>a</li></ul>b", "<ul><li>a</li></ul><p>b</p>"),
        ("<p onclick=x>a<script>b()</script></p>", "<p>a</p>"),
        ('<a href="javascript:x">a</a>', "<p><a>a</a></p>"),
    ],
)
def test_texts_are_cleaned_and_put_into_paragraphs(html, words):
    """As Wagtail's editor keeps them, so that nothing is lost at the first edit."""
    assert get_words(html) == words


def test_links_to_pages_of_another_site_are_words():
    """Their ids are those of other pages here."""
    html = 'See <a linktype="page" id="7">the notice</a>.'
    assert get_words(html) == "<p>See the notice.</p>"
    (remark,) = convert({"type": "text", "value": html}).remarks
    assert "“the notice” was a link to a page of the old site" in remark
    assert 'id="7"' in get_words(html, keeps_ids=True)


def test_embeds_within_a_text_come_after_it():
    """Wagtail's editor put them between paragraphs."""
    html = '<p>a</p><embed embedtype="media" url="https://youtu.be/hT2kWq7sVn0"/>'
    content = convert({"type": "text", "value": html})
    assert [block["type"] for block in content.body] == ["text", "embed"]
    image = '<p>a</p><embed embedtype="image" id="3" alt="x" format="left"/>'
    content = convert({"type": "text", "value": image})
    assert content.remarks == ["a picture is missing: none of number 3"]
    assert content.kept[0]["id"] == "3"


@pytest.mark.parametrize(
    "block",
    [
        {"type": "poll", "value": {"a": 1}},
        {"type": "text", "value": {"not": "text"}},
        {"type": "embed", "value": None},
        {"type": "embed", "value": "https://t.me/c/1/2"},
        {"type": "image", "value": 1},
        "not even a block",
        None,
    ],
)
def test_nothing_is_lost_and_nothing_breaks(block):
    """What cannot be shown is kept, and named."""
    content = convert(block)
    assert content.kept == [block]
    assert content.body == []
    assert len(content.remarks) == 1


@pytest.mark.parametrize(
    ("html", "name", "words"),
    [
        ('<iframe src="https://maps.example/1"></iframe>', "iframe", []),
        ("<p><img src=a.png></p>", "img", []),
        ("<p>See:</p><svg><path/></svg>", "svg", ["<p>See:</p>"]),
    ],
)
def test_what_a_text_shows_beside_words_is_kept(html, name, words):
    """An update's text has no place for it; the words are taken."""
    block = {"type": "text", "value": html}
    content = convert(block)
    assert [each["value"] for each in content.body] == words
    assert content.kept == [block]
    assert content.remarks == [f"a text with <{name}>, which has no place"]


@pytest.mark.parametrize(
    ("left_out", "value"),
    [("text", "a"), ("embed", "https://youtu.be/a"), ("image", 1)],
)
def test_blocks_that_the_site_leaves_out_are_kept(left_out, value):
    """Its updates would drop them."""
    block = {"type": left_out, "value": value}
    types = {"text", "embed", "image"} - {left_out}
    content = convert(block, types=types)
    assert content.kept == [block]
    assert content.body == []
    assert content.remarks == [f"updates of this site have no {left_out}"]


def make(number, created, **value):
    value = {"message_id": number, "content": [], "created": created, **value}
    return {"type": "live_post", "value": value, "id": f"block-{number}"}


def test_posts_are_read_oldest_first():
    """By their time; where one has none, by its place."""
    raw = [
        make(3, "2021-10-04T08:00:00Z"),
        make(4, "2021-10-05T08:00:00Z"),
        make(2, None),
        make(1, "2021-10-03T08:00:00Z"),
        {"type": "advert", "value": "x", "id": "a"},
    ]
    posts = read_posts(raw)
    assert [post.message_id for post in posts] == ["", "1", "2", "3", "4"]
    assert posts[2].created == posts[1].created == posts[0].created
    assert posts[0].content == [raw[-1]]


def test_hidden_is_only_what_was_hidden():
    shown = [make(1, None), make(2, None, show=True), make(3, None, show=None)]
    assert all(post.show for post in read_posts(shown))
    assert not read_posts([make(4, None, show=False)])[0].show


def test_no_two_posts_are_taken_for_one():
    """Editors type ids by hand, and messengers count from 1 in each channel; without
    an id of its block, a post is known by all that is known of it."""
    first, second = read_posts([make(1, None), make(1, None)])
    first.block_id, second.block_id = "a", "b"
    assert first.get_key(7, "c") != second.get_key(7, "c")
    assert first.get_key(7, "c") != first.get_key(8, "c")
    assert first.get_key(7, "c") == first.get_key(7, "d")
    first.block_id = ""
    assert first.get_key(7, "c") != first.get_key(7, "d")
    assert isinstance(first.get_key(7, "c"), uuid.UUID)


@pytest.mark.parametrize(
    "value", [None, 1, "", "words", "{}", {"a": 1}, [], [1], [{"value": {}}]]
)
def test_other_values_hold_no_posts(value):
    assert not holds_posts(load_raw(value))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("../secret.png", "outside the media folder"),
        ("{}/secret.png", "outside the media folder"),
        ("missing.png", "not in the media folder"),
        ("", "does not name the file"),
    ],
)
def test_no_file_outside_the_media_folder_is_read(tmp_path, name, said):
    """The export names the files, and it comes from elsewhere."""
    Image.new("RGB", (4, 4)).save(tmp_path / "secret.png")
    folder = tmp_path / "media"
    folder.mkdir()
    images = {1: ("A", name.format(tmp_path))}
    pictures = Pictures(images, folder=folder, keeps_ids=False)
    with pytest.raises(PictureMissing, match=said):
        pictures.check(1)


def test_a_file_that_is_no_picture_is_not_taken(tmp_path):
    (tmp_path / "a.png").write_text("words")
    pictures = Pictures({1: ("A", "a.png")}, folder=tmp_path, keeps_ids=False)
    with pytest.raises(PictureMissing, match="no picture"):
        pictures.check("1")
