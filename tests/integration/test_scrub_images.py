"""An existing library is cleaned: said first, done when asked, none lost."""

import hashlib
import io

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError
from PIL import Image as PillowImage
from wagtail.models import Collection
from wagtail.utils.file import hash_filelike

from tests.factories import PublishedUpdateFactory, UserFactory, picture
from tests.originals import list_files, media, private, take_photograph
from tests.purges import purging
from tests.scrubbing import SETTING, get_images, is_dirty, make_library, read, scrub
from wagtail_liveconflict.management.commands import liveconflict_scrub_images
from wagtail_liveconflict.models import Change, PictureOriginal, ReplacedFile

__all__ = ["media", "private", "purging", "scrub"]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _commits(django_capture_on_commit_callbacks):
    """What follows a commit follows here as well."""
    with django_capture_on_commit_callbacks(execute=True):
        yield


def remember(folder):
    return {path: path.read_bytes() for path in list_files(folder)}


def test_it_says_first_what_it_would_do(scrub, media):
    """And writes nothing; twice as well as once."""
    (image,) = make_library("The quay")
    image.get_rendition("width-20")
    before = remember(media)
    for arguments in ((), ("--dry-run",)):
        said = scrub(*arguments)
        assert "The quay" in said
        assert "would be cleaned of place, camera" in said
        assert "1 of 1 pictures looked at: 1 to clean, 0 with errors." in said
        assert "--apply" in said
    assert remember(media) == before
    assert get_images().get().file.name == image.file.name


def test_it_puts_a_clean_file_into_the_place(
    scrub, media, django_capture_on_commit_callbacks
):
    """Under another name, measured anew; the old one and what was made of it are gone.
    What is clean stays as it is, however often it is run."""
    (image,) = make_library("The quay")
    with django_capture_on_commit_callbacks(execute=True):
        image.get_rendition("width-20")
        said = scrub("--apply")
    assert "cleaned of place, camera" in said
    (now,) = get_images()
    assert now.file.name != image.file.name
    assert not is_dirty(read(now))
    # Nothing else is in the folder: neither the old one, nor its rendition.
    assert [path.read_bytes() for path in list_files(media)] == [read(now)]
    assert now.file_size == len(read(now))
    assert now.file_hash == hash_filelike(io.BytesIO(read(now)))
    assert (now.width, now.height) == (64, 48)
    assert not ReplacedFile.objects.exists()
    before = remember(media)
    assert "0 cleaned, 0 with errors" in scrub("--apply")
    assert remember(media) == before


def test_a_picture_that_is_turned_is_measured_anew(scrub):
    """Cleaning applies the turn that the camera noted."""
    make_library("The quay")

    def turn(content, mode):
        buffer = io.BytesIO()
        PillowImage.new("RGB", (48, 64)).save(buffer, "JPEG")
        return type("Cleaned", (), {"content": buffer.getvalue(), "removed": ("x",)})

    scrub.cleaner(turn)
    scrub("--apply")
    (now,) = get_images()
    assert (now.width, now.height) == (48, 64)


def test_the_original_is_kept_where_one_is_configured(scrub, private):
    """With who uploaded it, and when that was."""
    user = UserFactory(username="reed")
    (image,) = make_library("The quay", uploaded_by_user=user)
    before = read(image)
    scrub("--apply")
    original = PictureOriginal.objects.get()
    assert (original.why, original.image, original.uploaded_by) == (
        "scrub",
        image,
        user,
    )
    assert original.uploaded_at == image.created_at
    assert original.sha256 == hashlib.sha256(before).hexdigest()
    (file,) = list_files(private)
    assert file.read_bytes() == before


def test_what_cannot_be_kept_is_not_cleaned(scrub, private, caplog):
    """The original would be gone."""
    (image,) = make_library("The quay")
    private.write_text("in the way of the folder")
    with pytest.raises(CommandError, match="could not be kept"):
        scrub("--apply")
    assert get_images().get().file.name == image.file.name
    assert is_dirty(read(image))


def test_one_that_cannot_be_cleaned_does_not_stop_the_others(scrub, media):
    """They are named at the end, and the command fails."""
    lost, broken, _good = make_library("Lost", "Broken", "Good")
    lost.file.storage.delete(lost.file.name)
    (media / broken.file.name).write_bytes(b"MZ, a program")
    with pytest.raises(CommandError) as raised:
        scrub("--apply")
    message = str(raised.value)
    assert "Lost" in message
    assert "Broken" in message
    assert "This is no picture." in message
    assert "Good" not in message
    assert raised.value.returncode == 1
    assert not is_dirty(read(get_images().get(title="Good")))


def test_a_drawing_is_left_alone(scrub, media):
    """No camera writes into it, and it is not cleaned at an upload either."""
    (image,) = make_library("The map")
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg"/>'
    name = image.file.storage.save("original_images/map.svg", ContentFile(drawing))
    type(image).objects.update(file=name)
    assert "0 cleaned, 0 with errors" in scrub("--apply")
    assert read(get_images().get()) == drawing


def test_one_collection_with_those_below_it(scrub):
    """By its id or its name."""
    root = Collection.get_first_root_node()
    war = root.add_child(name="War")
    below = war.add_child(name="Front")
    make_library("In it", collection=war)
    make_library("Below", collection=below)
    make_library("Elsewhere")
    assert "2 of 2 pictures" in scrub("--collection", "War")
    scrub("--apply", "--collection", str(war.pk))
    assert {image.title for image in get_images() if is_dirty(read(image))} == {
        "Elsewhere"
    }


def test_a_few_at_a_time(scrub):
    """So many, and the next time the next; or from where one was."""
    _first, second, third = make_library("One", "Two", "Three")
    scrub("--apply", "--limit", "1")
    assert [is_dirty(read(image)) for image in get_images()] == [False, True, True]
    scrub("--apply", "--limit", "1")
    assert [is_dirty(read(image)) for image in get_images()] == [False, False, True]
    assert "0 of 0" in scrub("--after", str(third.pk))
    assert "1 of 1" in scrub("--after", str(second.pk))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--collection", "Nowhere"), "no collection Nowhere"),
        (("--collection", "999999"), "no collection 999999"),
        (("--limit", "0"), "at least 1"),
        (("--after", "first"), "no id of a picture"),
    ],
)
def test_what_cannot_be_meant_is_named(scrub, arguments, words):
    """Before anything is done."""
    with pytest.raises(CommandError, match=words):
        scrub("--apply", *arguments)


def test_a_name_of_several_collections_is_not_guessed(scrub):
    """Their ids are listed."""
    root = Collection.get_first_root_node()
    ids = [root.add_child(name="War").pk for _number in range(2)]
    with pytest.raises(CommandError, match=f"{ids[0]}, {ids[1]}"):
        scrub("--collection", "War")


def test_a_site_that_keeps_everything_has_nothing_to_clean(scrub, settings):
    """The setting says so, and so does the command."""
    setattr(settings, SETTING, "keep")
    with pytest.raises(CommandError, match="nothing to clean"):
        scrub("--apply")


def test_readers_get_the_new_file(
    scrub, live_blog, reader, django_capture_on_commit_callbacks
):
    """On the page, although what was rendered of the update is kept; open pages are told
    of it."""
    (image,) = make_library("The quay")
    with django_capture_on_commit_callbacks(execute=True):
        update = PublishedUpdateFactory(page=live_blog, body=[picture(image)])
    assert "quay." in reader.get(live_blog.url).text
    with django_capture_on_commit_callbacks(execute=True):
        scrub("--apply")
    page = reader.get(live_blog.url).text
    (now,) = get_images()
    assert now.file.name.split("/")[-1].split(".")[0] in page
    assert "/images/quay." not in page
    told = Change.objects.filter(update=update).latest("number")
    assert told.kind == Change.Kind.EDITED


def test_caches_are_told_of_what_is_gone(scrub, purging):
    """The addresses of the old file and of its renditions."""
    (image,) = make_library("The quay")
    rendition = image.get_rendition("width-20")
    with purging() as urls:
        scrub("--apply")
    assert f"http://localhost{image.file.url}" in urls
    assert f"http://localhost{rendition.url}" in urls


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_how_far_it_is(scrub):
    """A bar on a terminal, lines elsewhere, nothing where nothing is asked for."""
    make_library("One", "Two")
    on_terminal = scrub(out=Terminal())
    assert "\r[" in on_terminal
    assert "2 of 2" in on_terminal
    elsewhere = scrub()
    assert "\r" not in elsewhere
    assert "2 of 2 pictures looked at" in elsewhere
    assert scrub(verbosity=0) == ""


def test_many_say_how_far_they_are(scrub, monkeypatch):
    """With the id from which to go on."""
    monkeypatch.setattr(liveconflict_scrub_images, "_LINE_EVERY", 2)
    monkeypatch.setattr(liveconflict_scrub_images, "_BATCH", 2)
    images = make_library("One", "Two", "Three", "Four", "Five")
    said = scrub("--apply")
    assert f"4 of 5, the last has id {images[3].pk}" in said
    assert not any(is_dirty(read(image)) for image in get_images())


def test_a_name_does_not_grow(scrub):
    """Cleaned again and again, for another setting, say."""
    make_library("The quay")
    for _number in range(3):
        (image,) = get_images()
        image.file.storage.delete(image.file.name)
        image.file.storage.save(image.file.name, ContentFile(take_photograph()))
        scrub("--apply")
        assert len(get_images().get().file.name) == len("original_images/quay.jpg") + 9
