"""Wagtail's lock, by the right to the live blog: it asks whether the user may lock
updates at all, after those whom a workflow names and whoever has locked it."""

from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.snippets.views.snippets import LockView, UnlockView

from ..permissions import may


class _AskedOfUpdate(PermissionCheckedMixin):
    """In the place of that question, between Wagtail's view and its mixin."""

    def user_has_permission(self, permission):
        return may(self.request.user, permission, self.object)


class LockUpdateView(LockView, _AskedOfUpdate):
    pass


class UnlockUpdateView(UnlockView, _AskedOfUpdate):
    pass
