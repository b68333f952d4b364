"""Contested names, and claims that nobody has established said as our own, among
Wagtail's content checks: in the panel beside the editor and in the user bar of a live
blog.

Wagtail shows one message for each rule, so that each contested name is a rule of its
own. What there is to find the server has found: in the preview of an update the list
of warnings stands above it; a live blog's own texts are all reported at its title.
"""

from django.utils.translation import gettext as _
from wagtail.admin.userbar import BaseItem, ContentCheckerItem

from ..editorial.warnings import find_page_warnings
from ..glossary import get_entries
from ..models import ContestedName, LiveBlogMixin, LiveUpdate

CHECK = "liveconflict-contested-name"
OWN_VOICE = "liveconflict-own-voice"


class CheckScript(BaseItem):
    """Shows nothing in the user bar; brings the script of the check."""

    class Media:
        js = ("wagtail_liveconflict/preview.js",)

    def render_html(self, parent_context=None):
        return ""


def add_contested_names(request, items, page):
    """Wagtail's hook for the user bar, which also asks it for the checks that the
    editor runs in its preview."""
    checkers = [item for item in items if isinstance(item, ContentCheckerItem)]
    if not checkers:
        return
    live_blog = page if isinstance(page, LiveBlogMixin) else _get_live_blog(request)
    if live_blog is None:
        return
    if any(checker.in_editor for checker in checkers):
        messages = _get_messages(get_entries(live_blog.language_code))
        selectors = {}
    else:
        messages, selectors = _get_found(request, live_blog)
        items.append(CheckScript())
    # Both windows have to know the same rules, or the checks stop altogether: those
    # that were switched on or off in the meantime as well.
    ids = list(ContestedName.objects.order_by("pk").values_list("pk", flat=True))
    rules = {
        _get_rule_id(name_id): selectors.get(
            name_id, f'[data-contested-name="{name_id}"]'
        )
        for name_id in ids
    }
    rules[OWN_VOICE] = "[data-own-voice]"
    messages[OWN_VOICE] = {
        "error_name": _("A claim said as our own"),
        "help_text": _("Say who says it, or show the claim with its status."),
    }
    for checker in checkers:
        _add_rules(checker, rules, messages)


def _get_live_blog(request):
    """The live blog of the update that is being edited, or None."""
    match = getattr(request, "resolver_match", None)
    viewset = LiveUpdate.snippet_viewset
    if match is None or match.namespace != viewset.url_namespace:
        return None
    page_pk, update_pk = match.kwargs.get("page_pk"), match.kwargs.get("pk")
    if page_pk is None and update_pk is None:
        return None
    pages = LiveUpdate._meta.get_field("page").related_model.objects
    if page_pk is not None:
        page = pages.filter(pk=page_pk).first()
    else:
        page = pages.filter(live_updates=update_pk).first()
    return page and page.specific


def _get_messages(entries):
    return {
        _get_rule_id(entry.name_id): {
            "error_name": _("Contested name: %(name)s") % {"name": entry.term},
            "help_text": _("The house form is “%(house_form)s”. %(reason)s")
            % {"house_form": entry.house_form, "reason": entry.reason},
        }
        for entry in entries
    }


def _get_found(request, live_blog):
    """Messages and selectors of the names that the page shows in another form."""
    listed = getattr(request, "liveconflict_warnings", None)
    if listed is None:
        # There is no list: the page itself is shown. Its title stands for it.
        found = {w.contested.name_id for w in find_page_warnings(live_blog)}
        selectors = dict.fromkeys(found, "h1")
    else:
        found = {w.contested.name_id for w in listed if w.contested}
        selectors = {}
    entries = get_entries(live_blog.language_code) if found else ()
    return _get_messages(e for e in entries if e.name_id in found), selectors


def _get_rule_id(name_id):
    return f"{CHECK}-{name_id}"


def _add_rules(checker, selectors, messages):
    rules = [
        {
            "id": rule_id,
            "impact": "moderate",
            "selector": selector,
            "tags": ["best-practice"],
            "any": [CHECK],
            "enabled": True,
        }
        for rule_id, selector in selectors.items()
    ]
    # On this object alone; whatever class of checker a site has put in its place.
    checker.axe_custom_rules = [*checker.axe_custom_rules, *rules]
    checker.axe_custom_checks = [*checker.axe_custom_checks, {"id": CHECK}]
    checker.axe_messages = {**checker.axe_messages, **messages}
    # Axe takes names of rules or tags of rules there, not both.
    if checker.axe_run_only and "best-practice" not in checker.axe_run_only:
        checker.axe_run_only = [*checker.axe_run_only, *(r["id"] for r in rules)]
