"""Asking the rules: who may enrol, be promoted, fill the cart, withdraw; and what every rule says, for "why"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from enroltui.registrar.rules.classes import ClassFacts
from enroltui.registrar.rules.enrolling import RULES, Full
from enroltui.registrar.rules.reasons import HasWaitingList, InCart, NotEnrolled, OtherYear, PlacesFree, Reason
from enroltui.registrar.rules.rule import Asked, Rule, Standing, is_in

ENROLLING, _CART, _PROMOTION, _WITHDRAWING = (
    tuple(rule for rule in RULES if where in rule.asked)
    for where in (Asked.ENROLLING, Asked.CART, Asked.PROMOTION, Asked.WITHDRAWING)
)

GRANTABLE = tuple(rule.name for rule in RULES if rule.grantable)
"""Code names of what staff may switch off for one student and one class."""


def why_not_enrol(facts: ClassFacts, student: Standing, now: datetime) -> Reason | None:
    """Tell why this student can't enrol at this moment; None: can."""
    return _first(ENROLLING, facts, student, now)


def why_not_promote(facts: ClassFacts, student: Standing, now: datetime) -> Reason | None:
    """Tell why a student in line can't be given a free place at this moment; None: can. Seats are not asked about."""
    return _first(_PROMOTION, facts, student, now)


def why_not_cart(facts: ClassFacts, student: Standing, in_cart: bool, now: datetime) -> Reason | None:
    """Tell why a class can't be put into the shopping cart at this moment; None: can.

    As enrolling, but for what may change: a cart may be filled before enrolment opens (as PeopleSoft's, "per term,
    before the window opens"), with a class that is full, that clashes or that requires another. Enrol then decides.
    """
    return InCart(facts.class_number) if in_cart else _first(_CART, facts, student, now)


def why_not_withdraw(facts: ClassFacts, student: Standing, now: datetime) -> Reason | None:
    """Tell why a student can't withdraw at this moment; None: can. Until the same day as enrolment."""
    return _first(_WITHDRAWING, facts, student, now) if is_in(student.state) else NotEnrolled(facts.class_number)


def why_not_alert(facts: ClassFacts, student: Standing, now: datetime) -> Reason | None:
    """Tell why a student can't be told when a place comes free; None: can, as all places are taken and nothing else."""
    reason = why_not_enrol(facts, student, now)
    if reason is None:
        return PlacesFree(facts.class_number)
    if not isinstance(reason, Full):
        return reason
    return HasWaitingList(facts.class_number) if facts.waiting_capacity else None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one rule says. `reason`: why it refuses, also where that is granted, or a note of what one should know."""

    rule: str
    ok: bool
    facts: Mapping[str, object]
    """What the rule went by: numbers, terms and aware moments, by name."""
    reason: Reason | None = None
    granted: bool = False
    """It would refuse, but staff have switched it off."""


def verdicts(facts: ClassFacts, student: Standing, now: datetime) -> tuple[Verdict, ...]:
    """Tell what each rule says, in the order in which they are asked; of withdrawing for who is in; notes last."""
    asked = [rule for rule in RULES if rule.asked is not Asked.WITHDRAWING or is_in(student.state)]
    of_its_year = Verdict(OtherYear.rule, True, {"academic_year": facts.academic_year})
    return (of_its_year, *(_verdict(rule, facts, student, now) for rule in asked))


def _verdict(rule: Rule, facts: ClassFacts, student: Standing, now: datetime) -> Verdict:
    reason, went_by = rule.answer(facts, student, now)
    granted = reason is not None and rule.name in student.granted
    ok = reason is None or granted or rule.asked is Asked.NOTE
    return Verdict(rule.name, ok, went_by, reason, granted)


def _first(asked: Iterable[Rule], facts: ClassFacts, student: Standing, now: datetime) -> Reason | None:
    for rule in asked:
        if rule.name not in student.granted and (reason := rule.answer(facts, student, now)[0]) is not None:
            return reason
    return None
