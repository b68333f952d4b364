"""The way from a picture in the admin to its private originals."""

from django import template

from ..conf import conf
from ..desk.originals import get_originals_url, may_see_originals
from ..models import PictureOriginal

register = template.Library()


@register.inclusion_tag(
    "wagtail_liveconflict/desk/_originals_link.html", takes_context=True
)
def liveconflict_originals_link(context, image):
    """A link, for whoever may follow it; nothing is asked of the database for others."""
    request = context.get("request")
    if request is None or not may_see_originals(request.user):
        return {}
    count = PictureOriginal.objects.filter(image_key=str(image.pk)).count()
    if not count and conf.LIVECONFLICT_PRIVATE_STORAGE is None:
        return {}
    return {"count": count, "url": get_originals_url(image), "is_shown": True}
