"""Runs the Python in the documentation: ``python -m tests.docs.python_samples``, or that
of the pages that are named behind it.

In a process of its own, since classes of models stay with the process that has made
them. It reads nothing and writes nothing in a database, and prints what went wrong as
JSON: ``{"docs/page.md:12": "NameError: …"}``.

Each page is an app of Django's with its own label, whose samples run one after another
in one namespace, as a reader puts them together: what an earlier one imports or makes is
there for a later one.
"""

import ast
import builtins
import contextlib
import importlib
import json
import re
import sys
import traceback
import types
from pathlib import Path

from tests.docs.pages import get_pages, name_of, read_samples
from tests.docs.readers_site import keep_module, offer_new_api

#: What stands in files that the reader has, and a sample may change or call.
OF_THE_READER = {
    "settings": ("DATABASES", "INSTALLED_APPS", "MIDDLEWARE", "CACHES", "STORAGES"),
    "urls": ("path", "re_path", "include", "urlpatterns"),
}
#: Objects that a sample may speak of without making them: such samples are run by
#: ``test_samples`` with a database.
GIVEN = {
    "claim",
    "live_blog",
    "newsroom",
    "page",
    "request",
    "source",
    "update",
    "user",
}
#: Modules that ask other machines: what uses them is compiled, and its imports are made.
ASKING = {"urllib", "requests", "httpx", "http", "websockets", "aiohttp"}
#: Errors that come from putting all samples into one site: names of models that clash,
#: and page types of the reader's own apps.
CLASHES = {"fields.E304", "fields.E305", "wagtailcore.E002"}
FILE = re.compile(r"\A# ([\w/]+)\.py\n")


def find_free_names(code: str) -> set[str]:
    """Names that the code reads and never makes."""
    made, read = set(dir(builtins)), set()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Name):
            (read if isinstance(node.ctx, ast.Load) else made).add(node.id)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            made.add(node.name)
        elif isinstance(node, ast.arg):
            made.add(node.arg)
        elif isinstance(node, ast.alias):
            made.add((node.asname or node.name).partition(".")[0])
        elif isinstance(node, ast.ExceptHandler) and node.name:
            made.add(node.name)
    return read - made


def is_with_objects(code: str) -> bool:
    """Whether it speaks of objects of a newsroom that it does not make."""
    try:
        return bool(find_free_names(code) & GIVEN) and not asks_others(code)
    except SyntaxError:
        # Told where it is run.
        return False


def asks_others(code: str) -> bool:
    """Whether it would ask another machine."""
    imported = set()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            imported |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            imported.add(node.module.partition(".")[0])
    return bool(imported & ASKING)


def keep_imports(code: str) -> str:
    tree = ast.parse(code)
    kept = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    return ast.unparse(ast.Module(kept, []))


def make_namespace(name: str) -> dict:
    from django.conf import settings
    from django.urls import include, path, re_path
    from wagtail.models import Page

    from wagtail_liveconflict.models import LiveBlogMixin

    namespace = {
        "__name__": name,
        "urlpatterns": [],
        "path": path,
        "re_path": re_path,
        "include": include,
        # The page types that a sample is about may be known from the text.
        "Page": Page,
        "LiveBlogMixin": LiveBlogMixin,
        "OurArticlePage": Page,
    }
    for setting in OF_THE_READER["settings"]:
        value = getattr(settings, setting)
        copy = dict if isinstance(value, dict) else list
        namespace[setting] = copy(value)
    return namespace


def get_module_name(page) -> str:
    return "docs_" + name_of(page).removesuffix(".md").replace("/", "_").replace(
        "-", "_"
    )


def make_app(page):
    """An app whose models the page's samples make."""
    from django.apps import AppConfig

    name = get_module_name(page)
    module = types.ModuleType(name)
    module.__file__, module.__path__ = __file__, []
    sys.modules[name] = module
    config = type("Config", (AppConfig,), {"label": name.lower(), "path": str(page)})
    module.config = config
    config.name, config.__module__ = name, name
    config.default_auto_field = "django.db.models.BigAutoField"
    return f"{name}.config"


def check_namespace(namespace: dict, made: set[str]) -> list[str]:
    """What Django's own checks have to say of models and settings."""
    from django.core.checks import ERROR
    from django.db.models import Model
    from django.test import override_settings

    found = []
    values = {name: namespace[name] for name in made if name.isupper()}
    # Not to be changed in a process that runs; that they are there is all.
    for name in {"INSTALLED_APPS", "MIDDLEWARE"} & values.keys():
        found += check_names(name, values.pop(name))
    for name in made:
        value = namespace[name]
        is_model = isinstance(value, type) and issubclass(value, Model)
        if (
            is_model
            and not value._meta.abstract
            and value.__module__.startswith("docs_")
        ):
            found += [
                str(error)
                for error in value.check()
                # Two sites, each with an article, are two pages here.
                if error.level >= ERROR and error.id not in CLASHES
            ]
    for database in (values.pop("DATABASES", None) or {}).values():
        importlib.import_module(f"{database['ENGINE']}.base")
    found += check_settings(namespace, values)
    if values:
        with override_settings(**values):
            found += run_our_checks(namespace)
    return found


def check_names(setting: str, names: list) -> list[str]:
    """Each app, and each middleware, can be imported."""
    from django.apps import AppConfig
    from django.utils.module_loading import import_string

    load = AppConfig.create if setting == "INSTALLED_APPS" else import_string
    found = []
    for name in names:
        try:
            load(name)
        except ImportError as error:
            found.append(f"{setting}: {name}: {error}")
    return found


def run_our_checks(namespace: dict) -> list[str]:
    from django.core.checks import ERROR, run_checks

    # The tests' database is the one that there is; and fonts are files of the site.
    elsewhere = ["is not PostgreSQL", "is not on PostgreSQL", "names the font"]
    elsewhere += [f"There is no database {alias!r}" for alias in namespace["DATABASES"]]
    return [
        str(error)
        for error in run_checks(tags=["liveconflict"])
        if error.level >= ERROR and not any(each in error.msg for each in elsewhere)
    ]


def check_settings(namespace: dict, values: dict) -> list[str]:
    """Settings of ours exist, and what they name can be imported, or is in the page."""
    from django.utils.module_loading import import_string

    from wagtail_liveconflict.conf import LiveConflictSettings

    known = {name for name in dir(LiveConflictSettings) if name.isupper()}
    ours = {name for name in values if name.startswith("LIVECONFLICT_")}
    found = [f"there is no setting {name}" for name in ours - known]
    paths = [
        (name, value)
        for name in ours & known
        for value in (
            values[name].values() if isinstance(values[name], dict) else [values[name]]
        )
        if isinstance(value, str) and name.endswith(("BLOCKS", "DELIVERY", "STORIES"))
    ]
    for name, path in paths:
        module, _dot, attribute = path.rpartition(".")
        if attribute in namespace:
            keep_module(module, {attribute: namespace[attribute]})
        try:
            import_string(path)
        except ImportError as error:
            found.append(f"{name}: {error}")
    return found


def keep(value):
    """What tells whether a sample has changed it, in place or not."""
    return repr(value) if isinstance(value, dict | list) else value


def run_page(page) -> dict[str, str]:
    namespace = make_namespace(get_module_name(page))
    offer_new_api()
    problems = {}
    for sample in read_samples(page):
        if sample.language not in {"python", "py"}:
            continue
        try:
            code = sample.code
            compile(code, str(sample), "exec")
            if is_with_objects(code):
                continue
            if asks_others(code):
                code = keep_imports(code)
            # Where the sample breaks is told in lines of the page.
            code = "\n" * sample.line + code
            before = {name: keep(value) for name, value in namespace.items()}
            exec(compile(code, str(sample.page), "exec"), namespace)  # noqa: S102
            made = {
                name
                for name, value in namespace.items()
                if name != "__builtins__" and before.get(name) != keep(value)
            }
            if file := FILE.match(sample.code):
                keep_module(
                    file[1].replace("/", "."), {name: namespace[name] for name in made}
                )
            if found := check_namespace(namespace, made):
                problems[str(sample)] = "\n".join(found)
        except BaseException:
            problems[str(sample)] = traceback.format_exc(limit=-3)
    return problems


def main() -> None:
    from django.apps import apps
    from django.conf import settings

    pages = [Path(name) for name in sys.argv[1:]] or get_pages()
    settings.INSTALLED_APPS = [*settings.INSTALLED_APPS, *map(make_app, pages)]
    import django

    # What setup prints is not the answer.
    with contextlib.redirect_stdout(sys.stderr):
        django.setup()
        assert apps.ready
        problems = {}
        for page in pages:
            problems |= run_page(page)
    json.dump(problems, sys.stdout)


if __name__ == "__main__":
    main()
