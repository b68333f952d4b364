"""Reads the commands of a shell in the documentation, without running them.

A command of ours is parsed by its own parser, a verb of make is one that there is, an
extra of pip is one of the package's. Programs of other people are named below.
"""

import contextlib
import importlib.util
import io
import re
import shlex
import tomllib

from django.core.management import get_commands, load_command_class
from django.core.management.base import CommandError, CommandParser

from tests.tree import ROOT

#: Programs that are not ours, and why they are on a reader's machine.
OF_OTHERS = {
    "cd": "the shell's",
    "cp": "the system's",
    "mkdir": "the system's",
    "export": "the shell's",
    "source": "the shell's",
    "sudo": "the system's",
    "apt-get": "Debian's",
    "systemctl": "systemd's",
    "crontab": "cron's",
    "curl": "asks a site from outside",
    "grep": "the system's",
    "kill": "the system's",
    "rm": "the system's",
    "tail": "the system's",
    "cat": "the system's",
    "jq": "reads JSON",
    "mail": "sends what a command has printed",
    "git": "for who works in a checkout",
    "createdb": "PostgreSQL's",
    "psql": "PostgreSQL's",
    "pg_dump": "PostgreSQL's",
    "redis-cli": "Redis'",
    "nginx": "the web server",
    "varnishd": "the cache",
    "varnishreload": "the cache",
    "varnishadm": "the cache",
    "varnishstat": "the cache",
    "varnishlog": "the cache",
    "wagtail": "Wagtail's, in a new environment",
    "npm": "for who changes the scripts",
    "ulimit": "the shell's",
    "exiftool": "takes out of a file what a camera has written",
}
SERVERS = {"uvicorn", "gunicorn", "granian", "daphne", "hypercorn"}
INTERPRETERS = re.compile(r"^(.*/)?(python3?(\.\d+)?|\$\(PY\))$")
CRON = re.compile(r"^(?:[\d*/,-]+\s+){5}|^@(?:hourly|daily|weekly|reboot)\s+")
#: What the shell takes for an end of a command.
ENDS = {"&&", "||", "|", ";", ">", ">>", "<", "&"}


def looks_like_console(code: str) -> bool:
    """A block without a language whose lines are all commands that are known here."""
    try:
        return all(
            CRON.match(line) or is_known(words[0])
            for line in read_lines(code)
            for words in split_commands(line)
        )
    except ValueError:
        return False


def is_known(program: str) -> bool:
    name = program.rpartition("/")[2]
    return bool(
        INTERPRETERS.match(program)
        or name in OF_OTHERS
        or name in SERVERS
        or name in {"make", "pip", "manage.py", "django-admin"}
    )


def read_lines(code: str) -> list[str]:
    """The lines that are typed: those with a prompt, where there are any."""
    code = code.replace("\\\n", " ")
    lines = [line.rstrip() for line in code.splitlines() if line.strip()]
    prompted = [line.lstrip()[2:] for line in lines if line.lstrip().startswith("$ ")]
    typed = prompted or [line for line in lines if not line.lstrip().startswith("#")]
    return [line.strip() for line in typed]


def split_commands(line: str) -> list[list[str]]:
    """The words of each command in a line, variables set before it left out."""
    lexer = shlex.shlex(CRON.sub("", line), posix=True, punctuation_chars=True)
    lexer.whitespace_split, lexer.commenters = True, "#"
    commands, words, is_target = [], [], False
    for word in lexer:
        if word in ENDS:
            commands.append(words)
            words, is_target = [], word in {">", ">>", "<"}
        elif is_target:
            is_target = False
        else:
            words.append(word)
    commands.append(words)
    stripped = [_without_variables(words) for words in commands]
    return [words for words in stripped if words]


def _without_variables(words):
    while words and re.match(r"^[A-Z_]+=", words[0]):
        words = words[1:]
    return words


def find_problems(code: str) -> list[str]:
    return [
        f"{line}\n  {problem}"
        for line in read_lines(code)
        for words in split_commands(line)
        if (problem := check(words))
    ]


def check(words: list[str]) -> str | None:
    program, *arguments = words
    name = program.rpartition("/")[2]
    if INTERPRETERS.match(program):
        return check_python(arguments)
    if name == "manage.py":
        return check_manage(arguments)
    if name == "django-admin":
        return check_manage(arguments)
    if name == "make":
        return check_make(arguments)
    if name == "pip":
        return check_pip(arguments)
    if name in SERVERS:
        return check_server(arguments)
    if name == "sudo":
        return None if not arguments else check(arguments)
    if name in OF_OTHERS:
        return None
    return f"{program!r} is not known: see tests/docs/console.py"


def check_python(arguments):
    if arguments[:1] == ["-W"]:
        arguments = arguments[2:]
    if not arguments or arguments[0] in {"-V", "--version"}:
        return None
    if arguments[0] == "manage.py" or arguments[0].endswith("/manage.py"):
        return check_manage(arguments[1:])
    if arguments[0] == "-m":
        module, *rest = arguments[1:]
        if module == "pip":
            return check_pip(rest)
        if module == "django":
            return check_manage(rest)
        if module.partition(".")[0] in SERVERS:
            return check_server(rest)
        return None if importlib.util.find_spec(module) else f"no module {module}"
    if arguments[0] == "-c":
        compile(arguments[1], "<-c>", "exec")
        return None
    return None if (ROOT / arguments[0]).is_file() else f"no file {arguments[0]}"


def check_manage(arguments):
    if not arguments:
        return "manage.py without a command"
    name, *options = arguments
    app = get_commands().get(name)
    if app is None:
        return f"there is no command {name}"
    command = load_command_class(app, name) if isinstance(app, str) else app
    parser: CommandParser = command.create_parser("manage.py", name)
    errors = io.StringIO()
    try:
        with contextlib.redirect_stderr(errors):
            parser.parse_args(options)
    except (CommandError, SystemExit) as error:
        return f"{name}: {errors.getvalue() or error}"
    return None


def check_make(arguments):
    verbs = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.M))
    unknown = [word for word in arguments if "=" not in word and word not in verbs]
    return f"no verb of make: {unknown}" if unknown else None


def check_pip(arguments):
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    known = set(extras["optional-dependencies"])
    if not arguments or arguments[0] not in {"install", "uninstall"}:
        return f"pip {' '.join(arguments)}"
    for word in arguments[1:]:
        asked = re.match(r"^wagtail[-_]liveconflict\[([\w,-]+)\]", word)
        if asked and (unknown := set(asked[1].split(",")) - known):
            return f"the package has no extra {unknown}"
    return None


def check_server(arguments):
    """An application of ours exists; one of the site's is the reader's own."""
    for word in arguments:
        found = re.match(r"^(wagtail_liveconflict[\w.]*):(\w+)$", word)
        if found and importlib.util.find_spec(found[1]) is None:
            return f"no module {found[1]}"
        if found and f"{found[2]} =" not in _read_module(found[1]):
            return f"no {found[2]} in {found[1]}"
    return None


def _read_module(name):
    with open(importlib.util.find_spec(name).origin, encoding="utf-8") as file:
        return file.read()
