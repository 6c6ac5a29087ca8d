"""What a student has: enrolments with their times, and the Student Center's first look."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Boolean, Connection, Select, Table, bindparam, literal, select, union_all

from enroltui.clock import academic_year
from enroltui.registrar.enrolling import cart
from enroltui.registrar.enrolling.class_record import Viewpoint
from enroltui.registrar.enrolling.class_rows import by_course, by_id
from enroltui.registrar.letters import messages
from enroltui.registrar.people.students import viewpoint_of
from enroltui.registrar.staff import holds
from enroltui.registrar.tables import (
    cancelled_meeting,
    class_,
    completed,
    course,
    enrolment,
    meeting,
    programme_course,
    student,
)
from enroltui.registrar.values.classes import ClassKey, ClassRow, Course
from enroltui.registrar.values.enrolling import EnrolmentRow
from enroltui.registrar.values.people import Caller
from enroltui.registrar.values.student_center import Appointment, CalendarMeeting, StudentCenter
from enroltui.terms import AMSTERDAM, Component, MeetingKind, State, Status, WayIn

_ENROLMENTS = select(enrolment).where(enrolment.c.student_id == bindparam("student_id")).order_by(enrolment.c.id)
_COURSE_IDS = select(course.c.id, course.c.catalogue_number)
CLOSING_SOON = timedelta(days=14)
_CLOSING = (
    select(class_.c.id)
    .join(programme_course, programme_course.c.course_id == class_.c.course_id)
    .join(student, student.c.programme_id == programme_course.c.programme_id)
    .where(
        student.c.id == bindparam("of_student"),
        class_.c.academic_year == bindparam("year"),
        class_.c.component.in_([Component.EXAM.value, Component.PARTIAL_EXAM.value]),
        class_.c.way_in == WayIn.HERE.value,
        class_.c.enrol_until.between(bindparam("now"), bindparam("soon")),
        class_.c.course_id.not_in(select(completed.c.course_id).where(completed.c.student_id == student.c.id)),
    )
    .order_by(class_.c.enrol_until, class_.c.class_number)
)
_TIMES = ("number", "changes", "starts", "ends", "place")


def _of_student(table: Table, *, cancelled: bool) -> Select[Any]:
    return (
        select(
            class_.c.academic_year,
            class_.c.class_number,
            *(table.c[name] for name in _TIMES),
            literal(cancelled, Boolean).label("cancelled"),
        )
        .join_from(table, class_)
        .where(class_.c.id.in_(select(enrolment.c.class_id).where(enrolment.c.student_id == bindparam("student_id"))))
    )


_CALENDAR = union_all(_of_student(meeting, cancelled=False), _of_student(cancelled_meeting, cancelled=True)).order_by(
    "academic_year", "class_number", "number"
)
_LAST = datetime.max.replace(tzinfo=UTC)


def enrolments(connection: Connection, caller: Caller, student_number: str) -> tuple[EnrolmentRow, ...]:
    """List every enrolment, also what was withdrawn from (a class may then come more than once), in order of time."""
    return _enrolments(connection, viewpoint_of(connection, caller, student_number))


def calendar(
    connection: Connection, caller: Caller, student_number: str
) -> tuple[tuple[EnrolmentRow, ...], tuple[CalendarMeeting, ...]]:
    """Every enrolment, and every meeting of their classes, in order of class and number; also what is cancelled."""
    view = viewpoint_of(connection, caller, student_number)
    found = [
        CalendarMeeting(ClassKey(year, class_number), *facts)
        for year, class_number, *facts in connection.execute(_CALENDAR, {"student_id": view.student_id})
    ]
    return _enrolments(connection, view), tuple(found)


def student_center(connection: Connection, caller: Caller, student_number: str) -> StudentCenter:
    """Give a first look at the student's affairs; credits are those of the academic year of the caller's moment."""
    view = viewpoint_of(connection, caller, student_number)
    active = tuple(one for one in _enrolments(connection, view) if one.state is not State.WITHDRAWN)
    this_year = academic_year(caller.now.date())
    appointments = _appointments(active)
    courses = {
        one.row.course for one in active if one.state is State.ENROLLED and one.row.key.academic_year == this_year
    }
    return StudentCenter(
        enrolments=active,
        cart=cart.items(connection, view),
        credits=sum(course.credits or 0 for course in courses),
        without_exam=_without_exam(connection, view, [one.row for one in active]),
        closing_soon=_closing_soon(connection, view, this_year),
        week=_week(appointments, caller.now),
        next_exam=next((one for one in appointments if _is_to_come(one, caller.now)), None),
        holds=holds.active(connection, view),
        messages=messages.unread(connection, view),
    )


def _appointments(active: Sequence[EnrolmentRow]) -> list[Appointment]:
    found = [
        Appointment(meeting, one.row) for one in active if one.state is State.ENROLLED for meeting in one.row.meetings
    ]
    return sorted(found, key=lambda one: (one.meeting.starts, one.row.key))


def _week(appointments: Sequence[Appointment], now: datetime) -> tuple[Appointment, ...]:
    """Those from Monday to Sunday of the week of this moment, in Leiden."""
    monday = now.astimezone(AMSTERDAM).date() - timedelta(days=now.astimezone(AMSTERDAM).weekday())
    week = [monday + timedelta(days=day) for day in range(7)]
    return tuple(one for one in appointments if one.meeting.starts.date() in week)


def _is_to_come(one: Appointment, now: datetime) -> bool:
    return one.meeting.kind is MeetingKind.EXAM and one.meeting.starts > now


def _closing_soon(connection: Connection, view: Viewpoint, academic_year: str) -> tuple[ClassRow, ...]:
    """The exams of the own programme's courses, not yet done, that the student can still enrol in, but not for long."""
    until = {"now": view.now, "soon": view.now + CLOSING_SOON}
    ids = connection.scalars(_CLOSING, {"of_student": view.student_id, "year": academic_year, **until}).all()
    rows = [one.row for one in by_id(connection, view, ids)]
    return tuple(row for row in rows if row.state is None and row.status is not Status.NOT_OPEN)


def _enrolments(connection: Connection, view: Viewpoint) -> tuple[EnrolmentRow, ...]:
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


def _without_exam(connection: Connection, view: Viewpoint, rows: list[ClassRow]) -> tuple[Course, ...]:
    """The courses whose teaching the student attends, that have an exam, in none of which the student is enrolled."""
    examined = {(row.course, row.key.academic_year) for row in rows if _is_exam(row)}
    taught = {(row.course, row.key.academic_year) for row in rows if not _is_exam(row)} - examined
    if not taught:
        return ()
    numbers = [course.catalogue_number for course, _ in taught]
    courses = connection.execute(_COURSE_IDS.where(course.c.catalogue_number.in_(numbers)))
    ids = {row.catalogue_number: row.id for row in courses}
    found = [
        one
        for one, year in taught
        if any(_is_exam(known.row) for known in by_course(connection, view, year, [ids[one.catalogue_number]]))
    ]
    return tuple(sorted(found, key=lambda one: one.catalogue_number))


def _is_exam(row: ClassRow) -> bool:
    return row.component in (Component.EXAM, Component.PARTIAL_EXAM)
