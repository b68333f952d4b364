"""Whatever somebody may read can be translated: no word is left bare in a template, a
script or a declaration."""

import ast
import re

import pytest

from tests.tree import PACKAGE, get_name

TEMPLATES = PACKAGE / "templates"
SCRIPTS = PACKAGE / "static_src"
#: Below the templates -> why its words are not marked.
WRITTEN_PER_LANGUAGE = {
    "wagtail_liveconflict/desk/handbook/": (
        "Chapters of the handbook, each written whole in its language: "
        "tests/unit/test_handbook.py holds that they say the same."
    ),
}
WORD = re.compile(r"[A-Za-z]{3,}")
TRANSLATED = re.compile(
    r"\{% blocktrans(?:late)?\b.*?endblocktrans(?:late)? %\}", re.DOTALL
)
COMMENT = re.compile(r"\{#.*?#\}|\{% comment.*?endcomment %\}", re.DOTALL)
TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
#: Attributes that are shown or read out. Of others, none holds a sentence.
READ_OUT = {
    *("abbr", "alt", "aria-description", "aria-label", "aria-placeholder"),
    *("aria-roledescription", "aria-valuetext", "label", "placeholder"),
    *("srcdoc", "summary", "title"),
}
ATTRIBUTE = re.compile(r"""([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
SENTENCE = re.compile(r"\b[A-Z][a-z]+ [a-z]+\b|\b[a-z]{2,} [a-z]{2,} [a-z]{2,}\b")
#: Attributes whose values are lists of names.
NAMES = {"class", "data-action", "data-controller", "classname", "rel", "sizes"}


def get_templates():
    for path in sorted(TEMPLATES.rglob("*.html")):
        name = path.relative_to(TEMPLATES).as_posix()
        if not name.startswith(tuple(WRITTEN_PER_LANGUAGE)):
            yield name, path.read_text(encoding="utf-8")


def find_bare_text(text):
    """Words between the elements of a template."""
    text = TRANSLATED.sub("", COMMENT.sub("", text))
    # Class names of the body, not words.
    text = re.sub(r"\{% block body_class.*?endblock[^%]*%}", "", text, flags=re.DOTALL)
    text = re.sub(r"<[^>]*>", "", TAG.sub("", text), flags=re.DOTALL)
    return WORD.findall(text)


def find_bare_attributes(text):
    """Values of attributes that somebody reads, hears or presses."""
    text = TAG.sub("", TRANSLATED.sub("", COMMENT.sub("", text)))
    for element in re.findall(r"<[a-zA-Z][^>]*>", text, re.DOTALL):
        is_button = re.search(r"""type=["']?(?:submit|button|reset)\b""", element)
        for name, *values in ATTRIBUTE.findall(element):
            value = "".join(values)
            if name in READ_OUT or (name == "value" and is_button):
                if WORD.search(value):
                    yield name, value
            elif name not in NAMES and SENTENCE.search(value):
                yield name, value


def find_bare_arguments(text):
    """Words given to a tag or a filter as they are: ``heading="Live"``,
    ``default:"No name"``."""
    for tag in TAG.findall(COMMENT.sub("", text)):
        if re.match(r"\{%\s*(?:trans|translate|blocktrans|blocktranslate)\b", tag):
            continue
        # What the underscore marks, {{ name|default:_("…") }}, is gathered.
        tag = re.sub(r"""\b_\((?:"[^"]*"|'[^']*')\)""", "", tag)
        for name, *values in re.findall(
            r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""", tag
        ):
            value = "".join(values)
            if name not in NAMES and re.search(r"^[A-Z][a-z]{2}|[a-z] [a-z]", value):
                yield name, value
        for name, value in re.findall(
            r"""\|\s*(default|default_if_none|yesno|join)\s*:\s*["']([^"']*)""", tag
        ):
            if WORD.search(value):
                yield name, value


FINDERS = (find_bare_text, find_bare_attributes, find_bare_arguments)


@pytest.mark.parametrize("find", FINDERS)
def test_words_in_templates_can_be_translated(find):
    """Between elements, in what attributes say, and in what tags are given."""
    found = {name: words for name, text in get_templates() if (words := [*find(text)])}
    assert found == {}


@pytest.mark.parametrize(
    ("find", "template"),
    [
        (find_bare_text, "<option>Choose one</option>"),
        (find_bare_text, "{% trans 'One' %} and more"),
        (find_bare_attributes, "<a title='Close'>"),
        (find_bare_attributes, '<input type="submit" value="Send">'),
        (find_bare_attributes, '<p aria-label="{{ x }} updates">'),
        (find_bare_attributes, '<p data-wlc-failed-value="That did not work">'),
        (find_bare_attributes, '<img alt="A bridge {% trans "open" %}">'),
        (find_bare_arguments, '{% panel heading="Live" %}'),
        (find_bare_arguments, '{% include "a.html" with label="Add a quote" %}'),
        (find_bare_arguments, '{{ name|default:"nobody" }}'),
    ],
)
def test_a_bare_word_is_found(find, template):
    assert [*find(template)]


@pytest.mark.parametrize(
    "template",
    [
        '<a class="one two three" href="/some/where/">{% trans "Close" %}</a>',
        '<input type="submit" value="{% trans \'Send\' %}">',
        '<a title="{% blocktranslate trimmed %}Corrections: {{ x }}{% endblocktranslate %}">',
        '{% trans "Live" as heading %}{% panel id="wlc-live" heading=heading %}',
        '{{ name|default:_("Update without a headline") }}{{ day|date:"c" }}',
    ],
)
def test_what_is_marked_is_let_pass(template):
    assert [list(find(template)) for find in FINDERS] == [[], [], []]


def test_every_exemption_is_needed():
    """A folder that is gone leaves the list, with its reason."""
    for folder, reason in WRITTEN_PER_LANGUAGE.items():
        assert len(reason) > 40
        assert any((TEMPLATES / folder).rglob("*.html"))


#: Words of scripts that are names: of keys, headers, events, and of the web itself.
SCRIPT_NAMES = re.compile(
    r"^(?:Accept|Age|Content-Type|Date|Enter|Escape|Files|Liveconflict-Stream|Path=/"
    r"|Retry-After|SameSite=Lax|Secure|card replaced)$|^Max-Age=|\$\{new "
)


def find_bare_strings(script):
    """Strings of a script that begin as a sentence does, or are more than a word."""
    script = re.sub(r"/\*.*?\*/", "", script, flags=re.DOTALL)
    script = re.sub(r"(?m)(^|\s)//.*$", "", script)
    for _quote, words in re.findall(r"(['\"`])((?:(?!\1)[^\\\n]|\\.)*)\1", script):
        if re.search(r"^[A-Z][a-z]{2,}|[A-Za-z]{2,} [A-Za-z]{2,}", words):
            yield words


def test_scripts_say_nothing_of_their_own():
    """Their words come from the template, which can be translated."""
    found = {
        get_name(path): words
        for path in sorted(SCRIPTS.rglob("*.js"))
        if (
            words := [
                each
                for each in find_bare_strings(path.read_text(encoding="utf-8"))
                if not SCRIPT_NAMES.search(each)
            ]
        )
    }
    assert found == {}


def test_a_bare_string_of_a_script_is_found():
    script = "// Not this one\nbutton.textContent = 'Try again'; note(`Saved`);"
    assert [*find_bare_strings(script)] == ["Try again", "Saved"]


#: Names of arguments and attributes whose value somebody reads.
SAID = {
    *("description", "done", "group", "heading", "header_title", "help_text", "intro"),
    *("label", "menu_label", "message", "page_subtitle", "page_title", "placeholder"),
    *("short_description", "submit_label", "title", "verbose_name"),
    *("verbose_name_plural", "success_message", "error_message"),
}
#: What is told to somebody when it is called or raised: its first argument.
TELLING = {"ValidationError", "PermissionDenied", "StructBlockValidationError"}
TELLING_OF_REQUEST = {"debug", "error", "info", "success", "warning"}
CHOICES = {"Choices", "IntegerChoices", "TextChoices"}
#: Texts for those who run a site, in English as Django's own.
FOR_DEVELOPERS = re.compile(
    r"/checks/|/management/|/migrations/|/wagtail_live/|/staff_data/"
)
#: What is not read by anybody: codes and names of templates, of icons, of classes.
CODE = re.compile(r"^[a-z0-9_./:#%{}-]*$")


def _is_bare(node):
    if isinstance(node, ast.JoinedStr):
        return any(_is_bare(part) for part in node.values)
    return (
        isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and bool(WORD.search(node.value))
        and not CODE.match(node.value)
    )


def _get_name(function):
    return getattr(function, "attr", getattr(function, "id", ""))


def _find_in_class(node):
    bases = {_get_name(base) for base in node.bases}
    for each in node.body:
        if not isinstance(each, ast.Assign | ast.AnnAssign):
            continue
        targets = each.targets if isinstance(each, ast.Assign) else [each.target]
        names = {getattr(target, "id", "") for target in targets}
        if names & SAID and _is_bare(each.value):
            yield each.value
        # VALUE = "value", "Label"
        is_pair = isinstance(each.value, ast.Tuple)
        if bases & CHOICES and is_pair and _is_bare(each.value.elts[-1]):
            yield each.value.elts[-1]


def _find_in_call(node):
    name = _get_name(node.func)
    for keyword in node.keywords:
        if keyword.arg in SAID and _is_bare(keyword.value):
            yield keyword.value
    on = getattr(node.func, "value", None)
    first = None
    if node.args and (name in TELLING or name.endswith("Field")):
        first = node.args[0]
    elif len(node.args) > 1 and name == "add_error":
        first = node.args[1]
    elif len(node.args) > 1 and name in TELLING_OF_REQUEST:
        first = node.args[1] if _get_name(on) == "messages" else None
    if first is not None and _is_bare(first):
        yield first


def find_bare_declarations(source):
    """Lines at which something that is read is said without being marked."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ClassDef):
            found = _find_in_class(node)
        elif isinstance(node, ast.Call):
            found = _find_in_call(node)
        else:
            continue
        for each in found:
            yield each.lineno, ast.unparse(each)


def test_words_in_code_can_be_translated():
    """Labels, help, titles, messages and refusals."""
    found = {
        get_name(path): said
        for path in sorted(PACKAGE.rglob("*.py"))
        if not FOR_DEVELOPERS.search(get_name(path))
        and (said := [*find_bare_declarations(path.read_text(encoding="utf-8"))])
    }
    assert found == {}


@pytest.mark.parametrize(
    "source",
    [
        "CharField('Title of it')",
        "CharField(verbose_name='Title')",
        "raise ValidationError('Not this.')",
        "raise ValidationError(f'Not {this}, please.')",
        "messages.success(request, 'Done.')",
        "form.add_error(None, 'Not possible.')",
        "class A:\n    page_title = 'Withdraw'",
        "class A(TextChoices):\n    ONE = 'one', 'Number one'",
    ],
)
def test_a_bare_declaration_is_found(source):
    assert [*find_bare_declarations(source)]


def test_a_marked_declaration_is_let_pass():
    source = "CharField(_('Title'), help_text=_('Of it'), icon='title')"
    assert [*find_bare_declarations(source)] == []
