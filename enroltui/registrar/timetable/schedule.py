"""What a student has: enrolments with their times, and the Student Center's first look."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Boolean, Connection, Select, Table, bindparam, literal, select, union_all

from enroltui.clock import academic_year
from enroltui.moments import in_leiden, minute_of
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
from enroltui.terms import Component, MeetingKind, State, Status, WayIn

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
_OF_MEETING = ("number", "changes", "starts", "ends", "place")


def _of_student(table: Table, *, cancelled: bool) -> Select[Any]:
    return (
        select(
            class_.c.academic_year,
            class_.c.class_number,
            *(table.c[name] for name in _OF_MEETING),
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
    """List every enrolment, and every meeting of their classes, in order of class and number; also cancelled ones."""
    view = viewpoint_of(connection, caller, student_number)
    found = [
        CalendarMeeting(
            ClassKey(row.academic_year, row.class_number),
            **{name: getattr(row, name) for name in _OF_MEETING},
            cancelled=row.cancelled,
        )
        for row in connection.execute(_CALENDAR, {"student_id": view.student_id})
    ]
    return _enrolments(connection, view), tuple(found)


def student_center(connection: Connection, caller: Caller, student_number: str) -> StudentCenter:
    """Give a first look at the student's affairs; credits are those of the academic year of the caller's moment."""
    view = viewpoint_of(connection, caller, student_number)
    active = tuple(
        enrolment_row for enrolment_row in _enrolments(connection, view) if enrolment_row.state is not State.WITHDRAWN
    )
    this_year = academic_year(caller.now.date())
    appointments = _appointments(active)
    courses = {
        enrolment_row.row.course
        for enrolment_row in active
        if enrolment_row.state is State.ENROLLED and enrolment_row.row.key.academic_year == this_year
    }
    return StudentCenter(
        enrolments=active,
        cart=cart.items(connection, view),
        credits=sum(course.credits or 0 for course in courses),
        without_exam=_without_exam(connection, view, [enrolment_row.row for enrolment_row in active]),
        closing_soon=_closing_soon(connection, view, this_year),
        week=_week(appointments, caller.now),
        next_exam=next((appointment for appointment in appointments if _is_to_come(appointment, caller.now)), None),
        holds=holds.active(connection, view),
        messages=messages.unread(connection, view),
    )


def _appointments(active: Sequence[EnrolmentRow]) -> list[Appointment]:
    found = [
        Appointment(meeting, enrolment_row.row)
        for enrolment_row in active
        if enrolment_row.state is State.ENROLLED
        for meeting in enrolment_row.row.meetings
    ]
    return sorted(found, key=lambda appointment: (appointment.meeting.starts, appointment.row.key))


def _week(appointments: Sequence[Appointment], now: datetime) -> tuple[Appointment, ...]:
    """Pick the appointments from Monday to Sunday of the week of this moment, in Leiden."""
    today = in_leiden(now).date()
    monday = today - timedelta(days=today.weekday())
    week = [monday + timedelta(days=day) for day in range(7)]
    return tuple(appointment for appointment in appointments if appointment.meeting.starts.date() in week)


def _is_to_come(appointment: Appointment, now: datetime) -> bool:
    return appointment.meeting.kind is MeetingKind.EXAM and appointment.meeting.starts > now


def _closing_soon(connection: Connection, view: Viewpoint, academic_year: str) -> tuple[ClassRow, ...]:
    """List the exams of the own programme's courses, not yet done, that the student can enrol in, but not for long."""
    until = {"now": minute_of(view.now), "soon": view.now + CLOSING_SOON}
    ids = connection.scalars(_CLOSING, {"of_student": view.student_id, "year": academic_year, **until}).all()
    rows = [class_record.row for class_record in by_id(connection, view, ids)]
    return tuple(row for row in rows if row.state is None and row.status is not Status.NOT_OPEN)


def _enrolments(connection: Connection, view: Viewpoint) -> tuple[EnrolmentRow, ...]:
    kept = connection.execute(_ENROLMENTS, {"student_id": view.student_id}).all()
    classes = by_id(connection, view, list(dict.fromkeys(kept_row.class_id for kept_row in kept)))
    rows = {class_record.id: class_record.row for class_record in classes}
    found = [
        EnrolmentRow(
            row=rows[kept_row.class_id],
            state=State(kept_row.state),
            enrolled=kept_row.enrolled,
            waiting_since=kept_row.waiting_since,
            withdrawn=kept_row.withdrawn,
            position=rows[kept_row.class_id].position if kept_row.state == State.WAITING else None,
        )
        for kept_row in kept
    ]
    return tuple(sorted(found, key=lambda enrolment_row: (_first_meeting(enrolment_row.row), enrolment_row.row.key)))


def _first_meeting(row: ClassRow) -> datetime:
    return row.meetings[0].starts if row.meetings else _LAST


def _without_exam(connection: Connection, view: Viewpoint, rows: list[ClassRow]) -> tuple[Course, ...]:
    """List the courses whose teaching the student attends, that have an exam, but without an enrolment in one."""
    examined = {(row.course, row.key.academic_year) for row in rows if _is_exam(row)}
    taught = {(row.course, row.key.academic_year) for row in rows if not _is_exam(row)} - examined
    if not taught:
        return ()
    numbers = [course.catalogue_number for course, _ in taught]
    courses = connection.execute(_COURSE_IDS.where(course.c.catalogue_number.in_(numbers)))
    ids = {row.catalogue_number: row.id for row in courses}
    found = [
        taught_course
        for taught_course, year in taught
        if any(
            _is_exam(class_record.row)
            for class_record in by_course(connection, view, year, [ids[taught_course.catalogue_number]])
        )
    ]
    return tuple(sorted(found, key=lambda taught_course: taught_course.catalogue_number))


def _is_exam(row: ClassRow) -> bool:
    return row.component in (Component.EXAM, Component.PARTIAL_EXAM)
