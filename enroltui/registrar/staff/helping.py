"""What a student let the helpdesk do in a session of theirs: only that, and when, never what was seen or typed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from enroltui.registrar.audit import Event, record
from enroltui.registrar.people.students import view_of
from enroltui.registrar.permissions import Act
from enroltui.registrar.values.people import Caller
from enroltui.terms import Help, HelpOutcome


def note(
    connection: Connection, caller: Caller, student_number: str, help_: Help, outcome: HelpOutcome, at: datetime
) -> None:
    """Write it into the audit trail. `at`: the real clock. Raises NotAllowed, UnknownStudent."""
    view = view_of(connection, caller, student_number, Act.JOIN, also_closed=True)
    record(connection, caller, at, [Event(help_.value, outcome.value, view.student_id)])
