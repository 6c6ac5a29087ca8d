"""Who the students are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, false, select

from enroltui.errors import AccountClosed, UnknownStudent
from enroltui.moments import minute_of
from enroltui.registrar.enrolling.class_record import Viewpoint
from enroltui.registrar.enrolling.class_rows import AnyRow
from enroltui.registrar.permissions import Act, permit
from enroltui.registrar.prepared import Prepared
from enroltui.registrar.tables import programme, rule_grant, student
from enroltui.registrar.values.people import Caller, StudentFact
from enroltui.terms import Career

_WHO = select(student.c.id, student.c.career, student.c.closed).where(student.c.student_number == bindparam("number"))
_ID = Prepared(_WHO)
_ID_TO_CHANGE = Prepared(_WHO.with_for_update(key_share=True))
"""The student's affairs are looked at and changed alone, see `locking.py`; on SQLite the same as the other."""

_GRANTS = Prepared(
    select(rule_grant.c.class_id, rule_grant.c.rule).where(
        rule_grant.c.student_id == bindparam("of_student"), rule_grant.c.until >= bindparam("now")
    )
)
_FACTS = (
    select(
        student.c.student_number,
        student.c.name,
        programme.c.slug,
        student.c.career,
        student.c.background,
        student.c.demo_password,
        student.c.closed,
    )
    .join_from(student, programme)
    .order_by(student.c.student_number)
)
_ALL = Prepared(_FACTS)
_NOT_BACKGROUND = Prepared(_FACTS.where(student.c.background == false()))
_FACT = Prepared(_FACTS.where(student.c.student_number == bindparam("number")))


def viewpoint_of(
    connection: Connection,
    caller: Caller,
    student_number: str | None,
    act: Act = Act.SEE,
    *,
    also_closed: bool = False,
) -> Viewpoint:
    """Return how the classes stand for this student; None: for nobody in particular. Raises NotAllowed, UnknownStudent.

    For any other act than looking, the student's affairs are locked: others wait until the transaction ends; and
    AccountClosed is raised where the account is closed, unless the act is done `also_closed`.
    """
    if student_number is None:
        return Viewpoint(None, None, caller.now)
    permit(caller, act, student_number)
    found = (_ID if act is Act.SEE else _ID_TO_CHANGE).first(connection, number=student_number)
    if found is None:
        raise UnknownStudent(student_number)
    if found.closed and act is not Act.SEE and not also_closed:
        raise AccountClosed(student_number)
    return viewpoint_from(connection, found.id, Career(found.career), caller.now)


def viewpoint_from(connection: Connection, student_id: int, career: Career, now: datetime) -> Viewpoint:
    """Return how the classes stand for the student with this row id."""
    grants: dict[int, frozenset[str]] = {}
    for grant in _GRANTS.all(connection, of_student=student_id, now=minute_of(now)):
        grants[grant.class_id] = grants.get(grant.class_id, frozenset()) | {grant.rule}
    return Viewpoint(student_id, career, now, grants)


def students(connection: Connection, caller: Caller, background: bool = False) -> tuple[StudentFact, ...]:
    """List the students by number, for staff; with the shipped catalogue's background students if asked."""
    permit(caller, Act.SEE_STUDENTS)
    return _facts((_ALL if background else _NOT_BACKGROUND).all(connection))


def student_fact(connection: Connection, caller: Caller, student_number: str) -> StudentFact:
    """Tell who one student is."""
    permit(caller, Act.SEE, student_number)
    found = _facts(_FACT.all(connection, number=student_number))
    if not found:
        raise UnknownStudent(student_number)
    return found[0]


def _facts(rows: Sequence[AnyRow]) -> tuple[StudentFact, ...]:
    return tuple(
        StudentFact(
            row.student_number, row.name, row.slug, Career(row.career), row.background, row.demo_password, row.closed
        )
        for row in rows
    )
