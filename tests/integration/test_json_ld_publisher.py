"""Who publishes, and all that machines are told, read by a parser that is not ours and
held against the vocabulary of schema.org."""

import json
from pathlib import Path

import extruct
import pytest

from tests.factories import (
    ClaimFactory,
    ImageFactory,
    PublishedUpdateFactory,
    SourceFactory,
    quote,
    text,
    verification,
)
from wagtail_liveconflict import editorial
from wagtail_liveconflict.models import NewsroomSettings

pytestmark = pytest.mark.django_db

#: Of https://schema.org, release 30.0: of each type we use, what it is a kind of and
#: the properties that are its own, as far as we use them.
VOCABULARY = json.loads(
    (Path(__file__).parent / "schema_org_excerpt.json").read_text(encoding="utf-8")
)


def extract(reader, url):
    """The one item of linked data on a page."""
    response = reader.get(url)
    found = extruct.extract(
        response.content.decode(), base_url=url, syntaxes=["json-ld"], errors="strict"
    )
    (item,) = found["json-ld"]
    return item


def get_properties(kind):
    """All that may be said of a type."""
    described = VOCABULARY[kind]
    names = set(described["properties"])
    for parent in described["is_a"]:
        names |= get_properties(parent)
    return names


def find_foreign(value, path="") -> list[str]:
    """What the vocabulary does not know, with its place."""
    if isinstance(value, list):
        return [each for child in value for each in find_foreign(child, path)]
    if not isinstance(value, dict):
        return []
    kind = value.get("@type")
    found = []
    if kind:
        allowed = get_properties(kind)
        names = {name for name in value if not name.startswith("@")}
        found = [f"{path}: {kind}.{name}" for name in names - allowed]
    for name, child in value.items():
        found += find_foreign(child, f"{path}/{name}")
    return found


@pytest.fixture
def newsroom(live_blog):
    return NewsroomSettings.objects.create(
        site=live_blog.get_site(),
        publisher_name="The Ternwell Post",
        publisher_logo=ImageFactory(),
        corrections_policy="https://post.example/corrections",
        ethics_policy="https://post.example/ethics",
        unnamed_sources_policy="https://post.example/unnamed",
    )


def test_the_publisher_is_told_with_the_policies_it_has_set(
    reader, live_blog, newsroom
):
    """Those that are not set are left out; how we verify has a page of its own."""
    publisher = extract(reader, live_blog.url)["publisher"]
    assert publisher["@type"] == "NewsMediaOrganization"
    assert publisher["name"] == "The Ternwell Post"
    assert publisher["correctionsPolicy"] == "https://post.example/corrections"
    assert publisher["ethicsPolicy"] == "https://post.example/ethics"
    assert publisher["unnamedSourcesPolicy"] == "https://post.example/unnamed"
    assert publisher["verificationFactCheckingPolicy"].endswith("/how-we-verify/")
    assert publisher["logo"]["url"].startswith("http")
    assert "ownershipFundingInfo" not in publisher


def test_without_settings_the_site_is_the_publisher(reader, live_blog):
    """By its own name and address."""
    site = live_blog.get_site()
    publisher = extract(reader, live_blog.url)["publisher"]
    assert publisher["name"] == site.site_name or site.hostname
    assert publisher["url"] == site.root_url


def test_the_picture_is_told_where_it_is_shown(reader, live_blog):
    """On the page of the blog; the page of an update does not show it."""
    live_blog.hero_image = ImageFactory()
    live_blog.save_revision().publish()
    update = PublishedUpdateFactory(page=live_blog)
    assert extract(reader, live_blog.url)["image"].startswith("http")
    assert "image" not in extract(reader, update.permalink)


def test_every_word_is_one_of_schema_org(reader, live_blog, newsroom):
    """Each type, and each property of its type, on a page with all there is."""
    live_blog.hero_image = ImageFactory()
    live_blog.coverage_start = "2026-01-01T00:00:00Z"
    live_blog.save_revision().publish()
    source = SourceFactory(name="Ott Reed")
    update = PublishedUpdateFactory(
        page=live_blog,
        body=[
            text("It left at noon."),
            quote(
                "We open at noon.",
                source=source,
                language="uk",
                translated_by="desk",
                original_text="Відкриваємо опівдні.",
                link="https://example.org/post",
            ),
            quote(
                "The bridge is closed.",
                source=SourceFactory(kind="document", name="Order 9"),
            ),
            verification(ClaimFactory(status="verified")),
            verification(ClaimFactory(status="unverified")),
        ],
    )
    editorial.correct_update(update, None, "We said eleven. It is noon.")
    withdrawn = PublishedUpdateFactory(page=live_blog)
    editorial.withdraw_update(withdrawn, None, "It was an exercise.")
    editorial.end_blog(live_blog)
    item = extract(reader, live_blog.url)
    assert item["@type"] == "LiveBlogPosting"
    assert find_foreign(item) == []


def test_a_foreign_word_would_be_found():
    """The excerpt is not so wide that everything passes."""
    item = {
        "@type": "LiveBlogPosting",
        "mood": "x",
        "author": {"@type": "Person", "headline": "y"},
    }
    assert find_foreign(item) == [
        ": LiveBlogPosting.mood",
        "/author: Person.headline",
    ]
