"""Every rule's verdict on one student and one class, with the facts that it went by: what staff are told by "why"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from enroltui.registrar.rules.clashes import worst_clash
from enroltui.registrar.rules.classes import ClassFacts, opens_for
from enroltui.registrar.rules.enrolling import RULES, Standing, why_not_withdraw
from enroltui.registrar.rules.minor_reasons import MinorNotAdmitted
from enroltui.registrar.rules.reasons import (
    AlreadyEnrolled,
    Full,
    NoExamDay,
    NotOpenYet,
    OnHold,
    OtherCareer,
    OtherYear,
    PeriodOver,
    Reason,
    Requirements,
    RetakeOnItsOwn,
    SameExam,
    ThroughOffice,
    ThroughOsiris,
    TimeConflict,
    TooLateToWithdraw,
    WaitingListFull,
)
from enroltui.terms import Description, State

Facts = dict[str, object]
"""What a rule went by: numbers, terms and aware moments, by name."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one rule says. `reason`: why it refuses, also where that is granted, or a note of what one should know."""

    rule: str
    ok: bool
    facts: Facts
    reason: Reason | None = None
    granted: bool = False
    """It would refuse, but staff have switched it off."""


def verdicts(facts: ClassFacts, student: Standing, now: datetime) -> tuple[Verdict, ...]:
    """What each rule says, in the order in which they are asked; of withdrawing for who is in; notes last."""
    said = [Verdict(OtherYear.rule, True, {"academic_year": facts.academic_year})]
    for kind, rule in RULES:
        reason = rule(facts, student, now)
        granted = reason is not None and kind.rule in student.granted
        went_by = _FACTS[kind](facts, student, now)
        said.append(Verdict(kind.rule, reason is None or granted, went_by, reason, granted))
    if student.state in (State.ENROLLED, State.WAITING):
        said.append(_withdrawing(facts, student, now))
    retake = RetakeOnItsOwn(facts.class_number) if facts.description is Description.RETAKE else None
    said.append(Verdict(RetakeOnItsOwn.rule, True, {"description": facts.description}, retake))
    no_day = None if facts.meetings else NoExamDay(facts.class_number)
    said.append(Verdict(NoExamDay.rule, True, {"exam": facts.exam}, no_day))
    return tuple(said)


def _withdrawing(facts: ClassFacts, student: Standing, now: datetime) -> Verdict:
    reason = why_not_withdraw(facts, replace(student, granted=frozenset()), now)
    went_by: Facts = {"enrol_until": facts.enrol_until, "now": now}
    granted = reason is not None and TooLateToWithdraw.rule in student.granted
    return Verdict(TooLateToWithdraw.rule, reason is None or granted, went_by, reason, granted)


def _way_in(facts: ClassFacts, student: Standing, now: datetime) -> Facts:
    return {"way_in": facts.way_in}


def _clash(facts: ClassFacts, student: Standing, now: datetime) -> Facts:
    others = [busy for busy in student.busy if busy.catalogue_number != facts.catalogue_number]
    clash = worst_clash(facts.class_number, facts.meetings, others)
    if clash is None:
        return {"with": None}
    return {"with": clash.other_number, "starts": clash.starts, "ends": clash.ends, "exams": clash.exams}


_FACTS: dict[type[Reason], Callable[[ClassFacts, Standing, datetime], Facts]] = {
    AlreadyEnrolled: lambda facts, student, now: {"state": student.state},
    SameExam: lambda facts, student, now: {"catalogue_number": facts.catalogue_number},
    ThroughOffice: _way_in,
    ThroughOsiris: _way_in,
    OtherCareer: lambda facts, student, now: {"class": facts.career, "student": student.career},
    MinorNotAdmitted: lambda facts, student, now: {
        "minors": [one.slug for one in facts.minors],
        "admitted": student.admitted,
    },
    Requirements: lambda facts, student, now: {"missing": [one.catalogue_number for one in student.missing]},
    PeriodOver: lambda facts, student, now: {"enrol_until": facts.enrol_until, "now": now},
    NotOpenYet: lambda facts, student, now: {"enrol_from": opens_for(facts, student.career), "now": now},
    OnHold: lambda facts, student, now: {"holds": list(student.holds)},
    TimeConflict: _clash,
    Full: lambda facts, student, now: {"enrolled": facts.enrolled, "capacity": facts.capacity},
    WaitingListFull: lambda facts, student, now: {"waiting": facts.waiting, "capacity": facts.waiting_capacity},
}
