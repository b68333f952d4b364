"""The documentation as a whole: its links lead somewhere, its map has every page, its
pictures are there and are made by the script."""

import re
from urllib.parse import unquote

import pytest

from scripts.screenshots import PICTURES, list_pictures
from tests.docs.pages import DOCS, get_pages, read_prose
from tests.tree import ROOT, get_name

#: Read by people who look for their way, so their links are held as well.
OTHERS = [ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"]
LINK = re.compile(r"(?P<picture>!?)\[(?:[^\]\\]|\\.)*\]\((?P<target>[^()\s]+)\)")
#: A picture within a link as well.
NESTED = re.compile(r"\[!\[[^\]]*\]\([^)]*\)\]\((?P<target>[^()\s]+)\)")
KINDS = ("tutorial", "how-to", "reference", "explanation")


def find_links(page):
    """Yield (line, target, whether it is a picture)."""
    for number, line in read_prose(page):
        # Not what is only shown as code.
        bare = re.sub(r"`[^`]*`", "", line)
        for found in LINK.finditer(bare):
            yield number, found["target"], bool(found["picture"])
        for found in NESTED.finditer(bare):
            yield number, found["target"], False


def get_anchors(page) -> set[str]:
    """As GitHub makes them of headings."""
    anchors: dict[str, int] = {}
    for _number, line in read_prose(page):
        if heading := re.match(r"#{1,6} +(.+?) *$", line):
            words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading[1]).lower()
            words = re.sub(r"[^\w\- ]", "", words).replace(" ", "-")
            count = anchors.get(words, 0)
            anchors[words] = count + 1
            if count:
                anchors[f"{words}-{count}"] = 1
        anchors |= dict.fromkeys(re.findall(r'<a (?:id|name)="([^"]+)"', line), 1)
    return set(anchors)


def is_elsewhere(target: str) -> bool:
    return re.match(r"(https?:|mailto:)", target) is not None


@pytest.mark.parametrize("page", [*get_pages(), *OTHERS], ids=get_name)
def test_links_lead_somewhere(page):
    """To a file of the repository, and to a heading in it."""
    broken = []
    for line, target, _picture in find_links(page):
        if is_elsewhere(target):
            continue
        path, _hash, anchor = unquote(target).partition("#")
        file = (page.parent / path).resolve() if path else page
        if not file.exists():
            broken.append(f"line {line}: no {target}")
        elif anchor and anchor not in get_anchors(file):
            broken.append(f"line {line}: no heading {target}")
    assert broken == []


def test_the_map_has_every_page():
    """docs/README.md, once and under its kind; pages in other languages are found from
    their English ones."""
    sections, kind = {}, ""
    for _number, line in read_prose(DOCS / "README.md"):
        if line.startswith("## "):
            kind = line[3:].strip().lower()
        for found in LINK.finditer(line):
            sections.setdefault(found["target"].partition("#")[0], kind)
    for page in sorted(DOCS.rglob("*.md")):
        name = page.relative_to(DOCS).as_posix()
        folder = name.partition("/")[0]
        if folder not in KINDS:
            continue
        assert name in sections, f"docs/README.md does not name {name}"
        assert sections[name].startswith(folder), f"{name} is not under its kind"


def test_every_page_stands_in_a_folder_of_its_kind():
    """The four of Diátaxis, and the editors' handbook."""
    folders = {path.parent.relative_to(DOCS).as_posix() for path in get_pages()[1:]}
    assert {each.partition("/")[0] for each in folders} <= {*KINDS, ".", "editors"}


def test_every_page_begins_with_its_one_title():
    """And has no other heading of that rank."""
    for page in get_pages():
        titles = [line for _number, line in read_prose(page) if line.startswith("# ")]
        assert len(titles) == 1, get_name(page)
        assert read_prose(page)[0][1] == titles[0], get_name(page)


def get_shown_pictures():
    return {
        (page.parent / unquote(target)).resolve()
        for page in [*get_pages(), *OTHERS]
        for _line, target, is_picture in find_links(page)
        if is_picture and not is_elsewhere(target)
    }


def test_every_picture_that_is_shown_is_there():
    """Whatever folder it is in."""
    assert [get_name(path) for path in get_shown_pictures() if not path.exists()] == []


def test_every_picture_is_shown():
    """What no page shows any more is deleted."""
    kept = {path for path in PICTURES.iterdir() if path.suffix != ".md"}
    assert {path.name for path in kept - get_shown_pictures()} == set()


def test_every_picture_is_made_by_the_script():
    """``make screenshots`` takes each of them anew."""
    assert {path.name for path in PICTURES.iterdir()} == list_pictures()


def test_every_picture_is_described():
    """For whoever does not see it."""
    for page in get_pages():
        assert not [
            line for _number, line in read_prose(page) if re.search(r"!\[\s*\]\(", line)
        ], get_name(page)


def test_pictures_are_small():
    """Whoever reads the documentation on a bad line loads them as well."""
    assert {
        path.name: path.stat().st_size
        for path in PICTURES.glob("*.webp")
        if path.stat().st_size > 120_000
    } == {}
