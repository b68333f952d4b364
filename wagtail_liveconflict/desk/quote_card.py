"""The square picture of a quote, for editors to download and post elsewhere."""

import logging

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin import messages

from ..models import LiveUpdate, NewsroomSettings
from ..permissions import may_on_page
from ..reader.locale import in_words_of
from ..reader.newsroom import get_newsroom, get_publisher_name
from ..reader.rendering import load_bodies
from ..share_cards.composing import compose_quote_card, find_quotes
from ..share_cards.drawing import Card, draw_quote_card
from ..share_cards.options import InvalidOptions, Options, read_options
from ..share_cards.versions import add_logo, read_style
from .composer import get_desk_url

logger = logging.getLogger("wagtail_liveconflict.share_cards")

_ENDINGS = {"image/jpeg": "jpg", "image/png": "png"}


class QuoteCardView(View):
    """For who may read the desk. Of what readers see of an update, never of a draft; of
    several quotes, which one is asked first."""

    def get(self, request, pk):
        update = get_object_or_404(LiveUpdate.objects.select_related("page"), pk=pk)
        page = update.page.specific
        if not may_on_page(request.user, "view", page):
            raise PermissionDenied
        cards = _compose(page, update)
        if not cards:
            messages.warning(
                request,
                _(
                    "This update has no quote that readers see in the speaker’s own words."
                ),
            )
            return redirect(get_desk_url(page.pk))
        number = request.GET.get("quote", "" if len(cards) > 1 else "1")
        if not number:
            return render(
                request,
                "wagtail_liveconflict/desk/quote_card.html",
                {
                    "page_title": _("Quote card"),
                    "update": update,
                    "cards": cards,
                    "back_url": get_desk_url(page.pk),
                },
            )
        names = {str(position): card for position, card in enumerate(cards, start=1)}
        if number not in names:
            raise Http404
        return self._download(page, update, names[number])

    def _download(self, page, update, card):
        try:
            drawn = draw_quote_card(card, _get_style(page))
        except Exception:
            logger.exception("The quote card of update %s cannot be drawn", update.pk)
            messages.error(
                self.request,
                _("The card could not be drawn. The reason is in the log of the site."),
            )
            return redirect(get_desk_url(page.pk))
        response = HttpResponse(drawn.content, content_type=drawn.content_type)
        response["Content-Disposition"] = content_disposition_header(
            True, _name_file(page, update, card, drawn.content_type)
        )
        response["Cache-Control"] = "no-store"
        return response


def _compose(page, update) -> list[Card]:
    if not LiveUpdate.objects.public().filter(pk=update.pk).exists():
        return []
    newsroom = get_newsroom(page)
    publication = get_publisher_name(newsroom) if newsroom else ""
    with in_words_of(page):
        load_bodies([update], page)
        return [
            compose_quote_card(update, quote, publication)
            for quote in find_quotes(update)
        ]


def _get_style(page):
    """Where the setting cannot be read, as it is without; a system check says so."""
    newsroom = get_newsroom(page) or NewsroomSettings()
    try:
        style = read_style(newsroom, read_options())
    except InvalidOptions:
        style = read_style(newsroom, Options())
    return add_logo(style, newsroom)


def _name_file(page, update, card, content_type) -> str:
    """By who said it, and when readers had it: ``mayor-of-ternwell-2026-11-28.png``."""
    day = update.first_published_at.astimezone(page.zone).date()
    who = slugify(card.speaker, allow_unicode=True)[:60].strip("-_") or "quote"
    return f"{who}-{day.isoformat()}.{_ENDINGS.get(content_type, 'bin')}"
