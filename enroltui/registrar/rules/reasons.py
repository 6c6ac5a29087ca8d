"""Why something is refused: small values with the facts that their sentences need.

`rule` is a reason's code name in JSON, audit and docs.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from enroltui.registrar.rules.clashes import Clash
from enroltui.terms import Career, HoldCode


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is refused."""

    rule: ClassVar[str] = ""


@dataclass(frozen=True, slots=True)
class UnknownNumber(Reason):
    """No class has this number in any year."""

    rule: ClassVar[str] = "unknown_number"
    typed: str


@dataclass(frozen=True, slots=True)
class NotANumber(Reason):
    """What was typed is not a class number (five digits)."""

    rule: ClassVar[str] = "not_a_number"
    typed: str


@dataclass(frozen=True, slots=True)
class OtherYear(Reason):
    """The number belongs to another academic year only."""

    rule: ClassVar[str] = "other_year"
    class_number: int
    belongs_to: str
    asked: str


@dataclass(frozen=True, slots=True)
class InCart(Reason):
    """Already in the shopping cart."""

    rule: ClassVar[str] = "in_cart"
    class_number: int


@dataclass(frozen=True, slots=True)
class NotInCart(Reason):
    """To be enrolled from the cart, but not there (any more)."""

    rule: ClassVar[str] = "not_in_cart"
    class_number: int


@dataclass(frozen=True, slots=True)
class AlreadyEnrolled(Reason):
    """Enrolled in this class already, or on its waiting list."""

    rule: ClassVar[str] = "already_enrolled"
    class_number: int
    waiting: bool


@dataclass(frozen=True, slots=True)
class NotEnrolled(Reason):
    """To be withdrawn, but not enrolled."""

    rule: ClassVar[str] = "not_enrolled"
    class_number: int


@dataclass(frozen=True, slots=True)
class Full(Reason):
    """All places are taken."""

    rule: ClassVar[str] = "full"
    class_number: int
    capacity: int
    waiting_capacity: int
    waiting: int


@dataclass(frozen=True, slots=True)
class NotOpenYet(Reason):
    """Enrolment opens later (for this student's career)."""

    rule: ClassVar[str] = "not_open_yet"
    class_number: int
    opens: datetime


@dataclass(frozen=True, slots=True)
class PeriodOver(Reason):
    """The last day to enrol has gone by; `exam` is the exam day that it counts from, None where there is none."""

    rule: ClassVar[str] = "period_over"
    class_number: int
    last_moment: datetime
    exam: date | None


@dataclass(frozen=True, slots=True)
class TooLateToWithdraw(Reason):
    """Withdrawing ends on the same day as enrolling."""

    rule: ClassVar[str] = "too_late_to_withdraw"
    class_number: int
    last_moment: datetime
    exam: date | None


@dataclass(frozen=True, slots=True)
class ThroughOffice(Reason):
    """Enrolment is done by the education administration office only."""

    rule: ClassVar[str] = "through_office"
    class_number: int


@dataclass(frozen=True, slots=True)
class ThroughOsiris(Reason):
    """Enrolment is done in Delft's Osiris only."""

    rule: ClassVar[str] = "through_osiris"
    class_number: int


@dataclass(frozen=True, slots=True)
class OtherCareer(Reason):
    """A master's class, asked for by a bachelor student."""

    rule: ClassVar[str] = "career"
    class_number: int
    career: Career


@dataclass(frozen=True, slots=True)
class WaitingListFull(Reason):
    """All places are taken, in the class and on its waiting list."""

    rule: ClassVar[str] = "waiting_list_full"
    class_number: int
    capacity: int
    waiting_capacity: int


@dataclass(frozen=True, slots=True)
class SameExam(Reason):
    """Enrolled in another exam class of the same course at the same moment."""

    rule: ClassVar[str] = "same_exam"
    class_number: int
    other_number: int


@dataclass(frozen=True, slots=True)
class RequiredCourse:
    """A course that another one requires; a title is "" where it is unknown in that language."""

    catalogue_number: str
    title_en: str
    title_nl: str


@dataclass(frozen=True, slots=True)
class Requirements(Reason):
    """Required courses are neither done nor enrolled in."""

    rule: ClassVar[str] = "requirements"
    class_number: int
    missing: tuple[RequiredCourse, ...]


@dataclass(frozen=True, slots=True)
class OnHold(Reason):
    """The student has a hold, and may not enrol in anything until it is lifted."""

    rule: ClassVar[str] = "hold"
    code: HoldCode


@dataclass(frozen=True, slots=True)
class TimeConflict(Reason):
    """Meets at the same time as a class in which the student is enrolled."""

    rule: ClassVar[str] = "time_conflict"
    clash: Clash

    @property
    def can_be_accepted(self) -> bool:
        """Whether the student may enrol all the same: any clash but exam against exam."""
        return not self.clash.exams


@dataclass(frozen=True, slots=True)
class HeldBack(Reason):
    """Left as it was, as another class of the same request was refused: all or nothing, or a swap."""

    rule: ClassVar[str] = "held_back"
    class_number: int
    because: int


@dataclass(frozen=True, slots=True)
class PlacesFree(Reason):
    """A seat alert is asked for, but places are free now."""

    rule: ClassVar[str] = "places_free"
    class_number: int


@dataclass(frozen=True, slots=True)
class HasWaitingList(Reason):
    """A seat alert is asked for, but the class has a waiting list, whose first gets the next place."""

    rule: ClassVar[str] = "has_waiting_list"
    class_number: int


@dataclass(frozen=True, slots=True)
class RetakeOnItsOwn(Reason):
    """A note: a retake wants an enrolment of its own; being enrolled for the exam does not count. Refuses nothing."""

    rule: ClassVar[str] = "retake"
    class_number: int


@dataclass(frozen=True, slots=True)
class NoExamDay(Reason):
    """A note: a research project has no day, and wants enrolment all the same. Refuses nothing."""

    rule: ClassVar[str] = "research_project"
    class_number: int
