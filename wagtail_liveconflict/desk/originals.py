"""Private originals of pictures in Wagtail's admin: what was kept, the file, and who has
asked for it.

Each address asks for the permission of its own; which pictures somebody sees in the
image library makes no difference to it.
"""

from pathlib import PurePath

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _, gettext_lazy
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from ..models import OriginalAccess, PictureOriginal
from ..pictures.exceptions import OriginalGone
from ..pictures.originals import (
    delete_original,
    is_intact,
    log_access,
    open_original,
)

VIEW = "wagtail_liveconflict.view_pictureoriginal"
DELETE = "wagtail_liveconflict.delete_pictureoriginal"
_PAGE_SIZE = 50
#: Rows of the log on the page of an original: the newest.
_MOST_ACCESSES = 200


def may_see_originals(user) -> bool:
    return user.has_perm(VIEW)


def get_permissions():
    """For the screen on which groups are given theirs."""
    content_type = ContentType.objects.get_for_model(PictureOriginal)
    return Permission.objects.filter(content_type=content_type)


def get_originals_url(image) -> str:
    return f"{reverse('liveconflict_originals')}?image={image.pk}"


class OriginalsPage(WagtailAdminTemplateMixin, View):
    """Refuses whoever lacks the permission, before anything is looked for."""

    permission = VIEW
    header_icon = "image"
    page_title = gettext_lazy("Private originals")

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm(VIEW) or not request.user.has_perm(
            self.permission
        ):
            raise PermissionDenied
        response = super().dispatch(request, *args, **kwargs)
        response["Cache-Control"] = "private, no-store"
        return response

    @cached_property
    def original(self) -> PictureOriginal:
        originals = PictureOriginal.objects.select_related("image")
        return get_object_or_404(originals, pk=self.kwargs["pk"])

    def get_breadcrumbs_items(self):
        """The last of them is the page's heading."""
        start = reverse("liveconflict_originals")
        items = [{"url": start, "label": _("Private originals")}]
        if "pk" in self.kwargs:
            title = self.original.image_title or self.original.file_name
            items.append({"url": "", "label": title})
        return [*super().breadcrumbs_items, *items]

    def refuse(self, original, error):
        messages.error(self.request, error.message)
        return redirect("liveconflict_original", original.pk)


class OriginalsView(OriginalsPage):
    """All that was kept, the newest first. ``?image=<key>`` for those of one picture,
    also of one that is deleted; ``?q=`` looks for titles, names of files and sums."""

    template_name = "wagtail_liveconflict/desk/originals.html"

    def get(self, request):
        image, words = (self.read(name) for name in ("image", "q"))
        originals = PictureOriginal.objects.order_by("-kept_at", "-pk")
        if image:
            originals = originals.filter(image_key=image)
        if words:
            originals = originals.filter(
                Q(image_title__icontains=words)
                | Q(file_name__icontains=words)
                | Q(sha256__startswith=words.lower())
            )
        page = Paginator(originals, _PAGE_SIZE).get_page(request.GET.get("p"))
        context = self.get_context_data(originals=page, image=image, words=words)
        return self.render_to_response(context)

    def read(self, name) -> str:
        # PostgreSQL takes no NUL in a text.
        return self.request.GET.get(name, "").replace("\x00", "").strip()[:255]


class OriginalView(OriginalsPage):
    """What is known of one original, and who has asked for it. Being shown this is an
    access as well."""

    template_name = "wagtail_liveconflict/desk/original.html"

    def get(self, request, pk):
        original = self.original
        log_access(original, request.user, OriginalAccess.What.VIEWED)
        context = self.get_context_data(
            original=original,
            accesses=original.accesses.all()[:_MOST_ACCESSES],
            may_delete=request.user.has_perm(DELETE),
            is_changed="changed" in request.GET,
        )
        return self.render_to_response(context)


class DownloadOriginalView(OriginalsPage):
    """``POST``, so that nothing fetches it ahead: the file, as it was uploaded. Logged
    first. Where it is no longer what was kept, ``anyway`` has to be said."""

    http_method_names = ["post"]

    def post(self, request, pk):
        original = self.original
        try:
            intact = is_intact(original)
            if not intact and "anyway" not in request.POST:
                url = reverse("liveconflict_original", args=[original.pk])
                return redirect(f"{url}?changed")
            file = open_original(original)
        except OriginalGone as error:
            return self.refuse(original, error)
        what = OriginalAccess.What.DOWNLOADED
        try:
            log_access(original, request.user, what, intact=intact)
        except Exception:
            file.close()
            raise
        response = FileResponse(
            file,
            as_attachment=True,
            filename=_get_download_name(original),
            # Whatever it is, no browser is to show it.
            content_type="application/octet-stream",
        )
        response["X-Content-Type-Options"] = "nosniff"
        response["Content-Security-Policy"] = "sandbox; default-src 'none'"
        return response


def _get_download_name(original) -> str:
    """With the beginning of the sum, so that it is not taken for the cleaned one."""
    name = PurePath(original.file_name)
    return f"{name.stem[:80]}-original-{original.sha256[:12]}{name.suffix}"


class DeleteOriginalView(OriginalsPage):
    """Asks first."""

    template_name = "wagtail_liveconflict/desk/original_delete.html"
    permission = DELETE

    def get(self, request, pk):
        context = self.get_context_data(original=self.original)
        return self.render_to_response(context)

    def post(self, request, pk):
        original = self.original
        try:
            delete_original(original, request.user)
        except OriginalGone as error:
            return self.refuse(original, error)
        messages.success(request, _("The file of the original was deleted."))
        return redirect("liveconflict_original", original.pk)


urlpatterns = [
    path(
        "live-originals/",
        OriginalsView.as_view(),
        name="liveconflict_originals",
    ),
    path(
        "live-originals/<int:pk>/",
        OriginalView.as_view(),
        name="liveconflict_original",
    ),
    path(
        "live-originals/<int:pk>/download/",
        DownloadOriginalView.as_view(),
        name="liveconflict_download_original",
    ),
    path(
        "live-originals/<int:pk>/delete/",
        DeleteOriginalView.as_view(),
        name="liveconflict_delete_original",
    ),
]


class OriginalsMenuItem(MenuItem):
    """Among the reports."""

    def __init__(self):
        super().__init__(
            _("Private originals"),
            reverse("liveconflict_originals"),
            name="liveconflict-originals",
            icon_name="image",
            order=950,
        )

    def is_shown(self, request):
        return may_see_originals(request.user)
