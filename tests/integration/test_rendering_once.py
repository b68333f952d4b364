"""An update is rendered once for each version, and what is kept is never wrong."""

import pickle

import pytest
from django.core.cache import caches
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from tests.factories import (
    ClaimFactory,
    ImageFactory,
    LiveUpdateFactory,
    PartyFactory,
    PublishedUpdateFactory,
    SourceFactory,
    edit,
    picture,
    quote,
    text,
    verification,
)
from wagtail_liveconflict import editorial
from wagtail_liveconflict.models import LiveUpdate, SourceAssessment
from wagtail_liveconflict.reader import fingerprint, rendered

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def renderings(monkeypatch):
    """Ids of the updates in the order in which they are rendered."""
    ids = []
    render = rendered.render_update

    def count(update, *args, **kwargs):
        ids.append(update.pk)
        return render(update, *args, **kwargs)

    monkeypatch.setattr(rendered, "render_update", count)
    return ids


def delta(page, cursor="0"):
    return Client().get(f"/live/{page.pk}/changes/{cursor}/").content.decode()


def look_everywhere(page, update, live=None):
    """All that readers can ask for."""
    addresses = [page.url, f"{page.url}page/1/", update.permalink]
    texts = [Client().get(address).content.decode() for address in addresses]
    texts.append(delta(page))
    if live:
        texts.append(live.changes(page).content.decode())
    return texts


def test_once_for_page_archive_permalink_delta_and_stream(live, live_blog, renderings):
    """Publishing renders; nothing that readers ask for does so again."""
    update = PublishedUpdateFactory(page=live_blog, body=[text("Nine boats.")])
    assert renderings == [update.pk]
    stream = live.stream(live_blog, "0")
    assert "Nine boats." in stream.next().data["updates"][0]["html"]
    for shown in look_everywhere(live_blog, update, live):
        assert "Nine boats." in shown
    assert renderings == [update.pk]


def test_rendered_before_it_is_announced(live_blog, renderings, settings):
    """Whoever hears of a change finds it rendered: no stampede."""
    settings.LIVECONFLICT_DELIVERY = {
        "BACKEND": "wagtail_liveconflict.delivery.in_memory.InMemoryBackend"
    }
    from wagtail_liveconflict.delivery.backends import get_backend

    seen = []
    backend = get_backend()
    announce = backend.announce

    def note(page_id):
        announce(page_id)
        seen.append(list(renderings))

    backend.announce = note
    update = PublishedUpdateFactory(page=live_blog)
    assert seen == [[update.pk]]
    assert backend.announced == [live_blog.pk]


def rename(record):
    record.name = "Changed name"
    record.save()


def move(page):
    page.slug = "changed-slug"
    page.save_revision().publish()


CHANGES = {
    "edited": lambda update, **_: edit(update, headline="Changed headline"),
    "marked": lambda update, **_: editorial.mark_key_event(update),
    "its claim judged": lambda claim, **_: editorial.change_claim_status(
        claim, None, "disputed", "Changed explanation"
    ),
    "its source renamed": lambda source, **_: rename(source),
    "its page moved": lambda update, **_: move(update.page.specific),
}


@pytest.mark.parametrize("change", CHANGES)
def test_every_visible_change_is_shown(live, live_blog, cursor_of, change):
    """Whatever of an update can change for readers: nowhere is shown what was kept,
    neither in the cache nor in the hub's memory."""
    source = SourceFactory(name="First name")
    claim = ClaimFactory(status="checking", claimant=source)
    update = PublishedUpdateFactory(
        page=live_blog, body=[quote("We open.", source=source), verification(claim)]
    )
    kept = look_everywhere(live_blog, update, live)
    stream = live.stream(live_blog, cursor_of(live_blog))
    stream.next()

    CHANGES[change](update=update, claim=claim, source=source)

    stream.next()
    update = LiveUpdate.objects.get(pk=update.pk)
    shown = look_everywhere(update.page.specific, update, live)
    for new, old in zip(shown, kept, strict=True):
        assert get_article(new) != get_article(old)
    # The hub says what the view says.
    assert shown[-1] == shown[-2]


def get_article(text):
    return text[text.index("<article") : text.index("</article")]


def test_another_name_of_a_party_is_told(live_blog):
    """Through the sources that belong to it."""
    source = SourceFactory(party=PartyFactory())
    update = PublishedUpdateFactory(page=live_blog, body=[quote("Yes.", source=source)])
    rename(source.party)
    assert LiveUpdate.objects.get(pk=update.pk).change_number > update.change_number


def test_another_file_of_a_picture_is_shown(live_blog):
    """The renditions of the old file are gone: updates that show it are told anew."""
    image = ImageFactory()
    update = PublishedUpdateFactory(page=live_blog, body=[picture(image)])
    before = delta(live_blog)
    image.file = ImageFactory().file
    image.save()
    assert LiveUpdate.objects.get(pk=update.pk).change_number > update.change_number
    assert delta(live_blog) != before


def test_a_note_for_colleagues_changes_nothing_for_readers(live_blog):
    """What readers do not see is no change."""
    source = SourceFactory()
    update = PublishedUpdateFactory(page=live_blog, body=[quote("Yes.", source=source)])
    SourceAssessment.objects.create(source=source, notes="Called back.")
    assert LiveUpdate.objects.get(pk=update.pk).change_number == update.change_number


def test_an_unchanged_update_is_not_rendered_again(live_blog, renderings):
    """One update changes; the others stay as they are kept."""
    updates = [PublishedUpdateFactory(page=live_blog) for _ in range(5)]
    renderings.clear()
    edit(updates[2], headline="Mended")
    look_everywhere(live_blog, updates[2])
    assert renderings == [updates[2].pk]


def get_kept():
    """Everything in the cache, as one text."""
    return b"".join(
        pickle.dumps(pickle.loads(value))  # noqa: S301 - our own, of this process
        for value in caches["default"]._cache.values()
    ).decode("utf-8", "ignore")


def test_what_is_kept_is_what_readers_may_see(live_blog):
    """Drafts and scheduled words are not in the cache; withdrawn words leave it."""
    LiveUpdateFactory(page=live_blog, headline="Secret draft").save_revision()
    shown = PublishedUpdateFactory(page=live_blog, headline="Shown")
    shown.headline = "Secret edit"
    shown.save_revision()
    gone = PublishedUpdateFactory(page=live_blog, body=[text("Secret words")])
    look_everywhere(live_blog, gone)
    assert "Secret words" in get_kept()
    editorial.withdraw_update(gone, None, "It was wrong.")
    assert "Shown" in get_kept()
    assert "It was wrong." in get_kept()
    assert "Secret" not in get_kept()


def test_a_new_template_is_shown(live_blog, monkeypatch, tmp_path, settings):
    """A deployment with another template does not show what the old one rendered."""
    update = PublishedUpdateFactory(page=live_blog)
    folder = tmp_path / "wagtail_liveconflict" / "reader"
    folder.mkdir(parents=True)
    (folder / "_update.html").write_text(
        '<article data-update-id="{{ update.pk }}">Other template</article>'
    )
    (template,) = settings.TEMPLATES
    settings.TEMPLATES = [{**template, "DIRS": [tmp_path]}]
    # What a new process does.
    fingerprint._compute_once.cache_clear()
    try:
        for shown in look_everywhere(live_blog, update):
            assert "Other template" in shown
    finally:
        fingerprint._compute_once.cache_clear()


def test_the_fingerprint_follows_included_templates(tmp_path, settings):
    """Also those that a block's template includes."""
    folder = tmp_path / "wagtail_liveconflict" / "blocks"
    folder.mkdir(parents=True)
    (template,) = settings.TEMPLATES
    before = fingerprint._compute()
    (folder / "text.html").write_text('{% include "part.html" %}')
    (tmp_path / "part.html").write_text("One")
    settings.TEMPLATES = [{**template, "DIRS": [tmp_path]}]
    one = fingerprint._compute()
    (tmp_path / "part.html").write_text("Two")
    assert len({before, one, fingerprint._compute()}) == 3


def test_the_language_is_part_of_what_is_kept(live_blog, settings):
    """A blog in another language does not get the words of the first."""
    update = PublishedUpdateFactory(page=live_blog)
    editorial.withdraw_update(update, None, "It was wrong.")
    english = delta(live_blog)
    settings.LANGUAGE_CODE = "uk"
    with translation.override("en"):
        assert delta(live_blog) != english


class BrokenCache:
    """Stands for a cache server that is away."""

    def __getattr__(self, name):
        raise ConnectionError("away")


def test_without_its_cache_the_site_works(live_blog, monkeypatch):
    """Slower, and nothing else: editors publish and readers read."""
    monkeypatch.setattr(rendered, "caches", {"default": BrokenCache()})
    update = PublishedUpdateFactory(page=live_blog, body=[text("Nine boats.")])
    for shown in look_everywhere(live_blog, update):
        assert "Nine boats." in shown


def test_a_page_from_the_cache_loads_no_bodies(live_blog):
    """Sources, claims and pictures of what is kept are not read from the database."""
    from django.db import connection

    for _ in range(5):
        body = [
            quote("Yes.", source=SourceFactory()),
            verification(ClaimFactory()),
            picture(ImageFactory()),
        ]
        PublishedUpdateFactory(page=live_blog, body=body)
    look_everywhere(live_blog, LiveUpdate.objects.first())
    with CaptureQueriesContext(connection) as queries:
        Client().get(live_blog.url)
    tables = ("_source", "_claim", "wagtailimages_")
    # Whether there is any verified claim is asked of the updates, and who publishes is
    # asked with a logo.
    others = ('SELECT 1 AS "a"', 'SELECT "wagtail_liveconflict_newsroomsettings"')
    asked = [q["sql"] for q in queries if not q["sql"].startswith(others)]
    assert [sql for sql in asked if any(table in sql for table in tables)] == []


def test_a_claim_in_many_updates_costs_no_more_queries(live_blog):
    """One status change for three updates and for thirty: the same queries."""
    from django.db import connection

    def judge(count):
        claim = ClaimFactory()
        for _ in range(count):
            PublishedUpdateFactory(page=live_blog, body=[verification(claim)])
        with CaptureQueriesContext(connection) as queries:
            editorial.change_claim_status(claim, None, "disputed", "Two differ.")
        return len(queries)

    judge(1)
    assert judge(3) == judge(30)
