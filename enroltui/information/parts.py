"""What a text consists of. Words are messages, of which {year}, {transcripts} and {usis} are filled in when shown."""

from __future__ import annotations

from dataclasses import dataclass

from enroltui.registrar.letter_facts import OFFICES
from enroltui.terms import LetterKind, ProgrammeKind


@dataclass(frozen=True, slots=True)
class Target:
    """Where a line leads: a page by its id in navigation.py, and what it is to show there.

    `about` is a list's slug, a section or question of that page, or "".
    """

    page: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading within a section."""

    words: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    words: str


@dataclass(frozen=True, slots=True)
class Point:
    """One of several things; `mark` stands before it: a bullet, or the number of a step."""

    words: str
    mark: str = "•"


@dataclass(frozen=True, slots=True)
class Pointer:
    """A line that leads somewhere."""

    words: str
    target: Target


@dataclass(frozen=True, slots=True)
class Lists:
    """Here stand the class-number lists of a kind; `with_notes`: with what is to be known of each."""

    kind: ProgrammeKind
    with_notes: bool = True


Part = Heading | Paragraph | Point | Pointer


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a text; `name` is its short name, by which one goes to it."""

    id: str
    name: str
    title: str
    parts: tuple[Part | Lists, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the FAQ with its answer."""

    id: str
    words: str
    answer: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """Questions of the FAQ that belong together."""

    title: str
    questions: tuple[Question, ...]


def steps(*words: str) -> tuple[Point, ...]:
    """Numbered steps."""
    return tuple(Point(one, f"{number}.") for number, one in enumerate(words, start=1))


def facts(year: str) -> dict[str, str]:
    """What is filled in in a text, in the academic year that is shown."""
    return {
        "year": year,
        "transcripts": OFFICES[LetterKind.TRANSCRIPT],
        "usis": OFFICES[LetterKind.QUESTION],
    }
