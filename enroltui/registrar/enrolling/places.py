"""A place in a class, or in its line: given and taken, and nothing else; whether it may be is asked before."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, insert, update

from enroltui.registrar.enrolling.class_record import Viewpoint
from enroltui.registrar.prepared import Prepared
from enroltui.registrar.tables import ACTIVE, enrolment
from enroltui.terms import State

_ENROL = Prepared(insert(enrolment), "student_id", "class_id", "state", "enrolled")
_WAIT = Prepared(insert(enrolment), "student_id", "class_id", "state", "waiting_since")
_PROMOTE = Prepared(
    update(enrolment)
    .where(enrolment.c.id == bindparam("of_enrolment"))
    .values(state=State.ENROLLED.value, enrolled=bindparam("moment"))
)
_TAKE = Prepared(
    update(enrolment)
    .where(
        enrolment.c.student_id == bindparam("of_student"),
        enrolment.c.class_id == bindparam("of_class"),
        ACTIVE,
    )
    .values(state=State.WITHDRAWN.value, withdrawn=bindparam("moment"))
)


def give(connection: Connection, view: Viewpoint, class_id: int) -> None:
    """Enrol the view's student in a class, at the view's moment."""
    of = {"student_id": view.student_id, "class_id": class_id}
    _ENROL.change(connection, {**of, "state": State.ENROLLED.value, "enrolled": view.now})


def give_in_line(connection: Connection, view: Viewpoint, class_id: int) -> None:
    """Put the view's student at the end of a class's waiting list."""
    of = {"student_id": view.student_id, "class_id": class_id}
    _WAIT.change(connection, {**of, "state": State.WAITING.value, "waiting_since": view.now})


def promote(connection: Connection, view: Viewpoint, enrolment_id: int) -> None:
    """Give the student who holds a place in line a place in the class instead."""
    _PROMOTE.change(connection, {"of_enrolment": enrolment_id, "moment": view.now})


def take(connection: Connection, view: Viewpoint, class_id: int) -> None:
    """Withdraw the view's student from a class, or from its waiting list."""
    _TAKE.change(connection, {"of_student": view.student_id, "of_class": class_id, "moment": view.now})
