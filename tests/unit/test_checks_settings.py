"""What Django's checks say of the app's settings, whatever stands in them."""

import json
import os
import subprocess
import sys

import pytest
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from django.db import connections
from wagtail.blocks import StreamBlock

from tests.tree import ROOT
from wagtail_liveconflict.conf import conf
from wagtail_liveconflict.models.stream_fields import import_blocks

APP = "wagtail_liveconflict."
LOCAL = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
#: What nobody means and somebody will write.
HOSTILE = [None, 0, -1, True, "", "no.such.thing", b"x", [], {}, {"BACKEND": 5}, object]


def find(check_id, **options):
    # No database: from Django 6.1 on a tag alone names all of them.
    messages = run_checks(tags=["liveconflict"], databases=[], **options)
    assert all(message.hint for message in messages)
    return [message for message in messages if message.id == APP + check_id]


@pytest.mark.parametrize(
    ("setting", "value", "hint"),
    [
        ("LIVECONFLICT_PAGESIZE", 10, "Did you mean LIVECONFLICT_PAGE_SIZE?"),
        ("LIVECONFLICT_DELIVERY_BACKEND", "x", "Did you mean LIVECONFLICT_DELIVERY?"),
        ("LIVE_CONFLICT_POLL_SECONDS", 5, "Did you mean LIVECONFLICT_POLL_SECONDS?"),
        ("LIVECONFLICT_ZZZZZZZZZZZZZZZZ", 1, "Remove it."),
    ],
)
def test_a_misspelt_setting_is_named(settings, setting, value, hint):
    """With what was meant, where that can be guessed."""
    assert find("W010") == []
    setattr(settings, setting, value)
    (warning,) = find("W010")
    assert setting in warning.msg
    assert warning.hint == hint


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("LIVECONFLICT_UPDATE_BLOCKS", None),
        ("LIVECONFLICT_BASE_TEMPLATE", ["base.html"]),
        ("LIVECONFLICT_CACHE", None),
        ("LIVECONFLICT_CACHE_VERSION", 3),
        ("LIVECONFLICT_FETCH_POSTS", "telegram"),
        ("LIVECONFLICT_FETCH_POSTS", ["twitter"]),
    ],
)
def test_a_setting_of_another_type_is_named(settings, setting, value):
    """And what it must be."""
    assert find("E014") == []
    setattr(settings, setting, value)
    (error,) = find("E014")
    assert setting in error.msg


@pytest.mark.parametrize(
    "path", ["no.such.Block", "nodots", "tests.settings.BASE_DIR", "json.dumps"]
)
def test_blocks_that_cannot_be_used_are_named(settings, path):
    """Updates are not read then: without their blocks they would come out empty."""
    settings.LIVECONFLICT_UPDATE_BLOCKS = path
    (error,) = find("E015")
    assert path in error.msg
    block = import_blocks(path)
    assert isinstance(block, StreamBlock)
    with pytest.raises(ImproperlyConfigured, match=r"imported|StreamBlock"):
        block.to_python([{"type": "text", "value": "words", "id": "1"}])


@pytest.mark.parametrize(
    ("setting", "value", "expected"),
    [
        ("LIVECONFLICT_DELIVERY", {"BACKEND": 5}, "E003"),
        ("LIVECONFLICT_DELIVERY", {"BACKEND": "builtins.dict"}, "E003"),
        ("LIVECONFLICT_DELIVERY", {"OPTIONS": None}, "E003"),
        ("LIVECONFLICT_DELIVERY", {"BACKENDS": "x"}, "E003"),
        ("LIVECONFLICT_RELATED_STORIES", {"PROVIDERS": "x"}, "E008"),
        ("LIVECONFLICT_RELATED_STORIES", {"PROVIDER": 5}, "E008"),
    ],
)
def test_unknown_keys_and_values_are_named(settings, setting, value, expected):
    """Of the settings that name a class and its options."""
    assert find(expected) == []
    setattr(settings, setting, value)
    assert find(expected)


@pytest.mark.parametrize(
    ("value", "expected", "named"),
    [
        ({"FONT": []}, "E030", "'FONT'"),
        ({"ENABLED": "no"}, "E030", "ENABLED"),
        ({"STORAGE": None}, "E030", "STORAGE"),
        ({"FONTS": "a.ttf"}, "E030", "FONTS"),
        ({"BOLD_FONTS": [5]}, "E030", "BOLD_FONTS"),
        ("default", "E030", "dict"),
        ({"STORAGE": "nowhere"}, "E031", "'nowhere'"),
        ({"FONTS": ["/no/such/font.ttf"]}, "E032", "/no/such/font.ttf"),
        # A file, and no font.
        ({"BOLD_FONTS": [__file__]}, "E032", "test_checks_settings.py"),
    ],
)
def test_cards_that_cannot_be_made_are_named(settings, value, expected, named):
    """Each with what is wrong about it; and what is right is not."""
    settings.LIVECONFLICT_SHARE_CARDS = {"ENABLED": False, "STORAGE": "default"}
    assert find("E030") == find("E031") == find("E032") == []
    settings.LIVECONFLICT_SHARE_CARDS = value
    (error,) = find(expected)
    assert named in error.msg


@pytest.mark.parametrize("value", HOSTILE, ids=repr)
def test_no_check_raises(settings, value):
    """Whatever a setting is, "manage.py check" ends with messages; no check of ours
    meets what it does not know."""
    settings.DEBUG = False
    for name in conf.get_names():
        before = getattr(conf, name)
        setattr(settings, name, value)
        assert find("W012", include_deployment_checks=True) == [], name
        setattr(settings, name, before)


def test_a_site_starts_with_blocks_that_cannot_be_used():
    """So that the check has its turn: in a process of its own, as they are read when
    Django starts."""
    code = (
        "from django.conf import settings; from tests import settings as s\n"
        "values = {n: getattr(s, n) for n in dir(s) if n.isupper()}\n"
        "settings.configure(**values, LIVECONFLICT_UPDATE_BLOCKS='no.such.Block')\n"
        "import django; django.setup()\n"
        "from django.core.checks import run_checks\n"
        "import json; print(json.dumps([m.id for m in run_checks()]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env=os.environ,
    )
    assert done.returncode == 0, done.stderr
    assert f"{APP}E015" in json.loads(done.stdout)


def test_a_base_template_that_is_not_there_is_named(settings):
    """A warning where the site names one, a word where it has none of that name."""
    (info,) = find("I002")
    assert "base.html" in info.msg
    settings.LIVECONFLICT_BASE_TEMPLATE = "nowhere.html"
    (warning,) = find("W005")
    assert "nowhere.html" in warning.msg
    assert find("I002") == []
    settings.LIVECONFLICT_BASE_TEMPLATE = "testapp/base.html"
    assert find("W005") == find("I002") == []


@pytest.mark.parametrize(
    ("debug", "cache", "is_told"),
    [
        (False, LOCAL, True),
        (False, {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}, True),
        (False, {"BACKEND": "django.core.cache.backends.db.DatabaseCache"}, False),
        (False, {"BACKEND": "no.such.Cache"}, False),
        (True, LOCAL, False),
    ],
)
def test_a_cache_of_each_process_is_named_in_production(
    settings, debug, cache, is_told
):
    """Not while a site is developed, when there is one process."""
    settings.DEBUG = debug
    settings.CACHES = {"default": LOCAL, "updates": cache}
    settings.LIVECONFLICT_CACHE = "updates"
    assert bool(find("W009")) is is_told


IN_MEMORY = {"BACKEND": "wagtail_liveconflict.delivery.in_memory.InMemoryBackend"}


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({}, False),
        ({"LIVECONFLICT_STREAM_LIMIT": 100}, True),
        ({"LIVECONFLICT_STREAMS_PER_ADDRESS": 100}, True),
        ({"LIVECONFLICT_DELIVERY": IN_MEMORY}, True),
        ({"LIVECONFLICT_DELIVERY": IN_MEMORY, "LIVECONFLICT_STREAM_LIMIT": 0}, False),
        (
            {
                "LIVECONFLICT_STREAM_LIMIT": 100,
                "ASGI_APPLICATION": "sandbox_site.asgi.application",
            },
            False,
        ),
    ],
)
def test_a_setting_for_streams_on_a_site_without_is_named(settings, changed, told):
    """On WSGI it does nothing."""
    for name, value in changed.items():
        setattr(settings, name, value)
    assert bool(find("W007")) is told


@pytest.mark.parametrize(
    ("environment", "count"),
    [
        ({}, 0),
        ({"WEB_CONCURRENCY": "4"}, 4),
        ({"WEB_CONCURRENCY": "many"}, 0),
        ({"GUNICORN_CMD_ARGS": "--bind :80 --workers=3", "WEB_CONCURRENCY": "4"}, 3),
        ({"GUNICORN_CMD_ARGS": "-w 2"}, 2),
        ({"GUNICORN_CMD_ARGS": "--workers-of-ours"}, 0),
    ],
)
@pytest.mark.parametrize("vendor", ["sqlite", "postgresql"])
def test_several_processes_without_hints_are_named(
    settings, monkeypatch, environment, count, vendor
):
    """Where it is known how many there are, a warning; else a word. SQLite needs
    none, and one process neither."""
    settings.ASGI_APPLICATION = "sandbox_site.asgi.application"
    monkeypatch.setattr(connections["default"], "vendor", vendor)
    for name in ("WEB_CONCURRENCY", "GUNICORN_CMD_ARGS"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    is_server = vendor == "postgresql"
    assert bool(find("W008")) is (is_server and count > 1)
    assert bool(find("I004")) is (is_server and count == 0)
    settings.LIVECONFLICT_DELIVERY = IN_MEMORY
    assert find("W008") == find("I004") == []


def test_sqlite_without_immediate_transactions_is_named(settings, monkeypatch):
    """Options that are None do no harm."""
    assert find("W001") == []
    for name, engine in (("one", "sqlite3"), ("two", "postgresql")):
        database = {"ENGINE": f"django.db.backends.{engine}", "OPTIONS": None}
        monkeypatch.setitem(settings.DATABASES, name, database)
    (warning,) = find("W001")
    assert "'one'" in warning.msg


def test_pictures_that_keep_their_place_are_spoken_of(settings):
    """With --deploy, and where the site has said that they are to keep it."""
    assert find("I005", include_deployment_checks=True) == []
    settings.LIVECONFLICT_IMAGE_METADATA = "keep"
    assert find("I005") == []
    assert find("I005", include_deployment_checks=True)


@pytest.mark.parametrize("value", ["", "Keep", None, True, ["keep"], {"keep"}])
def test_what_is_removed_from_pictures_is_one_of_three(settings, value):
    for name in ("strip_identifying", "strip_everything", "keep"):
        settings.LIVECONFLICT_IMAGE_METADATA = name
        assert find("E016") == []
    settings.LIVECONFLICT_IMAGE_METADATA = value
    assert find("E016")


def test_the_form_of_the_image_library_is_spoken_of(settings):
    """Where it lets a damaged file be a server error; with --deploy alone."""
    assert find("I040", include_deployment_checks=True)
    assert find("I040") == []
    form = "wagtail_liveconflict.pictures.limits.CheckedImageForm"
    settings.WAGTAILIMAGES_IMAGE_FORM_BASE = form
    assert find("I040", include_deployment_checks=True) == []
    settings.WAGTAILIMAGES_IMAGE_FORM_BASE = "no.such.Form"
    assert find("I040", include_deployment_checks=True) == []
