"""People of the newsroom, what they may do, and what they know of the world."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from wagtail_liveconflict.models import (
    Party,
    PartyLabel,
    Source,
    SourceAssessment,
    SourceHandle,
)

from ..sample.people import PARTIES, SOURCES, USERS
from .shelf import Shelf

GROUP = "Live desk"


def load_users() -> dict:
    """The sample logins; each password is the login itself."""
    model = get_user_model()
    users = {}
    for login, names in USERS.items():
        user, is_new = model.objects.get_or_create(
            username=login,
            defaults={
                **names,
                "email": f"{login}@ternwell-post.example",
                "is_staff": login == "admin",
                "is_superuser": login == "admin",
            },
        )
        if is_new:
            user.set_password(login)
            user.save(update_fields=["password"])
        users[login] = user
    return users


def load_group(home) -> Group:
    """Wagtail's own "Editors" may not publish; a live desk has to."""
    group, _is_new = Group.objects.get_or_create(name=GROUP)
    for right in ("add", "change", "publish", "lock", "unlock"):
        GroupPagePermission.objects.create(
            group=group, page=home, permission_type=right
        )
    permissions = Permission.objects.select_related("content_type")
    for app, right in (
        ("wagtailimages", "add_image"),
        ("wagtailimages", "choose_image"),
        ("wagtaildocs", "add_document"),
        ("wagtaildocs", "choose_document"),
    ):
        GroupCollectionPermission.objects.create(
            group=group,
            collection=Collection.get_first_root_node(),
            permission=permissions.get(content_type__app_label=app, codename=right),
        )
    group.permissions.add(
        permissions.get(
            content_type__app_label="wagtailadmin", codename="access_admin"
        ),
        *permissions.filter(
            content_type__app_label="wagtail_liveconflict",
            codename__in=[
                f"{right}_{name}"
                for right in ("add", "change", "view")
                for name in ("source", "party", "claim")
            ],
        ),
    )
    return group


def load_parties() -> dict:
    parties = {}
    for slug, fields in PARTIES.items():
        fields = dict(fields)
        labels = fields.pop("labels", {})
        party, is_new = Party.objects.get_or_create(slug=slug, defaults=fields)
        if is_new:
            for language, label in labels.items():
                PartyLabel.objects.create(party=party, language=language, label=label)
        parties[slug] = party
    return parties


def load_sources(shelf: Shelf) -> dict:
    parties = load_parties()
    return {key: _load_source(shelf, parties, **SOURCES[key]) for key in SOURCES}


def _load_source(
    shelf,
    parties,
    *,
    party=None,
    handles=None,
    reliability="",
    internal_notes="",
    identity_known_to="",
    **fields,
):
    source = Source.objects.create(party=parties[party] if party else None, **fields)
    for platform, handle in (handles or {}).items():
        SourceHandle.objects.create(source=source, platform=platform, handle=handle)
    SourceAssessment.objects.create(
        source=source,
        reliability=reliability,
        notes=internal_notes,
        identity_known_to=shelf.users.get(identity_known_to),
    )
    return source
