"""What only matters once readers are there: ``manage.py check --deploy``.

Cookies over HTTPS are not among it. Django has checks for its own (security.W012 and
W016), and the app's notice marks its cookie as secure by itself wherever the page
came by HTTPS.
"""

from django.core.checks import Info
from wagtail.images.forms import get_image_base_form

from ..conf import conf
from ..pictures.limits import CheckedImageForm
from .registering import check


@check(deploy=True)
def check_kept_metadata(databases):
    if conf.LIVECONFLICT_IMAGE_METADATA != "keep":
        return
    yield Info(
        "Pictures in the image library keep the data that the camera has written into "
        "them, the place among it: LIVECONFLICT_IMAGE_METADATA is “keep”.",
        hint="Remove the setting, or see to it that no original can be reached by "
        "readers, and silence this check.",
        id="wagtail_liveconflict.I005",
    )


@check(deploy=True)
def check_image_form(databases):
    try:
        is_checked = issubclass(get_image_base_form(), CheckedImageForm)
    except Exception:
        # What cannot be imported is said by whoever asks for it.
        return
    if not is_checked:
        yield Info(
            "A damaged picture is a server error in the image library.",
            hint="Set WAGTAILIMAGES_IMAGE_FORM_BASE to "
            "“wagtail_liveconflict.pictures.limits.CheckedImageForm”, or let your form "
            "inherit from that.",
            id="wagtail_liveconflict.I040",
        )
