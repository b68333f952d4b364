"""What stands on a card: what readers see of an update or of a live blog, in the active
language and time zone. Nothing is queried for an update whose body is loaded."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, pgettext

from ..attribution.speaker import tidy
from ..blocks.claim_facts import WITHDRAWN
from ..blocks.claim_words import get_status_word
from ..blocks.finding import find_values
from ..blocks.quote_value import QuoteValue
from ..blocks.verification import VerificationValue
from ..languages import get_direction
from ..models import LiveFeed, LiveUpdate
from ..moments import describe_for_people
from .drawing import Card, Mark

#: More than these say nothing on a picture.
_MOST_MARKS = 3


def compose_blog_card(page, feed: LiveFeed, publication: str) -> Card:
    """Its title, the day on which it began, and whether it is live."""
    began = feed.started_at or page.coverage_start or page.first_published_at
    is_live = feed.state == LiveFeed.State.LIVE
    return Card(
        publication=publication,
        headline=page.title,
        time=_describe_day(began) if began else "",
        live_label=pgettext("live blog", "Live") if is_live else "",
        **_in_language(),
    )


def compose_update_card(update: LiveUpdate, publication: str) -> Card:
    """Its headline, else its first quote, else its first words; of a withdrawn one
    only that it is."""
    if update.is_withdrawn:
        return Card(
            publication=publication,
            headline=gettext("This update has been withdrawn"),
            time=_describe_moment(update.withdrawn_at),
            **_in_language(),
        )
    quotes = find_quotes(update)
    if update.headline.strip() or not quotes:
        words = {"headline": _find_headline(update)}
    else:
        words = _describe_quote(quotes[0])
    return _compose(update, publication, words)


def compose_quote_card(update: LiveUpdate, quote: QuoteValue, publication: str) -> Card:
    """One quote of an update that readers have."""
    return _compose(update, publication, _describe_quote(quote))


def find_quotes(update: LiveUpdate) -> list[QuoteValue]:
    return [quote for _path, quote in find_values(update.body, QuoteValue)]


def describe_card(card: Card) -> str:
    """The card in words, for those who do not see it."""
    words = card.headline
    if card.quote:
        words = " – ".join(filter(None, (card.quote, card.speaker, card.role)))
    marks = (f"{mark.word} ({mark.as_of})" for mark in card.marks)
    return ". ".join([words, *marks])


def _compose(update, publication, words: dict) -> Card:
    return Card(
        publication=publication,
        marks=_find_marks(update),
        time=_describe_moment(update.first_published_at),
        **words,
        **_in_language(),
    )


def _find_headline(update) -> str:
    if headline := update.headline.strip():
        return headline
    name = update.get_accessible_name()
    # It has no words of its own: then those of its claim stand for it.
    if name == gettext("Update without a headline"):
        claims = [each for each in _find_claims(update) if not each.is_withdrawn]
        return claims[0].sentence if claims else name
    return name


def _describe_quote(quote: QuoteValue) -> dict:
    told = tidy(quote.attribution)
    role = ", ".join(filter(None, (told.role, told.affiliation)))
    return {
        "quote": " ".join((quote.get("text") or "").split()),
        "speaker": told.speaker,
        "role": role or told.description,
        "is_verbatim": quote.shows_quotation_marks,
    }


def _find_claims(update):
    values = find_values(update.body, VerificationValue)
    claims = (value.get("claim") for _path, value in values)
    return [claim for claim in claims if claim]


def _find_marks(update) -> tuple[Mark, ...]:
    marks = {}
    for claim in _find_claims(update):
        status, moment = claim.status, claim.as_of
        word = get_status_word(status, claim.finding)
        if claim.is_withdrawn:
            status, moment = WITHDRAWN, claim.withdrawn_at
            word = gettext("Claim withdrawn")
        # Two of the same status are one mark, as of when the older was.
        _status, as_of = marks.get(word, (None, moment))
        marks[word] = status, min(as_of, moment)
    posted_on = timezone.localdate(update.first_published_at)
    found = []
    for word, (status, as_of) in list(marks.items())[:_MOST_MARKS]:
        # The day stands on the card already.
        is_same_day = timezone.localdate(as_of) == posted_on
        moment = (_describe_clock if is_same_day else _describe_moment)(as_of)
        found.append(Mark(status, word, f"{gettext('as of')} {moment}"))
    return tuple(found)


def _in_language() -> dict:
    language = get_language() or "en"
    return {"language": language, "is_rtl": get_direction(language) == "rtl"}


# With the year: a picture is looked at for long, and is not drawn anew when it ends.


def _describe_day(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "j E Y")


def _describe_clock(moment: datetime) -> str:
    return describe_for_people(moment, "time")


def _describe_moment(moment: datetime) -> str:
    return f"{_describe_day(moment)}, {_describe_clock(moment)}"
