"""Whatever editors do and however readers follow: in the end every open page shows
what a freshly loaded one shows, and has been told each thing once and in order."""

import itertools

import pytest
from hypothesis import (
    HealthCheck,
    Phase,
    settings as hypothesis_settings,
    strategies as st,
)
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.claims import reach
from tests.factories import (
    ClaimFactory,
    LiveBlogPageFactory,
    PublishedUpdateFactory,
    edit,
    text,
    verification,
)
from tests.followed_page import FollowedPage
from wagtail_liveconflict import editorial
from wagtail_liveconflict.delivery.change_log import renew_epoch
from wagtail_liveconflict.models import LiveFeed, LiveUpdate

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

STATUSES = ["checking", "corroborated", "disputed", "false"]
whichever = st.integers(0, 10**6)


class Newsroom(RuleBasedStateMachine):
    """Set by the test below: the site's root page and the application."""

    root_page = None
    application = None

    def __init__(self):
        super().__init__()
        self.words = itertools.count(1)
        self.page = LiveBlogPageFactory(parent=self.root_page)
        editorial.start_blog(self.page)
        self.claim = ClaimFactory(status="unverified")
        self.readers = [FollowedPage(self.page, self.application) for _ in range(4)]
        self.readers[0].open_stream(by_header=False)

    def find(self, which):
        """One of the updates that readers see, or None."""
        updates = LiveUpdate.objects.public().on(self.page).order_by("pk")
        count = updates.count()
        return updates[which % count] if count else None

    # Editors

    @rule(with_claim=st.booleans())
    def publish(self, with_claim):
        body = [text(f"Words {next(self.words)}.")]
        if with_claim:
            body.append(verification(self.claim))
        PublishedUpdateFactory(page=self.page, body=body)

    @rule(which=whichever)
    def edit(self, which):
        if update := self.find(which):
            edit(update, headline=f"Headline {next(self.words)}")

    @rule(which=whichever)
    def withdraw(self, which):
        if update := self.find(which):
            editorial.withdraw_update(update, None, "It was wrong.")

    @rule(which=whichever, how=st.sampled_from(["unpublish", "delete"]))
    def remove(self, which, how):
        if update := self.find(which):
            getattr(update, how)()

    @rule(which=whichever)
    def pin(self, which):
        if update := self.find(which):
            editorial.pin_update(update)

    @rule()
    def unpin(self):
        editorial.unpin_update(self.page)

    @rule(which=whichever, is_key=st.booleans())
    def mark(self, which, is_key):
        if update := self.find(which):
            verb = editorial.mark_key_event if is_key else editorial.unmark_key_event
            verb(update)

    @rule(status=st.sampled_from(STATUSES))
    def judge(self, status):
        self.claim = reach(self.claim, status, note=f"Because {next(self.words)}.")

    @rule()
    def pause_or_resume(self):
        state = LiveFeed.objects.get(page_id=self.page.pk).state
        verb = editorial.pause_blog if state == "live" else editorial.resume_blog
        verb(self.page)

    @rule()
    def change_the_head(self):
        self.page.title = f"Title {next(self.words)}"
        self.page.save_revision().publish()

    @rule()
    @precondition(lambda self: next(self.words) % 5 == 0)
    def restore_a_backup(self):
        renew_epoch([self.page.pk])

    # Readers

    @invariant()
    def readers_look(self):
        """Two look after each step; of the other two see the rules."""
        streaming, polling, *_others = self.readers
        streaming.read_stream()
        polling.poll(through_django=next(self.words) % 2 == 0)

    @rule(which=whichever, through_django=st.booleans())
    def poll(self, which, through_django):
        reader = self.readers[which % len(self.readers)]
        if reader.stream is None:
            reader.poll(through_django=through_django)

    @rule(which=whichever, by_header=st.booleans())
    def open_stream(self, which, by_header):
        reader = self.readers[which % len(self.readers)]
        reader.open_stream(by_header=by_header)

    @rule(which=whichever)
    def fall_asleep(self, which):
        """Whatever has arrived and was not read is lost with the connection."""
        self.readers[which % len(self.readers)].close_stream()

    @rule()
    def end_and_go_on(self):
        """Everybody learns the end; who comes back after it loads the page."""
        state = LiveFeed.objects.get(page_id=self.page.pk).state
        if state != "live":
            editorial.resume_blog(self.page)
        editorial.end_blog(self.page)
        self.compare()
        assert all(reader.is_over for reader in self.readers)
        editorial.resume_blog(self.page)
        for reader in self.readers:
            reader.load()
        self.readers[0].open_stream(by_header=True)

    def compare(self):
        feed = LiveFeed.objects.get(page_id=self.page.pk)
        cursor = f"{feed.epoch}-{feed.cursor}"
        fresh = FollowedPage(self.page, self.application)
        for reader in self.readers:
            reader.catch_up(cursor, through_django=next(self.words) % 2 == 0)
            assert reader.shows() == fresh.shows()
            numbers = [int(seen.split("-")[1]) for seen in reader.seen]
            assert numbers == sorted(set(numbers))

    def teardown(self):
        try:
            self.compare()
        finally:
            for reader in self.readers:
                reader.close_stream()


@pytest.mark.slow
def test_every_open_page_becomes_what_a_fresh_one_is(live, root_page, settings):
    """Random editors, random readers: polling Django or the hub, streaming, asleep,
    back with the id of the last event."""
    # An open page goes on with all that it has seen; a fresh one begins with the newest.
    settings.LIVECONFLICT_PAGE_SIZE = 100
    Newsroom.root_page, Newsroom.application = root_page, live
    run_state_machine_as_test(
        Newsroom,
        settings=hypothesis_settings(
            max_examples=12,
            stateful_step_count=40,
            deadline=None,
            # A smaller example of a failure would take many times as long.
            phases=[Phase.generate],
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
