from django.template.response import TemplateResponse
from django.utils import translation

from ..reader.newsroom import preview_newsroom
from ..reader.site_page import get_base_template


def render_preview(request, language: str):
    """A page of the site with the notice on it, in one of the site's languages."""
    request.liveconflict_previews_notice = True
    with translation.override(language):
        return TemplateResponse(
            request,
            "wagtail_liveconflict/notices/cookie_notice_preview.html",
            {"base_template": get_base_template(), "tag": "{% cookie_notice %}"},
        ).render()


def render_newsroom_preview(request, newsroom):
    """The line that says who answers for the site, as it is being edited."""
    preview_newsroom(request, newsroom)
    return TemplateResponse(
        request,
        "wagtail_liveconflict/notices/colophon_preview.html",
        {"base_template": get_base_template(), "tag": "{% colophon %}"},
    ).render()
