"""What is searched for, and what is found."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from enroltui.registrar.rules.reasons import Reason
from enroltui.registrar.values.classes import ClassRow, Course, Programme
from enroltui.terms import Career, Description


class Compare(StrEnum):
    """The operators of uSis's catalogue-number and credits fields."""

    CONTAINS = "contains"
    EXACTLY = "exactly"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


class Order(StrEnum):
    """How search results are sorted."""

    COURSE = "course"
    NUMBER = "number"
    WHEN = "when"
    CREDITS = "credits"


@dataclass(frozen=True, slots=True)
class Search:
    """The search form: what is empty or None asks nothing. `words`: titles' words, catalogue and class numbers."""

    academic_year: str
    words: str = ""
    subject_area: str = ""
    catalogue_number: str = ""
    catalogue_compare: Compare = Compare.CONTAINS
    descriptions: frozenset[Description] = frozenset()
    credits: int | None = None
    credits_compare: Compare = Compare.EXACTLY
    career: Career | None = None
    organisation: str = ""
    language: str = ""
    programme: str = ""
    open_only: bool = False
    fits: bool = False
    """Only what clashes with no class of another course in which the student is enrolled."""
    order: Order = Order.COURSE


@dataclass(frozen=True, slots=True)
class SearchResults:
    """The rows `first`+1 to `first`+len(rows) of the `total` classes found."""

    rows: tuple[ClassRow, ...]
    first: int
    total: int
    hidden_by_career: int = 0
    """How many more there would be without the career criterion."""


@dataclass(frozen=True, slots=True)
class SearchChoices:
    """What the search form's selection fields offer, in one academic year."""

    academic_years: tuple[str, ...]
    subject_areas: tuple[str, ...]
    organisations: tuple[str, ...]
    languages: tuple[str, ...]
    programmes: tuple[Programme, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A row of a course's composition (Samenstelling): a class, and why it can't be ticked (None: it can)."""

    row: ClassRow
    reason: Reason | None


@dataclass(frozen=True, slots=True)
class Composition:
    """Every class of one course in one academic year, exams first."""

    course: Course
    academic_year: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What a typed class number is: the class, or the reason why there is none; and whether it could be added."""

    typed: str
    row: ClassRow | None
    reason: Reason | None
