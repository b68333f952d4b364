"""Which updates stand on which public page, and what a page costs."""

import re

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    ClaimFactory,
    ImageFactory,
    LiveBlogPageFactory,
    PublishedUpdateFactory,
    SourceFactory,
    edit,
    link_card,
    picture,
    quote,
    text,
    verification,
)
from tests.reading import get_shown, get_soup
from wagtail_liveconflict import editorial
from wagtail_liveconflict.models import LiveFeed, LiveUpdate

pytestmark = pytest.mark.django_db


def fill(page, number):
    """``number`` published updates with every kind of block, and all that stands
    around them."""
    page.hero_image = ImageFactory()
    page.summary = '[{"type": "known", "value": "<p>The ferry runs.</p>"}]'
    page.save_revision().publish()
    rich = [
        quote("We open at noon.", source=SourceFactory()),
        verification(ClaimFactory()),
        picture(ImageFactory()),
        link_card(),
    ]
    first = PublishedUpdateFactory(page=page, body=[text("Words."), *rich])
    last = PublishedUpdateFactory(page=page, body=[text("Words."), *rich])
    between = LiveUpdate.objects.bulk_create(
        LiveUpdate(
            page=page,
            headline=f"Update {n}",
            body=first.body,
            live=True,
            ordinal=n,
            first_published_at=first.first_published_at,
            last_published_at=first.last_published_at,
        )
        for n in range(3, number)
    )
    LiveUpdate.objects.filter(pk=last.pk).update(ordinal=number)
    LiveFeed.objects.filter(page_id=page.pk).update(last_ordinal=number)
    editorial.pin_update(between[0])
    editorial.mark_key_event(between[1])
    editorial.mark_key_event(last)


def count_queries(client, url):
    client.get(url)  # what is read once per process, such as content types
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_a_page_of_a_thousand_updates_costs_what_one_of_forty_costs(reader, root_page):
    """At most 32 queries, whatever the number of updates, quotes, claims, pictures: three
    of them for the related stories, the cookie notice and the banner around them."""
    small = LiveBlogPageFactory(parent=root_page)
    large = LiveBlogPageFactory(parent=root_page)
    fill(small, 40)
    fill(large, 1_000)

    for path in ("", "page/1/"):
        of_small = count_queries(reader, f"{small.url}{path}")
        of_large = count_queries(reader, f"{large.url}{path}")
        assert of_large == of_small, path
        assert of_large <= 32, path


def test_updates_stand_newest_first(reader, live_blog):
    """In the order of first publication, whatever is edited later."""
    first, second, third = PublishedUpdateFactory.create_batch(3, page=live_blog)
    edit(first, headline="Mended")
    assert get_shown(get_soup(reader, live_blog.url)) == [third.pk, second.pk, first.pk]


def test_archive_pages_never_change(reader, live_blog, settings):
    """Pages are counted from the oldest update: publishing more changes none of them,
    and every update is on exactly one."""
    settings.LIVECONFLICT_PAGE_SIZE = 3
    PublishedUpdateFactory.create_batch(7, page=live_blog)
    before = {
        n: get_shown(get_soup(reader, f"{live_blog.url}page/{n}/")) for n in (1, 2)
    }
    PublishedUpdateFactory.create_batch(6, page=live_blog)
    after = {
        n: get_shown(get_soup(reader, f"{live_blog.url}page/{n}/")) for n in range(1, 6)
    }
    assert {n: after[n] for n in before} == before
    assert [len(after[n]) for n in range(1, 6)] == [3, 3, 3, 3, 1]
    every = [pk for ids in after.values() for pk in ids]
    assert sorted(every) == sorted(LiveUpdate.objects.values_list("pk", flat=True))


def test_following_older_from_the_newest_page_reaches_every_update(
    reader, live_blog, settings
):
    """By links alone, without a gap and without an update twice."""
    settings.LIVECONFLICT_PAGE_SIZE = 3
    PublishedUpdateFactory.create_batch(11, page=live_blog)
    seen, url = [], live_blog.url
    while url:
        response = reader.get(url)
        seen += get_shown(BeautifulSoup(response.content, "html.parser"))
        older = response.context["older_url"]
        if older:
            assert f'href="{older}"' in response.content.decode()
        url = older
    assert seen == list(
        LiveUpdate.objects.order_by("-ordinal").values_list("pk", flat=True)
    )


@pytest.mark.parametrize("number", ["0", "2", "999999999999999999999", "-1", "x"])
def test_archive_pages_that_do_not_exist_are_not_found(reader, live_blog, number):
    """404, not an empty page and not an error."""
    PublishedUpdateFactory(page=live_blog)
    assert reader.get(f"{live_blog.url}page/{number}/").status_code == 404


def test_each_update_has_a_page_of_its_own(reader, live_blog, settings):
    """Its permalink shows it among its neighbours, also when it has long been in the
    archive."""
    settings.LIVECONFLICT_PAGE_SIZE = 2
    first, *others = PublishedUpdateFactory.create_batch(9, page=live_blog)
    soup = get_soup(reader, first.permalink)
    around = [update.pk for update in others[:5]]
    assert get_shown(soup) == [*reversed(around), first.pk]
    assert soup.find("liveconflict-blog")["data-focus"] == str(first.pk)
    marked = soup.find(attrs={"aria-current": "true"})
    assert marked.article["id"] == f"update-{first.pk}"
    newest = get_soup(reader, live_blog.url)
    for article in newest.find_all("article", id=True):
        update = LiveUpdate.objects.get(pk=article["data-update-id"])
        assert article.find("a", href=re.compile(re.escape(update.permalink)))


def test_a_permalink_of_another_blog_or_a_huge_number_is_not_found(reader, live_blog):
    """An update is found under its own blog only."""
    elsewhere = PublishedUpdateFactory(page=LiveBlogPageFactory())
    for number in (elsewhere.pk, 0, 2**64):
        url = f"{live_blog.url}updates/{number}/"
        assert reader.get(url).status_code == 404, number
