"""Every sample of code in the documentation is run, or read as what it is for would
read it. None is passed over: a language that no test here knows fails."""

import json
import re
import subprocess
import sys
from copy import deepcopy

import pytest
from django.template import engines
from django.test import Client, RequestFactory
from wagtail.models import Site

from tests.claims import equip, put
from tests.docs import console, python_samples, web
from tests.docs.pages import get_pages, get_samples, read_samples
from tests.factories import (
    ClaimFactory,
    LiveBlogPageFactory,
    PublishedUpdateFactory,
    SourceFactory,
    UserFactory,
)
from tests.tree import ROOT
from wagtail_liveconflict.editorial import start_blog
from wagtail_liveconflict.models import NewsroomSettings

PYTHON = ("python", "py")
CONSOLE = ("console", "shell", "sh", "bash", "cron", "crontab")
TEMPLATES = ("django", "html+django", "jinja-django")
#: Languages whose samples are only looked at, and why.
NOT_RUN = {
    "text": "a drawing in letters, an address, or what a program prints",
    "diff": "shows what to change in a file that is not here",
    "markdown": "is read by people",
}
#: Where pages of ours are, below their live blog.
PLACES = {
    "live_blog_page.html": "",
    "reader/claims_board.html": "claims/",
    "reader/corrections.html": "corrections/",
}
#: What the reader's own base template is.
BASE = """<!DOCTYPE html><html><head><title>{% block title %}{% endblock %}</title>
{% block extra_css %}{% endblock %}</head><body class="{% block body_class %}{% endblock %}">
{% block content %}{% endblock %}{% block extra_js %}{% endblock %}</body></html>"""


def guess_language(sample):
    """Of a fence without a language."""
    if sample.language:
        return sample.language
    if console.looks_like_console(sample.code):
        return "console"
    if re.match(r"^[a-z-]+-(src|ancestors) ", sample.code):
        return "http"
    return ""


def get_all(*languages):
    return [
        pytest.param(sample, id=str(sample))
        for page in get_pages()
        for sample in read_samples(page)
        if guess_language(sample) in languages
    ]


def test_every_sample_has_a_test():
    """By its language, which stands behind the fence."""
    known = {*PYTHON, *CONSOLE, *TEMPLATES, *web.CHECKS, *NOT_RUN}
    assert [
        f"{sample}: {sample.language or 'no language'}"
        for page in get_pages()
        for sample in read_samples(page)
        if guess_language(sample) not in known
    ] == []


def run_python(*pages):
    """What went wrong, by sample."""
    run = subprocess.run(
        [sys.executable, "-m", "tests.docs.python_samples", *pages],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


@pytest.fixture(scope="module")
def problems_of_python():
    return run_python()


def get_python(*, with_objects):
    return [
        param
        for param in get_all(*PYTHON)
        if python_samples.is_with_objects(param.values[0].code) is with_objects
    ]


@pytest.mark.parametrize("sample", get_python(with_objects=False))
def test_python_runs(sample, problems_of_python):
    """Settings, addresses, blocks and page types: what Django's checks say of them is
    asked as well."""
    assert str(sample) not in problems_of_python, problems_of_python[str(sample)]


@pytest.fixture
def given(db):
    """What a sample may speak of without making it."""
    site = Site.objects.get(is_default_site=True)
    page = LiveBlogPageFactory(title="The river crossing")
    start_blog(page)
    request = RequestFactory().get("/", headers={"host": "localhost"})
    claim = ClaimFactory()
    put(equip(claim), "checking")
    user = UserFactory(is_superuser=True)
    request.user = user
    return {
        "claim": claim,
        "live_blog": page,
        "newsroom": NewsroomSettings.for_site(site),
        "page": page,
        "request": request,
        "source": SourceFactory(),
        "update": PublishedUpdateFactory(page=page),
        "user": user,
    }


@pytest.mark.parametrize("sample", get_python(with_objects=True))
def test_python_runs_with_objects(sample, given):
    """What speaks of objects of a newsroom is run with such."""
    names = python_samples.find_free_names(sample.code) - set(given)
    assert not names, f"{sample} does not say what {names} are"
    code = "\n" * sample.line + sample.code
    exec(compile(code, str(sample.page), "exec"), dict(given))  # noqa: S102


@pytest.mark.parametrize("sample", get_all(*CONSOLE))
def test_commands_are_ones_that_there_are(sample):
    """With options that their own parsers take."""
    assert console.find_problems(sample.code) == []


@pytest.mark.parametrize("sample", get_all(*web.CHECKS))
def test_other_languages_are_read(sample):
    """By a parser of the language, or by the program that it is for."""
    assert web.CHECKS[guess_language(sample)](sample.code) == []


@pytest.fixture
def set_templates(settings):
    """Give the site templates of its own, by their names."""

    def set_them(**templates):
        loaders = [
            ("django.template.loaders.locmem.Loader", {"base.html": BASE, **templates}),
            "django.template.loaders.app_directories.Loader",
        ]
        ours = settings.TEMPLATES[0]
        options = {**ours["OPTIONS"], "loaders": loaders}
        settings.TEMPLATES = [{**ours, "APP_DIRS": False, "OPTIONS": options}]

    return set_them


def read_template(sample):
    """With what earlier samples of its page load."""
    before = "".join(
        earlier.code
        for earlier in read_samples(sample.page)
        if earlier.line < sample.line and earlier.language in TEMPLATES
    )
    loads = "".join(re.findall(r"{% load [^%]*%}", before))
    return loads + sample.code


@pytest.mark.parametrize("sample", get_all(*TEMPLATES))
def test_templates_are_rendered(sample, given, set_templates):
    """On a live blog. What extends a page of ours takes its place on the site, and the
    page is asked for."""
    page, request = given["page"], given["request"]
    extended = re.search(r"{% extends \"(wagtail_liveconflict/[^\"]+)\"", sample.code)
    if extended:
        set_templates(**{extended[1]: sample.code})
        answer = Client().get(page.url + PLACES[extended[1].partition("/")[2]])
        assert answer.status_code == 200
        for words in re.findall(r">([^<>{}%\n]+)<", sample.code):
            assert words.strip() in answer.content.decode()
        return
    set_templates()
    context = {**page.get_context(request), "blog": page, "language": "en", **given}
    template = engines["django"].from_string(read_template(sample))
    html = template.render(context, request)
    assert html.strip() or has_quiet_tags(sample)


def has_quiet_tags(sample):
    """Tags that print nothing on a site that has not switched them on, or outside of a
    block."""
    return re.search(
        r"gated_embeds|cookie_notice|consent_script|browser_banner|more_stories|"
        r"liveconflict_cover",
        sample.code,
    )


WRONG_PYTHON = {
    "x = undefined": "NameError",
    "from wagtail_liveconflict.models import LiveBlogMixing": "ImportError",
    "LIVECONFLICT_PAGE_SIZES = 20": "there is no setting",
    "LIVECONFLICT_PAGE_SIZE = 0": "E002",
    'LIVECONFLICT_UPDATE_BLOCKS = "newsroom.Nowhere"': "newsroom",
    'INSTALLED_APPS = ["wagtail.contrib.seldom"]': "seldom",
    "def broken(:": "SyntaxError",
}


def test_what_is_wrong_in_python_is_found(tmp_path):
    """These tests can fail."""
    page = tmp_path / "wrong.md"
    samples = [f"```python\n{code}\n```\n" for code in WRONG_PYTHON]
    page.write_text("# Wrong\n\n" + "\n".join(samples), encoding="utf-8")
    found = run_python(str(page))
    for sample, problem in zip(read_samples(page), WRONG_PYTHON.values(), strict=True):
        assert problem in found.get(str(sample), ""), sample.code


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("python manage.py liveconflict_deliver status", "no command"),
        ("python manage.py liveconflict_delivery slow soon", "invalid int value"),
        ("$ make supper", "no verb"),
        ('pip install "wagtail-liveconflict[oracle]"', "no extra"),
        ("uvicorn wagtail_liveconflict.asgi:app", "no app"),
        ("frobnicate --all", "is not known"),
        ("0 4 * * * cd /srv/site && python manage.py purge_all", "no command"),
    ],
)
def test_what_is_wrong_in_a_console_is_found(code, problem):
    """These tests can fail."""
    assert problem in "".join(console.find_problems(code))


@pytest.mark.parametrize(
    ("language", "code"),
    [
        ("html", "<p><b>never closed"),
        ("css", ":root { --liveconflict-inc: red; }"),
        ("js", "const = 1;"),
        ("http", "imag-src 'self'"),
        ("nginx", "location / { proxy_passes http://127.0.0.1:8000; }"),
        ("vcl", "sub vcl_recv { retrun (pass); }"),
    ],
)
def test_what_is_wrong_in_another_language_is_found(language, code):
    """These tests can fail."""
    assert web.CHECKS[language](code)


def test_samples_are_found():
    """In fences and in indented blocks; a list's second line is none."""
    assert len(get_samples("python")) > 10
    assert "make run" in "".join(sample.code for sample in get_samples("console"))


@pytest.mark.parametrize("page", ["README.md", "docs/tutorial/first-live-blog.md"])
@pytest.mark.parametrize("own", [{}, {"OPTIONS": {"timeout": 20}}])
def test_options_of_the_database_that_are_there_stay(page, own):
    """The line that we ask for adds one."""
    text = (ROOT / page).read_text(encoding="utf-8")
    (line,) = re.findall(r"^DATABASES\[.*transaction_mode.*$", text, re.MULTILINE)
    databases = {"default": deepcopy(own)}
    exec(line, {"DATABASES": databases})  # noqa: S102
    wanted = {**own.get("OPTIONS", {}), "transaction_mode": "IMMEDIATE"}
    assert databases["default"]["OPTIONS"] == wanted
