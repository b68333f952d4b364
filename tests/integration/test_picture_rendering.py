"""Pictures in the formats and sizes that a reader's browser chooses from."""

import pytest
from bs4 import BeautifulSoup
from PIL import Image as PillowImage

from tests.factories import ImageFactory
from tests.picture_files import (
    draw,
    encode,
    make_animation,
    make_image,
    open_file,
)
from wagtail_liveconflict.pictures import encoding, layouts
from wagtail_liveconflict.pictures.rendering import (
    find_plain,
    find_rendition,
    get_specs,
    render_picture,
    show_at_once,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def render(image, *args, **kwargs):
    return BeautifulSoup(render_picture(image, *args, **kwargs), "html.parser")


def get_widths(source):
    return [
        int(each.split()[-1].removesuffix("w")) for each in source["srcset"].split(",")
    ]


def find_file(image, ending):
    """The rendition whose file has this ending."""
    (found,) = [r for r in image.renditions.all() if r.file.name.endswith(ending)]
    return found


def test_formats_and_sizes():
    """The sharpest first, in all its widths; one file for browsers that know others.
    Its room is reserved, and it waits until it comes near."""
    soup = render(make_image(description="A quay"), class_name="picture")
    avif, webp = soup.select("picture > source")
    assert (avif["type"], webp["type"]) == ("image/avif", "image/webp")
    assert get_widths(avif) == [750, 1100, 1500]
    assert webp["srcset"].endswith(".width-1100.format-webp.webp")
    assert avif["sizes"].startswith("auto,(min-width:")
    image = soup.select_one("picture > img")
    assert image["src"].endswith(".jpg")
    assert (image["width"], image["height"]) == ("1100", "618")
    assert (image["alt"], image["class"]) == ("A quay", ["picture"])
    assert (image["loading"], image["decoding"]) == ("lazy", "async")


@pytest.mark.parametrize(
    ("width", "widths"),
    [(300, [300]), (750, [750]), (800, [750, 800]), (1500, [750, 1100, 1500])],
)
def test_never_larger_than_the_original(width, widths):
    """A browser would get more bytes and nothing to see in them."""
    image = make_image(encode(draw((width, 200))))
    render_picture(image)
    made = image.renditions.filter(filter_spec__endswith="avif")
    assert sorted(rendition.width for rendition in made) == widths


def test_the_first_is_not_lazy():
    """It is asked for before others, and its sizes say how wide it is: the browser
    cannot wait for the layout."""
    soup = render(make_image(), "hero", is_first=True)
    image = soup.select_one("img")
    assert (image["loading"], image["fetchpriority"]) == ("eager", "high")
    assert not soup.select_one("source")["sizes"].startswith("auto")


@pytest.mark.parametrize("layout", layouts.LAYOUTS)
def test_every_layout_is_rendered_from_what_is_there(layout, django_assert_num_queries):
    """Once made, renditions that are loaded beforehand cost nothing."""
    image = make_image()
    first = render_picture(image, layout)
    known = type(image).objects.prefetch_renditions(*get_specs(layout)).get()
    with django_assert_num_queries(0):
        assert render_picture(known, layout) == first


def test_one_decoding_for_all(monkeypatch):
    """Of a large photograph it takes longer than all that is made of it."""
    calls = []
    decode = encoding._decode
    monkeypatch.setattr(
        encoding, "_decode", lambda file: calls.append(1) or decode(file)
    )
    image = make_image(encode(draw((3000, 2000))))
    render_picture(image)
    assert len(calls) == 1
    assert image.renditions.count() == 5
    assert open_file(find_file(image, "width-1500.format-avif.avif").file).size == (
        1500,
        1000,
    )


def test_a_crop_is_where_wagtail_has_it():
    """Around the focal point, and of the same size."""
    picture = draw((3000, 1000), colour="#ffffff")
    picture.paste("#aa0000", (2000, 0, 3000, 1000))
    focus = {"focal_point_x": 2600, "focal_point_y": 500}
    focus |= {"focal_point_width": 400, "focal_point_height": 400}
    image = make_image(encode(picture), **focus)
    render_picture(image, "story")
    ours = open_file(find_file(image, "fill-640x360.format-jpeg.jpg").file)
    wagtails = open_file(image.get_rendition("fill-640x360|format-png").file)
    assert ours.size == wagtails.size == (640, 360)
    for place in ((20, 180), (320, 180), (620, 180)):
        pairs = zip(ours.getpixel(place), wagtails.getpixel(place), strict=True)
        assert all(abs(one - other) < 12 for one, other in pairs)


def test_what_shines_through_does_so():
    """A browser that knows neither format gets PNG, not a black JPEG."""
    picture = draw((800, 400), "RGBA", (0, 0, 0, 0))
    picture.paste((200, 30, 30, 255), (300, 100, 500, 300))
    image = make_image(encode(picture, "PNG"), "map.png")
    assert render(image).select_one("img")["src"].endswith(".png")
    # Known from what is there the next time, without a look into the file.
    again = type(image).objects.get()
    again.file.storage.delete(again.file.name)
    assert render(again).select_one("img")["src"].endswith(".png")
    for rendition in image.renditions.all():
        assert open_file(rendition.file).convert("RGBA").getpixel((9, 9))[3] == 0


def test_an_opaque_png_falls_back_to_jpeg():
    """A photograph as PNG is ten times as large."""
    image = ImageFactory()
    assert render(image).select_one("img")["src"].endswith(".jpg")


MODES = {
    "grey of 16 bits": encode(PillowImage.new("I;16", (80, 60), 32768), "PNG"),
    "palette": encode(draw((80, 60)).convert("P"), "PNG"),
    "grey, transparent": encode(draw((80, 60), "LA", (128, 128)), "PNG"),
    "one bit": encode(draw((80, 60), "1", 1), "PNG"),
    "CMYK": encode(draw((80, 60), "CMYK", (0, 100, 100, 0)), "JPEG"),
    "grey": encode(draw((80, 60), "L", 128), "JPEG"),
}


@pytest.mark.parametrize("name", MODES)
def test_every_kind_of_colour(name):
    """Each is shown, and none of them black or white that is not."""
    ending = "png" if MODES[name].startswith(b"\x89PNG") else "jpg"
    image = make_image(MODES[name], f"quay.{ending}")
    assert render(image).select_one("picture > img")
    shown = open_file(find_file(image, ".webp").file).convert("RGB")
    colour = shown.getpixel((40, 30))
    if name == "one bit":
        assert colour == (255, 255, 255)
    else:
        assert 20 < sum(colour) / 3 < 235


def test_a_picture_taken_upright():
    """Cameras store it lying down, and say so; the room is reserved upright."""
    exif = PillowImage.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Maker"
    image = make_image(encode(draw((1600, 900)), exif=exif, comment=b"canary"))
    tag = render(image).select_one("img")
    assert int(tag["width"]) < int(tag["height"])
    for rendition in image.renditions.all():
        picture = open_file(rendition.file)
        assert picture.size == (rendition.width, rendition.height)
        assert picture.width < picture.height
        # Nothing of what the camera wrote.
        assert not dict(picture.getexif())
        with rendition.file.storage.open(rendition.file.name) as file:
            content = file.read()
        assert b"Maker" not in content
        assert b"canary" not in content


def read(file) -> bytes:
    with file.storage.open(file.name) as stored:
        return stored.read()


def test_an_animation_stays_one(settings):
    """With all of its frames, and without what a program wrote beside them, whatever the
    site keeps of its originals."""
    settings.LIVECONFLICT_IMAGE_METADATA = "keep"
    content = make_animation(comment=b"canary")
    image = make_image(content, "smoke.gif", description="Smoke")
    assert b"canary" in read(image.file)
    tag = render(image).select_one("picture > img")
    (rendition,) = image.renditions.all()
    assert tag["src"] == rendition.url
    assert b"canary" not in read(rendition.file)
    assert open_file(rendition.file).n_frames == 3
    assert find_plain(type(image).objects.get()) == rendition
    assert (tag["width"], tag["height"], tag["alt"]) == ("64", "48", "Smoke")
    assert tag["loading"] == "lazy"
    assert render(image, alt="").select_one("img")["alt"] == ""
    still = make_image(encode(draw((64, 48)), "GIF"), "still.gif")
    assert render(still).select_one("img")["src"].endswith(".jpg")


def test_a_drawing_stays_one():
    """SVG is sharp in every size."""
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="60"/>'
    tag = render(make_image(svg, "map.svg")).select_one("picture > img")
    assert tag["src"].endswith(".svg")
    assert tag["width"]
    assert tag["height"]


@pytest.mark.parametrize("name", ["quay.jpg", "quay.png", "quay.gif", "quay.svg"])
def test_nothing_of_what_cannot_be_read(name):
    """Neither where the file is gone, nor where it is damaged."""
    kinds = {"jpg": "JPEG", "png": "PNG", "gif": "GIF"}
    kind = kinds.get(name.rpartition(".")[2])
    content = encode(draw(), kind) if kind else b'<svg width="9" height="9"/>'
    image = make_image(content, name)
    with image.file.storage.open(image.file.name, "wb") as file:
        file.write(b"\0" * 40)
    assert render_picture(image) == ""
    assert find_rendition(image, "width-320") is None
    image.file.storage.delete(image.file.name)
    assert render_picture(type(image).objects.get()) == ""
    assert find_rendition(type(image).objects.get(), "width-320") is None
    assert not image.renditions.exists()


def test_shown_at_once():
    """The first picture alone, one of ours or of a site's own block, and no words."""
    lazy = '<img src="a.jpg" loading="lazy">'
    picture = f'<picture><source sizes="auto,41rem">{lazy}</picture>'
    words = '<p>Say loading="lazy" here.</p>'
    eager = lazy.replace("lazy", "eager")
    first = f'<picture><source sizes="41rem">{eager}</picture>'
    assert show_at_once(words + picture + picture) == words + first + picture
    assert show_at_once(words + lazy + lazy) == words + eager + lazy
    assert show_at_once(words) == words
