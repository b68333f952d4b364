"""Who may do what with updates: whoever may do it with their live blog.

There is nothing to grant for updates themselves. A user who may publish the
live blog page publishes its updates; one who may only add pages writes drafts
and edits her own.
"""

import swapper
from django.contrib.auth import get_user_model
from django.db.models import Q
from wagtail import VERSION as WAGTAIL_VERSION
from wagtail.permission_policies.base import (
    BasePermissionPolicy,
    ModelPermissionPolicy,
)
from wagtail.permission_policies.pages import PagePermissionPolicy

#: Wagtail 8 keeps a registry of policies; 7.4 has none.
HAS_POLICY_REGISTRY = WAGTAIL_VERSION >= (8, 0)

#: What one of which page permissions allows, by action on an update.
_PAGE_ACTIONS = {
    "add": {"add", "change", "publish"},
    "view": {"add", "change", "publish"},
    "change": {"change", "publish"},
    "delete": {"change", "publish"},
    "publish": {"publish"},
    "lock": {"lock"},
    "unlock": {"unlock"},
}
#: What an author may do with an update of her own that was never published.
_OWN_DRAFT_ACTIONS = {"change", "delete", "view"}


def _page_actions(actions):
    return set().union(*(_PAGE_ACTIONS.get(action, {action}) for action in actions))


class LiveUpdatePermissionPolicy(BasePermissionPolicy):
    @property
    def pages(self):
        return PagePermissionPolicy(model=swapper.load_model("wagtailcore", "Page"))

    def user_has_permission(self, user, action):
        return self.user_has_any_permission(user, {action})

    def user_has_any_permission(self, user, actions):
        wanted = _page_actions(actions)
        if _OWN_DRAFT_ACTIONS & set(actions):
            wanted.add("add")
        return self.pages.user_has_any_permission(user, wanted)

    def user_has_permission_for_page(self, user, action, page):
        """Whether ``user`` may do ``action`` with updates of ``page``."""
        return self.pages.user_has_any_permission_for_instance(
            user, _page_actions({action}), page
        )

    def user_has_permission_for_instance(self, user, action, instance):
        return self.user_has_any_permission_for_instance(user, {action}, instance)

    def user_has_any_permission_for_instance(self, user, actions, instance):
        if not user.is_active:
            return False
        actions = set(actions)
        if instance.ordinal is not None:
            # Readers have seen it: it is withdrawn with a reason, not deleted.
            actions.discard("delete")
        if not actions:
            return False
        if self.pages.user_has_any_permission_for_instance(
            user, _page_actions(actions), instance.page
        ):
            return True
        return (
            bool(_OWN_DRAFT_ACTIONS & actions)
            and instance.ordinal is None
            and user.pk is not None
            and instance.owner_id == user.pk
            and self.user_has_permission_for_page(user, "add", instance.page)
        )

    def instances_user_has_any_permission_for(self, user, actions):
        updates = self.model._default_manager
        if not user.is_active:
            return updates.none()
        if user.is_superuser:
            return updates.all()
        pages = self.pages.instances_user_has_any_permission_for(
            user, _page_actions(actions)
        )
        allowed = Q(page__in=pages.values("pk"))
        if _OWN_DRAFT_ACTIONS & set(actions):
            may_write = self.pages.instances_user_has_any_permission_for(
                user, _page_actions({"add"})
            )
            allowed |= Q(
                page__in=may_write.values("pk"), owner=user, ordinal__isnull=True
            )
        return updates.filter(allowed)

    def users_with_any_permission(self, actions):
        return self.pages.users_with_any_permission(_page_actions(actions))

    def users_with_any_permission_for_instance(self, actions, instance):
        users = self.pages.users_with_any_permission_for_instance(
            _page_actions(actions), instance.page
        )
        if _OWN_DRAFT_ACTIONS & set(actions) and instance.owner_id:
            users |= get_user_model().objects.filter(pk=instance.owner_id)
        return users


class NewsroomRecordPermissionPolicy(ModelPermissionPolicy):
    """Sources, parties, claims and contested names: Django's own permissions and,
    without any of them granted, what covering an event takes. Whoever may write
    updates may make them; whoever may publish updates may change them."""

    _UPDATE_ACTIONS = {"add": "add", "view": "add", "change": "publish"}

    def user_has_permission(self, user, action):
        return super().user_has_permission(user, action) or self._may_as_editor(
            user, {action}
        )

    def user_has_any_permission(self, user, actions):
        return super().user_has_any_permission(user, actions) or self._may_as_editor(
            user, actions
        )

    def _may_as_editor(self, user, actions):
        wanted = {
            self._UPDATE_ACTIONS[action]
            for action in actions
            if action in self._UPDATE_ACTIONS
        }
        return any(get_policy().user_has_permission(user, action) for action in wanted)


class ClaimPermissionPolicy(NewsroomRecordPermissionPolicy):
    """A claim that readers have seen, or that has a log, is withdrawn and not
    deleted; superusers are no exception."""

    def user_has_permission_for_instance(self, user, action, instance):
        # Nothing returns to "unverified": every other status has a log.
        if action == "delete" and (
            instance.published_at or instance.status != instance.Status.UNVERIFIED
        ):
            return False
        return super().user_has_permission_for_instance(user, action, instance)


class SourcePermissionPolicy(NewsroomRecordPermissionPolicy):
    """An anonymous source that is quoted is not deleted; superusers are no exception."""

    def user_has_permission_for_instance(self, user, action, instance):
        if not super().user_has_permission_for_instance(user, action, instance):
            return False
        if action != "delete" or not instance.is_anonymous:
            return True
        # The verbs know this module; it reaches them when asked.
        from .editorial.source_quotes import count_updates_quoting

        return not count_updates_quoting(instance.pk)


def get_policy() -> LiveUpdatePermissionPolicy:
    from .models import LiveUpdate

    return LiveUpdatePermissionPolicy(LiveUpdate)


def may(user, action, update) -> bool:
    """Whether ``user`` may do ``action`` with ``update``."""
    return get_policy().user_has_permission_for_instance(user, action, update)


def may_on_page(user, action, page) -> bool:
    """Whether ``user`` may do ``action`` with the updates of ``page``."""
    return get_policy().user_has_permission_for_page(user, action, page)


def register_policies():
    """Tell Wagtail 8 of the policies; on 7.4 the viewsets name them."""
    if not HAS_POLICY_REGISTRY:
        return
    from wagtail.permissions import register_permission_policy

    from .models import Claim, ContestedName, Party, Source

    policy = get_policy()
    register_permission_policy(policy.model, policy)
    register_permission_policy(Claim, ClaimPermissionPolicy(Claim))
    register_permission_policy(Source, SourcePermissionPolicy(Source))
    for model in (ContestedName, Party):
        register_permission_policy(model, NewsroomRecordPermissionPolicy(model))
