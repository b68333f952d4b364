"""Users by what they may do with one page, and with all below it."""

from django.contrib.auth.models import Group, Permission
from django.test import Client
from wagtail.models import GroupPagePermission

from tests.factories import UserFactory

CONTRIBUTOR = ("add_page",)
EDITOR = ("add_page", "change_page", "publish_page", "lock_page")


def make_colleague(page, codenames, **fields):
    """A user of the admin with these permissions on ``page`` and none elsewhere."""
    user = UserFactory(**fields)
    group = Group.objects.create(name=f"Colleagues of {user.username}")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for codename in codenames:
        permission = Permission.objects.get(
            content_type__app_label="wagtailcore", codename=codename
        )
        GroupPagePermission.objects.create(
            group=group, page=page, permission=permission
        )
    user.groups.add(group)
    return user


def sign_in(user):
    client = Client()
    client.force_login(user)
    return client
