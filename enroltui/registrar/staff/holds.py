"""Holds, which stop a student from enrolling, and grants, which switch off a rule for one class: placed by staff."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select, update

from enroltui.errors import UnknownClass
from enroltui.registrar import locking
from enroltui.registrar.audit import Event, record
from enroltui.registrar.enrolling import waiting_list
from enroltui.registrar.enrolling.class_record import Viewpoint
from enroltui.registrar.enrolling.class_rows import by_key
from enroltui.registrar.letters import messages
from enroltui.registrar.people.students import viewpoint_of
from enroltui.registrar.permissions import Act
from enroltui.registrar.rules.asking import GRANTABLE
from enroltui.registrar.tables import class_, hold, rule_grant
from enroltui.registrar.values.classes import ClassKey
from enroltui.registrar.values.people import Caller
from enroltui.registrar.values.student_center import Grant, Hold, MessageContent
from enroltui.terms import HoldCode, MessageKind

_HOLDS = select(hold).where(hold.c.student_id == bindparam("of_student")).order_by(hold.c.id)
_LIFT = (
    update(hold)
    .where(hold.c.student_id == bindparam("of_student"), hold.c.code == bindparam("of_code"), hold.c.lifted.is_(None))
    .values(lifted=bindparam("moment"), lifted_by=bindparam("by"))
)
_GRANTS = (
    select(rule_grant, class_.c.academic_year, class_.c.class_number)
    .join_from(rule_grant, class_)
    .where(rule_grant.c.student_id == bindparam("of_student"))
    .order_by(rule_grant.c.id)
)


def holds(connection: Connection, caller: Caller, student_number: str, *, lifted: bool = False) -> tuple[Hold, ...]:
    """List what stops the student from enrolling now, the oldest first; with `lifted` also what did before."""
    view = viewpoint_of(connection, caller, student_number)
    return _found(connection, view) if lifted else active(connection, view)


def active(connection: Connection, view: Viewpoint) -> tuple[Hold, ...]:
    """List what stops the view's student from enrolling now."""
    return tuple(hold_found for hold_found in _found(connection, view) if hold_found.lifted is None)


def place_hold(connection: Connection, caller: Caller, at: datetime, student_number: str, code: HoldCode) -> bool:
    """Stop a student from enrolling, who is told of it; False: there was such a hold already."""
    view = viewpoint_of(connection, caller, student_number, Act.PLACE_HOLDS)
    if any(hold_found.code is code for hold_found in active(connection, view)):
        return False
    row = {"student_id": view.student_id, "code": code.value, "placed": caller.now, "placed_by": caller.name}
    connection.execute(insert(hold), row)
    _tell(connection, caller, view, MessageKind.HOLD_PLACED, code, at)
    return True


def lift_hold(connection: Connection, caller: Caller, at: datetime, student_number: str, code: HoldCode) -> bool:
    """Let a student enrol again, who is told of it, and let in where a place waits; False: there was no such hold."""
    locking.classes_and_own_lines(connection, [], student_number)
    view = viewpoint_of(connection, caller, student_number, Act.PLACE_HOLDS)
    of = {"of_student": view.student_id, "of_code": code.value, "moment": caller.now, "by": caller.name}
    if not connection.execute(_LIFT, of).rowcount:
        return False
    _tell(connection, caller, view, MessageKind.HOLD_LIFTED, code, at)
    waiting_list.let_in(connection, caller, view, at)
    return True


def grant(
    connection: Connection,
    caller: Caller,
    at: datetime,
    student_number: str,
    key: ClassKey,
    rule: str,
    until: datetime,
    reason: str,
) -> Grant:
    """Switch off one of rules.GRANTABLE for a student and a class until a moment (aware), documented by `reason`.

    The student is told of it, and let in where a place waits. Raises UnknownClass; ValueError for another rule.
    """
    if rule not in GRANTABLE:
        raise ValueError(f"{rule} can't be granted")
    locking.classes_and_own_lines(connection, [], student_number)
    view = viewpoint_of(connection, caller, student_number, Act.GRANT)
    class_record = by_key(connection, view, [key]).get(key)
    if class_record is None:
        raise UnknownClass(str(key.class_number))
    row = {"student_id": view.student_id, "class_id": class_record.id, "rule": rule, "until": until}
    connection.execute(insert(rule_grant), {**row, "granted_by": caller.name, "reason": reason})
    messages.write(connection, caller, view, MessageKind.GRANTED, MessageContent(key, rule=rule, until=until))
    record(connection, caller, at, [Event("grant", reason, view.student_id, class_record.id, rule)])
    waiting_list.let_in(connection, caller, view, at)
    return Grant(key, rule, until, caller.name, reason)


def grants(connection: Connection, caller: Caller, student_number: str) -> tuple[Grant, ...]:
    """List the exceptions that were made for a student, also those whose time is over; oldest first."""
    view = viewpoint_of(connection, caller, student_number)
    return tuple(
        Grant(ClassKey(row.academic_year, row.class_number), row.rule, row.until, row.granted_by, row.reason)
        for row in connection.execute(_GRANTS, {"of_student": view.student_id})
    )


def _found(connection: Connection, view: Viewpoint) -> tuple[Hold, ...]:
    return tuple(
        Hold(HoldCode(row.code), row.placed, row.placed_by, row.lifted, row.lifted_by)
        for row in connection.execute(_HOLDS, {"of_student": view.student_id})
    )


def _tell(
    connection: Connection, caller: Caller, view: Viewpoint, kind: MessageKind, code: HoldCode, at: datetime
) -> None:
    messages.write(connection, caller, view, kind, MessageContent(hold=code))
    record(connection, caller, at, [Event(kind.value, code.value, view.student_id)])
