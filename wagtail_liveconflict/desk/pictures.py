"""Pictures that are pasted into the composer, dropped there or chosen: each goes into
the site's image library, by the rules that the site has for it."""

from functools import partial
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import JsonResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views import View
from wagtail.images import get_image_model
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import get_image_form
from wagtail.images.widgets import AdminImageChooser

from ..permissions import may_on_page
from ..pictures.exceptions import OriginalNotKept
from ..pictures.limits import DAMAGED, refuse_too_many_pixels
from ..pictures.tasks import make_renditions_task
from ..sanitise import one_line
from .composer import get_live_blog
from .picture_rights import get_image_policy

#: What browsers call a picture that has no name, as one from a clipboard.
_NAMELESS = {"", "image", "blob"}


class PicturesView(View):
    """``POST picture=<one file>``, answered in JSON.

    200 with the picture as Wagtail's image chooser wants it (``id``, ``title``,
    ``edit_url``, ``preview``, ``default_alt_text``), and the ``alt_text`` to begin
    with: "" where nobody has described the picture. 400, 403 and 503 (its original
    cannot be kept) with ``errors``.
    """

    http_method_names = ["post"]

    def post(self, request, page_pk):
        policy = get_image_policy()
        collection = policy.collections_user_has_permission_for(
            request.user, "add"
        ).first()
        live_blog = get_live_blog(page_pk)
        if collection is None or not may_on_page(request.user, "add", live_blog):
            return _refuse([_("You may not add pictures here.")], status=403)
        files = request.FILES.getlist("picture")
        if len(files) != 1:
            return _refuse([_("Send one picture at a time.")])
        form = get_image_form(get_image_model())(
            {
                "title": self.get_title(files[0].name, live_blog),
                "collection": collection.pk,
            },
            {"file": files[0]},
            user=request.user,
        )
        try:
            if isinstance(field := form.fields.get("file"), WagtailImageField):
                refuse_too_many_pixels(files[0], field)
            if not form.is_valid():
                return _refuse(_list_errors(form))
        except ValidationError as error:
            return _refuse(error.messages)
        except Exception:
            # Wagtail reads all of it to count its pixels, and catches nothing of what
            # each format has of its own.
            return _refuse([DAMAGED])
        image = form.save(commit=False)
        image.uploaded_by_user = request.user
        # A retry after an answer that was lost.
        same = type(image).objects.filter(
            uploaded_by_user=request.user, file_hash=image.file_hash
        )
        known = same.first()
        if not known:
            try:
                image.save()
            except OriginalNotKept as error:
                return _refuse([error.message], status=503)
        try:
            answer = _describe(known or image)
        except Exception:
            # It can be read, and nothing can be made of it.
            if not known:
                image.delete()
            return _refuse([DAMAGED])
        # The editor writes its alt text meanwhile, and publishes without waiting.
        enqueue = partial(make_renditions_task.enqueue, answer["id"])
        transaction.on_commit(enqueue, robust=True)
        return JsonResponse(answer)

    def get_title(self, name, live_blog):
        stem = PurePath(one_line(name)).stem
        # Either is no longer than a title may be.
        return str(live_blog) if stem.casefold() in _NAMELESS else stem


def _describe(image):
    chosen = AdminImageChooser().get_value_data(image)
    alt_text = chosen["default_alt_text"]
    if alt_text == image.title:
        # The name of a file, which tells nobody what is to be seen.
        alt_text = ""
    return {**chosen, "alt_text": alt_text}


def _refuse(errors, status=400):
    return JsonResponse({"errors": errors}, status=status)


def _list_errors(form):
    """Those of the file, or what the site asks of a picture besides."""
    if "file" in form.errors:
        return [str(error) for error in form.errors["file"]]
    missing = [
        f"{capfirst(form.fields[name].label or name)}: {error}"
        for name, errors in form.errors.items()
        if name in form.fields
        for error in errors
    ]
    return [
        _("Add this picture in the image library, where more is asked of it:"),
        *missing,
        *map(str, form.non_field_errors()),
    ]
