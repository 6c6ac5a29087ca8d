"""Looks of staff at students, each an event of the audit trail."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from enroltui.registrar.audit import OF_PEOPLE, Event
from enroltui.registrar.tables import audit_event, class_, student
from enroltui.registrar.values.audit_trail import LOOK
from enroltui.registrar.values.classes import ClassKey
from enroltui.registrar.values.people import Caller
from enroltui.terms import Role

LOOKS_OF = frozenset({Role.HELPDESK, Role.COORDINATOR, Role.OFFICE})
"""Roles whose looks are written down; operators read the database itself, past all of this."""
ONE_LOOK = timedelta(minutes=15)
"""Looks at the same in one session are one for so long: a page asks for many things, and again."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a member of staff looks at: one student's affairs, or many students at once, such as a class's."""

    what: str
    """SEEN of one student's affairs; of many the code name of what was asked for, such as "roster"."""
    student_number: str | None = None
    key: ClassKey | None = None


def is_new_look(connection: Connection, caller: Caller, at: datetime, look: Look) -> bool:
    """Tell whether a look is to be written down: there was none of it within ONE_LOOK. `at`: the real clock."""
    seen = select(audit_event.c.id).where(
        audit_event.c.action == LOOK,
        audit_event.c.actor == caller.name,
        audit_event.c.session_number.is_not_distinct_from(caller.session_number),
        audit_event.c.at >= at - ONE_LOOK,
        OF_PEOPLE,
    )
    if look.student_number is not None:
        seen = seen.join(student).where(student.c.student_number == look.student_number)
    else:
        class_id = about(connection, Event(LOOK, look.what), None, look.key).class_id
        seen = seen.where(audit_event.c.outcome == look.what, audit_event.c.class_id.is_not_distinct_from(class_id))
    return connection.execute(seen.limit(1)).first() is None


def about(connection: Connection, event: Event, student_number: str | None, key: ClassKey | None) -> Event:
    """Return an event with the student and the class that it is about, as far as there are such."""
    student_id = class_id = None
    if student_number is not None:
        student_id = connection.scalar(select(student.c.id).where(student.c.student_number == student_number))
    if key is not None:
        of_key = (class_.c.academic_year == key.academic_year, class_.c.class_number == key.class_number)
        class_id = connection.scalar(select(class_.c.id).where(*of_key))
    return replace(event, student_id=student_id, class_id=class_id)
