"""Wagtail's dialog for choosing an update, wherever a site uses one: of those only
that the user may see."""

from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
    SnippetChosenMultipleView,
    SnippetChosenView,
)

from ..permissions import get_policy


def _get_visible(request):
    policy = get_policy()
    return policy.instances_user_has_any_permission_for(request.user, {"view"})


class _ChooseVisibleMixin:
    def get_object_list(self):
        return _get_visible(self.request)


class ChooseVisibleView(_ChooseVisibleMixin, ChooseView):
    pass


class ChooseVisibleResultsView(_ChooseVisibleMixin, ChooseResultsView):
    pass


class VisibleChosenView(SnippetChosenView):
    def get_object(self, pk):
        return _get_visible(self.request).get(pk=pk)


class VisibleChosenMultipleView(SnippetChosenMultipleView):
    def get_objects(self, pks):
        return _get_visible(self.request).filter(pk__in=pks)


class UpdateChooserViewSet(SnippetChooserViewSet):
    choose_view_class = ChooseVisibleView
    choose_results_view_class = ChooseVisibleResultsView
    chosen_view_class = VisibleChosenView
    chosen_multiple_view_class = VisibleChosenMultipleView
