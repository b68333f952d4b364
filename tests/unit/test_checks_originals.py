"""What Django's checks say of the storage of private originals."""

import pytest

from tests.originals import get_private_options
from tests.unit.test_checks_settings import find

FILES = "django.core.files.storage.FileSystemStorage"
MEMORY = "django.core.files.storage.InMemoryStorage"
IDS = ("E020", "E021", "E022", "W020")


@pytest.fixture
def keep_in(settings, tmp_path):
    """``keep_in(storage)``: the ids of what is said of it, with the messages."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.STATIC_ROOT = tmp_path / "static"

    def choose(storage):
        settings.STORAGES = {**settings.STORAGES, "private": storage}
        settings.LIVECONFLICT_PRIVATE_STORAGE = "private"
        return {name: found[0].msg for name in IDS if (found := find(name))}

    return choose


def test_a_folder_of_its_own_is_fine(keep_in, tmp_path):
    """Also beside the public one, with a name that begins alike."""
    assert keep_in(get_private_options(tmp_path / "private")) == {}
    assert keep_in(get_private_options(tmp_path / "media-originals")) == {}
    assert keep_in({"BACKEND": MEMORY}) == {}


def test_what_is_not_kept_is_said(settings, tmp_path, keep_in):
    """Before going live, not at each start; and nothing of it where it is kept."""
    assert find("I020") == []
    assert len(find("I020", include_deployment_checks=True)) == 1
    keep_in(get_private_options(tmp_path / "private"))
    assert find("I020", include_deployment_checks=True) == []


@pytest.mark.parametrize("value", ["", 0, True, ["private"], {"BACKEND": FILES}])
def test_a_value_that_is_no_alias(settings, value):
    """Named as such."""
    settings.LIVECONFLICT_PRIVATE_STORAGE = value
    (error,) = find("E020")
    assert repr(value) in error.msg


@pytest.mark.parametrize(
    "storage",
    [
        {"BACKEND": "no.such.Storage"},
        {"BACKEND": FILES, "OPTIONS": {"bucket": "x"}},
        {},
    ],
)
def test_a_storage_that_cannot_be_made(keep_in, storage):
    """With what it failed of."""
    assert set(keep_in(storage)) == {"E021"}


def test_an_alias_that_there_is_not(settings):
    """Said, and not taken for “nothing is kept”."""
    settings.LIVECONFLICT_PRIVATE_STORAGE = "elsewhere"
    (error,) = find("E021")
    assert "elsewhere" in error.msg


@pytest.mark.parametrize("alias", ["default", "staticfiles"])
def test_the_public_storage_is_none(settings, alias):
    """Nor that of the site's own files."""
    settings.LIVECONFLICT_PRIVATE_STORAGE = alias
    (error,) = find("E022")
    assert "is a public one" in error.msg


@pytest.mark.parametrize(
    "place", ["media", "media/originals", "static/a/b", "media/../media"]
)
def test_a_folder_that_is_served(keep_in, tmp_path, place):
    """Wherever in it."""
    messages = keep_in(get_private_options(tmp_path / place))
    assert set(messages) == {"E022"}
    assert "_ROOT" in messages["E022"]


def test_a_folder_that_leads_into_a_served_one(keep_in, tmp_path):
    """By a link of the file system."""
    (tmp_path / "media").mkdir()
    (tmp_path / "private").symlink_to(tmp_path / "media")
    assert set(keep_in(get_private_options(tmp_path / "private"))) == {"E022"}


def test_another_name_of_the_same_storage(settings, keep_in):
    """The same bucket, say."""
    same = {"BACKEND": MEMORY, "OPTIONS": {"location": "x"}}
    settings.STORAGES = {**settings.STORAGES, "default": same}
    assert "the same as 'default'" in keep_in(dict(same))["E022"]


def test_options_that_serve_it(keep_in, tmp_path):
    """Named one by one."""
    storage = get_private_options(tmp_path / "private")
    storage["OPTIONS"]["base_url"] = "/private/"
    assert "base_url" in keep_in(storage)["W020"]
