"""The minors on offer, with what they are for a student: places, admissions, and the student's own application."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, ScalarSelect, bindparam, func, select

from enroltui.errors import UnknownProgramme
from enroltui.registrar.enrolling.class_record import Viewpoint
from enroltui.registrar.enrolling.class_rows import AnyRow
from enroltui.registrar.people.students import viewpoint_of
from enroltui.registrar.rules.minor_reasons import OneMinorAYear
from enroltui.registrar.rules.minors import (
    application_window,
    why_not_apply_now,
    year_to_apply_for,
)
from enroltui.registrar.tables import (
    class_,
    minor,
    minor_application,
    programme,
    programme_course,
)
from enroltui.registrar.values.classes import Programme
from enroltui.registrar.values.minors import MinorRow, MinorsOnOffer
from enroltui.registrar.values.people import Caller
from enroltui.terms import ApplicationState, Career, ProgrammeKind, WayIn

_ACTIVE = (ApplicationState.APPLIED, ApplicationState.ADMITTED)


def _count(state: ApplicationState) -> ScalarSelect[int]:
    """Count how many applications for the minor of the statement around it are in this state."""
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


@dataclass(frozen=True, slots=True)
class OfferedMinor:
    """A minor on offer, with its row ids; `active` is the student's application for any minor."""

    id: int
    row: MinorRow
    application_id: int | None
    active: OneMinorAYear | None = None


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


def offered_minor(connection: Connection, view: Viewpoint, slug: str) -> OfferedMinor:
    """Look up a minor on offer by its slug, with the application that the student has. Raises UnknownProgramme."""
    minors = _minors(connection, view)
    found = next((offered for offered in minors if offered.row.programme.slug == slug), None)
    if found is None:
        raise UnknownProgramme(slug)
    active = _active([offered.row for offered in minors])
    if active is None:
        return found
    admitted = active.state is ApplicationState.ADMITTED
    return replace(found, active=OneMinorAYear(active.name, admitted))


def _active(minors: Sequence[MinorRow]) -> MinorRow | None:
    return next((row for row in minors if row.state in _ACTIVE), None)


def _minors(connection: Connection, view: Viewpoint) -> list[OfferedMinor]:
    """Return the minors of the year to apply for at the view's moment, or else of the nearest earlier year on offer."""
    years = connection.scalars(_YEARS).all()
    if not years:
        return []
    wanted = year_to_apply_for(view.now.date())
    year = max((offered_year for offered_year in years if offered_year <= wanted), default=years[0])
    rows = connection.execute(_MINORS, {"year": year, "of_student": view.student_id})
    return [OfferedMinor(row.id, _row(row), row.application_id) for row in rows]


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
