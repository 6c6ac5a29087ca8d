"""Reads the courses and the programmes that they are in from `courses.csv`: 878 lines become some 810 courses.

Real: titles, credits, levels and most catalogue numbers. Made up and marked so: a catalogue number where none is known.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from catalogue_maker import sources
from catalogue_maker.sources import Area, Programme, Row
from enroltui.folding import fold
from enroltui.terms import Career, ProgrammeKind

SMALL_WORDS = frozenset(
    {"a", "an", "and", "de", "een", "en", "for", "from", "het", "in", "of", "on", "op", "the", "to"}
)
MASTER_PHASE = "3"
"""The fourth digit of a catalogue number that stands for the master."""


@dataclass(frozen=True)
class Membership:
    """A course in a programme, as a line of `courses.csv` has it: year and semester where a source states them."""

    programme: Programme
    study_year: int | None
    semester: int | None


@dataclass(frozen=True)
class Course:
    """A course of the catalogue, before it has classes. `credits` is None where unknown or variable."""

    id: int
    catalogue_number: str
    number_made_up: bool
    title_en: str
    title_nl: str
    credits: int | None
    level: int | None
    source: str
    memberships: tuple[Membership, ...] = field(repr=False)

    @cached_property
    def area(self) -> Area:
        return sources.area(self.catalogue_number)

    @property
    def language(self) -> str:
        """The language that it is taught in: Dutch where a bachelor's course has a Dutch title."""
        return "nl" if self.title_nl and (self.career is Career.BACHELOR or not self.title_en) else "en"

    @property
    def title(self) -> str:
        """The title, in English where it is known."""
        return self.title_en or self.title_nl

    @cached_property
    def folded(self) -> str:
        """The text that the search looks in: number and titles, lower case, without accents."""
        return fold(f"{self.catalogue_number} {self.title_en} {self.title_nl}")

    @cached_property
    def career(self) -> Career:
        """Whose course it is: bachelor students' as soon as one bachelor programme, minor or honours track has it."""
        kinds = {membership.programme.kind for membership in self.memberships}
        if kinds & {ProgrammeKind.BACHELOR, ProgrammeKind.MINOR, ProgrammeKind.HONOURS}:
            return Career.BACHELOR
        if kinds == {ProgrammeKind.FACULTY} and self.catalogue_number[3] != MASTER_PHASE:
            return Career.BACHELOR
        return Career.MASTER


def read_courses() -> list[Course]:
    """Return all courses in the order in which `courses.csv` first names them, with ids from 1.

    Lines with the same code are one course, as are lines without a code of the same titles and credits. The minors
    themselves (4000M...N, 4042MALSTN) are not courses: nobody enrols in them here.
    """
    minors = {minor.code for minor in sources.minors()}
    lines: dict[tuple[str, ...], list[Row]] = {}
    for row in sources.rows("courses"):
        if row["code"] not in minors:
            lines.setdefault(_identity(row), []).append(row)
    taken = {row["code"] for row in sources.rows("courses") if row["code"]}
    return [_course(number, same, taken) for number, same in enumerate(lines.values(), start=1)]


def _identity(row: Row) -> tuple[str, ...]:
    return (row["code"],) if row["code"] else (row["title_en"], row["title_nl"], row["ec"])


def _course(id_: int, lines: list[Row], taken: set[str]) -> Course:
    first = lines[0]
    return Course(
        id=id_,
        catalogue_number=first["code"] or _made_up_number(first, taken),
        number_made_up=not first["code"],
        title_en=first["title_en"],
        title_nl=first["title_nl"],
        credits=sources.number(first["ec"]),
        level=sources.number(next((row["level"] for row in lines if row["level"]), "")),
        source=" | ".join(dict.fromkeys(row["source"] for row in lines)),
        memberships=tuple(_membership(row) for row in lines) + _bachelor_project(first["code"]),
    )


def _membership(row: Row) -> Membership:
    return Membership(sources.programme(row["programme"]), sources.number(row["year"]), sources.number(row["semester"]))


def _bachelor_project(code: str) -> tuple[Membership, ...]:
    """Return the programmes whose Bachelor Research Project this course is, where `courses.csv` does not say so."""
    return tuple(
        Membership(sources.programme(row["programme"]), int(row["study_year"]), None)
        for row in sources.rows("bachelor_projects")
        if row["catalogue_number"] == code and row["made_up"] == "yes"
    )


def _made_up_number(row: Row, taken: set[str]) -> str:
    """Return a number built as Leiden builds them of programme, phase and five letters, and add it to `taken`."""
    programme = sources.programme(row["programme"])
    start = (programme.number_prefix + _phase(programme, row["year"]))[:4]
    letters = mnemonic(row["title_en"] or row["title_nl"])
    number = start + letters
    for digit in range(2, 10):
        if number not in taken:
            break
        number = start + letters[:4] + str(digit)
    taken.add(number)
    return number


def _phase(programme: Programme, year: str) -> str:
    if programme.career == Career.MASTER:
        return MASTER_PHASE
    return "1" if year == "1" else "2"


def mnemonic(title: str) -> str:
    """Return five letters for a title, as in 4303STEVO for "Stellar Structure and Evolution"."""
    words = [word for word in re.findall(r"[a-z0-9]+", fold(title)) if word not in SMALL_WORDS] or ["course"]
    share = {1: (5,), 2: (3, 2), 3: (2, 2, 1), 4: (2, 1, 1, 1)}.get(len(words), (1, 1, 1, 1, 1))
    letters = "".join(word[:size] for word, size in zip(words, share, strict=False))
    return letters.upper().ljust(5, "X")
