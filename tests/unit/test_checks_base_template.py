"""What Django's checks say of the site's base template, which they only read."""

import pytest
from django.core.checks import run_checks

APP = "wagtail_liveconflict."
BLOCKS = "{% block extra_css %}{% endblock %}{% block extra_js %}{% endblock %}"
WHOLE = BLOCKS + "{% block content %}{% endblock %}"
IDS = ("E011", "E012", "W004")


@pytest.fixture
def templates(settings, tmp_path):
    """A folder of templates of the site; its "base.html" is the base."""
    (engine,) = settings.TEMPLATES
    settings.TEMPLATES = [{**engine, "DIRS": [tmp_path]}]

    def write(**sources):
        for name, source in sources.items():
            (tmp_path / f"{name}.html").write_text(source)
        return tmp_path

    return write


def get_ids():
    messages = run_checks(tags=["liveconflict"])
    ids = [message.id.removeprefix(APP) for message in messages]
    return [check_id for check_id in ids if check_id in IDS]


@pytest.mark.parametrize(
    ("base", "expected"),
    [
        (WHOLE, []),
        (BLOCKS, ["E011"]),
        (WHOLE.replace("extra_js", "scripts"), ["W004"]),
        ("{% block content %}{% endblock %}", ["W004", "W004"]),
        ("<p>{{ page.title }}", ["E011", "W004", "W004"]),
        # Blocks within blocks, and within conditions.
        (
            f"{{% block body %}}{{% if request %}}{WHOLE}{{% endif %}}{{% endblock %}}",
            [],
        ),
        ("{% nonsense %}", ["E012"]),
        ("{% extends 'nowhere.html' %}", ["E012"]),
        ("{% extends 'base.html' %}", ["E012"]),
    ],
)
def test_the_blocks_that_we_fill_are_looked_for(templates, base, expected):
    """The content is all there is; style and script stand in the others."""
    templates(base=base)
    assert get_ids() == expected


@pytest.mark.parametrize(
    ("base", "expected"),
    [
        # What a template adds must stand in a block of the one that it extends.
        ("{% block content %}{% endblock %}", ["E011"]),
        (
            "{% block main %}{% block content %}{% endblock %}{% endblock %}",
            [],
        ),
    ],
)
def test_a_template_between_can_rename_a_block(templates, base, expected):
    """As the hint of E011 says."""
    source = "{% extends 'site.html' %}" + base
    templates(site=BLOCKS + "{% block main %}{% endblock %}", base=source)
    assert get_ids() == expected


@pytest.mark.parametrize(
    "name", ["theme_base", "theme_base|default:'nowhere.html'", "site.theme.base"]
)
def test_nothing_is_said_where_only_a_request_names_the_template(templates, name):
    """By a context processor: the site works, and has to start."""
    templates(base=f"{{% extends {name} %}}")
    assert get_ids() == []
    folder = templates(base="<p>") / "wagtail_liveconflict"
    folder.mkdir()
    (folder / "live_blog_page.html").write_text(f"{{% extends {name} %}}")
    assert get_ids() == []


@pytest.mark.parametrize(
    "sources",
    [
        {"base": "{% extends base_template %}"},
        {"base": "{% extends 'b.html' %}", "b": "{% extends base_template %}"},
    ],
)
def test_a_base_that_extends_itself_is_named(templates, sources):
    """It could not be rendered; and the checks come to an end."""
    templates(**sources)
    assert get_ids() == ["E012"]


def test_a_page_template_of_the_site_needs_none_of_it(templates):
    """One that extends something else fills other blocks."""
    folder = templates(base="<p>") / "wagtail_liveconflict"
    folder.mkdir()
    (folder / "live_blog_page.html").write_text("<h1>{{ page.title }}</h1>")
    assert get_ids() == []


def test_a_page_template_that_extends_ours_needs_all_of_it(templates):
    """The usual override."""
    folder = templates(base="<p>") / "wagtail_liveconflict"
    folder.mkdir()
    (folder / "live_blog_page.html").write_text(
        "{% extends 'wagtail_liveconflict/live_blog_page.html' %}"
    )
    assert get_ids() == ["E011", "W004", "W004"]


def test_another_engine_is_named(settings, tmp_path):
    """Django cannot extend its templates."""
    (tmp_path / "base.html").write_text("{% block content %}{% endblock %}")
    # Django's simplest; Jinja2 is not installed everywhere.
    other = {
        "BACKEND": "django.template.backends.dummy.TemplateStrings",
        "DIRS": [tmp_path],
        "APP_DIRS": False,
        "OPTIONS": {},
    }
    settings.TEMPLATES = [other, *settings.TEMPLATES]
    assert get_ids() == ["E012"]


def test_our_own_base_template_has_all_of_it():
    """Which is used where the site has none."""
    assert get_ids() == []
