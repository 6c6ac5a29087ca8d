"""Seat alerts: who wants to be told when a place is free in a full class without a waiting list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, select

from enroltui.registrar import locking
from enroltui.registrar.audit import Event, record
from enroltui.registrar.enrolling import cart
from enroltui.registrar.enrolling.class_record import ClassRecord, Viewpoint
from enroltui.registrar.enrolling.class_rows import by_id, by_key
from enroltui.registrar.enrolling.standing import standing
from enroltui.registrar.letters import messages, outbox
from enroltui.registrar.letters.contents import SeatFree
from enroltui.registrar.people.students import viewpoint_from, viewpoint_of
from enroltui.registrar.permissions import Act
from enroltui.registrar.prepared import Prepared
from enroltui.registrar.rules.asking import why_not_alert
from enroltui.registrar.rules.reasons import Reason
from enroltui.registrar.tables import seat_alert, student
from enroltui.registrar.values.classes import ClassKey, ClassRow
from enroltui.registrar.values.people import Caller
from enroltui.registrar.values.student_center import MessageContent
from enroltui.terms import Career, MessageKind, Status

_ALERTS = Prepared(
    select(seat_alert.c.class_id).where(seat_alert.c.student_id == bindparam("of_student")).order_by(seat_alert.c.id)
)
_SET = Prepared(insert(seat_alert), "student_id", "class_id")
_OF_CLASS = Prepared(
    select(seat_alert.c.student_id, student.c.career)
    .join_from(seat_alert, student)
    .where(seat_alert.c.class_id == bindparam("of_class"))
    .order_by(seat_alert.c.id)
)
_REMOVE = Prepared(
    delete(seat_alert).where(
        seat_alert.c.class_id == bindparam("of_class"), seat_alert.c.student_id == bindparam("of_student")
    )
)
_REMOVE_ALL = Prepared(delete(seat_alert).where(seat_alert.c.class_id == bindparam("of_class")))


def seat_alerts(connection: Connection, caller: Caller, student_number: str) -> tuple[ClassRow, ...]:
    """List the full classes of which the student wants to be told when a place is free."""
    view = viewpoint_of(connection, caller, student_number)
    return tuple(class_record.row for class_record in by_id(connection, view, _classes_of(connection, view)))


def _classes_of(connection: Connection, view: Viewpoint) -> list[int]:
    return [alert.class_id for alert in _ALERTS.all(connection, of_student=view.student_id)]


def set_seat_alert(
    connection: Connection, caller: Caller, at: datetime, student_number: str, key: ClassKey
) -> Reason | None:
    """Tell the student, once, when a place is free in a full class without waiting list; why not, or None: set.

    It is set once, however often this is asked.
    """
    locking.classes(connection, [key])
    view = viewpoint_of(connection, caller, student_number, Act.CHANGE)
    class_record = by_key(connection, view, [key]).get(key)
    if class_record is None:
        return cart.unknown(connection, key)
    reason = why_not_alert(class_record.facts, standing(connection, view, class_record), view.now)
    if reason is None and class_record.id not in _classes_of(connection, view):
        _SET.change(connection, {"student_id": view.student_id, "class_id": class_record.id})
        record(connection, caller, at, [Event("seat_alert", "set", view.student_id, class_record.id)])
    return reason


def remove_seat_alert(connection: Connection, caller: Caller, at: datetime, student_number: str, key: ClassKey) -> None:
    """Take a seat alert away, if there is one: the student is no longer told."""
    view = viewpoint_of(connection, caller, student_number, Act.CHANGE)
    class_record = by_key(connection, view, [key]).get(key)
    if class_record and _REMOVE.change(connection, {"of_student": view.student_id, "of_class": class_record.id}):
        record(connection, caller, at, [Event("seat_alert", "removed", view.student_id, class_record.id)])


def tell(connection: Connection, caller: Caller, freed: Sequence[ClassRecord], at: datetime) -> None:
    """Tell everybody who wants to know that a place is free in these classes, which were full; once, then no more.

    Nobody is told of a class that is not open, nor of one in which the student is by now. `at`: the real clock.
    """
    for before in freed:
        alerts = [] if before.facts.waiting_capacity else _OF_CLASS.all(connection, of_class=before.id)
        for alert in alerts:
            view = viewpoint_from(connection, alert.student_id, Career(alert.career), caller.now)
            [class_record] = by_id(connection, view, [before.id])
            if class_record.row.state is None and class_record.row.status in (Status.OPEN, Status.NEARLY_FULL):
                messages.write(connection, caller, view, MessageKind.SEAT_FREE, MessageContent(class_record.row.key))
                outbox.tell(connection, caller, view, SeatFree, class_record.row, at)
        if alerts:
            _REMOVE_ALL.change(connection, {"of_class": before.id})
