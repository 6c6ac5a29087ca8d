"""Who may enrol in a class, be promoted into it, put it into the cart, withdraw from it: the rules in their order.

What waiting cannot change is told first. docs/rules.md has the source of each and its sentences.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from enroltui.registrar.rules.clashes import Busy, overlap, worst_clash
from enroltui.registrar.rules.classes import ClassFacts, opens_for
from enroltui.registrar.rules.minor_reasons import MinorNotAdmitted
from enroltui.registrar.rules.reasons import (
    AlreadyEnrolled,
    Full,
    HasWaitingList,
    InCart,
    NotEnrolled,
    NotOpenYet,
    OnHold,
    OtherCareer,
    PeriodOver,
    PlacesFree,
    Reason,
    RequiredCourse,
    Requirements,
    SameExam,
    ThroughOffice,
    ThroughOsiris,
    TimeConflict,
    TooLateToWithdraw,
    WaitingListFull,
)
from enroltui.terms import Career, HoldCode, MeetingKind, State, WayIn


@dataclass(frozen=True, slots=True)
class Standing:
    """How a student stands to a class: what the rules need to know besides the class itself."""

    career: Career
    state: State | None = None
    """With this class now."""
    holds: tuple[HoldCode, ...] = ()
    missing: tuple[RequiredCourse, ...] = ()
    """Courses that the class requires, that the student has neither done nor is enrolled in."""
    busy: tuple[Busy, ...] = ()
    """Meetings of other classes in which the student is enrolled; those that overlap none of this class's may lack."""
    admitted: bool = False
    """To a minor of the class's course, for the class's academic year."""
    accepts_clashes: bool = False
    """The student has been warned that teaching clashes, and wants it so."""
    granted: frozenset[str] = frozenset()
    """Code names of the rules that staff have switched off for this student and class."""


Rule = Callable[[ClassFacts, Standing, datetime], Reason | None]


def already_enrolled(facts: ClassFacts, student: Standing, now: datetime) -> Reason | None:
    """PeopleSoft 14640-5. A student is in a class, or on its waiting list, once."""
    if student.state in (State.ENROLLED, State.WAITING):
        return AlreadyEnrolled(facts.class_number, waiting=student.state is State.WAITING)
    return None


def same_exam(facts: ClassFacts, student: Standing, now: datetime) -> Reason | None:
    """One sits an exam once: not in two exam classes of one course at the same moment."""
    for own in facts.meetings:
        for other in student.busy:
            exams = own.kind is MeetingKind.EXAM and other.kind is MeetingKind.EXAM
            if exams and other.catalogue_number == facts.catalogue_number and overlap(own, other):
                return SameExam(facts.class_number, other.class_number)
    return None


def through_office(facts: ClassFacts, student: Standing, now: datetime) -> Reason | None:
    """usis.md: "Some activities go through the education administration office"."""
    return ThroughOffice(facts.class_number) if facts.way_in is WayIn.OFFICE else None


def through_osiris(facts: ClassFacts, student: Standing, now: datetime) -> Reason | None:
    """usis.md: "Advanced Life Science and Technology is registered in Delft's Osiris"."""
    return ThroughOsiris(facts.class_number) if facts.way_in is WayIn.OSIRIS else None


def career(facts: ClassFacts, student: Standing, now: datetime) -> Reason | None:
    """USis's "Loopbaan": no bachelor student in a master's class; a master student may take bachelor classes."""
    if facts.career is Career.MASTER and student.career is Career.BACHELOR:
        return OtherCareer(facts.class_number, facts.career)
    return None


def minor_not_admitted(facts: ClassFacts, student: Standing, now: datetime) -> Reason | None:
    """Seed page: "After you are admitted to a minor you should enroll for the examinations of the courses"."""
    return MinorNotAdmitted(facts.class_number, facts.minors) if facts.minors and not student.admitted else None


def requirements(facts: ClassFacts, student: Standing, now: datetime) -> Reason | None:
    """USis's "Vereisten": courses that must be done, or enrolled in, before."""
    return Requirements(facts.class_number, student.missing) if student.missing else None


def period_over(facts: ClassFacts, student: Standing, now: datetime) -> Reason | None:
    """USis's "Variabele datums"; for an exam, ten calendar days before it."""
    if now > facts.enrol_until:
        return PeriodOver(facts.class_number, facts.enrol_until, facts.exam)
    return None


def not_open_yet(facts: ClassFacts, student: Standing, now: datetime) -> Reason | None:
    """USis's "Variabele datums"; enrolment opens at a fixed minute, a career at a time."""
    opens = opens_for(facts, student.career)
    return NotOpenYet(facts.class_number, opens) if now < opens else None


def hold(facts: ClassFacts, student: Standing, now: datetime) -> Reason | None:
    """PeopleSoft: a hold does not close the menu, it makes the enrolment fail."""
    return OnHold(student.holds[0]) if student.holds else None


def time_conflict(facts: ClassFacts, student: Standing, now: datetime) -> Reason | None:
    """PeopleSoft 14640-17. Exam against exam is refused; a clash with teaching may be accepted by the student.

    The classes of one course never clash with each other.
    """
    others = [busy for busy in student.busy if busy.catalogue_number != facts.catalogue_number]
    clash = worst_clash(facts.class_number, facts.meetings, others)
    if clash is None or (student.accepts_clashes and not clash.exams):
        return None
    return TimeConflict(clash)


def full(facts: ClassFacts, student: Standing, now: datetime) -> Reason | None:
    """PeopleSoft 14640-7, uSis's "Max. deelnemers"; there is no waiting list, or room on it."""
    if facts.enrolled < facts.capacity or _list_is_full(facts):
        return None
    return Full(facts.class_number, facts.capacity, facts.waiting_capacity, facts.waiting)


def waiting_list_full(facts: ClassFacts, student: Standing, now: datetime) -> Reason | None:
    """PeopleSoft 14640-6: class and waiting list are full."""
    if facts.enrolled < facts.capacity or not _list_is_full(facts):
        return None
    return WaitingListFull(facts.class_number, facts.capacity, facts.waiting_capacity)


def _list_is_full(facts: ClassFacts) -> bool:
    return 0 < facts.waiting_capacity <= facts.waiting


RULES: tuple[tuple[type[Reason], Rule], ...] = (
    (AlreadyEnrolled, already_enrolled),
    (SameExam, same_exam),
    (ThroughOffice, through_office),
    (ThroughOsiris, through_osiris),
    (OtherCareer, career),
    (MinorNotAdmitted, minor_not_admitted),
    (Requirements, requirements),
    (PeriodOver, period_over),
    (NotOpenYet, not_open_yet),
    (OnHold, hold),
    (TimeConflict, time_conflict),
    (Full, full),
    (WaitingListFull, waiting_list_full),
)
"""In the order in which they are asked; the first that refuses is told."""

_SEATS = (Full, WaitingListFull)
_MAY_CHANGE = (SameExam, Requirements, NotOpenYet, OnHold, TimeConflict, *_SEATS)
_CART_RULES = [rule for rule in RULES if rule[0] not in _MAY_CHANGE]
_PROMOTION_RULES = [rule for rule in RULES if rule[0] not in (AlreadyEnrolled, *_SEATS)]

GRANTABLE = (
    ThroughOffice.rule,
    OtherCareer.rule,
    Requirements.rule,
    PeriodOver.rule,
    NotOpenYet.rule,
    OnHold.rule,
    TimeConflict.rule,
    TooLateToWithdraw.rule,
)
"""What staff may switch off for one student and one class. No grant makes a place where there is none."""


def why_not_enrol(facts: ClassFacts, student: Standing, now: datetime) -> Reason | None:
    """Why this student can't enrol at this moment; None: can."""
    return _first(RULES, facts, student, now)


def why_not_promote(facts: ClassFacts, student: Standing, now: datetime) -> Reason | None:
    """Why a student in line can't be given a free place at this moment; None: can. As enrolling, but for the seats."""
    return _first(_PROMOTION_RULES, facts, student, now)


def why_not_cart(facts: ClassFacts, student: Standing, in_cart: bool, now: datetime) -> Reason | None:
    """Why a class can't be put into the shopping cart at this moment; None: can.

    As enrolling, but for what may change: a cart may be filled before enrolment opens (features.md: a cart "per term,
    before the window opens"), with a class that is full, that clashes or that requires another. Enrol then decides.
    """
    return InCart(facts.class_number) if in_cart else _first(_CART_RULES, facts, student, now)


def why_not_withdraw(facts: ClassFacts, student: Standing, now: datetime) -> Reason | None:
    """Why a student can't withdraw at this moment; None: can. Until the same day as enrolment."""
    if student.state not in (State.ENROLLED, State.WAITING):
        return NotEnrolled(facts.class_number)
    if now > facts.enrol_until and TooLateToWithdraw.rule not in student.granted:
        return TooLateToWithdraw(facts.class_number, facts.enrol_until, facts.exam)
    return None


def why_not_alert(facts: ClassFacts, student: Standing, now: datetime) -> Reason | None:
    """Why a student can't be told when a place comes free; None: can, as all places are taken and nothing else."""
    reason = why_not_enrol(facts, student, now)
    if reason is None:
        return PlacesFree(facts.class_number)
    if not isinstance(reason, Full):
        return reason
    return HasWaitingList(facts.class_number) if facts.waiting_capacity else None


def _first(
    asked: Sequence[tuple[type[Reason], Rule]], facts: ClassFacts, student: Standing, now: datetime
) -> Reason | None:
    for kind, rule in asked:
        if kind.rule not in student.granted and (reason := rule(facts, student, now)) is not None:
            return reason
    return None
