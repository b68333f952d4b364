"""A copy in the live blog of another language, with what has to be translated marked."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, Page

from tests.desk_forms import publish, url, words
from tests.factories import (
    ImageFactory,
    LiveUpdateFactory,
    PublishedUpdateFactory,
    picture,
    quote,
    text,
)
from tests.roles import CONTRIBUTOR, EDITOR, make_colleague, sign_in
from wagtail_liveconflict import editorial, exceptions
from wagtail_liveconflict.models import LiveUpdate

pytestmark = pytest.mark.django_db


@pytest.fixture
def sister(live_blog, settings):
    """The same live blog in Ukrainian."""
    settings.WAGTAIL_I18N_ENABLED = True
    locale = Locale.objects.create(language_code="uk")
    Page.objects.get(depth=2).copy_for_translation(locale)
    page = live_blog.copy_for_translation(locale)
    page.title = "Переправа"
    page.save_revision().publish()
    return page


@pytest.fixture
def update(live_blog):
    return PublishedUpdateFactory(
        page=live_blog,
        headline="Quay closed",
        event_place="Ternwell",
        body=[
            text("Until <b>noon</b>."),
            quote("We sail.", language="en", context_note="About the ferry"),
            picture(ImageFactory(), caption="The quay"),
        ],
    )


def fetch(update):
    return LiveUpdate.objects.get(pk=update.pk)


def test_all_words_are_marked_and_the_original_kept(update, sister, editor):
    """Ours, in whatever block. What was said is to be translated from the words it was
    said in."""
    draft = fetch(editorial.translate_update(update, editor, sister))
    assert (draft.page_id, draft.owner, draft.live) == (sister.pk, editor, False)
    assert draft.headline == "[translate] Quay closed"
    assert draft.event_place == "[translate] Ternwell"
    blocks = {block.block_type: block.value for block in draft.body}
    assert blocks["text"].source.endswith(">[translate] Until <b>noon</b>.</p>")
    assert blocks["quote"]["text"] == "[translate] We sail."
    assert blocks["quote"]["original_text"] == "We sail."
    assert blocks["quote"]["language"] == "en"
    assert blocks["quote"]["context_note"] == "[translate] About the ferry"
    assert blocks["image"]["caption"] == "[translate] The quay"
    alt_text = blocks["image"]["image"].contextual_alt_text
    assert alt_text == "[translate] A quay at low water"
    # As it was, and under ids of its own.
    assert fetch(update).headline == "Quay closed"
    assert not {b.id for b in draft.body} & {b.id for b in update.body}


def test_it_is_not_published_while_a_mark_is_left(update, sister, editor):
    """By code either; each mark counts."""
    draft = editorial.translate_update(update, editor, sister)
    with pytest.raises(exceptions.StillToTranslate) as refused:
        editorial.publish_update(fetch(draft), editor)
    assert refused.value.field == "headline"
    draft = fetch(draft)
    draft.headline, draft.event_place = "Набережну закрито", ""
    draft.body = draft.body.raw_data[:1]
    draft.save_revision()
    with pytest.raises(exceptions.StillToTranslate) as refused:
        editorial.publish_update(fetch(draft), editor)
    assert refused.value.field == "body"


def test_the_composer_says_so_at_the_field(update, sister, editor_client, editor):
    """And publishes once nothing is marked."""
    draft = editorial.translate_update(update, editor, sister)
    address = url("edit", draft.pk)
    data = publish(sister, words("До полудня."), headline="[translate] Quay closed")
    response = editor_client.post(address, data)
    assert "remove the mark" in str(response.context["form"].errors["headline"])
    data = publish(sister, words("До полудня."), headline="Набережну закрито")
    assert editor_client.post(address, data).status_code == 302
    assert fetch(draft).live


def test_only_into_a_sister(update, sister, live_blog, editor, root_page):
    """Not into another live blog, nor into itself."""
    other = live_blog.copy(update_attrs={"slug": "other", "title": "Other"})
    for page in (other, live_blog, root_page):
        with pytest.raises(exceptions.NotASister):
            editorial.translate_update(update, editor, page)
    assert LiveUpdate.objects.count() == 1


def test_a_mirror_of_the_page_is_none(update, live_blog, settings):
    """Wagtail's alias, until somebody translates it, shows what the page itself does."""
    settings.WAGTAIL_I18N_ENABLED = True
    locale = Locale.objects.create(language_code="ru")
    Page.objects.get(depth=2).copy_for_translation(locale)
    alias = live_blog.copy_for_translation(locale, alias=True)
    assert editorial.get_sisters(update.page) == []
    with pytest.raises(exceptions.NotASister):
        editorial.translate_update(update, None, alias)


def test_a_site_in_one_language_has_none(update, sister, settings, editor_client):
    """The stream offers it only where there is a sister."""
    desk, verb = url("desk", update.page_id), url("translate", update.pk)
    assert verb in editor_client.get(desk).text
    settings.WAGTAIL_I18N_ENABLED = False
    assert verb not in editor_client.get(desk).text
    assert editorial.get_sisters(update.page) == []


def test_the_form_offers_where_one_may_write(update, sister, live_blog):
    """A contributor of both translates what readers see, not others' drafts; somebody
    without rights there is offered nothing, and refused what she posts."""
    contributor = make_colleague(live_blog, CONTRIBUTOR)
    contributor.groups.add(*make_colleague(sister, CONTRIBUTOR).groups.all())
    client = sign_in(contributor)
    address = url("translate", update.pk)
    assert "Переправа" in client.get(address).text
    response = client.post(address, {"page": sister.pk})
    assert response["Location"] == url("desk", live_blog.pk)
    assert LiveUpdate.objects.on(sister).get().owner == contributor
    draft = LiveUpdateFactory(page=live_blog)
    client.post(url("translate", draft.pk), {"page": sister.pk})
    stranger = sign_in(make_colleague(live_blog, EDITOR))
    response = stranger.post(address, {"page": sister.pk})
    assert response.context["form"].errors["page"]
    assert LiveUpdate.objects.on(sister).count() == 1


def test_a_stream_asks_once_whether_there_is_one(update, sister, editor_client):
    """Not for every update."""

    def count():
        address = url("stream", update.page_id)
        # Wagtail remembers the addresses of sites, for a while.
        editor_client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert (
                url("translate", update.pk) in editor_client.get(address).json()["html"]
            )
        return len(queries)

    few = count()
    for number in range(10):
        PublishedUpdateFactory(page=update.page, headline=f"Ferry {number}")
    assert count() == few
