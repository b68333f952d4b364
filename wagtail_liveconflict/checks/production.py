"""What only matters once readers are there: ``manage.py check --deploy``.

Cookies over HTTPS are not among it. Django has checks for its own (security.W012 and
W016), and the app's notice marks its cookie as secure by itself wherever the page
came by HTTPS.
"""

from django.core.checks import Info

from .registering import check


@check(deploy=True)
def check_image_metadata(databases):
    yield Info(
        "Pictures keep the data that the camera has written into them, the place among "
        "it: this version removes none of it.",
        hint="Have it removed before a picture is uploaded, such as by “exiftool "
        "-all= picture.jpg”. Then silence this check.",
        id="wagtail_liveconflict.I005",
    )
