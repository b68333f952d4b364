"""The stream beside the composer: the updates of a live blog, whatever their state,
newest first. Flat in their number: a part is found by an index and never counted."""

import hashlib

from django.contrib.contenttypes.models import ContentType
from django.db.models import (
    Case,
    CharField,
    DateTimeField,
    Exists,
    OuterRef,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language, ngettext
from wagtail.models import Revision, WorkflowState

from ..delivery.cursor import Cursor
from ..models import ClaimStatusChange, LiveUpdate
from ..permissions import get_policy, may_on_page
from ..reader.feeds import get_public_feed, get_wait
from ..reader.page import get_delivery_url
from ..reader.rendering import load_bodies
from .stream_entries import Entry, describe_state, load_claims
from .stream_filters import (
    Place,
    StreamFilters,
    get_key,
    parse_key,
)
from .stream_media import load_covered
from .stream_presence import get_writers

PER_PAGE = 30
#: All that an entry shows follows from these: where none of them has changed, neither
#: has the stream. ``change_number`` stands for what readers have, claims included.
_FIELDS = (
    "pk",
    "created_at",
    "owner_id",
    "headline",
    "live",
    "ordinal",
    "change_number",
    "has_unpublished_changes",
    "is_key_event",
    "withdrawn_at",
    "hold_until",
    "scheduled_at",
    "is_awaiting",
    "written_at",
    "newest_status_change",
)


def _get_rows(updates):
    """What decides how the entries look, without the words of the updates."""
    its_own = {
        "base_content_type": ContentType.objects.get_for_model(LiveUpdate),
        "object_id": Cast(OuterRef("pk"), CharField()),
    }
    scheduled = Revision.objects.filter(approved_go_live_at__isnull=False, **its_own)
    awaiting = WorkflowState.objects.filter(
        status=WorkflowState.STATUS_IN_PROGRESS, **its_own
    )
    newest_status_change = ClaimStatusChange.objects.order_by("-pk").values("pk")
    return (
        updates.annotate(
            scheduled_at=Subquery(scheduled.values("approved_go_live_at")[:1]),
            is_awaiting=Exists(awaiting),
            # Without a headline an entry is named by its first words.
            written_at=Case(
                When(headline="", then="latest_revision__created_at"),
                default=Value(None),
                output_field=DateTimeField(),
            ),
            newest_status_change=Subquery(newest_status_change[:1]),
        )
        .order_by("-created_at", "-pk")
        .values_list(*_FIELDS, named=True)
    )


class Stream:
    """One part of the stream, as an address asks for it."""

    def __init__(self, live_blog, user, query):
        self.live_blog = live_blog
        self.user = user
        self.filters = StreamFilters(query, user)
        self.place = Place.parse(query)
        self.now = timezone.now()
        self.can_publish = may_on_page(user, "publish", live_blog)

    @cached_property
    def _part(self):
        """Rows of this part, and whether there are newer and older ones."""
        visible = get_policy().instances_user_may_see_on(self.live_blog, self.user)
        rows = _get_rows(self.filters.apply(visible, self.live_blog, self.now))
        place = self.place
        if place.is_upwards:
            nearest = rows.filter(place.condition).reverse()[: PER_PAGE + 1]
            if len(nearest) > PER_PAGE:
                return list(nearest)[PER_PAGE - 1 :: -1], True, True
            # There are not as many: that is the top.
            place = Place()
        found = list(rows.filter(place.condition)[: PER_PAGE + 1])
        return found[:PER_PAGE], place.moment is not None, len(found) > PER_PAGE

    @property
    def rows(self):
        return self._part[0]

    @cached_property
    def writers(self):
        return get_writers([row.pk for row in self.rows], self.user)

    @cached_property
    def version(self) -> str:
        """Another one whenever anything in this part looks different; three queries."""
        held = [self._is_held(row) for row in self.rows]
        writers = [
            (pk, [user.pk for user in users]) for pk, users in self.writers.items()
        ]
        looks = (
            *(self.query, self.can_publish, get_language(), self._part[1:]),
            *(self.live_blog.feed.pinned_update_id, held, writers),
            *map(tuple, self.rows),
        )
        return hashlib.sha256(repr(looks).encode()).hexdigest()[:20]

    def _is_held(self, row):
        return row.hold_until is not None and row.hold_until > self.now

    @cached_property
    def object_list(self) -> list[Entry]:
        pks = [row.pk for row in self.rows]
        updates = LiveUpdate.objects.select_related("owner").in_bulk(pks)
        nameless = [each for each in updates.values() if not each.headline.strip()]
        load_bodies(nameless, self.live_blog)
        claims = load_claims(updates.values())
        covered = load_covered(
            each for each in updates.values() if not each.is_withdrawn
        )
        return [
            self._describe(
                row, updates[row.pk], claims[row.pk], covered.get(row.pk, [])
            )
            for row in self.rows
            # One may have been deleted in this moment.
            if row.pk in updates
        ]

    def _describe(self, row, update, claims, covered):
        update.page = self.live_blog
        is_held = self._is_held(row)
        return Entry(
            update=update,
            state=describe_state(row, is_held),
            is_pinned=row.pk == self.live_blog.feed.pinned_update_id,
            can_change=get_policy().user_has_permission_for_instance(
                self.user, "change", update
            ),
            can_publish=self.can_publish,
            is_awaiting=row.is_awaiting,
            scheduled_at=row.scheduled_at,
            hold_until=row.hold_until if is_held else None,
            claims=claims,
            covered=covered,
            writers=self.writers.get(row.pk, []),
        )

    def _address(self, **place):
        query = QueryDict(mutable=True)
        query.update({**self.filters.chosen, **place})
        return query.urlencode()

    @property
    def query(self) -> str:
        """What a refresh asks for, for the end of an address."""
        if self.place.moment is None:
            return self._address()
        name = "after" if self.place.is_upwards else "before"
        return self._address(**{name: get_key(self.place.moment, self.place.pk)})

    @property
    def newer_query(self) -> str:
        if not self._part[1]:
            return ""
        if not self.rows:
            return self._address() or "top"
        return self._address(after=self._key_of(self.rows[0]))

    @property
    def older_query(self) -> str:
        return (
            self._address(before=self._key_of(self.rows[-1])) if self._part[2] else ""
        )

    @property
    def has_other_parts(self) -> bool:
        return self._part[1] or self._part[2]

    @property
    def newest(self) -> str:
        """The place up to which everything in this part has been seen."""
        return self._key_of(self.rows[0]) if self.rows else get_key(self.now, 0)

    @staticmethod
    def _key_of(row):
        return get_key(row.created_at, row.pk)

    def describe_news(self, since: str) -> str:
        """How many updates of colleagues have come since a place in the stream."""
        if not (seen := parse_key(since)):
            return ""
        number = sum(
            (row.created_at, row.pk) > seen and row.owner_id != self.user.pk
            for row in self.rows
        )
        return number and ngettext("%(n)s new update", "%(n)s new updates", number) % {
            "n": number
        }

    @cached_property
    def delivery(self) -> dict:
        """Where the desk hears what readers hear; empty while there is nothing for
        everybody to read."""
        feed = get_public_feed(self.live_blog.pk)
        changes_url = get_delivery_url(self.live_blog, "changes")
        if feed is None or not changes_url:
            return {}
        return {
            "changes_url": changes_url,
            "stream_url": get_delivery_url(self.live_blog, "stream"),
            "cursor": str(Cursor(feed.epoch, feed.cursor)),
            "wait": get_wait(feed),
        }


def get_stream(live_blog, user, query) -> Stream:
    """The part of the stream that an address asks for. ``query`` is its
    ``request.GET``."""
    return Stream(live_blog, user, query)
