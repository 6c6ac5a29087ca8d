"""What a student has: enrolments with their times, and the Student Center's first look."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Connection, bindparam, select

from enroltui.clock import academic_year
from enroltui.registrar import cart
from enroltui.registrar.class_rows import View, by_course, by_id
from enroltui.registrar.facts import Caller, ClassRow, Course, EnrolmentRow, StudentCenter
from enroltui.registrar.students import view_of
from enroltui.registrar.tables import course, enrolment
from enroltui.terms import Component, State

_ENROLMENTS = select(enrolment).where(enrolment.c.student_id == bindparam("student_id")).order_by(enrolment.c.id)
_COURSE_IDS = select(course.c.id, course.c.catalogue_number)
_LAST = datetime.max.replace(tzinfo=UTC)


def enrolments(connection: Connection, caller: Caller, student_number: str) -> tuple[EnrolmentRow, ...]:
    """Every enrolment, also what was withdrawn from (a class may then come more than once), in order of time."""
    return _enrolments(connection, view_of(connection, caller, student_number))


def student_center(connection: Connection, caller: Caller, student_number: str) -> StudentCenter:
    """A first look at the student's own affairs; credits are those of the academic year of the caller's moment."""
    view = view_of(connection, caller, student_number)
    active = tuple(one for one in _enrolments(connection, view) if one.state is not State.WITHDRAWN)
    this_year = academic_year(caller.now.date())
    courses = {
        one.row.course for one in active if one.state is State.ENROLLED and one.row.key.academic_year == this_year
    }
    return StudentCenter(
        enrolments=active,
        cart=cart.items(connection, view),
        credits=sum(course.credits or 0 for course in courses),
        without_exam=_without_exam(connection, view, [one.row for one in active]),
    )


def _enrolments(connection: Connection, view: View) -> tuple[EnrolmentRow, ...]:
    kept = connection.execute(_ENROLMENTS, {"student_id": view.student_id}).all()
    rows = {one.id: one.row for one in by_id(connection, view, list(dict.fromkeys(one.class_id for one in kept)))}
    found = [
        EnrolmentRow(
            row=rows[one.class_id],
            state=State(one.state),
            enrolled=one.enrolled,
            waiting_since=one.waiting_since,
            withdrawn=one.withdrawn,
            position=rows[one.class_id].position if one.state == State.WAITING else None,
        )
        for one in kept
    ]
    return tuple(sorted(found, key=lambda one: (_first_meeting(one.row), one.row.key)))


def _first_meeting(row: ClassRow) -> datetime:
    return row.meetings[0].starts if row.meetings else _LAST


def _without_exam(connection: Connection, view: View, rows: list[ClassRow]) -> tuple[Course, ...]:
    """The courses whose teaching the student attends, that have an exam, in none of which the student is enrolled."""
    examined = {(row.course, row.key.academic_year) for row in rows if _is_exam(row)}
    taught = {(row.course, row.key.academic_year) for row in rows if not _is_exam(row)} - examined
    if not taught:
        return ()
    numbers = [course.catalogue_number for course, _ in taught]
    ids = {number: id_ for id_, number in connection.execute(_COURSE_IDS.where(course.c.catalogue_number.in_(numbers)))}
    found = [
        one
        for one, year in taught
        if any(_is_exam(known.row) for known in by_course(connection, view, year, [ids[one.catalogue_number]]))
    ]
    return tuple(sorted(found, key=lambda one: one.catalogue_number))


def _is_exam(row: ClassRow) -> bool:
    return row.component in (Component.EXAM, Component.PARTIAL_EXAM)
