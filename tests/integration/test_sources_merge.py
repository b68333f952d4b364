"""Two records of one source become one, and nothing that pointed to it is lost."""

import json
from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import ModelLogEntry, ReferenceIndex

from tests.factories import (
    ClaimFactory,
    LiveUpdateFactory,
    PartyFactory,
    PublishedUpdateFactory,
    SourceFactory,
    quote,
    verification,
)
from tests.sources import source_with, url
from wagtail_liveconflict.desk.source_search import search_sources
from wagtail_liveconflict.editorial.merge import describe_merge, merge_sources
from wagtail_liveconflict.exceptions import (
    AnonymityDiffers,
    NotAllowed,
    SameSource,
    SourceGone,
    SourceUsedElsewhere,
)
from wagtail_liveconflict.models import (
    Change,
    Claim,
    LiveUpdate,
    Source,
    SourceAssessment,
    SourceHandle,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept():
    return source_with(("x", "riverwire"), name="River Wire", kind="channel")


@pytest.fixture
def duplicate():
    return source_with(("telegram", "riverwire"), name="Riverwire", kind="channel")


def read_quote(body):
    return json.loads(body)[0]["value"] if isinstance(body, str) else body[0].value


def count_changes(page):
    return Change.objects.filter(page_id=page.pk).count(), page.feed.cursor


def refresh(page):
    return type(page).objects.get(pk=page.pk)


def test_quotes_follow_in_every_version(kept, duplicate, live_blog):
    """What is published, the newest draft, a scheduled version and older ones: all of
    them quote the source that was kept, and nothing is copied anew."""
    update = PublishedUpdateFactory(
        page=live_blog, body=[quote("A.", source=duplicate)]
    )
    update.body = json.dumps([quote("Draft.", source=duplicate)])
    update.save_revision()
    update.go_live_at = timezone.now() + timedelta(days=1)
    update.save_revision().publish()
    merge_sources(kept, duplicate)

    update = LiveUpdate.objects.get(pk=update.pk)
    published = update.body[0].value
    assert published["source"] == kept
    assert published["name"] == "Riverwire"
    assert json.loads(published["copied_from"])["source"] == kept.pk
    versions = update.revisions.all()
    assert len(versions) >= 3
    for version in versions:
        assert read_quote(version.content["body"])["source"] == kept.pk
    assert update.scheduled_revision.as_object().body[0].value["source"] == kept
    # Publishing the draft later does not take over what the kept source is now.
    update.latest_revision.publish()
    assert LiveUpdate.objects.get(pk=update.pk).body[0].value["source"] == kept


def test_quote_in_a_draft_alone_follows(kept, duplicate, live_blog):
    """A quote that only a draft has is in no reference index, and is found."""
    update = PublishedUpdateFactory(page=live_blog)
    update.body = json.dumps([quote("Draft.", source=duplicate)])
    update.save_revision()
    assert describe_merge(kept, duplicate).updates == 1
    merge_sources(kept, duplicate)
    draft = LiveUpdate.objects.get(pk=update.pk).get_latest_revision_as_object()
    assert draft.body[0].value["source"] == kept


def test_longer_numbers_are_other_sources(duplicate, live_blog):
    """Source 12 is not source 1."""
    kept = SourceFactory(kind="channel")
    other = SourceFactory(pk=int(f"{duplicate.pk}7"))
    update = PublishedUpdateFactory(page=live_blog, body=[quote("A.", source=other)])
    assert describe_merge(kept, duplicate).updates == 0
    merge_sources(kept, duplicate)
    assert LiveUpdate.objects.get(pk=update.pk).body[0].value["source"] == other


def test_claims_handles_and_empty_fields_follow(kept, duplicate):
    """What the kept source says itself stays; what it does not say is taken over."""
    party = PartyFactory()
    Source.objects.filter(pk=kept.pk).update(role="desk", affiliation="")
    Source.objects.filter(pk=duplicate.pk).update(
        role="newsroom", affiliation="River Press", party=party, language="uk"
    )
    claim = ClaimFactory(claimant=duplicate)
    merged = merge_sources(
        Source.objects.get(pk=kept.pk), Source.objects.get(pk=duplicate.pk)
    )
    assert (merged.role, merged.affiliation) == ("desk", "River Press")
    assert (merged.party, merged.language, merged.name) == (party, "uk", "River Wire")
    assert Claim.objects.get(pk=claim.pk).claimant == kept
    assert {str(handle) for handle in merged.handles.all()} == {
        "X: riverwire",
        "Telegram: riverwire",
    }
    assert not Source.objects.filter(pk=duplicate.pk).exists()
    assert SourceHandle.objects.count() == 2


@pytest.mark.parametrize(
    ("own", "theirs", "merged"),
    [
        (("B", "Ours."), ("D", "Theirs."), ("B", "Ours.\n\nTheirs.")),
        (("", ""), ("D", "Theirs."), ("D", "Theirs.")),
        (None, ("D", "Theirs."), ("D", "Theirs.")),
        (("B", "Ours."), None, ("B", "Ours.")),
        (("B", "The same."), ("B", "The same."), ("B", "The same.")),
    ],
)
def test_assessments_are_put_together(kept, duplicate, editor, own, theirs, merged):
    """The grade of the kept source wins, notes are added, gaps are filled."""
    if own:
        SourceAssessment.objects.create(source=kept, reliability=own[0], notes=own[1])
    if theirs:
        SourceAssessment.objects.create(
            source=duplicate,
            reliability=theirs[0],
            notes=theirs[1],
            identity_known_to=editor,
        )
    merge_sources(kept, duplicate)
    assessment = SourceAssessment.objects.get()
    assert assessment.source_id == kept.pk
    assert (assessment.reliability, assessment.notes) == merged
    assert assessment.identity_known_to == (editor if theirs else None)


def test_both_who_know_the_identity_are_kept(kept, duplicate, editor, writer):
    """The second colleague is named in the internal notes, and not forgotten."""
    for source, colleague in ((kept, editor), (duplicate, writer)):
        SourceAssessment.objects.create(source=source, identity_known_to=colleague)
    merge_sources(kept, duplicate)
    assessment = SourceAssessment.objects.get()
    assert assessment.identity_known_to == editor
    name = writer.get_full_name()
    assert assessment.notes == f"Identity of “Riverwire” known to: {name}."


def test_readers_are_told_nothing_of_copies(kept, duplicate, live_blog):
    """A published quote says what its source was: no change, whatever is filled in."""
    PublishedUpdateFactory(page=live_blog, body=[quote("A.", source=duplicate)])
    PublishedUpdateFactory(page=live_blog, body=[quote("B.", source=kept)])
    Source.objects.filter(pk=kept.pk).update(role="")
    kept.refresh_from_db()
    before = count_changes(refresh(live_blog))
    assert merge_sources(kept, duplicate).role == "harbour master"
    assert count_changes(refresh(live_blog)) == before


def test_readers_are_told_what_changes_for_them(live_blog, reader):
    """What stands for an anonymous source is read from the source: it is another now,
    and so is the claimant of a claim."""
    kept = SourceFactory(kind="anonymous", name="A guard at the mill")
    duplicate = SourceFactory(kind="anonymous", name="A watchman")
    reason = "Fear of losing the post."
    words = [quote("A.", source=duplicate, anonymity_reason=reason, kind="paraphrase")]
    told = PublishedUpdateFactory(page=live_blog, body=words)
    # As it was published before that was copied.
    raw = json.loads(json.dumps(list(told.body.raw_data)).replace("A watchman", ""))
    LiveUpdate.objects.filter(pk=told.pk).update(body=raw)
    claim = ClaimFactory(claimant=duplicate)
    shows_claim = PublishedUpdateFactory(page=live_blog, body=[verification(claim)])
    silent = PublishedUpdateFactory(page=live_blog)
    numbers = {u.pk: u.change_number for u in LiveUpdate.objects.all()}
    merge_sources(kept, duplicate)
    changed = {
        u.pk for u in LiveUpdate.objects.all() if u.change_number != numbers[u.pk]
    }
    assert changed == {told.pk, shows_claim.pk}
    assert silent.pk not in changed
    assert "A guard at the mill" in reader.get(live_blog.url).content.decode()


def test_indexes_are_right_afterwards(
    kept, duplicate, live_blog, django_capture_on_commit_callbacks
):
    """The usage of the kept source is that of both, and it is found by the handles
    of both."""
    update = PublishedUpdateFactory(
        page=live_blog, body=[quote("A.", source=duplicate)]
    )
    ClaimFactory(claimant=duplicate)
    call_command("update_index", verbosity=0)
    with django_capture_on_commit_callbacks(execute=True):
        merge_sources(kept, duplicate)
    references = ReferenceIndex.get_references_to(kept)
    assert sorted(r.base_content_type.model for r in references) == [
        "claim",
        "liveupdate",
    ]
    assert {r.object_id for r in references} >= {str(update.pk)}
    call_command("rebuild_references_index", verbosity=0)
    assert len(ReferenceIndex.get_references_to(kept)) == 2
    assert [s.pk for s in search_sources("@riverwire", Source.objects.all())] == [
        kept.pk
    ]


def test_merge_is_logged(kept, duplicate, editor, editor_client):
    """At the kept source: who, when, and what was merged."""
    merge_sources(kept, duplicate, editor)
    entry = ModelLogEntry.objects.get(action="liveconflict.merge")
    assert (entry.object_id, entry.user) == (str(kept.pk), editor)
    history = editor_client.get(url("history", kept.pk)).content.decode()
    assert "Merged with “Riverwire”" in history


def test_what_cannot_be_merged(kept, duplicate, writer):
    """Itself; a named source with an anonymous one; without the right; and twice."""
    anonymous = SourceFactory(kind="anonymous", name="A guard")
    with pytest.raises(SameSource):
        merge_sources(kept, kept)
    for pair in ((kept, anonymous), (anonymous, kept)):
        with pytest.raises(AnonymityDiffers):
            merge_sources(*pair)
    with pytest.raises(NotAllowed):
        merge_sources(kept, duplicate, writer)
    gone = Source.objects.get(pk=duplicate.pk)
    merge_sources(kept, duplicate)
    with pytest.raises(SourceGone):
        merge_sources(kept, gone)


def test_what_a_site_has_of_its_own_is_not_lost(kept, duplicate, live_blog):
    """Something else that uses the duplicate would lose it: the merge is refused."""
    content_type = ContentType.objects.get_for_model(live_blog)
    ReferenceIndex.objects.create(
        base_content_type=content_type,
        content_type=content_type,
        object_id=str(live_blog.pk),
        to_content_type=ContentType.objects.get_for_model(Source),
        to_object_id=str(duplicate.pk),
        model_path="expert",
        content_path="expert",
        content_path_hash="0" * 32,
    )
    with pytest.raises(SourceUsedElsewhere):
        merge_sources(kept, duplicate)
    assert Source.objects.filter(pk=duplicate.pk).exists()


def test_merge_costs_one_query_an_update(live_blog):
    """However many quotes, versions and other updates there are."""

    def measure(number):
        kept, duplicate = SourceFactory(), SourceFactory()
        for _number in range(number):
            update = LiveUpdateFactory(
                page=live_blog, body=[quote("A.", source=duplicate)]
            )
            update.save_revision()
            update.save_revision()
        with CaptureQueriesContext(connection) as queries:
            merge_sources(kept, duplicate)
        return len(queries)

    measure(1)
    assert measure(9) - measure(3) == 6
