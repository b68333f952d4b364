"""The people of the newsroom: who they are, and what they are called."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db.models import Q


def name_of(user) -> str:
    """What colleagues call a user: the full name, else the login; "" for nobody."""
    return (user.get_full_name() or user.get_username()) if user else ""


def get_colleagues(*, also=None):
    """Active users who may access the admin, by login. ``also`` is the id of one who
    is kept among them after leaving: a form must not forget who it was."""
    users = get_user_model()
    permission = Permission.objects.filter(
        content_type__app_label="wagtailadmin", codename="access_admin"
    )
    active = users._default_manager.filter(is_active=True).filter(
        Q(is_superuser=True)
        | Q(groups__permissions__in=permission)
        | Q(user_permissions__in=permission)
    )
    return users._default_manager.filter(
        Q(pk__in=active.values("pk")) | Q(pk=also)
    ).order_by(users.USERNAME_FIELD)
