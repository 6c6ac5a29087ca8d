"""The rules of enrolling: pure functions, facts in, a reason out (None: allowed). No database, no clock, no words.

Each reason is a small value with the facts that its sentence needs; `rule` is its code name in JSON, audit and docs.
Sources: `usis.md` names the seed page ("at least ten days before the exam date") and uSis's reasons for refusing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import ClassVar

from enroltui.terms import AMSTERDAM, Career, State, Status, WayIn

DAYS_BEFORE_EXAM = 10
"""Seed page: "You can sign up for courses through uSis, at least ten days before the exam date."."""


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
class WrongPassword(Reason):
    """The present password that was typed is not the right one."""

    rule: ClassVar[str] = "wrong_password"


@dataclass(frozen=True, slots=True)
class PasswordTooShort(Reason):
    """A new password has fewer characters than `least`."""

    rule: ClassVar[str] = "password_too_short"
    least: int


@dataclass(frozen=True, slots=True)
class PasswordTooLong(Reason):
    """A new password has more characters than `most`."""

    rule: ClassVar[str] = "password_too_long"
    most: int


@dataclass(frozen=True, slots=True)
class PasswordUnchanged(Reason):
    """The new password is the old one."""

    rule: ClassVar[str] = "password_unchanged"


@dataclass(frozen=True, slots=True)
class PasswordIsName(Reason):
    """The new password is the student number or login itself, which everybody knows."""

    rule: ClassVar[str] = "password_is_name"


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


PASSWORD_LEAST = 8
"""OWASP ASVS 5.0, 6.2.1; no rules of composition (6.2.5)."""
PASSWORD_MOST = 128


def why_not_password(new: str, old: str, name: str) -> Reason | None:
    """Why `new` can't follow `old` as the password of the account `name`; None: can. All three normalised (NFKC)."""
    if len(new) < PASSWORD_LEAST:
        return PasswordTooShort(PASSWORD_LEAST)
    if len(new) > PASSWORD_MOST:
        return PasswordTooLong(PASSWORD_MOST)
    if new == old:
        return PasswordUnchanged()
    if new.casefold() == name.casefold():
        return PasswordIsName()
    return None
