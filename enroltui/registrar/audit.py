"""The audit trail: who did or tried what, for whom, from where, when, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, func, insert, literal_column, select

from enroltui.registrar.permissions import Act, permit
from enroltui.registrar.prepared import Prepared
from enroltui.registrar.tables import audit_event, class_, student
from enroltui.registrar.values.audit_trail import AuditFact
from enroltui.registrar.values.classes import ClassKey
from enroltui.registrar.values.people import Caller
from enroltui.terms import Role, Via

OF_PEOPLE = audit_event.c.via != literal_column(f"'{Via.BUILD.value}'")
"""All but what the shipped catalogue's build made up; as the index by time has it, with no parameter."""
FORGOTTEN_AT_ONCE = 5_000
"""Events that one transaction removes at most: others write in between."""
MOST_COUNTED = 20_000
"""How many events are looked at, so that counting takes no longer with the years."""
_newest = select(func.coalesce(func.max(audit_event.c.id), 0)).scalar_subquery()
_GIVEN_SINCE = Prepared(
    select(func.count().label("places"))
    .select_from(audit_event)
    .where(
        audit_event.c.id > _newest - MOST_COUNTED,
        audit_event.c.action == "enrol",
        audit_event.c.outcome == "enrolled",
        audit_event.c.at >= bindparam("since"),
    )
)
_RECORD = Prepared(insert(audit_event), *(column.name for column in audit_event.c if column.name != "id"))


@dataclass(frozen=True, slots=True)
class Event:
    """What is to be remembered of one change, or of one refused try (then with the rule)."""

    action: str
    outcome: str
    """What came of it; of a grant, its documented reason."""
    student_id: int | None = None
    class_id: int | None = None
    rule: str | None = None


def record(connection: Connection, caller: Caller, at: datetime, events: Sequence[Event]) -> None:
    """Write down what this caller did, in the transaction that does it. `at`: the real clock, aware."""
    for event in events:
        parameters = {
            "at": at,
            "visit_at": caller.now,
            "actor": caller.name,
            "role": caller.role.value,
            "via": caller.via.value,
            "student_id": event.student_id,
            "class_id": event.class_id,
            "action": event.action,
            "outcome": event.outcome,
            "rule": event.rule,
            "session_number": caller.session_number,
            "address": caller.address,
        }
        _RECORD.change(connection, parameters)


def history(
    connection: Connection, caller: Caller, student_number: str, key: ClassKey | None = None
) -> tuple[AuditFact, ...]:
    """Tell what was done and tried for a student's enrolments, in one class or (None) in all, oldest first.

    Students see their own, also what staff did for them.
    """
    permit(caller, Act.SEE, student_number)
    return _facts(connection, _of(student_number, key).where(audit_event.c.action.in_(_ENROLLING)))


def audit(
    connection: Connection,
    caller: Caller,
    student_number: str | None = None,
    key: ClassKey | None = None,
    since: datetime | None = None,
    before: datetime | None = None,
) -> tuple[AuditFact, ...]:
    """Tell staff what was done and tried: for one student, one class, both or all; oldest first.

    `since`, `before`: only from this moment on, and before that one; aware, by the real clock.
    """
    permit(caller, Act.SEE_AUDIT)
    query = _of(student_number, key)
    if since is not None:
        query = query.where(audit_event.c.at >= since)
    if before is not None:
        query = query.where(audit_event.c.at < before)
    return _facts(connection, query)


def forget_audit(connection: Connection, caller: Caller, at: datetime, before: datetime) -> int:
    """Remove events from before this moment (aware, by the real clock), at most FORGOTTEN_AT_ONCE; how many.

    What the build made up stays, by which the shipped classes filled. The removal is an event itself.
    """
    permit(caller, Act.KEEP_AUDIT)
    old = select(audit_event.c.id).where(audit_event.c.at < before, OF_PEOPLE)
    old = old.order_by(audit_event.c.id).limit(FORGOTTEN_AT_ONCE)
    removed = connection.execute(delete(audit_event).where(audit_event.c.id.in_(old))).rowcount
    if removed:
        record(connection, caller, at, [Event("forget_audit", f"{removed} < {before.isoformat()}")])
    return removed


def enrolments_since(connection: Connection, since: datetime) -> int:
    """Count the places that were given since a moment (aware, by the real clock): a figure of the service, of nobody.

    At most the last MOST_COUNTED events are looked at.
    """
    [given] = _GIVEN_SINCE.all(connection, since=since)
    return int(given.places)


_ENROLLING = ("enrol", "withdraw", "swap", "promote")
_EVENTS = (
    select(audit_event, student.c.student_number, class_.c.academic_year, class_.c.class_number)
    .select_from(audit_event.outerjoin(student).outerjoin(class_))
    .order_by(audit_event.c.id)
)


def _of(student_number: str | None, key: ClassKey | None) -> Select[*tuple[Any, ...]]:
    query = _EVENTS
    if student_number is not None:
        query = query.where(student.c.student_number == student_number)
    if key is not None:
        query = query.where(class_.c.academic_year == key.academic_year, class_.c.class_number == key.class_number)
    return query


def _facts(connection: Connection, query: Select[*tuple[Any, ...]]) -> tuple[AuditFact, ...]:
    return tuple(
        AuditFact(
            at=row.at,
            visit_at=row.visit_at,
            actor=row.actor,
            role=Role(row.role),
            via=Via(row.via),
            student_number=row.student_number,
            key=None if row.class_number is None else ClassKey(row.academic_year, row.class_number),
            action=row.action,
            outcome=row.outcome,
            rule=row.rule,
            session_number=row.session_number,
            address=row.address,
        )
        for row in connection.execute(query)
    )
