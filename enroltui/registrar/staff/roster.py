"""Who is in a class, who waits for it, and how it filled: for staff."""

from __future__ import annotations

from collections import Counter
from datetime import date

from sqlalchemy import Connection, bindparam, select

from enroltui.errors import NotAllowed, UnknownClass
from enroltui.registrar.enrolling.class_record import Viewpoint
from enroltui.registrar.enrolling.class_rows import by_key
from enroltui.registrar.permissions import Act, permit
from enroltui.registrar.tables import class_, coordinator_course, enrolment, programme, staff, student
from enroltui.registrar.values.classes import ClassKey, ClassRow, Programme
from enroltui.registrar.values.people import Caller
from enroltui.registrar.values.staff import Roster, RosterLine
from enroltui.terms import Career, ProgrammeKind, Role, State

_STUDENTS = (
    select(
        enrolment.c.state,
        enrolment.c.enrolled,
        enrolment.c.waiting_since,
        enrolment.c.withdrawn,
        student.c.student_number,
        student.c.name,
        programme.c.slug,
        programme.c.name_en,
        programme.c.name_nl,
        programme.c.kind,
        programme.c.career,
        programme.c.position,
    )
    .select_from(enrolment.join(student).join(programme))
    .where(enrolment.c.class_id == bindparam("of_class"))
    .order_by(enrolment.c.id)
)
_COORDINATES = (
    select(coordinator_course.c.id)
    .join_from(coordinator_course, staff)
    .where(staff.c.login == bindparam("name"), coordinator_course.c.course_id == bindparam("of_course"))
)
_OWN = (
    select(class_.c.academic_year, class_.c.class_number)
    .join_from(coordinator_course, staff)
    .join(class_, class_.c.course_id == coordinator_course.c.course_id)
    .where(staff.c.login == bindparam("name"), class_.c.academic_year == bindparam("year"))
)


def own_classes(connection: Connection, caller: Caller, academic_year: str) -> tuple[ClassRow, ...]:
    """List the classes of a year of the courses that the caller coordinates, by number."""
    permit(caller, Act.SEE_ROSTER)
    rows = connection.execute(_OWN, {"name": caller.name, "year": academic_year})
    keys = [ClassKey(row.academic_year, row.class_number) for row in rows]
    return tuple(
        class_record.row
        for _, class_record in sorted(by_key(connection, Viewpoint(None, None, caller.now), keys).items())
    )


def roster(connection: Connection, caller: Caller, key: ClassKey) -> Roster:
    """Tell who is in a class, who waits, and how it filled.

    Raises UnknownClass; NotAllowed, also for a coordinator of other courses.
    """
    permit(caller, Act.SEE_ROSTER)
    class_record = by_key(connection, Viewpoint(None, None, caller.now), [key]).get(key)
    if class_record is None:
        raise UnknownClass(str(key.class_number))
    of = {"name": caller.name, "of_course": class_record.course_id}
    if caller.role is Role.COORDINATOR and connection.scalar(_COORDINATES, of) is None:
        raise NotAllowed(Act.SEE_ROSTER.name.lower())
    lines: dict[State, list[RosterLine]] = {State.ENROLLED: [], State.WAITING: []}
    changes: Counter[date] = Counter()
    for row in connection.execute(_STUDENTS, {"of_class": class_record.id}):
        if row.enrolled:
            changes[row.enrolled.date()] += 1
        if row.enrolled and row.withdrawn:
            changes[row.withdrawn.date()] -= 1
        if (state := State(row.state)) in lines:
            kind, career = ProgrammeKind(row.kind), Career(row.career)
            studies = Programme(row.slug, row.name_en, row.name_nl, kind, career, row.position)
            since = row.enrolled if state is State.ENROLLED else row.waiting_since
            lines[state].append(RosterLine(row.student_number, row.name, studies, since))
    enrolled = sorted(lines[State.ENROLLED], key=lambda line: line.since)
    return Roster(class_record.row, tuple(enrolled), tuple(lines[State.WAITING]), _counts(changes))


def _counts(changes: Counter[date]) -> tuple[tuple[date, int], ...]:
    counts, total = [], 0
    for day in sorted(changes):
        total += changes[day]
        counts.append((day, total))
    return tuple(counts)
