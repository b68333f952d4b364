"""The pages of the documentation, as the tests read them."""

import re
import textwrap
from dataclasses import dataclass
from pathlib import Path

from tests.tree import ROOT, get_name

DOCS = ROOT / "docs"
FENCE = re.compile(r"^(?P<indent> *)(?P<fence>```+|~~~+)(?P<info>.*)$")


def name_of(page: Path) -> str:
    """From the root of the project on; of a page elsewhere its file's name."""
    return get_name(page) if page.is_relative_to(ROOT) else page.name


def get_pages() -> list[Path]:
    """Every page under docs/, and the README."""
    return [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]


@dataclass(frozen=True)
class Sample:
    """A block of code in a page. ``language`` is the first word behind its fence, ""
    where there is none; ``line`` that of the fence."""

    page: Path
    line: int
    language: str
    code: str

    def __str__(self):
        return f"{name_of(self.page)}:{self.line}"


def _read(page: Path):
    """Yield (line number, whether it is code, text, info) for each line."""
    open_fence = None
    for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), 1):
        found = FENCE.match(line)
        if open_fence is None and found:
            open_fence = (found["fence"], number, found["info"].strip(), [])
        elif open_fence and found and found["fence"].startswith(open_fence[0]):
            yield open_fence[1], open_fence[2], open_fence[3]
            open_fence = None
        elif open_fence:
            open_fence[3].append(line)
        else:
            yield number, None, line
    assert open_fence is None, f"{page}:{open_fence[1]}: a fence is never closed"


def read_prose(page: Path) -> list[tuple[int, str]]:
    """The lines that are no code in a fence, with their numbers."""
    return [(number, text) for number, info, text in _read(page) if info is None]


def read_samples(page: Path) -> list[Sample]:
    """The page's blocks of code, those that are only indented included (they are
    commands of a shell)."""
    samples = []
    indented: list[str] = []
    before = ""
    for number, info, text in [*_read(page), (0, None, "end")]:
        if info is not None:
            language = info.split(maxsplit=1)[0].lower() if info else ""
            code = textwrap.dedent("\n".join(text)) + "\n"
            samples.append(Sample(page, number, language, code))
            continue
        is_code = text.startswith("    ") and text.strip() and (indented or not before)
        if is_code and not _is_in_list(samples, before):
            indented.append(text)
        elif indented:
            code = textwrap.dedent("\n".join(indented)) + "\n"
            samples.append(Sample(page, number - len(indented), "console", code))
            indented = []
        before = text.strip()
    return sorted(samples, key=lambda sample: sample.line)


def _is_in_list(samples, before) -> bool:
    return bool(re.match(r"([-*+]|\d+\.) ", before))


def get_samples(*languages: str) -> list[Sample]:
    return [
        sample
        for page in get_pages()
        for sample in read_samples(page)
        if sample.language in languages
    ]
