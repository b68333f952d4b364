"""The export of a real wagtail-live site, and the command that takes it over."""

import io

from django.core.management import CommandError, call_command

from tests.tree import ROOT

EXPORT = ROOT / "tests" / "wagtail_live_export"
DUMP, RAW = EXPORT / "dumpdata.json", EXPORT / "live_posts.json"


def move(*options, user="editor", code=0):
    """Run the command. Returns what it wrote, on both ways."""
    out, err = io.StringIO(), io.StringIO()
    arguments = [str(option) for option in options]
    try:
        call_command(
            "liveconflict_import_wagtail_live",
            *arguments,
            f"--user={user}",
            stdout=out,
            stderr=err,
        )
    except CommandError as error:
        found, said = 1, str(error)
    else:
        found, said = 0, ""
    said = out.getvalue() + err.getvalue() + said
    assert found == code, said
    return said


TEXT = {"type": "text", "value": "The ferry runs.", "id": "t"}


def make_post(message, content):
    value = {"message_id": message, "content": content, "show": True, "modified": None}
    value["created"] = f"2021-10-0{message}T08:00:00Z"
    return {"type": "live_post", "value": value, "id": f"block-{message}"}
