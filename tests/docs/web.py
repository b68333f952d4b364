"""Reads HTML, CSS, JavaScript and the settings of web servers in the documentation."""

import configparser
import json
import re
import subprocess
import tempfile
import tomllib
from html.parser import HTMLParser
from pathlib import Path

import playwright
import pytest

from scripts.ensure_services import NGINX, VARNISH, find_service
from tests.services.nginx_server import FRAME
from tests.tree import PACKAGE

NODE = Path(playwright.__file__).parent / "driver/node"
#: Without an end tag.
VOID = {"br", "hr", "img", "input", "link", "meta", "source", "wbr"}
#: Of HTML's whose end may be left out, and those that a piece of a page may close.
LOOSE = {"p", "li", "html", "head", "body"}
#: Directives of nginx that stand outside of a server.
OF_HTTP = {
    *("proxy_cache_path", "fastcgi_cache_path", "upstream", "map", "geo", "server"),
    *("limit_req_zone", "limit_conn_zone", "log_format", "split_clients"),
}
POLICIES = re.compile(
    r"^((child|connect|default|font|frame|img|manifest|media|object|script|style|worker)-src(-elem|-attr)?|base-uri|form-action|frame-ancestors|report-to|"
    r"report-uri|require-trusted-types-for|trusted-types|sandbox|"
    r"upgrade-insecure-requests)$"
)
HEADER = re.compile(r"^(?P<name>[A-Z][A-Za-z0-9-]+): *(?P<value>.*)$")
REQUEST = re.compile(r"^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) \S+( HTTP/[\d.]+)?$")
ANSWER = re.compile(r"^HTTP/[\d.]+ \d{3}.*$")


class _Balance(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.problems = [], []

    def handle_starttag(self, tag, attrs):
        names = [name for name, _value in attrs]
        if len(names) != len(set(names)):
            self.problems.append(f"<{tag}> has an attribute twice")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag in self.open:
            while (last := self.open.pop()) != tag:
                if last not in LOOSE:
                    self.problems.append(f"<{last}> is not closed")
        elif tag not in LOOSE:
            self.problems.append(f"</{tag}> closes nothing")


def check_html(code):
    parser = _Balance()
    parser.feed(code)
    parser.close()
    return parser.problems + [
        f"<{tag}> is not closed" for tag in parser.open if tag not in LOOSE
    ]


def check_css(code):
    """Braces close, and the tokens and classes of ours are ones that there are."""
    code = re.sub(r"/\*.*?\*/", "", code, flags=re.S)
    found = [] if code.count("{") == code.count("}") else ["braces do not close"]
    sources = "".join(
        path.read_text(encoding="utf-8")
        for folder in ("static_src", "templates", "blocks", "notices", "reader")
        for path in (PACKAGE / folder).rglob("*.*")
        if path.suffix in {".css", ".html", ".py", ".js"}
    )
    names = set(re.findall(r"--liveconflict-[\w-]+", code))
    names |= {name[1:] for name in re.findall(r"\.liveconflict-[\w-]+", code)}
    return found + [
        f"there is no {name}"
        for name in sorted(names)
        if not re.search(rf"{re.escape(name)}(?![\w-])", sources)
    ]


def check_javascript(code):
    """Node reads it; the one that comes with Playwright, which is always there."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "sample.mjs"
        file.write_text(code, encoding="utf-8")
        run = subprocess.run(
            [NODE, "--check", file], capture_output=True, text=True, check=False
        )
    return [run.stderr] if run.returncode else []


def check_json(code):
    json.loads(code)
    return []


def check_toml(code):
    tomllib.loads(code)
    return []


def check_yaml(code):
    # It comes with a linter, and not with what the tests need.
    list(pytest.importorskip("yaml").safe_load_all(code))
    return []


def check_ini(code):
    """Units of systemd and the like: options may stand twice."""
    parser = configparser.RawConfigParser(strict=False, allow_no_value=True)
    parser.read_string(code)
    return []


def check_http(code):
    """Requests, answers, headers, or the words of a Content-Security-Policy."""
    lines = [line.rstrip() for line in code.splitlines() if line.strip()]
    if any(HEADER.match(line) or REQUEST.match(line) for line in lines):
        return [
            f"neither a request nor a header: {line}"
            for line in lines
            if not (HEADER.match(line) or REQUEST.match(line) or ANSWER.match(line))
            and not line.startswith(("{", "}", " ", "["))
        ]
    directives = [each.split() for each in " ".join(lines).split(";")]
    return [
        f"not of a policy: {words[0]}"
        for words in directives
        if words and not POLICIES.match(words[0])
    ]


def split_nginx(code):
    """What stands in ``http`` and what in a ``server``, as its directives say."""
    outside, inside, statement, depth = [], [], "", 0
    for line in code.splitlines(keepends=True):
        bare = line.split(" #")[0].rstrip()
        if bare.lstrip().startswith("#"):
            continue
        statement += line
        depth += bare.count("{") - bare.count("}")
        if depth == 0 and bare.endswith((";", "}")):
            name = statement.split()[0]
            (outside if name in OF_HTTP else inside).append(statement)
            statement = ""
    return "".join(outside), "".join(inside) + statement


def check_nginx(code):
    if find_service(NGINX) is None:
        pytest.skip(NGINX.missing)
    outside, inside = split_nginx(code)
    if inside.strip():
        outside += f"server {{\nlisten 127.0.0.1:@PORT@;\n{inside}\n}}\n"
    outside = re.sub(r"/var/cache/nginx", "@FOLDER@", outside)
    text = FRAME.format(user="", config=outside).replace("@PORT@", "8999")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "nginx.conf"
        file.write_text(text.replace("@FOLDER@", folder), encoding="utf-8")
        command = [find_service(NGINX), "-t", "-p", folder, "-c", file, "-e", "stderr"]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
    return [run.stderr] if run.returncode else []


def check_vcl(code):
    if find_service(VARNISH) is None:
        pytest.skip(VARNISH.missing)
    if not code.lstrip().startswith("vcl "):
        code = f"vcl 4.1;\n{code}"
    if "backend " not in code:
        code += '\nbackend default { .host = "127.0.0.1"; .port = "8000"; }\n'
    with tempfile.TemporaryDirectory() as folder:
        # Its compiler is another user, where root starts it.
        Path(folder).chmod(0o755)
        file = Path(folder) / "sample.vcl"
        file.write_text(code, encoding="utf-8")
        run = subprocess.run(
            [str(find_service(VARNISH)), "-C", "-f", str(file), "-n", folder],
            capture_output=True,
            text=True,
            check=False,
        )
    return [run.stderr] if run.returncode else []


CHECKS = {
    "html": check_html,
    "css": check_css,
    "js": check_javascript,
    "javascript": check_javascript,
    "json": check_json,
    "toml": check_toml,
    "yaml": check_yaml,
    "yml": check_yaml,
    "ini": check_ini,
    "systemd": check_ini,
    "http": check_http,
    "nginx": check_nginx,
    "vcl": check_vcl,
}
