"""Words planted where nobody outside may find them, and how to plant them."""

import datetime as dt
import json
import re

from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from tests.claims import equip, step_to
from tests.factories import (
    ClaimFactory,
    LiveUpdateFactory,
    PublishedUpdateFactory,
    SourceFactory,
    UserFactory,
    publish,
    quote,
    text,
    verification,
)
from wagtail_liveconflict import editorial
from wagtail_liveconflict.editorial import (
    change_status,
    decline_status,
    request_status,
)
from wagtail_liveconflict.models import (
    ClaimDossier,
    ClaimEvidence,
    LiveUpdate,
    SourceAssessment,
)

#: In the newsroom's own tables, and typed into a quote where it must not be shown.
INTERNAL = {
    "notes on a source": "canarynote",
    "who knows the identity": "canaryknows",
    "a name typed for an anonymous source": "canaryname",
    "a link stored for an anonymous source": "canarylink",
    "an archived copy of an anonymous source": "canaryarchive",
    "what was copied from a source": "canarycopy",
    "notes on a claim": "canaryclaimnote",
    "who of us saw it": "canarywitness",
    "internal evidence": "canaryevidence",
    "who captured evidence": "canarycaptor",
    "a note that was not approved": "canaryasked",
    "why it was declined": "canarydeclined",
    "why one editor decided alone": "canaryoverride",
}
#: Of updates: their words in the database, or in a revision.
UNPUBLISHED = {
    "a draft": "canarydraft",
    "a draft of a published update": "canaryedit",
    "a scheduled update": "canaryplan",
    "an unpublished update": "canaryremoved",
    "a withdrawn update": "canarywithdrawn",
}
#: What would tell of what is not a word: the grade, and the minute.
PATTERNS = {
    "reliability": r"unreliable|\bE: |reliability",
    "an exact time": r"2019-03-04T|March 2019, \d",
    "the place of the copy": r"copied_from",
}
EVERYTHING = re.compile("canary|" + "|".join(PATTERNS.values()), re.IGNORECASE)


def plant_internal(page):
    """A source with an assessment, quoted by name; an anonymous one, in whose quote
    stands what the editor's form would have refused."""
    knows = UserFactory(username="canaryknows", last_name="Canaryknows")
    named = SourceFactory(name="Ott Reed")
    anonymous = SourceFactory(kind="anonymous", name="A port worker", role="")
    for source in (named, anonymous):
        SourceAssessment.objects.create(
            source=source,
            reliability="E",
            notes="canarynote",
            identity_known_to=knows,
        )
    body = [
        quote("We are open.", source=named),
        quote(
            "Nobody asked us.",
            source=anonymous,
            anonymity_reason="Fears for the job.",
            said_at="2019-03-04T13:37:00+02:00",
            said_precision="day",
        ),
    ]
    body.append(verification(plant_claim(knows)))
    update = PublishedUpdateFactory(page=page, headline="", body=body)
    raw = list(update.body.raw_data)
    raw[1]["value"] |= {
        "name": "canaryname",
        "link": "https://t.me/canarylink/1",
        "archive_link": "https://archive.example/canaryarchive",
        "said_precision": "minute",
        "copied_from": json.dumps({"source": anonymous.pk, "role": "canarycopy"}),
    }
    raw[0]["value"]["copied_from"] = json.dumps({"source": named.pk, "x": "canarycopy"})
    LiveUpdate.objects.filter(pk=update.pk).update(body=json.dumps(raw))
    # With the index as it is after any later change of the update.
    LiveUpdate.objects.get(pk=update.pk).save()


def plant_claim(knows):
    """A claim with everything that only the newsroom may know of it: its dossier, its
    internal evidence, who changed its status and why alone, who declined."""
    claim = equip(ClaimFactory(sentence="A boat came in."), checker=knows)
    ClaimDossier.objects.update(
        checked_by=knows,
        own_witness="canarywitness",
        notes="canaryclaimnote",
        last_edited_by=knows,
    )
    ClaimEvidence.objects.create(
        claim=claim,
        kind="video",
        description="canaryevidence",
        link="https://example.org/canaryevidence",
        captured_by="canarycaptor",
    )
    ClaimEvidence.objects.create(
        claim=claim,
        kind="picture",
        is_public=True,
        description="The quay at noon",
        captured_by="canarycaptor",
    )
    knows.groups.add(Group.objects.get(name="Moderators"))
    claim = change_status(claim, None, step_to("checking"))
    asked = request_status(claim, knows, step_to("verified", note="canaryasked"))
    decline_status(asked, UserFactory(is_superuser=True), "canarydeclined")
    return change_status(
        claim, None, step_to("verified"), override_reason="canaryoverride"
    )


def plant_unpublished(page):
    def words(canary):
        return {"headline": canary, "body": [text(canary), quote(canary, name=canary)]}

    LiveUpdateFactory(page=page, **words("canarydraft")).save_revision()
    scheduled = LiveUpdateFactory(page=page, **words("canaryplan"))
    scheduled.go_live_at = timezone.now() + dt.timedelta(hours=1)
    publish(scheduled)
    shown = PublishedUpdateFactory(page=page, headline="Shown")
    shown.headline, shown.event_place = "canaryedit", "canaryedit"
    shown.body = [("text", "canaryedit")]
    shown.save_revision()
    PublishedUpdateFactory(page=page, **words("canaryremoved")).unpublish()
    withdrawn = PublishedUpdateFactory(page=page, is_key_event=True)
    editorial.pin_update(withdrawn)
    withdrawn = PublishedUpdateFactory(page=page, **words("canarywithdrawn"))
    Client().get(page.url)
    editorial.withdraw_update(withdrawn, None, "It was wrong.")
