"""Whatever happens to the drawing of cards, publishing and the page go on."""

import pytest
from django.core.files.storage import FileSystemStorage
from django.test import Client
from django_tasks import task_backends
from django_tasks.backends.dummy import DummyBackend

from tests.claims import put
from tests.factories import (
    ClaimFactory,
    ImageFactory,
    PublishedUpdateFactory,
    edit,
    picture,
    verification,
)
from tests.share_cards import drawings, find_card, list_files, look_at
from wagtail_liveconflict import editorial
from wagtail_liveconflict.editorial.claim_showing import announce_claim
from wagtail_liveconflict.models import LiveUpdate, ShareCard
from wagtail_liveconflict.reader import card_upkeep
from wagtail_liveconflict.share_cards import making
from wagtail_liveconflict.tasks import draw_share_cards

__all__ = ["drawings"]
pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


class BrokenStorage(FileSystemStorage):
    """A disk that is full, and then cannot be read either."""

    def _save(self, name, content):
        raise OSError("No space left on device")

    def _open(self, name, mode="rb"):
        raise OSError("Input/output error")

    def delete(self, name):
        raise OSError("Input/output error")


@pytest.fixture
def update(live_blog):
    return PublishedUpdateFactory(page=live_blog, headline="Nine boats are out")


@pytest.fixture
def breaks_storage(settings):
    def break_it():
        own = {"BACKEND": f"{__name__}.BrokenStorage"}
        settings.STORAGES = {**settings.STORAGES, "cards": own}
        settings.LIVECONFLICT_SHARE_CARDS = {"STORAGE": "cards"}

    return break_it


class BrokenBackend(DummyBackend):
    """A queue whose server does not answer for our tasks. Without Wagtail's own
    nothing can be saved."""

    def enqueue(self, task, args, kwargs):
        if task.func is draw_share_cards.func:
            raise ConnectionError("The queue is away")
        return super().enqueue(task, args, kwargs)


@pytest.fixture
def use_queue():
    """Put a backend in the place of the site's own."""
    before = task_backends["default"]

    def use(kind):
        task_backends["default"] = kind(alias="default", params={})

    yield use
    task_backends["default"] = before


@pytest.fixture
def work(use_queue):
    """Tasks wait until ``work()`` does them; it says for what ours were."""
    use_queue(DummyBackend)

    def work():
        results = list(task_backends["default"].results)
        task_backends["default"].clear()
        for result in results:
            result.task.call(*result.args, **result.kwargs)
        ours = [each for each in results if each.task.func is draw_share_cards.func]
        return [result.args for result in ours]

    return work


def break_drawing(monkeypatch):
    def fail(card, style):
        raise MemoryError("A font is broken")

    monkeypatch.setattr(making, "draw_card", fail)


@pytest.mark.parametrize("hero", [True, False])
def test_a_card_that_cannot_be_drawn(live_blog, drawings, monkeypatch, hero, caplog):
    """The address leads to the picture that there is; without one, nothing is there.
    The page is served, and the reason is in the log."""
    if hero:
        live_blog.hero_image = ImageFactory()
        live_blog.save_revision().publish()
    break_drawing(monkeypatch)
    update = PublishedUpdateFactory(page=live_blog)
    response = Client().get(find_card(update.permalink))
    if hero:
        assert response.status_code == 302
        assert "/images/quay" in response["Location"]
    else:
        assert response.status_code == 404
    assert "A font is broken" in caplog.text
    assert not ShareCard.objects.exists()


def test_a_storage_that_is_away(update, drawings, breaks_storage, caplog):
    """The card is drawn each time; publishing and withdrawing go on."""
    path = find_card(update.permalink)
    look_at(path)
    breaks_storage()
    assert look_at(path).size == (1200, 630)
    assert len(drawings) == 2
    editorial.withdraw_update(update, None, "An exercise.")
    assert LiveUpdate.objects.get(pk=update.pk).is_withdrawn
    assert not ShareCard.objects.exists()
    assert look_at(find_card(update.permalink)).size == (1200, 630)
    assert "No space left" in caplog.text


def test_a_file_that_is_gone_is_drawn_again(update, drawings, tmp_path):
    """Somebody has emptied the folder."""
    path = find_card(update.permalink)
    look_at(path)
    (file,) = list_files(tmp_path)
    file.unlink()
    look_at(path)
    look_at(path)
    assert len(drawings) == 2
    assert len(list_files(tmp_path)) == ShareCard.objects.count() == 1


@pytest.mark.parametrize(
    "value",
    [None, {"STORAGE": "nowhere"}, {"FONTS": "x"}, {"ENABLED": False}],
    ids=repr,
)
def test_a_setting_that_cannot_be_read(live_blog, settings, drawings, value):
    """Publishing and the page go on, with the picture in the place of a card."""
    settings.LIVECONFLICT_SHARE_CARDS = value
    live_blog.hero_image = ImageFactory()
    live_blog.save_revision().publish()
    update = PublishedUpdateFactory(page=live_blog)
    path = find_card(update.permalink)
    assert "/images/quay" in path or look_at(path).size == (1200, 630)


def test_without_a_worker_nobody_draws_before_somebody_asks(live_blog, drawings):
    """An editor does not wait for a drawing."""
    assert PublishedUpdateFactory(page=live_blog).live
    assert drawings == []


def test_a_worker_draws_before_anybody_asks(live_blog, drawings, work):
    """One task for a change, also of a claim in many updates."""
    claim = ClaimFactory()
    updates = [
        PublishedUpdateFactory(page=live_blog, body=[verification(claim)])
        for _ in range(3)
    ]
    work()
    # That of the live blog itself among them.
    assert len(drawings) == len(updates) + 1
    drawings.clear()
    announce_claim(put(claim, "false"))
    assert drawings == []
    ((page_id, update_ids),) = work()
    assert (page_id, set(update_ids)) == (live_blog.pk, {each.pk for each in updates})
    assert len(drawings) == len(updates)
    for update in updates:
        look_at(find_card(update.permalink))
    assert len(drawings) == len(updates)
    assert ShareCard.objects.count() == len(updates) + 1


def test_what_is_withdrawn_waits_for_no_worker(update, drawings, tmp_path, work):
    """Its card is gone at once."""
    look_at(find_card(update.permalink))
    editorial.withdraw_update(update, None, "An exercise.")
    assert list_files(tmp_path) == []


def test_a_claim_in_very_many_updates(live_blog, drawings, work, monkeypatch):
    """As many cards are drawn as the bound says, the newest; the others are forgotten,
    and drawn when somebody asks."""
    monkeypatch.setattr(card_upkeep, "MOST", 2)
    claim = ClaimFactory()
    updates = [
        PublishedUpdateFactory(page=live_blog, body=[verification(claim)])
        for _ in range(3)
    ]
    work()
    announce_claim(put(claim, "false"))
    work()
    drawn = ShareCard.objects.exclude(update=None).values_list("update_id", flat=True)
    assert set(drawn) == {each.pk for each in updates[1:]}


def test_a_queue_that_is_away(live_blog, drawings, use_queue, caplog):
    """The update is out, and its card is drawn when somebody asks."""
    use_queue(BrokenBackend)
    update = PublishedUpdateFactory(page=live_blog)
    assert update.live
    look_at(find_card(update.permalink))
    assert "The queue is away" in caplog.text


def test_a_task_for_what_is_gone(live_blog, drawings, update):
    """A worker may be late by a day."""
    draw_share_cards.call(live_blog.pk, [update.pk])
    assert ShareCard.objects.exists()
    pk = update.pk
    update.delete()
    draw_share_cards.call(live_blog.pk, [pk])
    live_blog.unpublish()
    draw_share_cards.call(live_blog.pk, [pk])
    draw_share_cards.call(2**40, [])
    assert not ShareCard.objects.exists()


def test_a_sensitive_picture_is_never_shared(live_blog, drawings):
    """Nor where the newsroom prefers pictures: the one behind it, or the card."""
    from wagtail.models import Site

    from wagtail_liveconflict.models import NewsroomSettings

    NewsroomSettings.objects.create(site=Site.objects.get(), prefers_pictures=True)
    covered = picture(ImageFactory())
    covered["value"]["sensitivity"] = "death"
    update = PublishedUpdateFactory(page=live_blog, body=[covered])
    assert "/cards/" in find_card(update.permalink)
    edit(update, body=[covered, picture(ImageFactory())])
    assert "/images/quay" in find_card(update.permalink)


def test_a_newsroom_may_prefer_its_pictures(live_blog, drawings):
    """An update's own picture; without one the card, not the main picture."""
    from wagtail.models import Site

    from wagtail_liveconflict.models import NewsroomSettings

    live_blog.hero_image = ImageFactory()
    live_blog.save_revision().publish()
    own = PublishedUpdateFactory(page=live_blog, body=[picture(ImageFactory())])
    without = PublishedUpdateFactory(page=live_blog)
    assert "/cards/" in find_card(own.permalink)
    assert "/cards/" in find_card(live_blog.url)
    NewsroomSettings.objects.create(site=Site.objects.get(), prefers_pictures=True)
    assert "/images/quay" in find_card(own.permalink)
    assert "/images/quay" in find_card(live_blog.url)
    assert "/cards/" in find_card(without.permalink)
