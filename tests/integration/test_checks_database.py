"""What only the database knows of a site's setup, said by Django's checks."""

import pytest
from django.core.checks import Tags, run_checks
from django.db import connection
from wagtail.models import Site

from wagtail_liveconflict.models import BrowserBanner, CookieNotice, NewsroomSettings

pytestmark = pytest.mark.django_db
APP = "wagtail_liveconflict."
LOAD = "{% load wagtail_liveconflict_tags %}"
TAGS = ("cookie_notice", "browser_banner", "gated_embeds")


@pytest.fixture
def base(settings, tmp_path):
    """Writes the site's base template."""
    (engine,) = settings.TEMPLATES
    settings.TEMPLATES = [{**engine, "DIRS": [tmp_path]}]
    return (tmp_path / "base.html").write_text


@pytest.fixture
def site():
    return Site.objects.get()


@pytest.fixture
def everything_on(site):
    """What the three tags print."""
    CookieNotice.objects.create(site=site, mode=CookieNotice.Mode.NOTICE)
    BrowserBanner.objects.create(site=site, is_on=True)
    NewsroomSettings.objects.create(site=site, embed_providers=["telegram"])


def find(check_id, databases=("default",), **options):
    messages = run_checks(tags=[Tags.database], databases=databases, **options)
    return [message for message in messages if message.id == APP + check_id]


def find_tags():
    return {tag for tag in TAGS if any(f"% {tag} %" in w.msg for w in find("W006"))}


@pytest.mark.parametrize(
    ("template", "missing"),
    [
        ("<p>{{ page.title }}", set(TAGS)),
        (f"{LOAD}{{% cookie_notice %}}", {"browser_banner", "gated_embeds"}),
    ],
)
def test_tags_are_missed_where_they_are_switched_on(
    base, everything_on, template, missing
):
    """Each by its name."""
    base(template)
    assert find_tags() == missing


def test_nothing_is_missed_where_nothing_is_switched_on(base, site):
    """A site may do without; an empty template is not even rendered."""
    base("{% url 'no such thing' %}")
    assert find("W006") == find("I003") == []
    BrowserBanner.objects.create(site=site, is_on=False)
    CookieNotice.objects.create(site=site, mode=CookieNotice.Mode.OFF)
    assert find("W006") == find("I003") == []


def test_tags_are_found_wherever_they_stand(base, tmp_path, everything_on):
    """In what the base template includes, in what it extends, squeezed or not."""
    (tmp_path / "notices.html").write_text(
        f"{LOAD}{{% spaceless %}}{{% cookie_notice %}}{{% browser_banner %}}"
        "{% endspaceless %}"
    )
    (tmp_path / "site.html").write_text(
        f"{LOAD}{{% gated_embeds %}}{{% block end %}}{{% endblock %}}"
    )
    base(
        "{% extends 'site.html' %}{% block end %}{% include 'notices.html' %}"
        "{% endblock %}"
    )
    assert find("W006") == []


def test_our_own_base_template_has_all_of_them(everything_on):
    """Which is used where the site has none."""
    assert find("W006") == []


def test_a_template_that_needs_more_than_a_request_is_named(base, everything_on):
    """Nobody knows then; it is no warning."""
    base("{% url 'no such thing' %}")
    (info,) = find("I003")
    assert "no such thing" in info.msg


def test_the_database_is_asked_when_it_is_named_alone(
    base, everything_on, django_assert_num_queries
):
    """As Django asks of every check."""
    base("<p>")
    with django_assert_num_queries(0):
        assert find("W006", databases=[]) == []
        assert not [each for each in run_checks() if each.id == f"{APP}W006"]


def test_tables_that_are_not_there_yet_do_no_harm(monkeypatch, everything_on):
    """ "migrate" checks before there are any."""
    monkeypatch.setattr(connection.introspection, "table_names", list)
    assert find("W006") == find("W012") == []


def test_a_site_at_localhost_is_named_before_readers_come(site):
    """With --deploy alone."""
    assert site.hostname == "localhost"
    assert find("W011") == []
    (warning,) = find("W011", include_deployment_checks=True)
    assert "localhost" in warning.msg
    site.hostname = "news.example"
    site.save()
    assert find("W011", include_deployment_checks=True) == []
