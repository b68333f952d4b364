"""Addresses of claims in the admin, and the form data they are posted with."""

from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from wagtail_liveconflict.models import ClaimDossier

RELATIONS = ("aspects", "_evidence", "support", "positions")


def url(name, *args):
    return reverse(f"wagtailsnippets_wagtail_liveconflict_claim:{name}", args=args)


def chooser_url(name, *args):
    return reverse(
        f"wagtailsnippetchoosers_wagtail_liveconflict_claim:{name}", args=args
    )


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def row_of(part, **fields):
    """What the form posts for a part that is there already, with changes."""
    values = {
        field.name: field.value_to_string(part)
        for field in part._meta.concrete_fields
        if field.editable and field.name not in ("id", "claim")
    }
    return {
        **{name: "" if value == "None" else value for name, value in values.items()},
        "id": str(part.pk),
        **fields,
    }


def form_data(claim=None, **fields):
    """What the form of a claim posts: with its parts as they are, where they are not
    given as lists of rows."""
    rows, methods = {}, fields.pop("methods", claim.methods if claim else [])
    for name in RELATIONS:
        known = list(getattr(claim, name).all()) if claim else []
        initial = len(known)
        posted = fields.pop(name, None)
        if posted is None:
            posted = [row_of(part) for part in known]
        for row in posted:
            # Unticked boxes are not posted at all.
            for box in ("is_public", "is_official", "is_outlet_check"):
                if str(row.get(box)) == "False":
                    del row[box]
        rows[name] = inline_formset(posted, initial=initial)
    data = {
        "sentence": claim.sentence if claim else "A ferry reached the far bank.",
        "claimant": (claim and claim.claimant_id) or "",
        "explanation": claim.explanation if claim else "",
        "as_of": "2026-11-20 10:00",
        "recheck_due": "",
        "checked_by": (claim and ClaimDossier.of(claim).checked_by_id) or "",
        "own_witness": "",
        "notes": "",
        **rows,
        **fields,
    }
    return {**nested_form_data(data), "methods": methods}


def status_data(claim, after, **fields):
    """What the dialog of a status posts."""
    return {
        "before": claim.status,
        "after": after,
        "reason": "new_evidence",
        "note": "Somebody has looked.",
        "finding": "staged" if after == "false" else "",
        "as_of": "",
        **fields,
    }
