import json

import django.db.models.deletion
from django.db import migrations, models

_AT_ONCE = 500


def note_shown_parties(apps, schema_editor):
    """What is published already. A published quote holds the party it was given or
    has copied, so the stored body is enough."""
    update_model = apps.get_model("wagtail_liveconflict", "LiveUpdate")
    party_model = apps.get_model("wagtail_liveconflict", "Party")
    appearance_model = apps.get_model("wagtail_liveconflict", "PartyAppearance")
    database = schema_editor.connection.alias
    parties = set(party_model.objects.using(database).values_list("pk", flat=True))
    if not parties:
        return
    ids = update_model.objects.using(database).filter(live=True)
    ids = list(ids.order_by("pk").values_list("pk", flat=True))
    table = schema_editor.quote_name(update_model._meta.db_table)
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        marks = ", ".join(["%s"] * len(some))
        with schema_editor.connection.cursor() as cursor:
            # The field would read its blocks, which a migration does not know.
            cursor.execute(f"SELECT id, body FROM {table} WHERE id IN ({marks})", some)  # noqa: S608
            rows = cursor.fetchall()
        appearance_model.objects.using(database).bulk_create(
            appearance_model(update_id=pk, party_id=party_id)
            for pk, body in rows
            for party_id in sorted(parties.intersection(_find_parties(body)))
        )


def _find_parties(raw):
    if isinstance(raw, (str, bytes)):
        try:
            raw = json.loads(raw)
        except ValueError:
            return
    waiting = [raw]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            # Of all blocks, only a quote has both.
            if "copied_from" in value and isinstance(value.get("party"), int):
                yield value["party"]
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value


class Migration(migrations.Migration):
    dependencies = [
        ("wagtail_liveconflict", "0009_update_template"),
    ]

    operations = [
        migrations.CreateModel(
            name="PartyAppearance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="appearances",
                        to="wagtail_liveconflict.party",
                    ),
                ),
                (
                    "update",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="party_appearances",
                        to="wagtail_liveconflict.liveupdate",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="partyappearance",
            constraint=models.UniqueConstraint(
                fields=("party", "update"), name="liveconflict_party_appearance"
            ),
        ),
        migrations.AddIndex(
            model_name="liveupdate",
            index=models.Index(
                fields=["page", "first_published_at"], name="liveconflict_update_day"
            ),
        ),
        migrations.RunPython(note_shown_parties, migrations.RunPython.noop),
    ]
