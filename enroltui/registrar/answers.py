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
    connection: Connection, view: Viewpoint, request_key: str, asked: str, records: dict[ClassKey, ClassRecord]
) -> tuple[Outcome, ...] | None:
    """Give the first answer to this key again: its decisions, on the classes as they stand now; None: none yet.

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
            records[decision.key].row if decision.key in records else None,
            decision.reason,
            offers[decision.offer].row if decision.offer else None,
        )
        for decision in first
    )


def keep(
    connection: Connection, request_key: str, asked: str, outcomes: Sequence[Outcome], at: datetime
) -> tuple[Outcome, ...]:
    """Keep the answer to this key, in the transaction that carries the request out. `at`: the real clock."""
    decisions = [
        Decision(outcome.key, outcome.change, outcome.reason, outcome.offer.key if outcome.offer else None)
        for outcome in outcomes
    ]
    requests.keep_answer(connection, request_key, asked, decisions, at)
    return tuple(outcomes)


def tell(
    connection: Connection,
    caller: Caller,
    view: Viewpoint,
    action: str,
    outcomes: Sequence[Outcome],
    records: dict[ClassKey, ClassRecord],
    at: datetime,
) -> None:
    """Write down what was done or refused in the audit trail, and the student's letters about it."""
    events = [
        Event(
            action,
            outcome.change,
            view.student_id,
            records[outcome.key].id if outcome.key in records else None,
            outcome.reason.rule if outcome.reason else None,
        )
        for outcome in outcomes
    ]
    record(connection, caller, at, events)
    outbox.confirm(connection, caller, view, outcomes, at)


def row_after(view: Viewpoint, outcome: Outcome, records: dict[ClassKey, ClassRecord]) -> ClassRow | None:
    """Return the class as it stands after the change; this is exact, as nobody else writes meanwhile."""
    if outcome.change not in _STATES:
        return outcome.row
    class_record = records[outcome.key]
    before, after = class_record.row.state, _STATES[outcome.change]
    enrolled = class_record.facts.enrolled + (after is State.ENROLLED) - (before is State.ENROLLED)
    waiting = class_record.facts.waiting + (after is State.WAITING) - (before is State.WAITING)
    return replace(
        class_record.row,
        enrolled=enrolled,
        waiting=waiting,
        status=status(replace(class_record.facts, enrolled=enrolled, waiting=waiting), view.now, view.career),
        in_cart=class_record.row.in_cart and after is None,
        state=after,
        position=waiting if after is State.WAITING else None,
    )
