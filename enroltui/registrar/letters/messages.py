"""Messages to a student, told at the next login."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import TypeAdapter
from sqlalchemy import Connection, bindparam, insert, select, update

from enroltui.registrar.enrolling.class_record import Viewpoint
from enroltui.registrar.enrolling.class_rows import by_key
from enroltui.registrar.people.students import viewpoint_of
from enroltui.registrar.permissions import Act
from enroltui.registrar.tables import message
from enroltui.registrar.values.people import Caller
from enroltui.registrar.values.student_center import Message, MessageContent
from enroltui.terms import MessageKind

_MESSAGES = select(message).where(message.c.student_id == bindparam("of_student")).order_by(message.c.id.desc())
_UNREAD = _MESSAGES.where(message.c.read.is_(None))
_READ = (
    update(message)
    .where(
        message.c.student_id == bindparam("of_student"), message.c.id == bindparam("number"), message.c.read.is_(None)
    )
    .values(read=bindparam("moment"))
)
_TOLD = TypeAdapter(MessageContent)


def write(connection: Connection, caller: Caller, view: Viewpoint, kind: MessageKind, told: MessageContent) -> None:
    """Tell the view's student something, in the transaction that does it."""
    facts = _TOLD.dump_json(told, exclude_none=True).decode()
    row = {"student_id": view.student_id, "kind": kind.value, "facts": facts, "at": caller.now}
    connection.execute(insert(message), row)


def messages(connection: Connection, caller: Caller, student_number: str) -> tuple[Message, ...]:
    """List all messages to a student, the newest first."""
    view = viewpoint_of(connection, caller, student_number)
    return _found(connection, view, unread=False)


def unread(connection: Connection, view: Viewpoint) -> tuple[Message, ...]:
    """Tell what the view's student has not read, the newest first."""
    return _found(connection, view, unread=True)


def mark_read(connection: Connection, caller: Caller, student_number: str, numbers: Sequence[int]) -> None:
    """Note that the student has read these messages; those of others, and those read before, stay as they are."""
    view = viewpoint_of(connection, caller, student_number, Act.CHANGE)
    for number in numbers:
        connection.execute(_READ, {"of_student": view.student_id, "number": number, "moment": caller.now})


def _found(connection: Connection, view: Viewpoint, *, unread: bool) -> tuple[Message, ...]:
    rows = connection.execute(_UNREAD if unread else _MESSAGES, {"of_student": view.student_id}).all()
    told = [_TOLD.validate_json(row.facts) for row in rows]
    records = by_key(connection, view, [content.key for content in told if content.key])
    return tuple(
        Message(
            row.id,
            MessageKind(row.kind),
            content,
            row.at,
            row.read,
            records[content.key].row if content.key in records else None,
        )
        for row, content in zip(rows, told, strict=True)
    )
