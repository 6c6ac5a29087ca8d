"""Whether who asks may still act: asked at the end of every transaction, so that nothing can go past it.

It is asked last, as on PostgreSQL the rows of classes and students are locked before it (see `locking.py`). The row
that is looked at stays locked until the transaction ends: closing an account waits for a change that has been let
through, and a change that comes after it is undone.
"""

from __future__ import annotations

from sqlalchemy import bindparam, select
from sqlalchemy.engine import Connection

from enroltui.errors import AccountClosed
from enroltui.registrar.facts import Caller
from enroltui.registrar.prepared import Prepared
from enroltui.registrar.tables import staff, student
from enroltui.terms import Role

_STUDENT = select(student.c.closed).where(student.c.student_number == bindparam("name"))
_STAFF = select(staff.c.closed).where(staff.c.login == bindparam("name"))
_SEEN = {False: Prepared(_STAFF), True: Prepared(_STUDENT)}
_HELD = {False: Prepared(_STAFF.with_for_update(read=True)), True: Prepared(_STUDENT.with_for_update(read=True))}
"""By whether it is a student; on SQLite, where writers take turns, the same as the others."""


def may_still_act(connection: Connection, caller: Caller, *, changes: bool) -> None:
    """Raise AccountClosed unless the caller has an account that is open; operators need none.

    `changes`: hold the answer true until the transaction ends.
    """
    if caller.role is Role.OPERATOR:
        return
    found = (_HELD if changes else _SEEN)[caller.role is Role.STUDENT].first(connection, name=caller.name)
    if found is None or found.closed:
        raise AccountClosed(caller.name)
