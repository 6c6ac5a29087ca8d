"""What a student let the helpdesk do in a session of theirs: only that, and when, never what was seen or typed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from enroltui.registrar.audit import Event, record
from enroltui.registrar.people.students import viewpoint_of
from enroltui.registrar.permissions import Act
from enroltui.registrar.values.people import Caller
from enroltui.terms import Help, HelpOutcome


def note_help(
    connection: Connection, caller: Caller, at: datetime, student_number: str, help_: Help, outcome: HelpOutcome
) -> None:
    """Write into the audit trail what a student let the helpdesk do in a session, or did not."""
    view = viewpoint_of(connection, caller, student_number, Act.JOIN, also_closed=True)
    record(connection, caller, at, [Event(help_.value, outcome.value, view.student_id)])
