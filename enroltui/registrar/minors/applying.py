"""The applications for minors: students apply and withdraw, staff admit up to the places, or refuse.

Changes hold a lock that keeps the counts exact. `at` is the real moment.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select, update

from enroltui.registrar import locking
from enroltui.registrar.audit import Event, record
from enroltui.registrar.enrolling import waiting_list
from enroltui.registrar.enrolling.class_record import Viewpoint
from enroltui.registrar.enrolling.class_rows import by_id
from enroltui.registrar.letters import outbox
from enroltui.registrar.letters.contents import MinorAdmitted, MinorRefused
from enroltui.registrar.minors.offers import OfferedMinor, offered_minor
from enroltui.registrar.people.students import viewpoint_of
from enroltui.registrar.permissions import Act, permit
from enroltui.registrar.rules.minors import (
    why_not_admit,
    why_not_apply,
    why_not_refuse,
    why_not_withdraw_application,
)
from enroltui.registrar.rules.reasons import Reason
from enroltui.registrar.tables import (
    ACTIVE,
    enrolment,
    minor,
    minor_application,
    programme,
    student,
)
from enroltui.registrar.values.minors import MinorApplication, MinorRow
from enroltui.registrar.values.people import Caller
from enroltui.terms import ApplicationState

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


def minor_applications(connection: Connection, caller: Caller, slug: str) -> tuple[MinorApplication, ...]:
    """Tell staff who has applied for a minor, in the order in which they did. Raises UnknownProgramme."""
    permit(caller, Act.DECIDE_ON_MINORS)
    year = offered_minor(connection, Viewpoint(None, None, caller.now), slug).row.academic_year
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


def apply_for_minor(
    connection: Connection, caller: Caller, at: datetime, student_number: str, slug: str
) -> Reason | None:
    """Apply for a minor on offer: None when done, else why not. Raises UnknownProgramme."""
    view = viewpoint_of(connection, caller, student_number, Act.CHANGE)
    assert view.career is not None
    asked = offered_minor(connection, view, slug)
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
    asked = offered_minor(connection, view, slug)
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
    asked = offered_minor(connection, view, slug)
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
    asked = offered_minor(connection, view, slug)
    reason = why_not_refuse(asked.row.state)
    _decide(connection, caller, view, asked, ApplicationState.REFUSED, reason, at)
    return reason


def _enrolled_in(connection: Connection, view: Viewpoint, asked: MinorRow) -> int:
    """Count the classes of the minor's own in which the student is enrolled, or waits."""
    ids = connection.scalars(_ENROLLED, {"of_student": view.student_id}).all()
    return sum(
        asked.name in class_record.facts.minors and class_record.facts.academic_year == asked.academic_year
        for class_record in by_id(connection, view, ids)
    )


def _decide(
    connection: Connection,
    caller: Caller,
    view: Viewpoint,
    asked: OfferedMinor,
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
    """Write the event into the audit trail: its outcome is the minor, and a rule tells that it was refused."""
    record(connection, caller, at, [Event(action, slug, view.student_id, rule=reason.rule if reason else None)])
