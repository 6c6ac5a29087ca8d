"""Row locks: what keeps two changes from counting the same place at once, where writers do not take turns.

SQLite lets one writer in at a time, so there nothing is asked. PostgreSQL is asked, before anything is read that a
change goes by: for the classes whose places are counted, in the order of their ids; then for the students whose own
affairs are looked at (by `students.viewpoint_of`, for one who changes). Who is let in from a waiting list is known only
later, so that two changes may still wait for each other: the server then undoes one, and it is tried again.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, bindparam, func, or_, select, tuple_

from enroltui.registrar.prepared import Prepared
from enroltui.registrar.tables import class_, enrolment, is_state, minor, programme, student
from enroltui.registrar.values.classes import ClassKey
from enroltui.terms import State

# Not the stronger FOR UPDATE, for which everybody who refers to the row would have to wait.
_CLASS = Prepared(
    select(class_.c.id)
    .where(class_.c.academic_year == bindparam("year"), class_.c.class_number == bindparam("number"))
    .with_for_update(key_share=True)
)
_CLASS_BY_ID = Prepared(select(class_.c.id).where(class_.c.id == bindparam("of_class")).with_for_update(key_share=True))
_own_lines = (
    select(enrolment.c.class_id)
    .join_from(enrolment, student)
    .where(student.c.student_number == bindparam("of_student"), is_state(State.WAITING))
)
_CLASSES = Prepared(
    select(class_.c.id)
    .where(
        or_(
            tuple_(class_.c.academic_year, class_.c.class_number).in_(bindparam("keys", expanding=True)),
            class_.c.id.in_(_own_lines),
        )
    )
    .order_by(class_.c.id)
    .with_for_update(key_share=True)
)
_STUDENT = Prepared(select(student.c.id).where(student.c.id == bindparam("of_student")).with_for_update(key_share=True))
_MINOR = Prepared(
    select(minor.c.id)
    .join_from(minor, programme)
    .where(programme.c.slug == bindparam("slug"))
    .order_by(minor.c.id)
    .with_for_update(of=minor, key_share=True)
)
_hashed = (func.hashtext("sign in"), func.hashtext(bindparam("address")))
_SIGN_IN = Prepared(select(func.pg_advisory_xact_lock(*_hashed).label("locked")))


def classes(connection: Connection, keys: Iterable[ClassKey]) -> None:
    """Lock these classes until the transaction ends, so that nobody else counts their places meanwhile."""
    wanted = set(keys)
    if _take_turns(connection):
        return
    if len(wanted) == 1:
        [(year, number)] = wanted
        _CLASS.all(connection, year=year, number=number)
    elif wanted:
        _CLASSES.all(connection, keys=list(wanted), of_student=None)


def classes_and_own_lines(connection: Connection, keys: Iterable[ClassKey], student_number: str) -> None:
    """Lock these classes, and every class for which the student waits."""
    if not _take_turns(connection):
        _CLASSES.all(connection, keys=list(set(keys)), of_student=student_number)


def class_by_id(connection: Connection, class_id: int) -> None:
    """Lock the class with this row id."""
    if not _take_turns(connection):
        _CLASS_BY_ID.all(connection, of_class=class_id)


def student_by_id(connection: Connection, student_id: int) -> None:
    """Lock the affairs of the student with this row id."""
    if not _take_turns(connection):
        _STUDENT.all(connection, of_student=student_id)


def minor_places(connection: Connection, slug: str) -> None:
    """Lock this minor, so that nobody else counts its places meanwhile."""
    if not _take_turns(connection):
        _MINOR.all(connection, slug=slug)


def sign_in(connection: Connection, address: str) -> None:
    """Lock the counts of failed logins from an address."""
    if not _take_turns(connection):
        _SIGN_IN.all(connection, address=address)


def _take_turns(connection: Connection) -> bool:
    return connection.dialect.name == "sqlite"
