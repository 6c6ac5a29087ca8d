"""What a class is at a moment: open, full, closed; and when it opens and closes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from enroltui.moments import end_of_day, is_over
from enroltui.registrar.rules.clashes import Timed
from enroltui.registrar.rules.minor_reasons import MinorName
from enroltui.terms import Career, Description, Status, WayIn

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
    catalogue_number: str = ""
    description: Description = Description.EXAM
    meetings: tuple[Timed, ...] = ()
    minors: tuple[MinorName, ...] = ()
    """The minors to which alone the course belongs; empty where it belongs to another programme as well."""


def last_moment_before_exam(exam: date) -> datetime:
    """Return the last moment to enrol for an exam on this day: ten calendar days before, 23:59:59 in Leiden.

    An exam on 25 January can be enrolled for up to and including 15 January (seed page: "at least ten days before").
    """
    return end_of_day(exam - timedelta(days=DAYS_BEFORE_EXAM))


def opens_for(facts: ClassFacts, career: Career | None) -> datetime:
    """Tell when enrolment opens for a career: bachelor students and master students have their own minute."""
    return facts.enrol_from_master if (career or facts.career) is Career.MASTER else facts.enrol_from_bachelor


def nearly_full(enrolled: int, capacity: int) -> bool:
    """Few places left: at most three, or at most one in twenty."""
    return 0 < capacity - enrolled <= max(3, capacity // 20)


def status(facts: ClassFacts, now: datetime, career: Career | None) -> Status:
    """Tell what the class is at this moment for this career (None: for staff, who see it as its own career does)."""
    if facts.way_in is not WayIn.HERE:
        return Status.ELSEWHERE
    if is_over(facts.enrol_until, now):
        return Status.CLOSED
    if now < opens_for(facts, career):
        return Status.NOT_OPEN
    if facts.enrolled >= facts.capacity:
        return Status.WAITING_LIST if facts.waiting < facts.waiting_capacity else Status.FULL
    return Status.NEARLY_FULL if nearly_full(facts.enrolled, facts.capacity) else Status.OPEN
