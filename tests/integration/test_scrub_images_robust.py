"""A library is cleaned while people work in it, and by a process that can be killed."""

import os
import signal
import sys
import warnings

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError
from django.db import connections
from wagtail.images import get_image_model

from tests.originals import list_files, media, private, take_photograph
from tests.scrubbing import (
    clean,
    do_before,
    get_images,
    is_dirty,
    make_library,
    read,
    scrub,
)
from wagtail_liveconflict.models import PictureOriginal, ReplacedFile
from wagtail_liveconflict.pictures import scrubbing

__all__ = ["media", "private", "scrub"]
pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
Image = get_image_model()


def die(*args, **kwargs):
    """As by a power cut: nothing is caught, nothing is cleaned up."""
    os.kill(os.getpid(), signal.SIGKILL)


def run_and_be_killed(scrub):
    """In a process of its own, with connections of its own."""
    connections.close_all()
    with warnings.catch_warnings():
        # The threads of other tests hold nothing that the child asks for.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        try:
            scrub("--apply")
        finally:
            # Only where it was not killed.
            os._exit(7)
    _pid, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), os.WEXITSTATUS(status)


def assert_is_clean(folder, count):
    """Each picture has its file, and there is no other."""
    images = list(get_images())
    assert len(images) == count
    assert not any(is_dirty(read(image)) for image in images)
    assert {path.name for path in list_files(folder)} == {
        os.path.basename(image.file.name) for image in images
    }
    assert not ReplacedFile.objects.exists()


def kill_in_storage(method):
    def arrange(monkeypatch):
        monkeypatch.setattr(Image._meta.get_field("file").storage, method, die)

    return arrange


def kill_after(name, of=scrubbing):
    def arrange(monkeypatch):
        real = getattr(of, name)

        def do_and_die(*args, **kwargs):
            real(*args, **kwargs)
            die()

        monkeypatch.setattr(of, name, do_and_die)

    return arrange


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize(
    "arrange",
    [
        kill_after("keep_original"),
        kill_in_storage("save"),
        kill_after("save", Image._meta.get_field("file").storage),
        kill_after("_point_to"),
        kill_in_storage("delete"),
    ],
    ids=["original kept", "saving", "file saved", "row written", "deleting"],
)
def test_killed_wherever_it_is_the_next_run_goes_on(
    scrub, media, private, monkeypatch, arrange
):
    """Nothing is lost, nothing is left that shows a place, each original is kept once."""
    images = make_library("One", "Two", "Three")
    for image in images:
        image.get_rendition("width-20")
    before = {image.pk: read(image) for image in images}
    with monkeypatch.context() as patched:
        arrange(patched)
        run_and_be_killed(scrub)
    # Whatever has happened, each picture has a file.
    assert all(read(image) for image in get_images())
    scrub("--apply")
    assert_is_clean(media, 3)
    kept = PictureOriginal.objects.order_by("image_id")
    assert [original.image_id for original in kept] == sorted(before)
    files = {path.name: path.read_bytes() for path in list_files(private)}
    for original in kept:
        name = os.path.basename(original.stored_as)
        assert files[name] == before[original.image_id]


def test_what_an_editor_writes_meanwhile_stays(scrub, media):
    """Only the file is written."""
    (image,) = make_library("The quay")
    scrub.cleaner(
        do_before(
            lambda: Image.objects.filter(pk=image.pk).update(
                title="The pier", focal_point_x=3, focal_point_y=4
            )
        )
    )
    scrub("--apply")
    now = Image.objects.get()
    assert (now.title, now.focal_point_x) == ("The pier", 3)
    assert_is_clean(media, 1)


def test_a_file_that_an_editor_replaces_meanwhile_stays(scrub, media):
    """It is looked at itself."""
    (image,) = make_library("The quay")
    other = take_photograph("#aa3311", (80, 60))

    def replace():
        theirs = Image.objects.get(pk=image.pk)
        old = theirs.file.name
        theirs.file = ContentFile(other, name="market.jpg")
        theirs.save()
        theirs.file.storage.delete(old)

    scrub.cleaner(do_before(replace))
    scrub("--apply")
    now = Image.objects.get()
    assert "market" in now.file.name
    assert (now.width, now.height) == (80, 60)
    assert_is_clean(media, 1)


def test_one_that_is_deleted_meanwhile_is_no_error(scrub, media):
    """Its files are gone as well."""
    (image,) = make_library("The quay")
    scrub.cleaner(do_before(lambda: Image.objects.get(pk=image.pk).delete()))
    scrub("--apply")
    assert not Image.objects.exists()
    assert list_files(media) == []


def test_an_old_name_that_is_written_back_is_cleaned_again(scrub, media, monkeypatch):
    """By a request that had read the picture before, and saves all of it."""
    (image,) = make_library("The quay")
    theirs = Image.objects.get(pk=image.pk)
    theirs.title = "The pier"
    real = scrubbing._point_to

    def point_to(*args):
        real(*args)
        theirs.save()

    with monkeypatch.context() as patched:
        patched.setattr(scrubbing, "_point_to", do_once(point_to, real))
        scrub("--apply")
    now = Image.objects.get()
    assert now.title == "The pier"
    assert not is_dirty(read(now))
    assert not any(is_dirty(path.read_bytes()) for path in list_files(media))


def do_once(first, then):
    waiting = [first]
    return lambda *args: (waiting.pop() if waiting else then)(*args)


def test_a_rendition_that_is_made_of_the_old_file_goes(scrub, media, monkeypatch):
    """By a request that had read the picture before."""
    (image,) = make_library("The quay")
    theirs = Image.objects.get(pk=image.pk)
    real = scrubbing._point_to

    def point_to(*args):
        real(*args)
        theirs.get_rendition("width-20")

    with monkeypatch.context() as patched:
        patched.setattr(scrubbing, "_point_to", point_to)
        scrub("--apply")
    assert_is_clean(media, 1)
    # The next one is of the new file.
    mark = os.path.basename(Image.objects.get().file.name)[:9]
    rendition = Image.objects.get().get_rendition("width-20")
    assert os.path.basename(rendition.file.name).startswith(mark)


def test_a_file_that_cannot_be_deleted_is_named_and_tried_again(
    scrub, media, monkeypatch
):
    """The picture is clean; what is left is said, and the command fails."""
    make_library("The quay")

    def refuse(name):
        raise OSError("the bucket is away")

    with monkeypatch.context() as patched:
        patched.setattr(Image._meta.get_field("file").storage, "delete", refuse)
        with pytest.raises(CommandError, match="bucket is away"):
            scrub("--apply")
    assert not is_dirty(read(Image.objects.get()))
    scrub("--apply")
    assert_is_clean(media, 1)


def test_two_runs_at_once_lose_nothing(scrub, media):
    """One that finds the notes of the other cleans up after it, and no more."""
    make_library("One", "Two")
    again = []

    def clean_amid_another(content, mode):
        if not again:
            again.append(True)
            scrub("--apply")
        return clean(content, mode)

    scrub.cleaner(clean_amid_another)
    scrub("--apply")
    assert_is_clean(media, 2)


def test_requests_under_way_are_waited_for(scrub, media, monkeypatch):
    """The old file is there as long as one may still show it."""
    (image,) = make_library("The quay")
    waited = []

    def wait(seconds):
        assert (media / image.file.name).exists()
        waited.append(seconds)
        monkeypatch.setattr(scrubbing, "GRACE", 0)

    command = sys.modules[
        "wagtail_liveconflict.management.commands.liveconflict_scrub_images"
    ]
    monkeypatch.setattr(scrubbing, "GRACE", 10)
    monkeypatch.setattr(command.time, "sleep", wait)
    scrub("--apply")
    (seconds,) = waited
    assert 0 < seconds <= 10.01
    assert_is_clean(media, 1)
