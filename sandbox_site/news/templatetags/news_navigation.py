from django import template
from wagtail.models import Site

register = template.Library()


@register.simple_tag(takes_context=True)
def site_home(context):
    """The page at the site's root, or None where the request matches no site."""
    request = context.get("request")
    site = Site.find_for_request(request) if request else None
    return site.root_page if site else None


@register.simple_tag
def menu_pages(home):
    """The published pages that the site shows in its menu, in the order of the page tree."""
    return home.get_children().live().public().in_menu() if home else []
