"""Programmes, courses, classes, and the lists that they stand in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from enroltui.terms import Career, Component, Description, MeetingKind, ProgrammeKind, Session, State, Status, WayIn


class ClassKey(NamedTuple):
    """A class number means nothing without its academic year ("2017-2018")."""

    academic_year: str
    class_number: int


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme, specialisation, minor, honours track or the faculty's own courses."""

    slug: str
    name_en: str
    name_nl: str
    kind: ProgrammeKind
    career: Career
    position: int


@dataclass(frozen=True, slots=True)
class Course:
    """A course. A title is "" where unknown in that language; credits None where unknown or variable."""

    catalogue_number: str
    number_made_up: bool
    title_en: str
    title_nl: str
    credits: int | None
    level: int | None
    subject_area: str
    organisation: str
    language: str
    programmes: tuple[str, ...]
    """The slugs of the programmes that the course belongs to."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting; starts and ends are aware, Europe/Amsterdam."""

    starts: datetime
    ends: datetime
    place: str
    kind: MeetingKind


@dataclass(frozen=True, slots=True)
class ClassRow:
    """A class as every list, search result, cart and schedule shows it, for the caller and at the caller's moment."""

    key: ClassKey
    course: Course
    component: Component
    description: Description
    compulsory: bool
    session: Session
    language: str
    career: Career
    capacity: int
    waiting_capacity: int
    enrolled: int
    waiting: int
    enrol_from: datetime
    """When enrolment opens for the caller's career, or, for a caller without one, for the class's career."""
    enrol_until: datetime
    way_in: WayIn
    meetings: tuple[Meeting, ...]
    """The meetings in order of time; empty for a class without a set day."""
    status: Status
    in_cart: bool = False
    state: State | None = None
    """Whether the student asked about is enrolled or waits; None: neither."""
    position: int | None = None
    """The student's place on the waiting list, from 1."""

    @property
    def free(self) -> int:
        """Return the number of places left, never below zero."""
        return max(0, self.capacity - self.enrolled)


@dataclass(frozen=True, slots=True)
class ListRow:
    """A line of a class-number list: a class, or a course whose class numbers are not yet defined (class_row None)."""

    course: Course
    study_year: int | None
    study_year_made_up: bool
    session: Session
    class_row: ClassRow | None


@dataclass(frozen=True, slots=True)
class ListStart:
    """The first lines of a class-number list, in order of title, and how many lines there are in all."""

    rows: tuple[ListRow, ...]
    total: int


@dataclass(frozen=True, slots=True)
class ClassList:
    """A class-number list's heading, as the seed page shows it."""

    slug: str
    name_en: str
    name_nl: str
    kind: ProgrammeKind
    position: int
    last_updated: date | None
    points_to: str
    notes_en: str
    notes_nl: str
    programmes: tuple[str, ...]
    """Slugs of the programmes it shows."""
    study_year: int | None
    classes: int
    """How many classes it holds this year."""
