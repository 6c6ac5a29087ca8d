"""How a request is answered and remembered: rows as they stand afterwards, the audit trail, the letters, the key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from enroltui.registrar import requests
from enroltui.registrar.audit import Event, record
from enroltui.registrar.enrolling.class_record import ClassRecord, Viewpoint
from enroltui.registrar.enrolling.class_rows import by_key
from enroltui.registrar.letters import outbox
from enroltui.registrar.requests import Decision
from enroltui.registrar.rules.classes import status
from enroltui.registrar.values.classes import ClassKey, ClassRow
from enroltui.registrar.values.enrolling import Change, Outcome
from enroltui.registrar.values.people import Caller
from enroltui.terms import State

_STATES = {Change.ENROLLED: State.ENROLLED, Change.WAITING: State.WAITING, Change.WITHDRAWN: None}


def first_answer(
    connection: Connection, view: Viewpoint, request_key: str, asked: str, known: dict[ClassKey, ClassRecord]
) -> tuple[Outcome, ...] | None:
    """The first answer to this key given again: the same decisions, on the classes as they stand now; None: none yet.

    RequestReused when something else was asked then.
    """
    first = requests.first_answer(connection, request_key, asked)
    if first is None:
        return None
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


def keep(
    connection: Connection, request_key: str, asked: str, outcomes: Sequence[Outcome], at: datetime
) -> tuple[Outcome, ...]:
    """Keep the answer to this key, in the transaction that carries the request out. `at`: the real clock."""
    decisions = [Decision(one.key, one.change, one.reason, one.offer.key if one.offer else None) for one in outcomes]
    requests.keep_answer(connection, request_key, asked, decisions, at)
    return tuple(outcomes)


def tell(
    connection: Connection,
    caller: Caller,
    view: Viewpoint,
    action: str,
    outcomes: Sequence[Outcome],
    known: dict[ClassKey, ClassRecord],
    at: datetime,
) -> None:
    """Write down what was done or refused in the audit trail, and the student's letters about it."""
    events = [
        Event(
            action,
            one.change,
            view.student_id,
            known[one.key].id if one.key in known else None,
            one.reason.rule if one.reason else None,
        )
        for one in outcomes
    ]
    record(connection, caller, at, events)
    outbox.confirm(connection, caller, view, outcomes, at)


def row_after(view: Viewpoint, outcome: Outcome, known: dict[ClassKey, ClassRecord]) -> ClassRow | None:
    """The class as it stands after the change; exact, as nobody else writes meanwhile."""
    if outcome.change not in _STATES:
        return outcome.row
    one = known[outcome.key]
    before, after = one.row.state, _STATES[outcome.change]
    enrolled = one.facts.enrolled + (after is State.ENROLLED) - (before is State.ENROLLED)
    waiting = one.facts.waiting + (after is State.WAITING) - (before is State.WAITING)
    return replace(
        one.row,
        enrolled=enrolled,
        waiting=waiting,
        status=status(replace(one.facts, enrolled=enrolled, waiting=waiting), view.now, view.career),
        in_cart=one.row.in_cart and after is None,
        state=after,
        position=waiting if after is State.WAITING else None,
    )
