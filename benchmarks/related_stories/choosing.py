"""Choose and render related stories on a site of some size: ``python -m
benchmarks.related_stories.choosing PAGES RUNS``.

Prints JSON, a list: for each provider the queries and the median milliseconds of eight
cards, chosen anew (``cold``) and with ids from the cache (``warm``).
"""

import io
import json
import os
import statistics
import sys
import time
from datetime import timedelta

import django

#: All pages are in one section, which is the worst case.
PROVIDERS = ("TagsProvider", "SearchProvider")


def prepare(pages: int):
    """A page with two picks and two tags, among so many others, all in one section;
    each second has a picture in its text and two of twenty tags."""
    from django.contrib.contenttypes.models import ContentType
    from django.core.files.images import ImageFile
    from django.core.management import call_command
    from django.db import transaction
    from django.utils import timezone
    from PIL import Image as PillowImage
    from taggit.models import Tag
    from wagtail.images import get_image_model
    from wagtail.models import Page

    from sandbox_site.news.models import ArticlePage
    from tests.testapp.models import StoryPage, StoryTag

    from ..payload import get_words

    home = Page.objects.get(depth=2)
    file = io.BytesIO()
    PillowImage.new("RGB", (1280, 720), "#35506b").save(file, "JPEG")
    images = [
        get_image_model().objects.create(
            title=f"{n}", file=ImageFile(io.BytesIO(file.getvalue()), name=f"{n}.jpg")
        )
        for n in range(12)
    ]
    now = timezone.now()
    types = ContentType.objects.get_for_models(ArticlePage, StoryPage)
    tags = [Tag.objects.create(name=f"tag {number}") for number in range(20)]
    with transaction.atomic():
        # In bulk; the tree is as Wagtail would have made it.
        made = Page.objects.bulk_create(
            (
                Page(
                    title=f"Day {number}: {get_words(number)[:80]}",
                    slug=f"page-{number}",
                    search_description=get_words(number)[:200],
                    first_published_at=now - timedelta(minutes=10 + number),
                    path=Page._get_path(home.path, home.depth + 1, number + 1000),
                    depth=home.depth + 1,
                    url_path=f"{home.url_path}page-{number}/",
                    content_type=types[StoryPage if number % 2 else ArticlePage],
                    locale_id=home.locale_id,
                    live=True,
                )
                for number in range(pages)
            ),
            batch_size=500,
        )
        for number, page in enumerate(made):
            image = images[number % 12]
            if number % 2:
                value = {"pictures": [{"image": image.pk, "alt_text": "A quay"}]}
                body = json.dumps([{"type": "gallery", "value": value}])
                StoryPage(page_ptr_id=page.pk, body=body).save_base(raw=True)
            else:
                ArticlePage(page_ptr_id=page.pk, hero_image=image).save_base(raw=True)
        StoryTag.objects.bulk_create(
            (
                StoryTag(content_object_id=page.pk, tag=tags[number])
                for number, page in enumerate(made[1::2])
                for number in (number % 20, (number + 7) % 20)
            ),
            batch_size=500,
        )
        Page.objects.filter(pk=home.pk).update(numchild=pages)
    call_command("update_index", verbosity=0, stdout=io.StringIO())
    article, *picks = StoryPage.objects.order_by("pk")[:3]
    for pick in picks:
        article.live_related_stories.create(story_id=pick.pk)
    article.save()
    return article


def measure(article, pages: int, provider: str, runs: int) -> dict:
    from django.conf import settings
    from django.core.cache import cache
    from django.core.signals import setting_changed
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from wagtail.models import Site

    from wagtail_liveconflict.stories.rendering import render_cards
    from wagtail_liveconflict.stories.selection import get_cards

    settings.LIVECONFLICT_RELATED_STORIES = {
        "PROVIDER": f"wagtail_liveconflict.stories.{provider}"
    }
    setting_changed.send(
        None, setting="LIVECONFLICT_RELATED_STORIES", value=None, enter=True
    )

    def show(*, is_cold: bool) -> tuple[int, float]:
        page = type(article).objects.get(pk=article.pk)
        if is_cold:
            cache.clear()
            # Wagtail's own, kept for every page of the site.
            Site.get_site_root_paths()
        start = time.perf_counter()
        with CaptureQueriesContext(connection) as queries:
            html = render_cards(get_cards(page, 8))
        taken = 1000 * (time.perf_counter() - start)
        if html.count("<picture>") != 8:
            raise RuntimeError("there are not eight cards with pictures")
        return len(queries), taken

    # Once without being measured: the renditions are made then.
    show(is_cold=True)
    cold = [show(is_cold=True) for _run in range(runs)]
    warm = [show(is_cold=False) for _run in range(runs)]
    return {
        "pages": pages,
        "provider": provider,
        "cold_queries": max(queries for queries, _taken in cold),
        "warm_queries": max(queries for queries, _taken in warm),
        "cold": statistics.median(taken for _queries, taken in cold),
        "warm": statistics.median(taken for _queries, taken in warm),
    }


def main() -> None:
    os.environ.setdefault(
        "DJANGO_SETTINGS_MODULE", "benchmarks.related_stories.settings"
    )
    os.environ["SANDBOX_MEDIA_ROOT"] = os.environ["BENCHMARK_FOLDER"]
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    pages, runs = map(int, sys.argv[1:])
    article = prepare(pages)
    results = [measure(article, pages, provider, runs) for provider in PROVIDERS]
    sys.stdout.write(json.dumps(results) + "\n")


if __name__ == "__main__":
    main()
