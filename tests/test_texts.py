"""Every text that is kept as Markdown is there in English and in Dutch, built alike, with the same facts."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

from enroltui.language import CODES, Bilingual, Code
from enroltui.navigation import PAGES
from enroltui.screens.help import page_helps
from enroltui.terms import ProgrammeKind
from enroltui.texts import LEIDEN, PROGRAM, Heading, Lists, Paragraph, Part, Point, Pointer, Target, read, sections
from tests.process import CHECKOUT

PACKAGE = CHECKOUT / "enroltui"
TEXTS = [(LEIDEN, name) for name in ("faq", "front_page", "information", "masthead", "ulcn_help")] + [(PROGRAM, "help")]
COURSES = {
    "Complex Networks", "Keerpunten in de geschiedenis van de natuurwetenschappen", "On being a scientist",
    "Science and the Public", "Science Methodology", "Universiteit Leiden",
}  # fmt: skip
"""These titles of courses and this name are the same in both languages."""
FILLED_IN = {"year", "transcripts", "usis"}


def files_of(code: Code) -> set[Path]:
    """Return the files of texts in a language, within the package without the language's folder."""
    return {
        path.relative_to(PACKAGE) for folder in (LEIDEN, PROGRAM) for path in (PACKAGE / folder / code).glob("*.md")
    }


def said(parts: tuple[Part, ...]) -> list[Bilingual]:
    """Return all words of a text."""
    return [part.words for part in parts if not isinstance(part, Lists)]


def facts(words: str) -> list[str]:
    """Return the numbers, codes and days of a text, and what is filled in."""
    return sorted(re.findall(r"[\w-]*\d[\w-]*|\{\w+\}", words))


def test_each_text_is_there_in_both_languages_and_no_other() -> None:
    for code in CODES:
        assert files_of(code) == {Path(folder, code, f"{name}.md") for folder, name in TEXTS}


@pytest.mark.parametrize(("folder", "name"), TEXTS)
def test_both_languages_hold_the_same_ids_links_and_lists(folder: str, name: str) -> None:
    english, dutch = ((PACKAGE / folder / code / f"{name}.md").read_text() for code in CODES)
    marks = r"\{#[\w-]+|\]\([^)]*\)|\{lists:[^}]*\}|`[^`]*`"
    assert re.findall(marks, english) == re.findall(marks, dutch)


@pytest.mark.parametrize(("folder", "name"), TEXTS)
def test_both_languages_tell_the_same_facts(folder: str, name: str) -> None:
    for words in said(read(folder, name)):
        assert facts(words["en"]) == facts(words["nl"])


@pytest.mark.parametrize("name", [name for folder, name in TEXTS if folder == LEIDEN])
def test_every_text_of_leiden_is_translated(name: str) -> None:
    same = {words["en"] for words in said(read(LEIDEN, name)) if words["en"] == words["nl"]}
    assert same <= COURSES


def test_the_help_of_every_page_is_translated() -> None:
    assert all(words["en"] != words["nl"] for words, _ in page_helps().values())


@pytest.mark.parametrize(("folder", "name"), TEXTS)
def test_nothing_else_is_filled_in_and_no_mark_is_left_in_the_words(folder: str, name: str) -> None:
    for both in said(read(folder, name)):
        for words in both.values():
            assert {field for _, field, _, _ in Formatter().parse(words) if field is not None} <= FILLED_IN
            assert not re.search(r"[\]`#]|\*\*", words)


@pytest.mark.parametrize(("folder", "name"), TEXTS)
def test_every_link_leads_to_a_page_and_to_what_is_there(folder: str, name: str) -> None:
    ids = {
        page: {part.id for part in read(LEIDEN, page) if isinstance(part, Heading)} for page in ("faq", "front_page")
    }
    for part in read(folder, name):
        if isinstance(part, Pointer):
            assert part.target.page in PAGES
            if part.target.about and part.target.page in ids:
                assert part.target.about in ids[part.target.page]


def test_what_a_text_may_consist_of(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "nl").mkdir()
    (tmp_path / "en/x.md").write_text(
        "# Top of {year} {#top Top}\n\nTwo\nlines.\n\n## Below\n\n- a\n- `T D` b\n  c\n\n1. one\n2. two\n\n"
        "[There](faq#cart)\n\n{lists:minor}\n\n{lists:master with notes}\n\n# Last\n"
    )
    (tmp_path / "nl/x.md").write_text(
        "# Begin van {year} {#top Begin}\n\nTwee regels.\n\n## Eronder\n\n- d\n- `T D` e f\n\n1. een\n2. twee\n\n"
        "[Daar](faq#cart)\n\n{lists:minor}\n\n{lists:master with notes}\n\n# Laatste\n"
    )
    parts = read(str(tmp_path), "x")
    assert parts == (
        Heading({"en": "Top of {year}", "nl": "Begin van {year}"}, 1, "top", {"en": "Top", "nl": "Begin"}),
        Paragraph({"en": "Two lines.", "nl": "Twee regels."}),
        Heading({"en": "Below", "nl": "Eronder"}, 2, "", {"en": "", "nl": ""}),
        Point({"en": "a", "nl": "d"}, "•"),
        Point({"en": "b c", "nl": "e f"}, "T D"),
        Point({"en": "one", "nl": "een"}, "1."),
        Point({"en": "two", "nl": "twee"}, "2."),
        Pointer({"en": "There", "nl": "Daar"}, Target("faq", "cart")),
        Lists(ProgrammeKind.MINOR, with_notes=False),
        Lists(ProgrammeKind.MASTER, with_notes=True),
        Heading({"en": "Last", "nl": "Laatste"}, 1, "", {"en": "", "nl": ""}),
    )
    assert [(section.heading.words["en"], len(section.parts)) for section in sections(parts, 1)] == [
        ("Top of {year}", 9), ("Last", 0)
    ]  # fmt: skip


def test_a_text_that_one_language_has_less_of_is_refused(tmp_path: Path) -> None:
    for code, text in (("en", "- a\n- b\n"), ("nl", "- a\n")):
        (tmp_path / code).mkdir()
        (tmp_path / code / "y.md").write_text(text)
    with pytest.raises(ValueError, match=r"y\.md"):
        read(str(tmp_path), "y")
