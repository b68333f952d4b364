"""What is worth a second look before an update is published. An editor may leave all
of it as it is."""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.blocks import StructValue
from wagtail.rich_text import RichText

from ..attribution import Kind
from ..blocks.embed import EmbedCardBlock
from ..blocks.finding import Path, find_values
from ..blocks.gallery import GalleryBlock, GalleryPictureBlock
from ..blocks.image import ImageWithCreditBlock
from ..blocks.more_stories import StoryPickBlock
from ..blocks.quote import QuoteFromSourceBlock
from ..blocks.quote_rules import find_warnings as find_quote_warnings
from ..blocks.quote_value import QuoteValue
from ..blocks.verification import VerificationStatusBlock
from ..blocks.video import VideoBlock
from ..glossary import Found, fold, get_finder
from ..models import Claim
from ..stories.hidden import find_hidden
from ..verification import Status
from ..writing import get_written_language, get_written_live_blog, writing_for
from .own_voice import get_finder as get_claim_finder

#: Fields of the update itself that hold free text.
TEXT_FIELDS = ("headline", "event_place")
_LINE_ENDS = re.compile(r"(?i)</(?:p|li|h[1-6])>|<br\s*/?>")
_IN_OUR_WORDS = (Kind.PARAPHRASE, Kind.RELAYED)
_WITH_CAPTION = (ImageWithCreditBlock, GalleryPictureBlock, VideoBlock)
#: What is ours in a block. In a quote, never what its source said or is called.
OWN_WORDS = (
    (EmbedCardBlock, ("title", "text")),
    (ImageWithCreditBlock, ("caption", "credit")),
    (GalleryBlock, ("title",)),
    (GalleryPictureBlock, ("caption", "credit")),
    # Of a video never the transcript: there others speak.
    (VideoBlock, ("title", "caption", "credit")),
    (VerificationStatusBlock, ("note",)),
    (StoryPickBlock, ("kicker", "title", "teaser")),
    (
        QuoteFromSourceBlock,
        (
            "verb_reason",
            "role",
            "affiliation",
            "description",
            "anonymity_reason",
            "translation_note",
            "context_note",
        ),
    ),
)


@dataclass(frozen=True)
class UpdateWarning:
    """Something to look at again, and where it stands."""

    #: Of the block in the body, as in ``blocks.finding``; () for the update's own
    #: fields.
    path: Path
    #: Name of the field there, "" where the block itself is one.
    field: str
    #: What it is about; the same for the same question at another place.
    code: str
    #: In the language that was active when it was found.
    message: str
    #: Where it is about a contested name: which.
    contested: Found | None = None
    #: Where it is about a claim that we say ourselves: its id.
    claim_id: int | None = None


def find_warnings(update) -> list[UpdateWarning]:
    """What an editor should look at again in ``update``, in the order of its parts."""
    page = update.page.specific
    with writing_for(page):
        texts = {name: getattr(update, name) for name in TEXT_FIELDS}
        return find_warnings_in(texts, update.body)


def find_warnings_in(texts: dict[str, str], body) -> list[UpdateWarning]:
    """The same for the parts of an update: its own texts by field, and a stream
    value. For the live blog of :func:`~wagtail_liveconflict.writing.writing_for`."""
    found = []
    find = get_finder(get_written_language())
    for field, text in texts.items():
        found += _check_names(find, (), field, text)
    for path, value in walk(body or (), ()):
        if isinstance(value, QuoteValue):
            found += [
                UpdateWarning(path, warning.field, warning.code, str(warning.message))
                for warning in find_quote_warnings(value)
            ]
        for field, text in _get_own_words(value):
            found += _check_names(find, path, field, text)
    found += [*_check_own_voice(texts, body), *_check_stories(body)]
    found += _check_videos(body)
    for hook in hooks.get_hooks("construct_live_update_warnings"):
        hook(found, texts, body, get_written_live_blog())
    return found


def leave_out_repeated(warnings: Iterable[UpdateWarning]) -> list[UpdateWarning]:
    """The first of each message, for lists that do not say where it stands."""
    return list(
        {warning.message: warning for warning in reversed(list(warnings))}.values()
    )[::-1]


def find_page_warnings(page) -> list[UpdateWarning]:
    """What an editor should look at again in a live blog's own texts."""
    found = []
    with writing_for(page):
        find = get_finder(get_written_language())
        for field in ("title", "standfirst"):
            found += _check_names(find, (), field, getattr(page, field))
        for path, value in walk(page.summary or (), ("summary",)):
            for field, text in _get_own_words(value):
                found += _check_names(find, path, field, text)
    return found


def _check_names(find, path, field, text) -> Iterator[UpdateWarning]:
    seen = set()
    for name in find(text or ""):
        code = f"contested:{fold(name.form).lower()}"
        if code not in seen:
            seen.add(code)
            yield UpdateWarning(path, field, code, _describe(name), name)


def _describe(name: Found) -> str:
    return _("“%(form)s”: the house form is “%(house_form)s”. %(reason)s") % {
        "form": name.form,
        "house_form": name.house_form,
        "reason": name.reason,
    }


def _check_own_voice(texts, body) -> Iterator[UpdateWarning]:
    """Claims that nobody has established, said as ours; an update that shows the
    status beside them says so."""
    live_blog = get_written_live_blog()
    if live_blog is None:
        return
    find = get_claim_finder(live_blog)
    shown = {claim.pk for _path, claim in find_values(body or (), Claim)}
    said = [((), "headline", texts.get("headline"))]
    for path, value in walk(body or (), ()):
        if isinstance(value, RichText):
            said.append((path, "", read_lines(value.source)))
        elif isinstance(value, StructValue) and isinstance(value.block, _WITH_CAPTION):
            said.append((path, "caption", value.get("caption")))
    for path, field, text in said:
        for claim in find(text, shown) if text else ():
            message = _(
                "“%(claim)s” has the status “%(status)s”, and this says it as our own. "
                "Say who says it, or show the claim here."
            ) % {"claim": claim.sentence, "status": Status(claim.status).label}
            code = f"own_voice:{claim.pk}"
            yield UpdateWarning(path, field, code, message, claim_id=claim.pk)


def _check_stories(body) -> Iterator[UpdateWarning]:
    """Picks that readers of the live blog do not get."""
    live_blog = get_written_live_blog()
    picks = [
        (path, value["page"].pk)
        for path, value in walk(body or (), ())
        if isinstance(value, StructValue)
        and isinstance(value.block, StoryPickBlock)
        and value.get("page")
    ]
    if live_blog is None or not picks:
        return
    hidden = {s.page_id: s for s in find_hidden([pk for _p, pk in picks], live_blog)}
    for path, pk in picks:
        if story := hidden.get(pk):
            message = _("%(reason)s Readers do not get it here.") % {
                "reason": story.message
            }
            yield UpdateWarning(path, "page", f"story:{story.reason}:{pk}", message)


def _check_videos(body) -> Iterator[UpdateWarning]:
    """Videos of our own that say nothing to those who do not hear them."""
    for path, value in walk(body or (), ()):
        is_video = isinstance(value, StructValue) and isinstance(
            value.block, VideoBlock
        )
        if not is_video or not value.get("file"):
            continue
        if not (value.get("captions") or value.get("transcript")):
            message = _(
                "This video has neither captions nor a transcript: who does not hear "
                "it gets nothing of what is said."
            )
            yield UpdateWarning(path, "captions", "video:words", message)


def walk(value, path: Path) -> Iterator[tuple[Path, object]]:
    """Every block value with its place, at whatever depth a site nests them."""
    if hasattr(value, "block_type"):
        value = value.value
    yield path, value
    if isinstance(value, QuoteValue | str | bytes):
        return
    if isinstance(value, dict):
        children = value.items()
    elif isinstance(value, Iterable):
        children = enumerate(value)
    else:
        return
    for step, child in children:
        yield from walk(child, (*path, step))


def _get_own_words(value) -> Iterator[tuple[str, str]]:
    """Pairs of a field in a block value, and what is written there in our words."""
    if isinstance(value, RichText):
        yield "", read_lines(value.source)
    elif isinstance(value, StructValue):
        for block_class, fields in OWN_WORDS:
            if isinstance(value.block, block_class):
                yield from ((field, value.get(field) or "") for field in fields)
        if isinstance(value, QuoteValue) and value.get("kind") in _IN_OUR_WORDS:
            yield "text", value.get("text") or ""
    elif alt_text := getattr(value, "contextual_alt_text", None):
        yield "alt_text", alt_text


def read_lines(source: str) -> str:
    """The words of a rich text, each paragraph on a line of its own."""
    return html.unescape(strip_tags(_LINE_ENDS.sub("\n", source)))
