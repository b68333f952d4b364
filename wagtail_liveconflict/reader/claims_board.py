"""All claims that a live blog shows, by status; as a page, and as JSON beside it."""

import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import gettext, gettext_lazy as _, pgettext_lazy
from django.views.decorators.http import require_safe

from ..blocks.claim_facts import get_claim_facts, read_claim
from ..delivery.message import CACHE_CONTROL, CONTENT_TYPE, encode
from ..models import Claim, ClaimAppearance, LiveUpdate
from ..moments import describe_for_machines
from ..verification import Status
from .addresses import get_full_permalink, get_full_url
from .claim_loading import load_claims
from .feeds import get_public_feed
from .fingerprint import get_fingerprint
from .locale import in_words_of
from .rendered import NAME, Rendered
from .shared_response import SharedResponse
from .site_page import get_base_template, is_for_everybody

#: A claim may stand in a thousand updates; the others are counted.
UPDATES_LISTED = 10
#: Seconds for which a page is taken for the same while no change is appended.
_KEPT = 300

_S = Status
#: Code and heading of each group, and the statuses in it.
_GROUPS = (
    ("verified", _S.VERIFIED.label, {_S.VERIFIED}),
    ("corroborated", _S.CORROBORATED.label, {_S.CORROBORATED}),
    ("disputed", _S.DISPUTED.label, {_S.DISPUTED}),
    ("false", _("False or misleading"), {_S.FALSE}),
    ("inconclusive", _S.INCONCLUSIVE.label, {_S.INCONCLUSIVE}),
    ("open", pgettext_lazy("claims", "Still open"), {_S.UNVERIFIED, _S.CHECKING}),
    ("withdrawn", pgettext_lazy("claims", "Withdrawn"), set()),
)


@dataclass
class Entry:
    """A claim with the newest updates of the live blog that show it."""

    claim: Claim
    group: str
    changed_at: datetime
    updates: list[LiveUpdate]
    #: How many further updates show it.
    more: int = 0

    @property
    def anchor(self) -> str:
        return f"claim-{self.claim.pk}"

    @property
    def shown(self) -> dict:
        return read_claim(self.claim)


@require_safe
def serve_claims(request, page):
    """The board in the blog's language and zone; as JSON with ``?format=json``."""
    is_json = request.GET.get("format") == "json"
    # Before anything that it stands for is read.
    feed = get_public_feed(page.pk)
    is_shared = feed is not None and (is_json or is_for_everybody(request))
    etag = _make_etag(page, feed, is_json) if is_shared else ""
    if is_shared:
        head = _finish(SharedResponse(), page, etag, is_shared)
        answer = get_conditional_response(request, etag=etag, response=head)
        if answer is not head:
            return answer
    with in_words_of(page):
        entries = find_entries(page)
        if is_json:
            content = encode(describe_board(page, entries))
            response = SharedResponse(content, content_type=CONTENT_TYPE)
        else:
            response = SharedResponse(_render(request, page, entries))
            # The site's template may have put something personal on it.
            is_shared = is_shared and is_for_everybody(request)
    if is_shared:
        return _finish(response, page, etag, is_shared)
    # Of all that is there: the menu may be another one as well.
    etag = _make_tag(response.content)
    _finish(response, page, etag, is_shared)
    return get_conditional_response(request, etag=etag, response=response)


def _finish(response, page, etag, is_shared):
    response["Content-Language"] = page.language_code
    response["ETag"] = etag
    if is_shared:
        response["Cache-Control"] = CACHE_CONTROL
    else:
        patch_cache_control(response, private=True, no_cache=True)
    return response


def _make_etag(page, feed, is_json) -> str:
    """Known before anything is rendered: whatever readers can see of a claim changes
    together with the cursor of each live blog that shows it."""
    parts = [
        feed.epoch,
        feed.cursor,
        page.language_code,
        page.zone,
        page.last_published_at,
        get_full_url(page),
        get_fingerprint(),
        is_json,
    ]
    if not is_json:
        # What it cannot know: the theme and the menus of the site.
        parts.append(int(time.time() // _KEPT))
    return _make_tag("\0".join(map(str, parts)).encode())


def _make_tag(content: bytes) -> str:
    return f'"{blake2b(content, digest_size=12).hexdigest()}"'


def find_entries(page) -> list[Entry]:
    """Claims in public updates of this live blog, the newest change first. A fixed
    number of queries, whatever the number of claims."""
    public = LiveUpdate.objects.public().on(page)
    appearances = ClaimAppearance.objects.filter(update__in=public).order_by(
        "-update__ordinal"
    )
    showing = defaultdict(list)
    for claim_id, update_id in appearances.values_list("claim_id", "update_id"):
        showing[claim_id].append(update_id)
    listed = {pk for pks in showing.values() for pk in pks[:UPDATES_LISTED]}
    updates = _load_named(public.filter(pk__in=listed), page)
    claims = list(Claim.objects.filter(pk__in=showing))
    load_claims(claims, page)
    entries = [
        Entry(
            claim=claim,
            group=_get_group(claim),
            changed_at=_get_time_of_change(claim),
            updates=[
                updates[pk]
                for pk in showing[claim.pk][:UPDATES_LISTED]
                if pk in updates
            ],
            more=max(len(showing[claim.pk]) - UPDATES_LISTED, 0),
        )
        for claim in claims
    ]
    return sorted(entries, key=lambda e: (e.changed_at, e.claim.pk), reverse=True)


def _load_named(found, page) -> dict[int, LiveUpdate]:
    """By id, each with what it is listed as. Only those that have no headline come
    with their bodies."""
    updates = {update.pk: update for update in found.defer("body")}
    nameless = [pk for pk, update in updates.items() if not update.headline.strip()]
    if nameless:
        updates |= {update.pk: update for update in found.filter(pk__in=nameless)}
    rendered = Rendered(page)
    rendered.want([updates[pk] for pk in nameless], NAME)
    rendered.fetch()
    for update in updates.values():
        update.page = page
        update.listed_as = update.headline.strip() or rendered.get(update, NAME)
    return updates


def _get_group(claim) -> str:
    if claim.is_withdrawn:
        return "withdrawn"
    codes = (code for code, _heading, statuses in _GROUPS if claim.status in statuses)
    return next(codes, "open")


def _get_time_of_change(claim) -> datetime:
    return (
        claim.withdrawn_at
        or claim.status_changed_at
        or claim.published_at
        or claim.created_at
    )


def _render(request, page, entries) -> str:
    groups = [
        {
            "code": code,
            "heading": heading,
            "entries": [entry for entry in entries if entry.group == code],
        }
        for code, heading, _statuses in _GROUPS
    ]
    context = {
        **page.get_context(request),
        "title": gettext("Claims"),
        "groups": [group for group in groups if group["entries"]],
        "json_url": f"{get_full_url(page, 'claims/')}?format=json",
        "base_template": get_base_template(),
    }
    template = "wagtail_liveconflict/reader/claims_board.html"
    return render_to_string(template, context, request)


def describe_board(page, entries: Iterable[Entry]) -> dict:
    """Plain data: ``live_blog``, and ``claims``, each with its facts (see
    :func:`~wagtail_liveconflict.blocks.claim_facts.get_claim_facts`), ``url``,
    ``group``, ``changed_at``, its newest ``updates``, and how many ``more_updates``
    there are."""
    url = get_full_url(page, "claims/")
    return {
        "live_blog": {"title": page.title, "url": get_full_url(page)},
        "url": url,
        "language": page.language_code,
        "claims": [
            {
                **get_claim_facts(entry.claim),
                "url": f"{url}#{entry.anchor}",
                "group": entry.group,
                "changed_at": describe_for_machines(entry.changed_at),
                "updates": [_describe_update(update) for update in entry.updates],
                "more_updates": entry.more,
            }
            for entry in entries
        ],
    }


def _describe_update(update) -> dict:
    return {
        "id": str(update.pk),
        "headline": update.listed_as,
        "url": get_full_permalink(update),
        "published": describe_for_machines(update.first_published_at),
    }
