"""Who may do what with updates: whoever may do it with their live blog.

There is nothing to grant for updates themselves. A user who may publish the
live blog page publishes its updates; one who may only add pages writes drafts
and edits her own.

What readers do not see is seen by its author, by those who may publish it, and by
those whom a workflow asks to approve it.
"""

import swapper
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField, Q
from django.db.models.functions import Cast
from wagtail import VERSION as WAGTAIL_VERSION
from wagtail.models import TaskState
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
#: What readers see, as :meth:`LiveUpdateQuerySet.shown` says it.
_SHOWN = Q(live=True, ordinal__isnull=False)


def _is_shown(update):
    return update.live and update.ordinal is not None


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
        if not actions or self._is_kept_from(user, instance):
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

    def _is_kept_from(self, user, instance):
        """Whether it is a colleague's, and not for readers yet, or not any more."""
        return (
            not _is_shown(instance)
            and (user.pk is None or instance.owner_id != user.pk)
            and not self.user_has_permission_for_page(user, "publish", instance.page)
        )

    def instances_user_may_see_on(self, page, user):
        """Updates of a live blog, with what a workflow asks the user to approve.
        For those who may see the live blog at all."""
        updates = self.model._default_manager.on(page)
        if self.user_has_permission_for_page(user, "publish", page):
            return updates
        # Tasks of other kinds than Wagtail's own lead to what they ask about from
        # Wagtail's home page.
        asked = TaskState.objects.filter(
            status=TaskState.STATUS_IN_PROGRESS,
            task__groupapprovaltask__groups__in=user.groups.all(),
            workflow_state__base_content_type=ContentType.objects.get_for_model(
                self.model
            ),
        )
        asked_ids = asked.annotate(
            update_id=Cast("workflow_state__object_id", BigIntegerField())
        ).values("update_id")
        return updates.filter(_SHOWN | Q(owner=user) | Q(pk__in=asked_ids))

    def instances_user_has_any_permission_for(self, user, actions):
        updates = self.model._default_manager
        if not user.is_active:
            return updates.none()
        if user.is_superuser:
            return updates.all()
        pages = self.pages.instances_user_has_any_permission_for(
            user, _page_actions(actions)
        )
        publishable = self.pages.instances_user_has_permission_for(user, "publish")
        allowed = Q(page__in=pages.values("pk")) & (
            _SHOWN | Q(owner=user) | Q(page__in=publishable.values("pk"))
        )
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
        if not _is_shown(instance):
            publishers = self.pages.users_with_permission_for_instance(
                "publish", instance.page
            )
            users = users.filter(pk__in=publishers.values("pk"))
        if _OWN_DRAFT_ACTIONS & set(actions) and instance.owner_id:
            # By their ids: a query for distinct users joins no other one.
            users = get_user_model().objects.filter(
                Q(pk__in=users.values("pk")) | Q(pk=instance.owner_id)
            )
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


class UpdateTemplatePermissionPolicy(NewsroomRecordPermissionPolicy):
    """Django's own permissions, that is the site admin's; whoever may write updates
    may see them."""

    _UPDATE_ACTIONS = {"view": "add"}


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

    from .models import Claim, ContestedName, Party, Source, UpdateTemplate

    policy = get_policy()
    register_permission_policy(policy.model, policy)
    register_permission_policy(Claim, ClaimPermissionPolicy(Claim))
    register_permission_policy(Source, SourcePermissionPolicy(Source))
    register_permission_policy(
        UpdateTemplate, UpdateTemplatePermissionPolicy(UpdateTemplate)
    )
    for model in (ContestedName, Party):
        register_permission_policy(model, NewsroomRecordPermissionPolicy(model))
