"""The transactions that give and take places, and what a student has."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, update

from enroltui.registrar import cart, outbox, requests, rules
from enroltui.registrar.audit import Event, record
from enroltui.registrar.class_rows import Known, View, by_key
from enroltui.registrar.facts import Caller, Change, ClassKey, ClassRow, Outcome
from enroltui.registrar.permissions import Act
from enroltui.registrar.prepared import Prepared
from enroltui.registrar.requests import Decision
from enroltui.registrar.rules import Reason
from enroltui.registrar.students import view_of
from enroltui.registrar.tables import ACTIVE, enrolment
from enroltui.terms import State

_ENROL = Prepared(insert(enrolment), "student_id", "class_id", "state", "enrolled")
_WITHDRAW = Prepared(
    update(enrolment)
    .where(
        enrolment.c.student_id == bindparam("of_student"),
        enrolment.c.class_id == bindparam("of_class"),
        ACTIVE,
    )
    .values(state=State.WITHDRAWN.value, withdrawn=bindparam("moment"))
)


def enrol(
    connection: Connection,
    caller: Caller,
    student_number: str,
    keys: Sequence[ClassKey],
    request_key: str,
    at: datetime,
    *,
    from_cart: bool,
) -> tuple[Outcome, ...]:
    """Give a place in each class that the rules allow, within a write transaction; the others are refused.

    The places taken are counted under the transaction's lock, so that no seat is given twice. What is enrolled leaves
    the cart, what is refused stays there. `at`: the real clock.
    """
    view = view_of(connection, caller, student_number, Act.CHANGE)
    known = by_key(connection, view, keys)
    asked = requests.asked("enrol", student_number, keys, from_cart)
    if (first := requests.first_answer(connection, request_key, asked)) is not None:
        return _again(connection, view, known, first)

    def why_not(one: Known) -> Reason | None:
        assert view.career is not None
        reason = rules.why_not_enrol(one.facts, one.row.state, view.career, view.now)
        if from_cart and not one.row.in_cart and not isinstance(reason, rules.AlreadyEnrolled):
            return rules.NotInCart(one.row.key.class_number)
        return reason

    outcomes = _decide(connection, keys, known, Change.ENROLLED, why_not)
    won = [known[outcome.key] for outcome in outcomes if outcome.change is Change.ENROLLED]
    for one in won:
        place = {"student_id": view.student_id, "class_id": one.id}
        _ENROL.change(connection, {**place, "state": State.ENROLLED.value, "enrolled": view.now})
    cart.take_out(connection, view, [one.id for one in won if one.row.in_cart])
    offers = [cart.offer(connection, view, outcome, known) for outcome in outcomes]
    outcomes = [
        replace(outcome, row=_after(view, outcome, known), offer=offer)
        for outcome, offer in zip(outcomes, offers, strict=True)
    ]
    _remember(connection, caller, view, known, "enrol", outcomes, at)
    outbox.confirm(connection, caller, view, outcomes, at)
    requests.keep_answer(connection, request_key, asked, _decisions(outcomes), at)
    return tuple(outcomes)


def withdraw(
    connection: Connection,
    caller: Caller,
    student_number: str,
    keys: Sequence[ClassKey],
    request_key: str,
    at: datetime,
) -> tuple[Outcome, ...]:
    """Give up the place, or the place in line, in each class that the rules allow, within a write transaction."""
    view = view_of(connection, caller, student_number, Act.CHANGE)
    known = by_key(connection, view, keys)
    asked = requests.asked("withdraw", student_number, keys)
    if (first := requests.first_answer(connection, request_key, asked)) is not None:
        return _again(connection, view, known, first)

    def why_not(one: Known) -> Reason | None:
        return rules.why_not_withdraw(one.facts, one.row.state, view.now)

    outcomes = _decide(connection, keys, known, Change.WITHDRAWN, why_not)
    given_up = [known[outcome.key].id for outcome in outcomes if outcome.change is Change.WITHDRAWN]
    for id_ in given_up:
        _WITHDRAW.change(connection, {"of_student": view.student_id, "of_class": id_, "moment": view.now})
    outcomes = [replace(outcome, row=_after(view, outcome, known)) for outcome in outcomes]
    _remember(connection, caller, view, known, "withdraw", outcomes, at)
    outbox.confirm(connection, caller, view, outcomes, at)
    requests.keep_answer(connection, request_key, asked, _decisions(outcomes), at)
    return tuple(outcomes)


def _decide(
    connection: Connection,
    keys: Sequence[ClassKey],
    known: dict[ClassKey, Known],
    change: Change,
    why_not: Callable[[Known], Reason | None],
) -> list[Outcome]:
    outcomes = []
    for key in dict.fromkeys(keys):
        one = known.get(key)
        reason = cart.unknown(connection, key) if one is None else why_not(one)
        row = None if one is None else one.row
        outcomes.append(Outcome(key, change if reason is None else Change.REFUSED, row, reason))
    return outcomes


def _after(view: View, outcome: Outcome, known: dict[ClassKey, Known]) -> ClassRow | None:
    """The class as it stands after the change; exact, as nobody else writes meanwhile."""
    if outcome.change is Change.REFUSED:
        return outcome.row
    one = known[outcome.key]
    entered = outcome.change is Change.ENROLLED
    enrolled = one.facts.enrolled + (1 if entered else -1 if one.row.state is State.ENROLLED else 0)
    waiting = one.facts.waiting - (1 if one.row.state is State.WAITING else 0)
    facts = replace(one.facts, enrolled=enrolled, waiting=waiting)
    return replace(
        one.row,
        enrolled=enrolled,
        waiting=waiting,
        status=rules.status(facts, view.now, view.career),
        in_cart=one.row.in_cart and not entered,
        state=State.ENROLLED if entered else None,
        position=None,
    )


def _again(
    connection: Connection, view: View, known: dict[ClassKey, Known], first: Sequence[Decision]
) -> tuple[Outcome, ...]:
    """The first answer given again: the same decisions, on the classes as they stand now."""
    offers = by_key(connection, view, [decision.offer for decision in first if decision.offer])
    return tuple(
        Outcome(
            decision.key,
            decision.change,
            known[decision.key].row if decision.key in known else None,
            decision.reason,
            offers[decision.offer].row if decision.offer else None,
        )
        for decision in first
    )


def _decisions(outcomes: Sequence[Outcome]) -> list[Decision]:
    return [Decision(one.key, one.change, one.reason, one.offer.key if one.offer else None) for one in outcomes]


def _remember(
    connection: Connection,
    caller: Caller,
    view: View,
    known: dict[ClassKey, Known],
    action: str,
    outcomes: Sequence[Outcome],
    at: datetime,
) -> None:
    record(
        connection,
        caller,
        at,
        [
            Event(
                action,
                outcome.change,
                view.student_id,
                known[outcome.key].id if outcome.key in known else None,
                outcome.reason.rule if outcome.reason else None,
            )
            for outcome in outcomes
        ],
    )
