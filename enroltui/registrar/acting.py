"""Whether who asks may still act: asked at the end of every transaction, so that nothing can go past it.

It is asked last, as on PostgreSQL the rows of classes and students are locked before it (see `locking.py`). The rows
that are looked at stay locked until the transaction ends: closing an account or ending a session waits for a change
that has been let through, and a change that comes after it is undone.
"""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, select

from enroltui.errors import AccountClosed, PasswordFirst, SessionOver
from enroltui.registrar.prepared import Prepared
from enroltui.registrar.tables import session, staff, student
from enroltui.registrar.values.people import Caller
from enroltui.terms import Role, SessionEnd

_STANDING = {
    True: select(student.c.closed, student.c.password_once).where(student.c.student_number == bindparam("name")),
    False: select(staff.c.closed, staff.c.password_once).where(staff.c.login == bindparam("name")),
}
"""The statements that look an account up: for a student (True), for a member of staff (False)."""
_WITHIN = {
    of_student: query.add_columns(session.c.why).where(
        session.c.key == bindparam("session"), session.c.account == bindparam("name")
    )
    for of_student, query in _STANDING.items()
}
"""The statements that look an account up together with the session within which somebody asks."""
_SEEN = {
    (of_student, within): Prepared(query)
    for within, queries in ((False, _STANDING), (True, _WITHIN))
    for of_student, query in queries.items()
}
_HELD = {
    (of_student, within): Prepared(query.with_for_update(read=True))
    for within, queries in ((False, _STANDING), (True, _WITHIN))
    for of_student, query in queries.items()
}
"""The same statements, which hold what they find until the transaction ends; on SQLite, where writers take turns, they
are equal to the others."""


def may_still_act(connection: Connection, caller: Caller, *, changes: bool, chooses_password: bool = False) -> None:
    """Raise AccountClosed, SessionOver or PasswordFirst unless the caller may act; operators have no account.

    `changes`: hold the answer true until the transaction ends. `chooses_password`: which is what one may do first.
    """
    if caller.role is Role.OPERATOR:
        return
    of = {"name": caller.name, "session": caller.session}
    query = (_HELD if changes else _SEEN)[caller.role is Role.STUDENT, caller.session is not None]
    found = query.first(connection, **of)
    if found is None and caller.session is not None:
        raise SessionOver(SessionEnd.LOST)  # forgotten, or of another database
    if found is None or found.closed:
        raise AccountClosed(caller.name)
    if caller.session is not None and found.why is not None:
        raise SessionOver(SessionEnd(found.why))
    if found.password_once and not chooses_password:
        raise PasswordFirst
