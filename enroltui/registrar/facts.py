"""What crosses the registrar, in and out: frozen dataclasses, never live rows, never words.

Nothing here imports a database library, so that screens may import it before the first paint.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from enroltui.registrar.rules import Reason
from enroltui.terms import (
    Career,
    Component,
    Description,
    MeetingKind,
    ProgrammeKind,
    Role,
    Session,
    State,
    Status,
    Via,
    WayIn,
)


class ClassKey(NamedTuple):
    """A class number means nothing without its academic year ("2017-2018")."""

    academic_year: str
    class_number: int


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks, in which role, from where, and at which shown moment (aware, Europe/Amsterdam; the rules go by it)."""

    name: str
    """A student number, a staff login, or the operating system's user for role operator."""
    role: Role
    via: Via
    now: datetime
    language: str = "en"
    """The visit's language: for letters to a student who has never chosen one."""


# --- people ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who has logged in: a student (then career and programme are set) or a member of staff."""

    name: str
    """Student number or staff login."""
    person: str
    """The person's own name."""
    role: Role
    career: Career | None = None
    programme: str | None = None
    language: str | None = None
    list_slug: str | None = None
    password_once: bool = False
    """Must choose a new password now."""


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """An account of the shipped catalogue, as the login page lists it, password and all."""

    account: Account
    password: str


@dataclass(frozen=True, slots=True)
class SignInRefused:
    """Wrong number, wrong password or a closed account, told alike; with the seconds to wait before the next try."""

    wait: float


@dataclass(frozen=True, slots=True)
class StudentFact:
    """A student, as the helpdesk and `enroltui students` see them."""

    student_number: str
    name: str
    programme: str
    career: Career
    background: bool
    demo_password: str | None


# --- programmes and courses -----------------------------------------------------------------------------------------


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
    """Slugs."""


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
    """For the caller's own career (a caller without one: the class's career)."""
    enrol_until: datetime
    way_in: WayIn
    meetings: tuple[Meeting, ...]
    """In order of time; empty for a class without a set day."""
    status: Status
    in_cart: bool = False
    state: State | None = None
    """Enrolled or waiting, where the student asked about is; else None."""
    position: int | None = None
    """Place on the waiting list, from 1."""

    @property
    def free(self) -> int:
        """Places left, never below zero."""
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


# --- searching ------------------------------------------------------------------------------------------------------


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
    order: Order = Order.COURSE


@dataclass(frozen=True, slots=True)
class SearchPage:
    """Rows `first`+1 to `first`+len(rows) of `total`."""

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


# --- enrolling ------------------------------------------------------------------------------------------------------


class Change(StrEnum):
    """What became of one class in a request."""

    ADDED = "added"
    """To the shopping cart."""
    REMOVED = "removed"
    """From the shopping cart."""
    ENROLLED = "enrolled"
    WAITING = "waiting"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result line of one class. `reason` is set when refused; `row` is None when there is no such class."""

    key: ClassKey
    change: Change
    row: ClassRow | None = None
    reason: Reason | None = None
    offer: ClassRow | None = None
    """A class that would help instead: the retake of a closed exam, the exam of an added lecture."""


@dataclass(frozen=True, slots=True)
class EnrolmentRow:
    """One enrolment of a student, with its times (aware, Europe/Amsterdam)."""

    row: ClassRow
    state: State
    enrolled: datetime | None
    waiting_since: datetime | None
    withdrawn: datetime | None
    position: int | None


@dataclass(frozen=True, slots=True)
class StudentCenter:
    """A first look at a student's own affairs: enrolments (not withdrawn, in order of time), cart, and credits."""

    enrolments: tuple[EnrolmentRow, ...]
    cart: tuple[ClassRow, ...]
    credits: int
    """EC of the courses enrolled in this academic year, each course once."""
    without_exam: tuple[Course, ...] = field(default=())
    """Courses with an enrolment in teaching but in no exam or retake, though they have one."""


# --- the audit trail ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AuditFact:
    """One event of the audit trail: what somebody did, or tried and was refused (then with the rule's code name)."""

    at: datetime
    """The real clock."""
    visit_at: datetime
    """The visit's shown moment, by which the rules decided."""
    actor: str
    role: Role
    via: Via
    student_number: str | None
    key: ClassKey | None
    action: str
    outcome: str
    rule: str | None
