"""Minors: what is on offer, and the transactions by which students apply and staff admit up to the places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, ScalarSelect, bindparam, func, insert, select, update

from enroltui.errors import UnknownProgramme
from enroltui.registrar import locking
from enroltui.registrar.audit import Event, record
from enroltui.registrar.enrolling import waiting_list
from enroltui.registrar.enrolling.class_rows import AnyRow, Viewpoint, by_id
from enroltui.registrar.letters import outbox
from enroltui.registrar.letters.contents import MinorAdmitted, MinorRefused
from enroltui.registrar.people.students import viewpoint_of
from enroltui.registrar.permissions import Act, permit
from enroltui.registrar.rules.minor_reasons import OneMinorAYear
from enroltui.registrar.rules.minors import (
    application_window,
    why_not_admit,
    why_not_apply,
    why_not_apply_now,
    why_not_refuse,
    why_not_withdraw_application,
    year_to_apply_for,
)
from enroltui.registrar.rules.reasons import Reason
from enroltui.registrar.tables import (
    ACTIVE,
    class_,
    enrolment,
    minor,
    minor_application,
    programme,
    programme_course,
    student,
)
from enroltui.registrar.values.classes import Programme
from enroltui.registrar.values.minors import MinorApplication, MinorRow, MinorsOnOffer
from enroltui.registrar.values.people import Caller
from enroltui.terms import ApplicationState, Career, ProgrammeKind, WayIn

_ACTIVE = (ApplicationState.APPLIED, ApplicationState.ADMITTED)


def _count(state: ApplicationState) -> ScalarSelect[int]:
    """How many applications for the minor of the statement around it are in this state."""
    return (
        select(func.count())
        .select_from(minor_application)
        .where(minor_application.c.minor_id == minor.c.id, minor_application.c.state == state.value)
        .correlate(minor)
        .scalar_subquery()
    )


_classes = (
    select(func.count())
    .join_from(programme_course, class_, class_.c.course_id == programme_course.c.course_id)
    .where(programme_course.c.programme_id == minor.c.programme_id, class_.c.academic_year == minor.c.academic_year)
    .correlate(minor)
    .scalar_subquery()
)
_latest = (
    select(func.max(minor_application.c.id))
    .where(minor_application.c.minor_id == minor.c.id, minor_application.c.student_id == bindparam("of_student"))
    .correlate(minor)
    .scalar_subquery()
)
_MINORS = (
    select(
        minor,
        programme.c.slug,
        programme.c.name_en,
        programme.c.name_nl,
        programme.c.kind,
        programme.c.career,
        programme.c.position,
        _count(ApplicationState.ADMITTED).label("admitted"),
        _count(ApplicationState.APPLIED).label("waiting"),
        _classes.label("classes"),
        minor_application.c.id.label("application_id"),
        minor_application.c.state,
        minor_application.c.applied,
        minor_application.c.decided,
        minor_application.c.withdrawn,
    )
    .join_from(minor, programme)
    .outerjoin(minor_application, minor_application.c.id == _latest)
    .where(minor.c.academic_year == bindparam("year"))
    .order_by(programme.c.position)
)
_YEARS = select(minor.c.academic_year).distinct().order_by(minor.c.academic_year)
_studies = programme.alias("studies")
_APPLICATIONS = (
    select(
        minor_application,
        student.c.student_number,
        student.c.name,
        _studies.c.slug.label("studies"),
        programme.c.slug,
    )
    .join_from(minor_application, student)
    .join(_studies, _studies.c.id == student.c.programme_id)
    .join(minor, minor.c.id == minor_application.c.minor_id)
    .join(programme, programme.c.id == minor.c.programme_id)
    .where(programme.c.slug == bindparam("slug"), minor.c.academic_year == bindparam("year"))
    .order_by(minor_application.c.applied, minor_application.c.id)
)
_ENROLLED = select(enrolment.c.class_id).where(enrolment.c.student_id == bindparam("of_student"), ACTIVE)
_APPLY = insert(minor_application)
_CHANGE = update(minor_application).where(minor_application.c.id == bindparam("application"))


@dataclass(frozen=True, slots=True)
class _Asked:
    """A minor on offer, with what stays below the registrar; `active` is the student's application for any minor."""

    id: int
    row: MinorRow
    application_id: int | None
    active: OneMinorAYear | None = None


# --- looking --------------------------------------------------------------------------------------------------------


def minors(connection: Connection, caller: Caller, student_number: str | None) -> MinorsOnOffer | None:
    """List the minors on offer at the caller's moment, as they are for this student or for nobody in particular.

    None where the database has no minors.
    """
    view = viewpoint_of(connection, caller, student_number)
    rows = tuple(asked.row for asked in _minors(connection, view))
    if not rows:
        return None
    year = rows[0].academic_year
    return MinorsOnOffer(
        academic_year=year,
        last_moment=application_window(year)[1],
        closed=why_not_apply_now(year, caller.now),
        minors=rows,
        active=_active(rows),
    )


def minor_applications(connection: Connection, caller: Caller, slug: str) -> tuple[MinorApplication, ...]:
    """Tell staff who has applied for a minor, in the order in which they did. Raises UnknownProgramme."""
    permit(caller, Act.DECIDE_ON_MINORS)
    year = _asked_for(connection, Viewpoint(None, None, caller.now), slug).row.academic_year
    rows = connection.execute(_APPLICATIONS, {"slug": slug, "year": year})
    return tuple(
        MinorApplication(
            student_number=row.student_number,
            name=row.name,
            programme=row.studies,
            minor=row.slug,
            academic_year=row.academic_year,
            state=ApplicationState(row.state),
            applied=row.applied,
            decided=row.decided,
            withdrawn=row.withdrawn,
        )
        for row in rows
    )


# --- changing: within a write transaction, whose lock keeps the counts exact; `at`: the real clock -------------------


def apply_for_minor(
    connection: Connection, caller: Caller, at: datetime, student_number: str, slug: str
) -> Reason | None:
    """Apply for a minor on offer: None when done, else why not. Raises UnknownProgramme."""
    view = viewpoint_of(connection, caller, student_number, Act.CHANGE)
    assert view.career is not None
    asked = _asked_for(connection, view, slug)
    row = asked.row
    reason = why_not_apply(row.name, row.academic_year, row.way_in, asked.active, view.career, view.now)
    if reason is None:
        new = {"student_id": view.student_id, "minor_id": asked.id, "academic_year": row.academic_year}
        connection.execute(_APPLY, {**new, "state": ApplicationState.APPLIED.value, "applied": view.now})
    _remember(connection, caller, view, "apply_for_minor", slug, reason, at)
    return reason


def withdraw_from_minor(
    connection: Connection, caller: Caller, at: datetime, student_number: str, slug: str
) -> Reason | None:
    """Withdraw an application, admitted or not: None when done, else why not. Raises UnknownProgramme."""
    view = viewpoint_of(connection, caller, student_number, Act.CHANGE, also_closed=True)
    asked = _asked_for(connection, view, slug)
    reason = why_not_withdraw_application(asked.row.state, _enrolled_in(connection, view, asked.row))
    if reason is None:
        values = {"state": ApplicationState.WITHDRAWN.value, "withdrawn": view.now}
        connection.execute(_CHANGE.values(**values), {"application": asked.application_id})
    _remember(connection, caller, view, "withdraw_from_minor", slug, reason, at)
    return reason


def admit_to_minor(
    connection: Connection, caller: Caller, at: datetime, student_number: str, slug: str
) -> Reason | None:
    """Admit who applied, up to the minor's places, also into its classes where the student waits.

    None when done, else why not. Raises UnknownProgramme.
    """
    locking.classes_and_own_lines(connection, [], student_number)
    view = viewpoint_of(connection, caller, student_number, Act.DECIDE_ON_MINORS)
    locking.minor_places(connection, slug)
    asked = _asked_for(connection, view, slug)
    row = asked.row
    reason = why_not_admit(row.state, asked.active, row.admitted, row.places)
    _decide(connection, caller, view, asked, ApplicationState.ADMITTED, reason, at)
    if reason is None:
        waiting_list.let_in(connection, caller, view, at)
    return reason


def refuse_for_minor(
    connection: Connection, caller: Caller, at: datetime, student_number: str, slug: str
) -> Reason | None:
    """Refuse who applied for a minor: None when done, else why not. Raises UnknownProgramme."""
    view = viewpoint_of(connection, caller, student_number, Act.DECIDE_ON_MINORS, also_closed=True)
    asked = _asked_for(connection, view, slug)
    reason = why_not_refuse(asked.row.state)
    _decide(connection, caller, view, asked, ApplicationState.REFUSED, reason, at)
    return reason


def _asked_for(connection: Connection, view: Viewpoint, slug: str) -> _Asked:
    minors = _minors(connection, view)
    found = next((one for one in minors if one.row.programme.slug == slug), None)
    if found is None:
        raise UnknownProgramme(slug)
    active = _active([one.row for one in minors])
    if active is None:
        return found
    admitted = active.state is ApplicationState.ADMITTED
    return replace(found, active=OneMinorAYear(active.name, admitted))


def _active(minors: Sequence[MinorRow]) -> MinorRow | None:
    return next((one for one in minors if one.state in _ACTIVE), None)


def _minors(connection: Connection, view: Viewpoint) -> list[_Asked]:
    """The minors of the year that one applies for at the view's moment; of the nearest earlier year on offer, else."""
    years = connection.scalars(_YEARS).all()
    if not years:
        return []
    wanted = year_to_apply_for(view.now.date())
    year = max((one for one in years if one <= wanted), default=years[0])
    rows = connection.execute(_MINORS, {"year": year, "of_student": view.student_id})
    return [_Asked(row.id, _row(row), row.application_id) for row in rows]


def _row(row: AnyRow) -> MinorRow:
    kind, career = ProgrammeKind(row.kind), Career(row.career)
    return MinorRow(
        programme=Programme(row.slug, row.name_en, row.name_nl, kind, career, row.position),
        academic_year=row.academic_year,
        code=row.code,
        delft_code=row.delft_code,
        places=row.places,
        places_outside=row.places_outside,
        way_in=WayIn(row.way_in),
        admitted=row.admitted,
        waiting=row.waiting,
        classes=row.classes,
        state=ApplicationState(row.state) if row.state else None,
        applied=row.applied,
        decided=row.decided,
        withdrawn=row.withdrawn,
    )


def _enrolled_in(connection: Connection, view: Viewpoint, asked: MinorRow) -> int:
    """In how many classes of the minor's own the student is enrolled, or waits."""
    ids = connection.scalars(_ENROLLED, {"of_student": view.student_id}).all()
    return sum(
        asked.name in one.facts.minors and one.facts.academic_year == asked.academic_year
        for one in by_id(connection, view, ids)
    )


def _decide(
    connection: Connection,
    caller: Caller,
    view: Viewpoint,
    asked: _Asked,
    state: ApplicationState,
    reason: Reason | None,
    at: datetime,
) -> None:
    """Write the decision down and tell the student, unless there is a reason not to."""
    if reason is None:
        values = {"state": state.value, "decided": view.now}
        connection.execute(_CHANGE.values(**values), {"application": asked.application_id})
        letter = MinorAdmitted if state is ApplicationState.ADMITTED else MinorRefused
        row = asked.row
        told = letter(row.code, row.programme.name_en, row.programme.name_nl, row.academic_year, view.now)
        outbox.write_to_student(connection, caller, view, told, at)
    action = "admit_to_minor" if state is ApplicationState.ADMITTED else "refuse_for_minor"
    _remember(connection, caller, view, action, asked.row.programme.slug, reason, at)


def _remember(
    connection: Connection, caller: Caller, view: Viewpoint, action: str, slug: str, reason: Reason | None, at: datetime
) -> None:
    """The minor is the event's outcome; its rule tells that it was not done."""
    record(connection, caller, at, [Event(action, slug, view.student_id, rule=reason.rule if reason else None)])
