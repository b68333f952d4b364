"""The public page of a source, for sites that want one."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page, PageViewRestriction, Site

from tests.factories import (
    LiveBlogPageFactory,
    LiveUpdateFactory,
    PartyFactory,
    PublishedUpdateFactory,
    SourceFactory,
    UserFactory,
    edit,
    quote,
)
from tests.sources import CANARIES, source_with
from wagtail_liveconflict import editorial
from wagtail_liveconflict.models import (
    LiveUpdate,
    NewsroomSettings,
    PartyLabel,
    Source,
    SourceAssessment,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def shown(db):
    """The setting, on."""
    return NewsroomSettings.objects.create(
        site=Site.objects.get(), show_source_pages=True
    )


@pytest.fixture
def source(db):
    party = PartyFactory()
    PartyLabel.objects.create(party=party, language="en", label="the left bank")
    return source_with(
        ("telegram", "riverwire"),
        ("youtube", "riverwire"),
        name="River Wire",
        kind="channel",
        role="news desk",
        affiliation="River Press",
        party=party,
        description="a river channel",
    )


def get_address(source):
    return reverse("wagtail_liveconflict:source", args=[source.pk])


def read(source, **data):
    response = Client().get(get_address(source), data)
    assert response.status_code == 200
    return response.content.decode()


def post(page, words, source, **fields):
    return PublishedUpdateFactory(
        page=page, body=[quote(words, source=source, **fields)]
    )


def test_off_by_default(source, reader):
    """No site has such pages until it asks for them; asking writes nothing."""
    assert reader.get(get_address(source)).status_code == 404
    assert not NewsroomSettings.objects.exists()


def test_setting_is_in_the_admin(admin_client, shown):
    """Among the settings of the site."""
    address = reverse(
        "wagtailsettings:edit",
        args=["wagtail_liveconflict", "newsroomsettings", shown.site_id],
    )
    assert "show_source_pages" in admin_client.get(address).content.decode()
    admin_client.post(address, {})
    shown.refresh_from_db()
    assert not shown.show_source_pages


def test_public_facts_and_quotes(source, shown, live_blog):
    """Facts, the party by its neutral label, handles as links that pass nothing on,
    and each quote with a link to its update."""
    update = post(live_blog, "The ferry runs.", source)
    html = read(source)
    for words in (
        "River Wire",
        "Channel",
        "news desk",
        "River Press",
        "the left bank",
        "a river channel",
        "The ferry runs.",
        f'href="{update.permalink}"',
    ):
        assert words in html
    link = '<a href="https://t.me/riverwire" rel="nofollow noopener noreferrer ugc">'
    assert link in html
    assert "YouTube: <bdi>riverwire</bdi>" in html


def test_anonymous_sources_have_none(shown, live_blog, reader):
    """Nor those that do not exist."""
    anonymous = SourceFactory(kind="anonymous", name="A guard")
    assert reader.get(get_address(anonymous)).status_code == 404
    for pk in (anonymous.pk + 1, 2**63, 10**30):
        address = reverse("wagtail_liveconflict:source", args=[pk])
        assert reader.get(address).status_code == 404


def test_whom_no_public_quote_names_has_none(source, shown, live_blog, reader):
    """Whom the newsroom knows besides is nobody's business: not quoted, only in a
    draft, under another name, or on another site."""
    assert reader.get(get_address(source)).status_code == 404
    LiveUpdateFactory(page=live_blog, body=[quote("Draft.", source=source)])
    post(live_blog, "Words.", source, name="A senior official")
    other_root = Page.get_first_root_node().add_child(
        instance=Page(title="Other", slug="other", locale=Locale.get_default())
    )
    Site.objects.create(hostname="other.example", root_page=other_root)
    post(LiveBlogPageFactory(parent=other_root), "Elsewhere.", source)
    assert reader.get(get_address(source)).status_code == 404
    post(live_blog, "By name.", source)
    assert reader.get(get_address(source)).status_code == 200


def test_quotes_in_every_language_of_the_site(
    source, shown, live_blog, settings, root_page
):
    """The root of a site may have translations beside it: they are the same site."""
    settings.WAGTAIL_I18N_ENABLED = True
    settings.WAGTAIL_CONTENT_LANGUAGES = [("en", "English"), ("uk", "Ukrainian")]
    locale = Locale.objects.create(language_code="uk")
    translated = root_page.copy_for_translation(locale)
    translated.save_revision().publish()
    post(LiveBlogPageFactory(parent=translated, locale=locale), "По-іншому.", source)
    assert "По-іншому." in read(source)


def test_only_what_every_reader_of_this_site_may_read(
    source, shown, live_blog, root_page
):
    """No drafts, nothing withdrawn or taken down, nothing behind a restriction, of a
    page that is not live, or of another site."""
    post(live_blog, "Public words.", source)
    LiveUpdateFactory(page=live_blog, body=[quote("Secret draft.", source=source)])
    taken = post(live_blog, "Secret withdrawn.", source)
    editorial.withdraw_update(taken, None, "It was wrong.")
    post(live_blog, "Secret taken down.", source).unpublish()
    restricted = LiveBlogPageFactory(parent=root_page)
    PageViewRestriction.objects.create(page=restricted, restriction_type="login")
    post(restricted, "Secret restricted.", source)
    unpublished = LiveBlogPageFactory(parent=root_page)
    post(unpublished, "Secret unpublished.", source)
    unpublished.unpublish()
    other_root = Page.get_first_root_node().add_child(
        instance=Page(title="Other", slug="other", locale=Locale.get_default())
    )
    Site.objects.create(hostname="other.example", root_page=other_root)
    post(LiveBlogPageFactory(parent=other_root), "Secret other site.", source)
    html = read(source)
    assert "Public words." in html
    assert "Secret" not in html


def test_what_was_not_said_by_name_is_not_told(source, shown, live_blog):
    """A quote that was published without a name, or under another, stays so: the page
    of its source does not give it away."""
    Source.objects.filter(pk=source.pk).update(kind="anonymous")
    reason = {"anonymity_reason": "Fear.", "kind": "paraphrase"}
    post(live_blog, "Secret of a guard.", source.pk, **reason)
    Source.objects.filter(pk=source.pk).update(kind="channel")
    post(live_blog, "Secret of an official.", source, name="A senior official")
    post(live_blog, "Said by name.", source)
    html = read(source)
    assert "Said by name." in html
    assert "Secret" not in html


def test_quotes_from_before_a_new_name_stay(source, shown, live_blog):
    """Under the name it had then."""
    post(live_blog, "Said before.", source)
    source.name = "River Wire Agency"
    source.save()
    html = read(source)
    assert "River Wire Agency" in html
    assert "Said before." in html


def test_quotes_of_others_in_the_update_are_not_shown(source, shown, live_blog):
    """Only what this source said."""
    body = [quote("Of the mayor."), quote("Of the wire.", source=source)]
    PublishedUpdateFactory(page=live_blog, body=body)
    html = read(source)
    assert "Of the wire." in html
    assert "Of the mayor." not in html


def test_newest_first_and_by_page(source, shown, live_blog):
    """Fifty a page; the queries are the same for three as for fifty."""
    start = timezone.now() - timedelta(days=1)

    def add(numbers):
        for number in numbers:
            update = post(live_blog, f"Words {number:02}.", source)
            LiveUpdate.objects.filter(pk=update.pk).update(
                first_published_at=start + timedelta(minutes=number)
            )

    def count():
        with CaptureQueriesContext(connection) as queries:
            read(source)
        return len(queries)

    add(range(3))
    count()
    few = count()
    add(range(3, 53))
    assert count() == few
    first, second = read(source), read(source, p=2)
    assert (
        first.index("Words 52.") < first.index("Words 51.") < first.index("Words 03.")
    )
    assert "Words 02." not in first
    assert "Words 02." in second
    assert 'href="?p=2"' in first
    for nonsense in ("0", "x", "999", ""):
        assert read(source, p=nonsense)


def test_an_edit_that_quotes_another_takes_it_off(source, shown, live_blog):
    """The page follows what is published now."""
    post(live_blog, "Words.", source)
    update = post(live_blog, "Misattributed.", source)
    edit(update, body=[quote("Misattributed.")])
    assert "Misattributed." not in read(source)


def test_answer_may_be_cached_for_a_short_time(source, shown, live_blog):
    """By everybody, without a cookie; one with a colleague's menu on it by nobody
    else. Only read."""
    post(live_blog, "Words.", source)
    response = Client().get(get_address(source))
    assert response["Cache-Control"] == "max-age=60, public"
    assert response["Content-Language"] == "en"
    assert not response.cookies
    client = Client()
    client.force_login(UserFactory(groups=["Moderators"]))
    assert "private" in client.get(get_address(source))["Cache-Control"]
    assert Client().post(get_address(source)).status_code == 405


@pytest.mark.parametrize("language", ["ru", "uk", "de"])
def test_in_the_language_of_the_site(source, shown, live_blog, settings, language):
    """Whatever the reader's browser asks for."""
    post(live_blog, "Words.", source)
    settings.LANGUAGE_CODE = language
    response = Client().get(get_address(source), headers={"Accept-Language": "en"})
    assert f'<html lang="{language}"' in response.content.decode()


def test_nothing_internal(source, shown, live_blog, editor):
    """What only the newsroom may know is not on it."""
    editor.username = "canary-colleague"
    editor.save()
    SourceAssessment.objects.create(
        source=source, reliability="A", notes="canary-notes", identity_known_to=editor
    )
    post(live_blog, "Words.", source)
    assert not [word for word in CANARIES if word in read(source)]
