"""A student's own affairs: holds, grants, messages, named carts, and the Student Center's first look at it all."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from enroltui.registrar.values.classes import ClassKey, ClassRow, Course, Meeting
from enroltui.registrar.values.enrolling import EnrolmentRow
from enroltui.terms import HoldCode, MessageKind


@dataclass(frozen=True, slots=True)
class Hold:
    """Something that stops a student from enrolling until it is lifted. Times are aware, by the visit's clock."""

    code: HoldCode
    placed: datetime
    placed_by: str
    """A staff login, or the operating system's user."""
    lifted: datetime | None = None
    lifted_by: str | None = None


@dataclass(frozen=True, slots=True)
class Grant:
    """A documented exception: one rule does not hold for one student and one class until a moment (aware)."""

    key: ClassKey
    rule: str
    """A code name of `rules.GRANTABLE`."""
    until: datetime
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class MessageContent:
    """What a message is about; what its kind does not tell is None."""

    key: ClassKey | None = None
    gave_up: ClassKey | None = None
    """The class that was given up in exchange."""
    hold: HoldCode | None = None
    rule: str | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """Something to be told at the next login. Times are aware, by the visit's clock; `row`: the class as it is now."""

    number: int
    kind: MessageKind
    told: MessageContent
    at: datetime
    read: datetime | None
    row: ClassRow | None


@dataclass(frozen=True, slots=True)
class Plan:
    """A named cart that is kept for later."""

    name: str
    rows: tuple[ClassRow, ...]


@dataclass(frozen=True, slots=True)
class Appointment:
    """One meeting of a class in which the student is enrolled."""

    meeting: Meeting
    row: ClassRow


@dataclass(frozen=True, slots=True)
class CalendarMeeting:
    """One meeting for a calendar, also one that is cancelled; starts and ends are aware, Europe/Amsterdam."""

    key: ClassKey
    number: int
    """Which of its class's meetings it is; it keeps the number for good, and no other gets it."""
    changes: int
    """How often its time or place has changed, or it was cancelled."""
    starts: datetime
    ends: datetime
    place: str
    cancelled: bool


@dataclass(frozen=True, slots=True)
class StudentCenter:
    """A first look at a student's own affairs: enrolments (not withdrawn, in order of time), cart, and credits."""

    enrolments: tuple[EnrolmentRow, ...]
    cart: tuple[ClassRow, ...]
    credits: int
    """EC of the courses enrolled in this academic year, each course once."""
    without_exam: tuple[Course, ...] = field(default=())
    """Courses with an enrolment in teaching but in no exam or retake, though they have one."""
    closing_soon: tuple[ClassRow, ...] = ()
    """Exams of the own programme's courses in which the student is not enrolled, and soon can't any more."""
    week: tuple[Appointment, ...] = ()
    """This week's meetings, Monday to Sunday, in order of time."""
    next_exam: Appointment | None = None
    holds: tuple[Hold, ...] = ()
    """Those that stop the student from enrolling now."""
    messages: tuple[Message, ...] = ()
    """Those that have not been read, the newest first."""
