"""The rules of enrolling and withdrawing: each one's reason, what it looks at, and in `RULES` where it is asked.

Pure functions: values in, a reason out. What waiting cannot change is told first. docs/rules.md has the source of each;
the words stand in `sentences/rules.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from enroltui.moments import is_over
from enroltui.registrar.rules.clashes import Clash, overlap, worst_clash
from enroltui.registrar.rules.classes import ClassFacts, opens_for
from enroltui.registrar.rules.minor_reasons import MinorName
from enroltui.registrar.rules.notes import NoExamDay, RetakeOnItsOwn, research_project, retake
from enroltui.registrar.rules.reasons import Reason
from enroltui.registrar.rules.rule import Answer, Asked, RequiredCourse, Rule, Standing, is_in
from enroltui.terms import Career, HoldCode, MeetingKind, State, WayIn


@dataclass(frozen=True, slots=True)
class AlreadyEnrolled(Reason):
    """Enrolled in this class already, or on its waiting list."""

    rule: ClassVar[str] = "already_enrolled"
    class_number: int
    waiting: bool


def already_enrolled(facts: ClassFacts, student: Standing, now: datetime) -> Answer:
    """PeopleSoft 14640-5. A student is in a class, or on its waiting list, once."""
    went_by = {"state": student.state}
    if is_in(student.state):
        return AlreadyEnrolled(facts.class_number, waiting=student.state is State.WAITING), went_by
    return None, went_by


@dataclass(frozen=True, slots=True)
class SameExam(Reason):
    """Enrolled in another exam class of the same course at the same moment."""

    rule: ClassVar[str] = "same_exam"
    class_number: int
    other_number: int


def same_exam(facts: ClassFacts, student: Standing, now: datetime) -> Answer:
    """One sits an exam once: not in two exam classes of one course at the same moment."""
    went_by = {"catalogue_number": facts.catalogue_number}
    for own in facts.meetings:
        for other in student.busy:
            exams = own.kind is MeetingKind.EXAM and other.kind is MeetingKind.EXAM
            if exams and other.catalogue_number == facts.catalogue_number and overlap(own, other):
                return SameExam(facts.class_number, other.class_number), went_by
    return None, went_by


@dataclass(frozen=True, slots=True)
class ThroughOffice(Reason):
    """Enrolment is done by the education administration office only."""

    rule: ClassVar[str] = "through_office"
    class_number: int


def through_office(facts: ClassFacts, student: Standing, now: datetime) -> Answer:
    """Refuse what only the education administration office enrols in, as the seed page says of some activities."""
    there = facts.way_in is WayIn.OFFICE
    return ThroughOffice(facts.class_number) if there else None, {"way_in": facts.way_in}


@dataclass(frozen=True, slots=True)
class ThroughOsiris(Reason):
    """Enrolment is done in Delft's Osiris only."""

    rule: ClassVar[str] = "through_osiris"
    class_number: int


def through_osiris(facts: ClassFacts, student: Standing, now: datetime) -> Answer:
    """Refuse what is registered in Delft's Osiris, as the seed page says of Delft's minors."""
    there = facts.way_in is WayIn.OSIRIS
    return ThroughOsiris(facts.class_number) if there else None, {"way_in": facts.way_in}


@dataclass(frozen=True, slots=True)
class OtherCareer(Reason):
    """A master's class, asked for by a bachelor student."""

    rule: ClassVar[str] = "career"
    class_number: int
    career: Career


def career(facts: ClassFacts, student: Standing, now: datetime) -> Answer:
    """USis's "Loopbaan": no bachelor student in a master's class; a master student may take bachelor classes."""
    another = facts.career is Career.MASTER and student.career is Career.BACHELOR
    went_by = {"class": facts.career, "student": student.career}
    return OtherCareer(facts.class_number, facts.career) if another else None, went_by


@dataclass(frozen=True, slots=True)
class MinorNotAdmitted(Reason):
    """The course belongs to these minors only, to none of which the student is admitted.

    Seed page: "After you are admitted to a minor you should enroll for the examinations of the courses in the minor."
    """

    rule: ClassVar[str] = "minor_not_admitted"
    class_number: int
    minors: tuple[MinorName, ...]


def minor_not_admitted(facts: ClassFacts, student: Standing, now: datetime) -> Answer:
    """Seed page: "After you are admitted to a minor you should enroll for the examinations of the courses"."""
    outside = facts.minors and not student.admitted
    went_by = {"minors": [minor.slug for minor in facts.minors], "admitted": student.admitted}
    return MinorNotAdmitted(facts.class_number, facts.minors) if outside else None, went_by


@dataclass(frozen=True, slots=True)
class Requirements(Reason):
    """Required courses are neither done nor enrolled in."""

    rule: ClassVar[str] = "requirements"
    class_number: int
    missing: tuple[RequiredCourse, ...]


def requirements(facts: ClassFacts, student: Standing, now: datetime) -> Answer:
    """USis's "Vereisten": courses that must be done, or enrolled in, before."""
    went_by = {"missing": [course.catalogue_number for course in student.missing]}
    return Requirements(facts.class_number, student.missing) if student.missing else None, went_by


@dataclass(frozen=True, slots=True)
class PeriodOver(Reason):
    """The last day to enrol has gone by; `exam` is the exam day that it counts from, None where there is none."""

    rule: ClassVar[str] = "period_over"
    class_number: int
    last_moment: datetime
    exam: date | None


def period_over(facts: ClassFacts, student: Standing, now: datetime) -> Answer:
    """USis's "Variabele datums"; for an exam, ten calendar days before it."""
    went_by = {"enrol_until": facts.enrol_until, "now": now}
    over = PeriodOver(facts.class_number, facts.enrol_until, facts.exam)
    return over if is_over(facts.enrol_until, now) else None, went_by


@dataclass(frozen=True, slots=True)
class NotOpenYet(Reason):
    """Enrolment opens later (for this student's career)."""

    rule: ClassVar[str] = "not_open_yet"
    class_number: int
    opens: datetime


def not_open_yet(facts: ClassFacts, student: Standing, now: datetime) -> Answer:
    """USis's "Variabele datums"; enrolment opens at a fixed minute, a career at a time."""
    opens = opens_for(facts, student.career)
    return NotOpenYet(facts.class_number, opens) if now < opens else None, {"enrol_from": opens, "now": now}


@dataclass(frozen=True, slots=True)
class OnHold(Reason):
    """The student has a hold, and may not enrol in anything until it is lifted."""

    rule: ClassVar[str] = "hold"
    code: HoldCode


def hold(facts: ClassFacts, student: Standing, now: datetime) -> Answer:
    """PeopleSoft: a hold does not close the menu, it makes the enrolment fail."""
    return OnHold(student.holds[0]) if student.holds else None, {"holds": list(student.holds)}


@dataclass(frozen=True, slots=True)
class TimeConflict(Reason):
    """Meets at the same time as a class in which the student is enrolled."""

    rule: ClassVar[str] = "time_conflict"
    clash: Clash

    @property
    def can_be_accepted(self) -> bool:
        """Tell whether the student may enrol all the same: any clash but exam against exam."""
        return not self.clash.exams


def time_conflict(facts: ClassFacts, student: Standing, now: datetime) -> Answer:
    """PeopleSoft 14640-17. Exam against exam is refused; a clash with teaching may be accepted by the student.

    The classes of one course never clash with each other.
    """
    others = [busy for busy in student.busy if busy.catalogue_number != facts.catalogue_number]
    clash = worst_clash(facts.class_number, facts.meetings, others)
    if clash is None:
        return None, {"with": None}
    went_by = {"with": clash.other_number, "starts": clash.starts, "ends": clash.ends, "exams": clash.exams}
    return None if student.accepts_clashes and not clash.exams else TimeConflict(clash), went_by


@dataclass(frozen=True, slots=True)
class Full(Reason):
    """All places are taken."""

    rule: ClassVar[str] = "full"
    class_number: int
    capacity: int
    waiting_capacity: int
    waiting: int


def full(facts: ClassFacts, student: Standing, now: datetime) -> Answer:
    """PeopleSoft 14640-7, uSis's "Max. deelnemers"; there is no waiting list, or room on it."""
    refuses = facts.enrolled >= facts.capacity and not _list_is_full(facts)
    reason = Full(facts.class_number, facts.capacity, facts.waiting_capacity, facts.waiting)
    return reason if refuses else None, {"enrolled": facts.enrolled, "capacity": facts.capacity}


@dataclass(frozen=True, slots=True)
class WaitingListFull(Reason):
    """All places are taken, in the class and on its waiting list."""

    rule: ClassVar[str] = "waiting_list_full"
    class_number: int
    capacity: int
    waiting_capacity: int


def waiting_list_full(facts: ClassFacts, student: Standing, now: datetime) -> Answer:
    """PeopleSoft 14640-6: class and waiting list are full."""
    refuses = facts.enrolled >= facts.capacity and _list_is_full(facts)
    reason = WaitingListFull(facts.class_number, facts.capacity, facts.waiting_capacity)
    return reason if refuses else None, {"waiting": facts.waiting, "capacity": facts.waiting_capacity}


@dataclass(frozen=True, slots=True)
class TooLateToWithdraw(Reason):
    """Withdrawing ends on the same day as enrolling."""

    rule: ClassVar[str] = "too_late_to_withdraw"
    class_number: int
    last_moment: datetime
    exam: date | None


def too_late_to_withdraw(facts: ClassFacts, student: Standing, now: datetime) -> Answer:
    """Seed page: withdrawing ends on the same day as enrolling."""
    went_by = {"enrol_until": facts.enrol_until, "now": now}
    late = TooLateToWithdraw(facts.class_number, facts.enrol_until, facts.exam)
    return late if is_over(facts.enrol_until, now) else None, went_by


def _list_is_full(facts: ClassFacts) -> bool:
    return 0 < facts.waiting_capacity <= facts.waiting


_ALWAYS = Asked.ENROLLING | Asked.CART | Asked.PROMOTION
_WHEN_SENT = Asked.ENROLLING | Asked.PROMOTION
"""Rules whose answer may change before the cart is sent, so that the cart takes what they refuse."""

RULES = (
    Rule(AlreadyEnrolled, already_enrolled, Asked.ENROLLING | Asked.CART),
    Rule(SameExam, same_exam, _WHEN_SENT),
    Rule(ThroughOffice, through_office, _ALWAYS, grantable=True),
    Rule(ThroughOsiris, through_osiris, _ALWAYS),
    Rule(OtherCareer, career, _ALWAYS, grantable=True),
    Rule(MinorNotAdmitted, minor_not_admitted, _ALWAYS),
    Rule(Requirements, requirements, _WHEN_SENT, grantable=True),
    Rule(PeriodOver, period_over, _ALWAYS, grantable=True),
    Rule(NotOpenYet, not_open_yet, _WHEN_SENT, grantable=True),
    Rule(OnHold, hold, _WHEN_SENT, grantable=True),
    Rule(TimeConflict, time_conflict, _WHEN_SENT, grantable=True),
    Rule(Full, full, Asked.ENROLLING),
    Rule(WaitingListFull, waiting_list_full, Asked.ENROLLING),
    Rule(TooLateToWithdraw, too_late_to_withdraw, Asked.WITHDRAWING, grantable=True),
    Rule(RetakeOnItsOwn, retake, Asked.NOTE),
    Rule(NoExamDay, research_project, Asked.NOTE),
)
"""All of them, in the order in which they are asked: the first that refuses is told. No grant makes a place."""
