"""Untouched originals of pictures: kept once, where nobody gets them by chance."""

import hashlib
import threading

import pytest
from django.core.files.base import ContentFile
from django.db import connection, transaction
from wagtail.images import get_image_model
from wagtail.models import ReferenceIndex

from tests.factories import ImageFactory, UserFactory
from tests.originals import list_files, make_image, media, private, take_photograph
from wagtail_liveconflict.colleagues import name_of
from wagtail_liveconflict.exceptions import LogIsAppendOnly
from wagtail_liveconflict.models import OriginalAccess, PictureOriginal
from wagtail_liveconflict.pictures.exceptions import OriginalNotKept
from wagtail_liveconflict.pictures.originals import (
    delete_original,
    ensure_can_keep,
    is_intact,
    keep_original,
    log_access,
)

__all__ = ["media", "private"]
pytestmark = pytest.mark.django_db
Image = get_image_model()


def test_nothing_is_kept_where_nothing_is_configured(media, settings):
    """The default."""
    keep_original(make_image(take_photograph()), b"x")
    assert not PictureOriginal.objects.exists()


def test_kept_before_the_image_has_a_row(private, media, editor):
    """With the sum, the kind, the size, who uploaded it and when; tied to the image once
    that is saved. What was kept is the very file."""
    content = take_photograph()
    image = ImageFactory.build(
        file=ContentFile(content, name="IMG_0815.jpg"), uploaded_by_user=editor
    )
    keep_original(image, content)
    (original,) = PictureOriginal.objects.all()
    assert original.image is None
    image.save()
    original.refresh_from_db()
    assert original.image == image
    assert original.image_key == str(image.pk)
    assert original.image_title == image.title
    assert original.sha256 == hashlib.sha256(content).hexdigest()
    assert (original.size, original.content_type) == (len(content), "image/jpeg")
    assert (original.uploaded_by, original.uploaded_by_name) == (
        editor,
        name_of(editor),
    )
    assert original.file_name == "IMG_0815.jpg"
    assert original.why == "upload"
    (file,) = list_files(private)
    assert file.read_bytes() == content
    assert is_intact(original)
    # Its address cannot be guessed from what is known of the picture.
    assert "IMG_0815" not in str(file)
    assert original.sha256 not in str(file)


def test_kept_once_for_an_image(private):
    """Whoever asks again; another image has one of its own."""
    content = take_photograph()
    image = make_image(content)
    new = ImageFactory.build(file=ContentFile(content, name="quay.jpg"))
    for each in (image, image, new, new):
        keep_original(each, content, why="blur")
    new.save()
    keep_original(new, content, why="scrub")
    assert PictureOriginal.objects.count() == 2
    assert len(list_files(private)) == 2
    keep_original(image, content + b"\0")
    assert PictureOriginal.objects.filter(image=image).count() == 2


def test_the_kind_is_measured_and_not_believed(private):
    """A program with the name of a picture is of no kind."""
    image = make_image(take_photograph())
    keep_original(image, b"MZ\x90\0" + b"\0" * 64)
    assert PictureOriginal.objects.get().content_type == ""


def test_what_cannot_be_kept_stops_who_asked(private, caplog):
    """By a name of its own, with a message at the file; nothing is left of it."""
    private.write_text("in the way of the folder")
    image = make_image(take_photograph())
    with pytest.raises(OriginalNotKept) as raised:
        keep_original(image, b"x")
    assert raised.value.field == "file"
    assert not PictureOriginal.objects.exists()
    assert "could not be kept" in caplog.text


def test_an_alias_that_there_is_not_stops_it_as_well(private, settings):
    """A setting that is wrong must not mean that nothing is kept."""
    settings.LIVECONFLICT_PRIVATE_STORAGE = "elsewhere"
    with pytest.raises(OriginalNotKept):
        keep_original(make_image(take_photograph()), b"x")


def test_a_form_can_ask_before(private, settings, caplog):
    """Whether anything would be kept; nothing is left of the question."""
    ensure_can_keep()
    assert list_files(private) == []
    settings.LIVECONFLICT_PRIVATE_STORAGE = "elsewhere"
    with pytest.raises(OriginalNotKept):
        ensure_can_keep()
    settings.LIVECONFLICT_PRIVATE_STORAGE = None
    ensure_can_keep()


def test_it_outlives_the_picture_and_the_account(private, editor):
    """Their names stay as they were."""
    content = take_photograph()
    image = make_image(content, uploaded_by_user=editor)
    keep_original(image, content)
    key, name = str(image.pk), name_of(editor)
    image.delete()
    editor.delete()
    original = PictureOriginal.objects.get()
    assert (original.image, original.uploaded_by) == (None, None)
    assert (original.image_key, original.uploaded_by_name) == (key, name)
    assert is_intact(original)


def test_being_kept_is_no_use_of_a_picture(private, django_capture_on_commit_callbacks):
    """An editor who looks where a picture is used, or deletes it, is not told."""
    content = take_photograph()
    image = make_image(content)
    with django_capture_on_commit_callbacks(execute=True):
        keep_original(image, content)
    assert not ReferenceIndex.model_is_indexable(PictureOriginal)
    assert not ReferenceIndex.get_references_to(image).exists()


def test_the_log_of_accesses_only_grows(private, editor):
    """Nobody, whatever their rights, takes a row out of it, nor the record it is of."""
    image = make_image(take_photograph())
    keep_original(image, b"x")
    original = PictureOriginal.objects.get()
    log_access(original, editor, "downloaded", intact=True)
    access = OriginalAccess.objects.get()
    access.by_name = "somebody"
    for forbidden in (
        access.save,
        access.delete,
        OriginalAccess.objects.all().delete,
        lambda: OriginalAccess.objects.update(by_name=""),
    ):
        with pytest.raises(LogIsAppendOnly):
            forbidden()
    name = name_of(editor)
    editor.delete()
    assert OriginalAccess.objects.get().by_name == name


def test_a_deleted_file_leaves_its_record(private, admin):
    """And who deleted it. The same file, uploaded again, is kept again."""
    content = take_photograph()
    image = make_image(content)
    keep_original(image, content)
    original = PictureOriginal.objects.get()
    delete_original(original, admin)
    delete_original(original, admin)
    assert list_files(private) == []
    original.refresh_from_db()
    assert original.deleted_at
    (access,) = original.accesses.all()
    assert (access.what, access.by_name) == ("deleted", name_of(admin))
    keep_original(image, content)
    assert PictureOriginal.objects.filter(deleted_at=None).count() == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_at_the_same_moment_keep_it_once(private):
    """Two requests with one image: neither fails, one file stays."""
    content = take_photograph()
    image = make_image(content)
    barrier = threading.Barrier(2)
    problems = []

    def keep():
        try:
            barrier.wait(20)
            with transaction.atomic():
                keep_original(Image.objects.get(pk=image.pk), content)
        except Exception as problem:
            problems.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=keep) for _number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert problems == []
    assert PictureOriginal.objects.count() == 1
    assert len(list_files(private)) == 1


def test_a_name_that_is_long_is_cut(private):
    """Whoever has one longer than a column."""
    user = UserFactory(username="u" * 150, first_name="F" * 150, last_name="L" * 150)
    image = make_image(take_photograph(), uploaded_by_user=user)
    keep_original(image, b"x")
    assert len(PictureOriginal.objects.get().uploaded_by_name) == 255
