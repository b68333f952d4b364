"""The unblurred picture in the real private storage."""

import pytest
from wagtail.images import get_image_model

from tests.blurred_pictures import get_address, make_picture, mark
from tests.originals import list_files, media, private  # noqa: F401 - fixtures
from wagtail_liveconflict.models import PictureOriginal
from wagtail_liveconflict.pictures.blurred_copies import read_file

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_the_unblurred_file_is_only_in_the_private_storage(
    editor_client,
    private,  # noqa: F811
    media,  # noqa: F811
):
    """Its bytes are there once, with its title, when it was uploaded and why it is kept;
    at no public address is there anything of it any more."""
    image = make_picture()
    content = read_file(image)
    editor_client.post(get_address(image), mark(image, remove="on"))
    kept = [path for path in list_files(private) if path.read_bytes() == content]
    assert len(kept) == 1
    original = PictureOriginal.objects.get(image_key=str(image.pk), why="blur")
    assert original.image is None
    assert original.image_title == "A street"
    assert original.stored_as == str(kept[0].relative_to(private))
    copy = get_image_model().objects.get()
    public = {path.name for path in list_files(media)}
    assert copy.file.name.rpartition("/")[2] in public
    assert not [name for name in public if "blurred" not in name]
