"""Who may enrol in a class, put it into the cart or withdraw from it, and what a class is at a moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from enroltui.registrar.rules.reasons import (
    AlreadyEnrolled,
    Full,
    InCart,
    NotEnrolled,
    NotOpenYet,
    OtherCareer,
    PeriodOver,
    Reason,
    ThroughOffice,
    ThroughOsiris,
    TooLateToWithdraw,
)
from enroltui.terms import AMSTERDAM, Career, State, Status, WayIn

DAYS_BEFORE_EXAM = 10
"""Seed page: "You can sign up for courses through uSis, at least ten days before the exam date."."""


@dataclass(frozen=True, slots=True)
class ClassFacts:
    """What the rules need to know of a class; `exam` is the day of its exam, None for a class without one."""

    class_number: int
    academic_year: str
    career: Career
    capacity: int
    waiting_capacity: int
    enrolled: int
    waiting: int
    enrol_from_bachelor: datetime
    enrol_from_master: datetime
    enrol_until: datetime
    way_in: WayIn
    exam: date | None


def last_moment_before_exam(exam: date) -> datetime:
    """The last moment to enrol for an exam on this day: ten calendar days before, 23:59:59 in Leiden.

    An exam on 25 January can be enrolled for up to and including 15 January (usis.md).
    """
    return datetime.combine(exam - timedelta(days=DAYS_BEFORE_EXAM), time(23, 59, 59), AMSTERDAM)


def opens_for(facts: ClassFacts, career: Career | None) -> datetime:
    """When enrolment opens for a career: bachelor students and master students have their own minute."""
    return facts.enrol_from_master if (career or facts.career) is Career.MASTER else facts.enrol_from_bachelor


def nearly_full(enrolled: int, capacity: int) -> bool:
    """Few places left: at most three, or at most one in twenty."""
    return 0 < capacity - enrolled <= max(3, capacity // 20)


def status(facts: ClassFacts, now: datetime, career: Career | None) -> Status:
    """What the class is at this moment for somebody of this career (None: staff, who see it as its own career does)."""
    if facts.way_in is not WayIn.HERE:
        return Status.ELSEWHERE
    if now > facts.enrol_until:
        return Status.CLOSED
    if now < opens_for(facts, career):
        return Status.NOT_OPEN
    if facts.enrolled >= facts.capacity:
        return Status.WAITING_LIST if facts.waiting < facts.waiting_capacity else Status.FULL
    return Status.NEARLY_FULL if nearly_full(facts.enrolled, facts.capacity) else Status.OPEN


def why_not_enrol(facts: ClassFacts, state: State | None, career: Career, now: datetime) -> Reason | None:
    """Why a student of this career, now in this state with the class, can't enrol at this moment; None: can."""
    number = facts.class_number
    if state in (State.ENROLLED, State.WAITING):
        return AlreadyEnrolled(number, waiting=state is State.WAITING)
    if facts.way_in is WayIn.OFFICE:
        return ThroughOffice(number)
    if facts.way_in is WayIn.OSIRIS:
        return ThroughOsiris(number)
    if facts.career is Career.MASTER and career is Career.BACHELOR:
        return OtherCareer(number, facts.career)
    if now > facts.enrol_until:
        return PeriodOver(number, facts.enrol_until, facts.exam)
    if now < (opens := opens_for(facts, career)):
        return NotOpenYet(number, opens)
    if facts.enrolled >= facts.capacity:
        return Full(number, facts.capacity, facts.waiting_capacity, facts.waiting)
    return None


def why_not_cart(facts: ClassFacts, state: State | None, in_cart: bool, career: Career, now: datetime) -> Reason | None:
    """Why a class can't be put into the shopping cart at this moment; None: can.

    As enrolling, but a cart may be filled before enrolment opens (features.md: a cart "per term, before the window
    opens") and with a class that is full, since a place may come free; Enrol then decides.
    """
    if in_cart:
        return InCart(facts.class_number)
    reason = why_not_enrol(facts, state, career, now)
    return None if isinstance(reason, Full | NotOpenYet) else reason


def why_not_withdraw(facts: ClassFacts, state: State | None, now: datetime) -> Reason | None:
    """Why a student in this state can't withdraw at this moment; None: can. Until the same day as enrolment."""
    if state not in (State.ENROLLED, State.WAITING):
        return NotEnrolled(facts.class_number)
    if now > facts.enrol_until:
        return TooLateToWithdraw(facts.class_number, facts.enrol_until, facts.exam)
    return None
