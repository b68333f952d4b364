"""Which sources readers were told the name of, quote by quote."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import CharField
from django.db.models.functions import Cast

from ..blocks.finding import find_values
from ..blocks.quote_value import QuoteValue
from ..editorial.pointing import get_references
from ..editorial.repointing import read_copy
from ..models import LiveUpdate, Source

#: Bodies that are read in one query.
_AT_ONCE = 500


def is_named_in(quote: QuoteValue, source: Source) -> bool:
    """Whether readers of the quote were told that it is of this source. An editor
    may have called it otherwise, or not named it, for a reason."""
    chosen = quote.get("source")
    if chosen is None or chosen.pk != source.pk or quote.is_anonymous:
        return False
    return quote.speaker in (source.name, read_copy(quote).get("name"))


def find_named_sources(page_ids: Iterable[int], *, among=None) -> set[int]:
    """Ids of the sources that at least one public quote of these live blogs names.

    ``among`` is a query set of the sources to ask for, all by default. Bodies are
    read of as few updates as will do: the newest of each source, then, of those that
    are named in none, ten times as many.
    """
    updates = LiveUpdate.objects.public().filter(page_id__in=list(page_ids))
    sources = Source.objects.all() if among is None else among
    sources = sources.exclude(kind=Source.Kind.ANONYMOUS).order_by()
    references = get_references(Source).filter(
        object_id__in=updates.values_list(_as_text("pk"), flat=True),
        to_object_id__in=sources.values_list(_as_text("pk"), flat=True),
    )
    waiting = defaultdict(set)
    for source, update in references.values_list("to_object_id", "object_id"):
        waiting[int(source)].add(int(update))
    waiting = {pk: sorted(ids, reverse=True) for pk, ids in waiting.items()}
    named, number = set(), 1
    while waiting:
        ids = {pk for ids in waiting.values() for pk in ids[:number]}
        named |= _read_named(sorted(ids)) & waiting.keys()
        waiting = {
            pk: ids[number:]
            for pk, ids in waiting.items()
            if pk not in named and ids[number:]
        }
        number *= 10
    return named


def _read_named(ids: list[int]) -> set[int]:
    stream = LiveUpdate._meta.get_field("body").stream_block
    found = set()
    for start in range(0, len(ids), _AT_ONCE):
        some = LiveUpdate.objects.filter(pk__in=ids[start : start + _AT_ONCE])
        bodies = [list(update.body.raw_data) for update in some.only("body")]
        for _path, quote in find_values(stream.bulk_to_python(bodies), QuoteValue):
            source = quote.get("source")
            if source is not None and is_named_in(quote, source):
                found.add(source.pk)
    return found


def _as_text(name):
    # The reference index keeps keys of all models, as text.
    return Cast(name, CharField(max_length=255))
