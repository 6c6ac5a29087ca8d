"""Reading the texts that are kept as Markdown, a file a language: Leiden's own, and the help of each page.

In a file `# Title {#id Name}` is a heading: its id, by which links name it, and its short name may be left out. A link
alone in a paragraph leads to a page by its id in navigation.py, and to what stands behind the `#` there: a heading, or
a class-number list. `{lists:kind}` stands for the lists of a `ProgrammeKind`, `{lists:kind with notes}` for the same
with what is to be known of each. A point that begins with `code` has that for its mark. {year}, {transcripts} and
{usis} are filled in when the text is shown. Other marks within a text mean nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from enroltui.language import CODES, Bilingual, Code
from enroltui.terms import ProgrammeKind

LEIDEN = "data/leiden/texts"
"""The folder of the university's own texts, each named after its page."""
PROGRAM = "locale"
"""The folder of the program's own texts."""

_HEADING = re.compile(r"(?P<words>.+?)(?: \{#(?P<id>[\w-]+)(?: (?P<name>.+))?\})?")
_POINTER = re.compile(r"\[(?P<words>.+)\]\((?P<page>\w+)(?:#(?P<about>[\w-]+))?\)")
_LISTS = re.compile(r"\{lists:(?P<kind>\w+)(?P<notes> with notes)?\}")
_MARKED = re.compile(r"`(?P<mark>[^`]+)` (?P<words>.+)")


@dataclass(frozen=True, slots=True)
class Target:
    """Where a line leads: a page by its id in navigation.py, and what it is to show there.

    `about` is a list's slug, the id of a heading of that page, or "".
    """

    page: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `level` is 1 for the highest, `name` its short name. `id` and `name` may be empty."""

    words: Bilingual
    level: int
    id: str
    name: Bilingual


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text, in both languages."""

    words: Bilingual


@dataclass(frozen=True, slots=True)
class Point:
    """One of several things; `mark` stands before it: a bullet, or the number of a step."""

    words: Bilingual
    mark: str


@dataclass(frozen=True, slots=True)
class Pointer:
    """A line of a text that leads to a page or an address."""

    words: Bilingual
    target: Target


@dataclass(frozen=True, slots=True)
class Lists:
    """Here stand the class-number lists of a kind; `with_notes`: with what is to be known of each."""

    kind: ProgrammeKind
    with_notes: bool


Part = Heading | Paragraph | Point | Pointer | Lists


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, and the parts below it."""

    heading: Heading
    parts: list[Part]


@cache
def read(folder: str, name: str) -> tuple[Part, ...]:
    """Return the parts of a text in both languages, from `folder/en/name.md` and `folder/nl/name.md`.

    ValueError where the two files are not built alike.
    """
    english, dutch = (_pieces(folder, code, name) for code in CODES)
    if [mark for mark, _ in english] != [mark for mark, _ in dutch]:
        raise ValueError(f"{name}.md is not built alike in both languages")
    return tuple(_part(mark, {"en": en, "nl": nl}) for (mark, en), (_, nl) in zip(english, dutch, strict=True))


def sections(parts: Iterable[Part], level: int) -> list[Section]:
    """Return the parts by the headings of this level; those before the first such heading are left out."""
    found: list[Section] = []
    for part in parts:
        if isinstance(part, Heading) and part.level == level:
            found.append(Section(part, []))
        elif found:
            found[-1].parts.append(part)
    return found


def _pieces(folder: str, code: Code, name: str) -> list[tuple[str, str]]:
    """Return the pieces of a file's text, each with the mark of its heading or point: "##", "-", "2.", else ""."""
    text = files("enroltui").joinpath(folder, code, f"{name}.md").read_text(encoding="utf-8")
    pieces = []
    for node in SyntaxTreeNode(MarkdownIt().parse(text)).walk():
        if node.type == "inline" and (block := node.parent) and block.parent:
            item = block.parent if block.parent.type == "list_item" else None
            pieces.append((f"{item.info}{item.markup}" if item else block.markup, node.content.replace("\n", " ")))
    return pieces


def _part(mark: str, words: Bilingual) -> Part:
    if mark.startswith("#"):
        heading = _groups(_HEADING, words)
        return Heading(heading["words"], len(mark), heading["id"]["en"], heading["name"])
    if pointer := _groups(_POINTER, words):
        return Pointer(pointer["words"], Target(pointer["page"]["en"], pointer["about"]["en"]))
    if lists := _groups(_LISTS, words):
        return Lists(ProgrammeKind(lists["kind"]["en"]), with_notes=bool(lists["notes"]["en"]))
    if marked := _groups(_MARKED, words):
        return Point(marked["words"], marked["mark"]["en"])
    return Point(words, "•" if mark == "-" else mark) if mark else Paragraph(words)


def _groups(pattern: re.Pattern[str], words: Bilingual) -> dict[str, Bilingual]:
    """Return what a pattern's groups hold in each language, by their names; nothing where it does not fit."""
    found = {code: match for code, text in words.items() if (match := pattern.fullmatch(text))}
    if len(found) < len(words):
        return {}
    return {group: {code: match[group] or "" for code, match in found.items()} for group in pattern.groupindex}
