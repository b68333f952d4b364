"""The public page "How we verify": made of the vocabulary."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, Page, Site

from tests.factories import UserFactory
from tests.reading import get_soup
from tests.structured_data import get_words
from wagtail_liveconflict.models import NewsroomSettings
from wagtail_liveconflict.reader.how_we_verify import METHOD_LINES
from wagtail_liveconflict.verification import TRANSITIONS, Finding, Method, Status

pytestmark = pytest.mark.django_db

BEGINNING = {Status.UNVERIFIED, Status.CHECKING}
CONTENT = ".liveconflict--verification"


def get_url():
    return reverse("wagtail_liveconflict:how_we_verify")


def read(client=None):
    return get_soup(client or Client(), get_url()).select_one(CONTENT)


def choose(**fields):
    NewsroomSettings.objects.create(site=Site.objects.get(), **fields)


def test_every_status_with_its_mark_word_line_and_shape():
    """As in a card: distinct without colour and without pictures."""
    content = read()
    shapes = set()
    for status in Status:
        card = content.find(id=f"status-{status.value}")
        assert f"liveconflict-claim--{status.value}" in card["class"]
        assert get_words(card.h3) == f"[{status.mark}] {status.label}"
        assert str(status.line) in get_words(card)
        shapes.add(str(card.svg))
    assert len(shapes) == len(Status)


def test_every_finding_and_every_method_is_explained():
    """A new one in the vocabulary needs a line."""
    content = read()
    assert set(METHOD_LINES) == set(Method)
    methods = [get_words(term) for term in content.find_all("dt")]
    assert methods == [method.label for method in Method]
    lines = [get_words(line) for line in content.find_all("dd")]
    assert lines == [str(METHOD_LINES[method]) for method in Method]
    card = get_words(content.find(id="status-false"))
    false, misleading = card.partition("Misleading:")[::2]
    for finding in Finding:
        part = misleading if finding.is_misleading else false
        assert str(finding.label) in part


def test_who_has_to_agree_is_what_the_gates_ask():
    """What the page says of the second editor holds for every transition."""
    words = get_words(read())
    assert (
        "neither asked for the change, nor checked the claim, nor edited it last"
    ) in words
    assert "one of these statuses: Verified, False;" in words
    settled = [status for status in Status if status not in BEGINNING]
    listed = ", ".join(str(status.label) for status in settled)
    assert f"to another finding: {listed}." in words
    for (before, after), transition in TRANSITIONS.items():
        is_agreed = after in {Status.VERIFIED, Status.FALSE} or (
            before in settled and after != Status.CHECKING
        )
        assert transition.needs_second_person == is_agreed, (before, after)


def test_a_newsroom_of_one_says_so():
    """It does not claim a second editor."""
    choose(needs_second_person=False)
    words = get_words(read())
    assert "one editor checks and decides" in words
    assert "has to agree" not in words


def test_the_newsrooms_own_introduction_stands_above():
    """In paragraphs; what looks like markup is words."""
    assert "standfirst" not in str(read().header)
    choose(verification_intro="We ask.\n\n<b>Twice</b> at least.\n")
    header = read().header
    assert [get_words(each) for each in header.find_all("p")] == [
        "We ask.",
        "<b>Twice</b> at least.",
    ]


@pytest.mark.parametrize("language", ["en", "ru", "uk"])
def test_the_page_is_in_the_language_of_the_site(settings, language):
    """Whatever the browser asks for."""
    settings.LANGUAGE_CODE = language
    client = Client(headers={"accept-language": "de"})
    response = client.get(get_url())
    assert response["Content-Language"] == language
    content = read(client)
    assert (content["lang"], content["dir"]) == (language, "ltr")


def test_a_translated_site_has_it_in_its_own_language(settings):
    """The language of the root of the site that was asked."""
    settings.WAGTAIL_I18N_ENABLED = True
    locale = Locale.objects.create(language_code="uk")
    root = Page.objects.get(depth=2)
    Page.objects.filter(pk=root.pk).update(locale=locale)
    assert Client().get(get_url())["Content-Language"] == "uk"


def test_everybody_gets_the_same_page_from_a_cache():
    """A colleague's own has Wagtail's menu on it, and is hers. HEAD is answered, a
    form is not."""
    response = Client().get(get_url())
    assert response["Cache-Control"] == "max-age=60, public"
    assert "sessionid" not in response.cookies
    signed_in = Client()
    signed_in.force_login(UserFactory(is_superuser=True))
    assert "private" in signed_in.get(get_url())["Cache-Control"]
    assert Client().head(get_url()).status_code == 200
    assert Client().post(get_url()).status_code == 405


def test_without_a_site_it_has_no_introduction():
    """The vocabulary is there all the same."""
    choose(verification_intro="We ask.")
    Site.objects.all().delete()
    assert "We ask." not in get_words(read())
    assert read().find(id="status-verified")
