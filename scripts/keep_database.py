"""Keep a small database of the state that this checkout is in, for the tests of later
ones. Run it at each release, before the version goes up::

    python -m scripts.keep_database 0.9.0

writes tests/upgrade/0.9.0.json.gz: what a newsroom has written by the app's verbs, row by
row, with the newest migration of each app, and what readers are shown of it. Any state
since the first can be kept: run this file with the PYTHONPATH of that checkout.
"""

import gzip
import json
import os
import sys
import tempfile
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "tests/upgrade"
#: Made anew by whoever loads it: what Django keeps of migrations, visitors, and search.
MADE_ANEW = ("django_migrations", "django_session", "wagtailsearch_", "modelsearch_")


def main(name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        # Read when the settings are.
        os.environ["TEST_VAR_DIR"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
        os.environ.pop("TEST_DATABASE_URL", None)
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        facts = tell_a_story()
        kept = {"migrations": list_migrations(), "facts": facts, "tables": dump()}
    path = FOLDER / f"{name}.json.gz"
    # Without the time, so that the same content is the same file.
    path.write_bytes(gzip.compress(json.dumps(kept, default=str).encode(), mtime=0))
    print(f"Written: {path}, {path.stat().st_size} bytes")


def tell_a_story() -> dict:
    """One live blog with all that a database has to bring along; what of it readers
    see and what machines are told."""
    from django.contrib.auth import get_user_model
    from django.contrib.auth.models import Group
    from wagtail.models import Page

    from wagtail_liveconflict import editorial
    from wagtail_liveconflict.models import LiveBlogPage, LiveFeed, Party, Source

    ida, lev = (
        get_user_model().objects.create_user(name.lower(), first_name=name)
        for name in ("Ida", "Lev")
    )
    for user in (ida, lev):
        user.groups.add(Group.objects.get(name="Moderators"))
    page = Page.objects.get(depth=2).add_child(
        instance=LiveBlogPage(
            title="The river crossing",
            slug="crossing",
            standfirst="What happens at the crossing, as it happens.",
        )
    )
    page.save_revision(user=ida).publish(user=ida)
    editorial.start_blog(page, ida)
    party = Party.objects.create(name="Northern Province", slug="northern")
    source = Source.objects.create(
        kind="person", name="Mara Quill", role="harbour master", party=party
    )

    def publish(headline, *blocks):
        return publish_one(page, ida, headline, blocks)

    first = publish("The ferry runs", text("The ferry runs again."))
    said = {"text": "Nobody was hurt.", "kind": "direct", "source": source.pk}
    said |= {"name": "", "verb": "said", "said_precision": "unknown"}
    quoted = publish("Harbour master speaks", {"type": "quote", "value": said})
    claim = make_claim(ida)
    shown = {"claim": claim.pk, "note": ""}
    claimed = publish(
        "A boat is said to sink", {"type": "verification", "value": shown}
    )
    for status, reason in (
        ("checking", "check_begun"),
        ("corroborated", "new_evidence"),
        ("disputed", "official_denial"),
    ):
        step = editorial.StatusStep(
            after=status, reason=reason, note="Somebody has looked."
        )
        asked = editorial.propose_status(claim, ida, step)
        if asked != claim:
            editorial.approve_status(asked, lev)
    editorial.correct_update(first, ida, "An earlier version named another ferry.")
    gone = publish("Three boats lost", text("Words that must not come back."))
    editorial.withdraw_update(gone, ida, "It was about another river.")
    editorial.mark_key_event(claimed, ida)
    editorial.pin_update(quoted, ida)
    draft = make_update(page, ida, "Not out yet", [text("Words of a draft.")])
    draft.save_revision(user=ida)

    feed = LiveFeed.objects.get(page=page)
    return {
        "page": page.pk,
        "first": first.pk,
        "quoted": quoted.pk,
        "claimed": claimed.pk,
        "withdrawn": gone.pk,
        "draft": draft.pk,
        "claim": claim.pk,
        "source": source.pk,
        "cursor": f"{feed.epoch}-{feed.cursor}",
        "number": feed.cursor,
    }


def make_update(page, user, headline, blocks):
    from wagtail_liveconflict.models import LiveUpdate

    update = LiveUpdate(page=page, headline=headline, body=json.dumps(blocks))
    update.owner = user
    update.save()
    return update


def publish_one(page, user, headline, blocks):
    from wagtail_liveconflict.editorial import publish_update

    update = make_update(page, user, headline, blocks)
    publish_update(update, user)
    update.refresh_from_db()
    return update


def make_claim(user):
    """A claim with what the gates ask for."""
    from wagtail_liveconflict.models import (
        Claim,
        ClaimAspect,
        ClaimDossier,
        ClaimEvidence,
        ClaimSupport,
    )

    claim = Claim(sentence="A boat has sunk.", explanation="We do not know which.")
    claim.methods = ["own_reporter"]
    claim.save()
    ClaimAspect.objects.create(claim=claim, aspect="what", state="confirmed")
    link = "https://example.org/quay"
    ClaimEvidence.objects.create(claim=claim, kind="picture", link=link)
    for name in ("A ferryman", "A lock keeper"):
        ClaimSupport.objects.create(claim=claim, name=name, what="that a boat sank")
    dossier = ClaimDossier.of(claim)
    dossier.checked_by = user
    dossier.save()
    return claim


def text(words: str) -> dict:
    return {"type": "text", "value": f"<p>{words}</p>"}


def list_migrations() -> dict[str, str]:
    """The newest applied migration of each app."""
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    loader = MigrationLoader(connection)
    return dict(sorted(loader.graph.leaf_nodes()))


def dump() -> list[dict]:
    """Each table that has rows, with its columns; times are in UTC."""
    from django.db import connection

    tables = []
    with connection.cursor() as cursor:
        for name in sorted(connection.introspection.table_names(cursor)):
            if name.startswith(MADE_ANEW):
                continue
            cursor.execute(f'SELECT * FROM "{name}"')  # noqa: S608
            columns = [column[0] for column in cursor.description]
            rows = [list(row) for row in cursor.fetchall()]
            if rows:
                tables.append({"name": name, "columns": columns, "rows": rows})
    return tables


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
