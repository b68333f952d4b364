"""Faces and plates: the tool in the image library with which areas of a picture are
destroyed, and what becomes of the picture that still shows them."""

import json

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import ProtectedError, RestrictedError
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils.translation import gettext as _, gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.images import get_image_model
from wagtail.images.models import SourceImageIOError
from wagtail.images.widgets import AdminImageChooser
from wagtail.log_actions import log

from ..conf import conf
from ..pictures.blurred_copies import keep_unblurred, make_blurred_copy, read_file
from ..pictures.blurring import MOST_AREAS, SMALLEST_AREA, CannotBlur, measure
from ..pictures.usage import find_usage, is_protected
from .asking import InDialogMixin
from .blur_form import BlurForm, Row, describe
from .picture_rights import get_image_policy, may_blur_picture

#: Of the picture that is drawn on: enough for a face, and not too much for a phone.
SHOWN_AS = "max-1600x1600"
REMOVED = gettext_lazy("The unblurred picture has been removed from the library.")
_DESK = "wagtail_liveconflict/desk"


def is_kept() -> bool:
    """Whether the site has a place for unblurred pictures."""
    return conf.LIVECONFLICT_PRIVATE_STORAGE is not None


class UnblurredMixin:
    """What there is to say of the picture that still shows everything."""

    def get_fate(self, image):
        """``usage`` as pairs of a name and of an address, None where this editor has
        none; the rest as truths."""
        finder = AdminURLFinder(self.request.user)
        usage = []
        for item in find_usage(image):
            url = finder.get_edit_url(item)
            # In Wagtail's own words: who may not edit it does not read its headline.
            private = _("(Private %(object)s)") % {"object": item._meta.verbose_name}
            usage.append((str(item) if url else private, url))
        may_delete = get_image_policy().user_has_permission_for_instance(
            self.request.user, "delete", image
        )
        return {
            "usage": usage,
            "may_delete": may_delete,
            "can_remove": may_delete and not usage and not is_protected(image),
            "is_kept": is_kept(),
        }

    def show_done(self, image, copy, problem="", status=200):
        context = {
            "image": image,
            "copy": copy,
            "problem": problem,
            "chosen": json.dumps(AdminImageChooser().get_value_data(copy)),
            # Asked again once it has been put into the block.
            "is_used": "used" in self.request.GET,
            **self.get_fate(image),
        }
        pages = (f"{_DESK}/blurred.html", f"{_DESK}/_blurred.html")
        response = self.render_form(*pages, context)
        response.status_code = status
        return response

    def remove(self, image) -> str:
        """Delete a picture that is used nowhere, and its file. Gives the reason why not,
        else ""."""
        fate = self.get_fate(image)
        if not fate["may_delete"]:
            return _("You may not delete this picture.")
        if not fate["can_remove"]:
            return _("The unblurred picture is still in use, so it was not removed.")
        if fate["is_kept"] and not keep_unblurred(image, self.request.user):
            return _(
                "The private storage did not take the unblurred picture, so it was not "
                "removed. Tell whoever looks after the site."
            )
        try:
            with transaction.atomic():
                log(image, "wagtail.delete", user=self.request.user, deleted=True)
                image.delete()
        except (ProtectedError, RestrictedError):
            return _("The unblurred picture is still in use, so it was not removed.")
        return ""


class BlurView(UnblurredMixin, InDialogMixin, View):
    """The tool. A POST makes the new picture, and shows what it is good for."""

    http_method_names = ["get", "post"]

    def setup(self, request, *args, pk, **kwargs):
        super().setup(request, *args, **kwargs)
        self.image = get_object_or_404(get_image_model(), pk=pk)

    def dispatch(self, request, *args, **kwargs):
        if not may_blur_picture(request.user, self.image):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, **kwargs):
        return self.respond(BlurForm())

    def post(self, request, **kwargs):
        form = BlurForm.read(request.POST)
        if form.is_valid and request.POST.get("picture") != self.image.get_file_hash():
            form.error = _(
                "The picture has been replaced meanwhile. Look at it, and mark the areas "
                "again."
            )
        copy = None
        if form.is_valid:
            copy = self.make_copy(form)
        if copy is None:
            return self.respond(form, status=400)
        problem = ""
        if is_kept() and not keep_unblurred(self.image, request.user):
            problem = _("The private storage did not take the unblurred picture.")
        elif "remove" in request.POST:
            problem = self.remove(self.image)
            if not problem:
                messages.success(request, REMOVED)
                return redirect("wagtailimages:edit", copy.pk)
        if self.is_in_dialog:
            return self.show_done(self.image, copy, problem)
        if problem:
            messages.error(request, problem)
        return redirect("liveconflict_blurred", self.image.pk, copy.pk)

    def make_copy(self, form):
        """None, and the form says why, where there is none."""
        try:
            if self.image.is_svg():
                raise CannotBlur("vector")
            return make_blurred_copy(self.image, form.areas, self.request.user)
        except CannotBlur as error:
            form.refuse(error)
        except OSError:
            form.refuse(CannotBlur("damaged"))
        return None

    def respond(self, form, status=200):
        context = {"image": self.image, "form": form, "most": MOST_AREAS}
        try:
            context |= self.describe_picture()
        except CannotBlur as error:
            context["problem"] = describe(error.code)
        response = self.render_form(
            f"{_DESK}/blur.html", f"{_DESK}/_blur.html", context
        )
        response.status_code = status
        return response

    def describe_picture(self):
        """Raises ``CannotBlur`` where the tool would be of no use."""
        if self.image.is_svg():
            raise CannotBlur("vector")
        try:
            content = read_file(self.image)
            width, height = measure(content)
            shown = self.image.get_rendition(SHOWN_AS)
        except (OSError, SourceImageIOError) as error:
            raise CannotBlur("damaged") from error
        return {
            "width": width,
            "height": height,
            "shown": shown,
            "empty_row": Row(),
            "smallest": SMALLEST_AREA,
            # In a dialog it is asked about later, once the block has the new picture.
            **(
                {"is_kept": is_kept()}
                if self.is_in_dialog
                else self.get_fate(self.image)
            ),
        }


class BlurredView(UnblurredMixin, InDialogMixin, View):
    """The new picture beside the one it was made of. A POST takes that one away."""

    http_method_names = ["get", "post"]

    def setup(self, request, *args, pk, new_pk, **kwargs):
        super().setup(request, *args, **kwargs)
        self.image = get_object_or_404(get_image_model(), pk=pk)
        self.copy = get_object_or_404(get_image_model(), pk=new_pk)

    def dispatch(self, request, *args, **kwargs):
        for image in (self.image, self.copy):
            if not may_blur_picture(request.user, image):
                raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, **kwargs):
        return self.show_done(self.image, self.copy)

    def post(self, request, **kwargs):
        problem = self.remove(self.image)
        if problem:
            return self.show_done(self.image, self.copy, problem, status=409)
        if self.is_in_dialog:
            context = {"copy": self.copy, "said": REMOVED}
            return self.render_form("", f"{_DESK}/_blurred.html", context)
        messages.success(request, REMOVED)
        return redirect("wagtailimages:edit", self.copy.pk)


urlpatterns = [
    path("live-pictures/<int:pk>/blur/", BlurView.as_view(), name="liveconflict_blur"),
    path(
        "live-pictures/<int:pk>/blurred/<int:new_pk>/",
        BlurredView.as_view(),
        name="liveconflict_blurred",
    ),
]
