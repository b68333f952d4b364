"""Settings of a site that has no documents, and what it says of the block for videos:
``python -m tests.no_documents``."""

from tests.settings import *  # noqa: F403
from tests.settings import INSTALLED_APPS, VAR_DIR

INSTALLED_APPS = [each for each in INSTALLED_APPS if each != "wagtail.documents"]
ROOT_URLCONF = "wagtail_liveconflict.urls"
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": VAR_DIR / "no_documents.sqlite3",
    }
}


def describe() -> dict:
    import django

    django.setup()
    from wagtail.blocks import StructBlockValidationError

    from tests.videos import YOUTUBE
    from wagtail_liveconflict.blocks import UpdateBodyBlock

    body = UpdateBodyBlock()
    block = body.child_blocks["video"]
    raw = {"title": "The ferry leaves", "sensitivity": "none", "link": YOUTUBE}
    value = block.clean(block.to_python(raw))
    try:
        block.clean(block.to_python({**raw, "link": ""}))
        refused = []
    except StructBlockValidationError as error:
        refused = list(error.block_errors)
    return {
        "fields": list(block.child_blocks),
        "html": block.render(value),
        "api": block.get_api_representation(value),
        "refused": refused,
    }


if __name__ == "__main__":
    import json
    import os
    import sys

    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.no_documents"
    json.dump(describe(), sys.stdout)
