"""What stands in the header of an image's page in the image library."""

from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import HeaderButton
from wagtail.images.views.images import EditView

from ..conf import conf
from ..models import PictureOriginal
from .originals import get_originals_url, may_see_originals
from .picture_rights import may_blur_picture


class EditImageView(EditView):
    """Wagtail's own page of an image, with the ways to the tool that blurs and to the
    originals in its header.

    Wagtail has no hook for buttons there. The address stays; only what answers it is
    looked for here first.
    """

    @cached_property
    def header_buttons(self):
        ours = [self.make_blur_button(), self.make_originals_button()]
        return [*super().header_buttons, *filter(None, ours)]

    def make_blur_button(self):
        image = self.object
        if image.is_svg() or not may_blur_picture(self.request.user, image):
            return None
        url = reverse("liveconflict_blur", args=[image.pk])
        return HeaderButton(_("Blur areas"), url=url, icon_name="no-view", priority=5)

    def make_originals_button(self):
        """Nothing is asked of the database for those who may not see them."""
        if not may_see_originals(self.request.user):
            return None
        kept = PictureOriginal.objects.filter(image_key=str(self.object.pk))
        count = kept.count()
        if not count and conf.LIVECONFLICT_PRIVATE_STORAGE is None:
            return None
        words = _("Private originals (%(count)s)") % {"count": count}
        url = get_originals_url(self.object)
        return HeaderButton(words, url=url, icon_name="lock", priority=6)


urlpatterns = [path("images/<int:image_id>/", EditImageView.as_view())]
