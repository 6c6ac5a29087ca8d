"""What was asked for a class, what became of it, and what a student has."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from enroltui.registrar.facts.classes import ClassKey, ClassRow, Course
from enroltui.registrar.rules import Reason
from enroltui.terms import State


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
