"""The sample newsroom: what it must hold so that everything can be seen in it."""

import gzip
import re
import tempfile
from collections import Counter
from copy import deepcopy
from datetime import timedelta
from io import BytesIO, StringIO
from pathlib import Path
from unittest.mock import patch

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.test import TestCase, override_settings
from django.urls import reverse
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.models import Page, Site

from sandbox_site.news.models import ArticlePage, HomePage
from wagtail_liveconflict.blocks.claim_facts import get_claim_facts
from wagtail_liveconflict.desk.update_templates import get_update_from
from wagtail_liveconflict.editorial.verify import check_second_editor
from wagtail_liveconflict.models import (
    Claim,
    ClaimEvidence,
    ClaimPosition,
    ClaimStatusChange,
    ClaimSupport,
    Correction,
    LiveBlogPage,
    LiveUpdate,
    Party,
    Source,
    StatusChangeRequest,
    UpdateTemplate,
)
from wagtail_liveconflict.permissions import may_on_page
from wagtail_liveconflict.verification import find_transition

ROOT = Path(__file__).resolve().parent.parent.parent
LOG_IS_WHOLE = "logs are as they were written"
INVENTED_HOST = re.compile(r"https?://(example\.(org|com)|[a-z-]+\.example)(/|$)")


def with_theme():
    """The tests' template settings, with the sandbox site's own templates."""
    templates = deepcopy(settings.TEMPLATES)
    templates[0]["DIRS"] = [ROOT / "templates"]
    return templates


def load(**options):
    output = StringIO()
    call_command("load_sample_newsroom", stdout=output, **options)
    return output.getvalue()


def check_log():
    output = StringIO()
    call_command("verify_claim_log", stdout=output)
    return output.getvalue()


def count_everything():
    models = (
        *(Page, LiveUpdate, Claim, Source, Party, get_image_model()),
        *(ClaimEvidence, ClaimStatusChange, Correction),
    )
    return [model.objects.count() for model in models]


def blocks_of(updates, block_type):
    """The raw values of all blocks of one type."""
    return [
        block["value"]
        for update in updates
        for block in update.body.raw_data
        if block["type"] == block_type
    ]


class TestSampleNewsroom(TestCase):
    @classmethod
    def setUpClass(cls):
        media = cls.enterClassContext(tempfile.TemporaryDirectory())
        cls.enterClassContext(override_settings(MEDIA_ROOT=media))
        super().setUpClass()

    @classmethod
    def setUpTestData(cls):
        cls.output = load(addresses=True, port=8123)
        cls.blog = LiveBlogPage.objects.get(slug="halmeret-bridge")
        cls.updates = list(LiveUpdate.objects.on(cls.blog).public())

    def test_blog_on_air_has_two_days_of_updates_up_to_now(self):
        times = [update.first_published_at for update in self.updates]
        assert self.blog.live_feed.state == "live"
        assert len(self.updates) >= 62
        assert max(times) - min(times) > timedelta(hours=36)
        assert timezone.now() - timedelta(minutes=15) < max(times) <= timezone.now()

    def test_updates_are_numbered_in_the_order_of_their_times(self):
        shown = LiveUpdate.objects.on(self.blog).shown().order_by("ordinal")
        times = [update.first_published_at for update in shown]
        assert times == sorted(times)
        assert [update.ordinal for update in shown] == list(range(1, len(times) + 1))

    def test_first_page_is_light(self):
        """As a server sends it, compressed, with at least the newest twenty."""
        page = self.client.get(self.blog.get_url()).content
        assert page.count(b"data-ordinal=") >= 20
        assert len(gzip.compress(page, 6)) <= 40_000

    def test_there_is_an_ended_blog_and_an_upcoming_one(self):
        states = {
            page.live_feed.state: LiveUpdate.objects.on(page).public().count()
            for page in LiveBlogPage.objects.exclude(pk=self.blog.pk)
        }
        assert states["ended"] >= 5
        assert states["upcoming"] == 0

    def test_every_status_of_a_claim_is_shown_to_readers(self):
        statuses = {claim.status for claim in self.get_shown_claims()}
        assert statuses == set(Claim.Status.values)

    def get_shown_claims(self):
        shown = {claim["claim"] for claim in blocks_of(self.updates, "verification")}
        return list(Claim.objects.filter(pk__in=shown))

    def test_claims_were_taken_there_by_the_verbs(self):
        assert LOG_IS_WHOLE in check_log()
        steps = ClaimStatusChange.objects.order_by("claim", "number")
        assert all(step.before == "unverified" for step in steps if step.number == 1)
        assert {step.reason for step in steps} >= {
            "check_begun",
            "new_evidence",
            "official_denial",
            "source_withdrew",
            "our_error",
        }
        for step in steps:
            needs = find_transition(step.before, step.after).needs_second_person
            assert bool(step._approver_id or step.is_override) == needs
            assert step._approver_id != step._actor_id
            assert step.at == step.as_of
        assert [step.claim.status for step in steps if step.is_override] == ["false"]

    def test_claims_have_all_that_a_card_can_show(self):
        claims = self.get_shown_claims()
        facts = [get_claim_facts(claim) for claim in claims]
        lists = ("methods", "aspects", "evidence", "support", "positions", "history")
        for name in (*lists, "official_line", "overdue", "checked_by"):
            assert any(each[name] for each in facts), name
        assert len({each["finding"]["code"] for each in facts} - {""}) >= 3
        assert "Misleading" in {each["status"]["word"] for each in facts}
        assert any(each["overtaken_by"]["word"] for each in facts)
        assert any(claim.is_withdrawn for claim in claims)
        evidence = ClaimEvidence.objects.all()
        assert {each.is_public for each in evidence} == {True, False}
        assert any(each.archive_link for each in evidence)
        assert Correction.objects.filter(page_id=self.blog.pk).count() >= 2

    def test_one_change_of_status_waits_for_a_second_editor(self):
        request = StatusChangeRequest.objects.get(state="waiting")
        assert request.requested_by.username == "editor2"
        check_second_editor(request, get_user_model().objects.get(username="editor"))

    def test_a_claim_was_reversed_after_its_update_was_published(self):
        update = next(u for u in self.updates if "relief lorries hit" in u.headline)
        claim = update.claim_appearances.get().claim
        assert claim.status == Claim.Status.FALSE
        assert claim.as_of > update.first_published_at
        assert claim.explanation

    def test_quotes_are_of_every_kind_and_in_several_languages(self):
        quotes = blocks_of(self.updates, "quote")
        languages = Counter(q["language"] for q in quotes if q["original_text"])
        assert {q["kind"] for q in quotes} == {
            "direct",
            "partial",
            "paraphrase",
            "relayed",
        }
        assert {"ar", "fr", "ka", "ru", "uk"} <= set(languages)
        assert all(q["source"] or q["name"] for q in quotes)
        assert any(q["name"] and not q["source"] for q in quotes)

    def test_updates_come_in_every_shape(self):
        assert sum(update.is_key_event for update in self.updates) >= 8
        assert any(update.headline and not len(update.body) for update in self.updates)
        assert any(not update.headline for update in self.updates)
        assert any(update.was_edited for update in self.updates)
        assert len(blocks_of(self.updates, "image")) >= 8
        assert len(blocks_of(self.updates, "embed")) >= 3
        assert {update.byline for update in self.updates} == {"authors", "desk", "none"}
        assert self.blog.live_feed.pinned_update in self.updates

    def test_one_update_is_withdrawn_with_a_public_reason(self):
        withdrawn = LiveUpdate.objects.get(withdrawn_at__isnull=False)
        assert withdrawn.withdrawn_reason
        assert withdrawn.first_published_at < withdrawn.withdrawn_at < timezone.now()

    def test_drafts_and_a_scheduled_update_wait_at_the_desk(self):
        waiting = LiveUpdate.objects.on(self.blog).filter(ordinal=None)
        scheduled = waiting.filter(_revisions__approved_go_live_at__gt=timezone.now())
        assert scheduled.count() == 1
        assert waiting.filter(owner__username="editor2").exists()
        assert waiting.count() == 3

    def test_updates_can_start_from_templates(self):
        editor = get_user_model().objects.get(username="editor")
        templates = list(UpdateTemplate.objects.all())
        assert len(templates) == 3
        for template in templates:
            update = get_update_from(template, self.blog, editor)
            assert update.headline
            assert "{" not in f"{update.headline} {update.body}"
            assert template.note
        assert any(template.is_key_event for template in templates)

    def test_every_picture_has_words_and_a_credit(self):
        pictures = blocks_of(LiveUpdate.objects.all(), "image")
        assert all(picture["image"]["alt_text"] for picture in pictures)
        assert all(picture["credit"] for picture in pictures)
        for image in get_image_model().objects.all():
            assert (image.width, image.height) == (1600, 900)
            assert image.description

    def test_links_lead_to_example_addresses_only(self):
        bodies = [str(u.body.raw_data) for u in LiveUpdate.objects.all()]
        bodies += Source.objects.values_list("url", flat=True)
        for model in (ClaimEvidence, ClaimSupport, ClaimPosition):
            bodies += model.objects.values_list("link", flat=True)
        bodies += ClaimEvidence.objects.values_list("archive_link", flat=True)
        for body in bodies:
            for link in re.finditer(r"https?://[^\s'\"<]+", body):
                assert INVENTED_HOST.match(link.group()), link.group()

    def test_desk_may_publish_and_is_not_all_powerful(self):
        for login in ("editor", "editor2"):
            user = get_user_model().objects.get(username=login)
            assert user.check_password(login)
            assert not user.is_superuser
            assert user.has_perm("wagtailadmin.access_admin")
            assert user.has_perm("wagtail_liveconflict.change_claim")
            assert may_on_page(user, "publish", self.blog)
        assert get_user_model().objects.get(username="admin").is_superuser

    def test_loading_again_changes_nothing(self):
        before = count_everything()
        self.blog.title = "What somebody wrote since"
        self.blog.save()
        assert "nothing was changed" in load()
        assert count_everything() == before
        assert LiveBlogPage.objects.get(pk=self.blog.pk).title == self.blog.title

    def test_command_tells_addresses_and_logins(self):
        desk = LiveUpdate.snippet_viewset.get_url_name("desk")
        base = "http://127.0.0.1:8123"
        assert f"{base}{self.blog.get_url()}" in self.output
        assert f"{base}{reverse(desk, args=[self.blog.pk])}" in self.output
        for login in ("editor", "editor2", "admin"):
            assert re.search(rf"^ +{login} ", self.output, re.MULTILINE)

    def test_front_page_stands_in_place_of_wagtails_welcome_page(self):
        home = HomePage.objects.get()
        assert Site.objects.get(is_default_site=True).root_page_id == home.pk
        assert list(Page.objects.filter(depth=2)) == [home.page_ptr]
        assert home.get_stories()[0].pk == self.blog.pk

    def test_every_public_page_is_served_with_real_times_in_its_text(self):
        pages = Page.objects.live().filter(depth__gt=1)
        assert ArticlePage.objects.count() >= 5
        # Wagtail leaves the temporary files of its renditions to be closed by the
        # garbage collector, which warns; memory has nothing to close.
        files = patch(
            "wagtail.images.models.SpooledTemporaryFile", lambda max_size: BytesIO()
        )
        with files, override_settings(TEMPLATES=with_theme()):
            for page in pages:
                html = self.client.get(page.get_url()).content.decode()
                assert page.title in html.replace("&#x27;", "'")
                assert "The Ternwell Post" in html
                assert "Editor in chief — Ines Quillan" in html
                assert re.search(
                    r'id="liveconflict-browser-banner"[^>]+lang="ru"', html
                )
                assert not re.search(r"\{(clock|day|iso):", html)
