"""The outbox: letters are written into it and read from it. It holds kinds and facts, never words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any
from uuid import uuid4

from pydantic import TypeAdapter
from sqlalchemy import Connection, bindparam, insert, select

from enroltui.errors import RequestReused
from enroltui.printable import harmless_json
from enroltui.registrar.audit import Event, record
from enroltui.registrar.enrolling.class_record import Viewpoint
from enroltui.registrar.enrolling.class_rows import AnyRow
from enroltui.registrar.letters.contents import (
    OFFICES,
    Confirmation,
    Correspondent,
    EnrolmentConfirmed,
    Letter,
    LetterFacts,
    MinorAdmitted,
    MinorDecision,
    MinorRefused,
    Promoted,
    Request,
    SeatFree,
    TranscriptRequest,
    UsisQuestion,
    WithdrawalConfirmed,
)
from enroltui.registrar.people.students import viewpoint_of
from enroltui.registrar.permissions import Act, permit
from enroltui.registrar.prepared import Prepared
from enroltui.registrar.tables import catalogue_fact, letter, programme, student
from enroltui.registrar.values.classes import ClassRow, Programme
from enroltui.registrar.values.enrolling import Change, Outcome
from enroltui.registrar.values.people import Caller
from enroltui.terms import Career, LetterKind, LetterState, ProgrammeKind

MESSAGE_ID_DOMAIN = "enroltui.invalid"
"""A domain that is nobody's, by RFC 2606; what stands before it in a Message-ID is unique by itself."""

_FACTS: dict[LetterKind, type[LetterFacts]] = {
    kind.kind: kind
    for kind in (
        TranscriptRequest,
        UsisQuestion,
        EnrolmentConfirmed,
        WithdrawalConfirmed,
        Promoted,
        SeatFree,
        MinorAdmitted,
        MinorRefused,
    )
}

_CONFIRMED: dict[Change, type[Confirmation]] = {
    Change.ENROLLED: EnrolmentConfirmed,
    Change.WITHDRAWN: WithdrawalConfirmed,
}

_STUDENT_COLUMNS = (
    student.c.student_number,
    student.c.name,
    student.c.email,
    programme.c.slug,
    programme.c.name_en,
    programme.c.name_nl,
    programme.c.kind.label("programme_kind"),
    programme.c.career.label("programme_career"),
    programme.c.position,
)
_CORRESPONDENT = Prepared(
    select(*_STUDENT_COLUMNS).join_from(student, programme).where(student.c.id == bindparam("of_student"))
)
_LETTERS = select(letter, *_STUDENT_COLUMNS).join_from(letter, student).join(programme).order_by(letter.c.id)
_ALL = Prepared(_LETTERS)
_OF_STUDENT = Prepared(_LETTERS.where(letter.c.student_id == bindparam("of_student")))
_LETTER = Prepared(_LETTERS.where(letter.c.id == bindparam("number")))
_SAME_REQUEST = Prepared(select(letter.c.id, letter.c.facts).where(letter.c.request_key == bindparam("key")))
_ADDRESSEE = Prepared(select(student.c.email, student.c.language).where(student.c.id == bindparam("of_student")))
_NEW = ("message_id", "kind", "facts", "language", "recipient", "student_id", "written", "state", "tries")
_WRITE = Prepared(insert(letter), *_NEW, "request_key")
_CONFIRM = Prepared(insert(letter), *_NEW)
_DEMO = Prepared(select(catalogue_fact.c.value).where(catalogue_fact.c.name == "demo"))


# --- writing --------------------------------------------------------------------------------------------------------


def draft_letter(connection: Connection, caller: Caller, at: datetime, student_number: str, facts: Request) -> Letter:
    """Make a student's letter to an office as it would be written now; nothing is kept."""
    view = viewpoint_of(connection, caller, student_number)
    [found] = _CORRESPONDENT.all(connection, of_student=view.student_id)
    return Letter(0, "", _correspondent(found), OFFICES[facts.kind], caller.language, facts, at)


def write_letter(
    connection: Connection, caller: Caller, at: datetime, student_number: str, facts: Request, request_key: str
) -> Letter:
    """Keep a student's letter to an office in the outbox, in the caller's language; request keys as for `enrol`.

    The same request key again gets the letter that it wrote; RequestReused when something else was in that.
    """
    view = viewpoint_of(connection, caller, student_number, Act.CHANGE)
    told = _adapter(facts.kind).dump_json(facts).decode()
    first = _SAME_REQUEST.first(connection, key=request_key)
    if first is not None:
        if first.facts != harmless_json(told):
            raise RequestReused
        return letter_of(connection, first.id)
    row = _new(facts.kind, told, caller.language, OFFICES[facts.kind], view, at)
    _WRITE.change(connection, {**row, "request_key": request_key})
    record(connection, caller, at, [Event("write_letter", facts.kind, view.student_id)])
    [written] = _SAME_REQUEST.all(connection, key=request_key)
    return letter_of(connection, written.id)


def confirm(connection: Connection, caller: Caller, view: Viewpoint, outcomes: Sequence[Outcome], at: datetime) -> None:
    """Write the student a confirmation of each enrolment and withdrawal, in the transaction that they are done in.

    uSis confirmed each by mail.
    """
    for outcome in outcomes:
        if outcome.change in _CONFIRMED:
            assert outcome.row is not None
            tell(connection, caller, view, _CONFIRMED[outcome.change], outcome.row, at)


def tell(
    connection: Connection, caller: Caller, view: Viewpoint, kind: type[Confirmation], row: ClassRow, at: datetime
) -> None:
    """Write the view's student a letter about a class, in the transaction that does what it tells."""
    write_to_student(connection, caller, view, _about(kind, row, caller.now), at)


def write_to_student(
    connection: Connection, caller: Caller, view: Viewpoint, told: Confirmation | MinorDecision, at: datetime
) -> None:
    """Write the view's student a letter of these facts, in the language that the student chose last."""
    to = _ADDRESSEE.first(connection, of_student=view.student_id)
    assert to is not None
    facts = _adapter(told.kind).dump_json(told).decode()
    _CONFIRM.change(connection, _new(told.kind, facts, to.language or caller.language, to.email, view, at))


def _about(kind: type[Confirmation], row: ClassRow, at: datetime) -> Confirmation:
    course = row.course
    first = row.meetings[0] if row.meetings else None
    return kind(
        key=row.key,
        catalogue_number=course.catalogue_number,
        title_en=course.title_en,
        title_nl=course.title_nl,
        credits=course.credits,
        description=row.description,
        starts=first.starts if first else None,
        ends=first.ends if first else None,
        place=first.place if first else "",
        last_moment=row.enrol_until,
        at=at,
    )


def _new(kind: LetterKind, told: str, language: str, recipient: str, view: Viewpoint, at: datetime) -> dict[str, Any]:
    return {
        "message_id": f"<{uuid4().hex}@{MESSAGE_ID_DOMAIN}>",
        "kind": kind.value,
        "facts": told,
        "language": language,
        "recipient": recipient,
        "student_id": view.student_id,
        "written": at,
        "state": LetterState.WAITING.value,
        "tries": 0,
    }


# --- looking --------------------------------------------------------------------------------------------------------


def letters(connection: Connection, caller: Caller, student_number: str | None = None) -> tuple[Letter, ...]:
    """List the letters from and to a student, confirmations too, or (None) all there are; oldest first."""
    if student_number is None:
        permit(caller, Act.SEE_OUTBOX)
        found = _ALL.all(connection)
    else:
        found = _OF_STUDENT.all(connection, of_student=viewpoint_of(connection, caller, student_number).student_id)
    return tuple(map(_one, found))


def is_demo(connection: Connection) -> bool:
    """Tell whether the people are made up, so that no letter may go to a real address."""
    return [fact.value for fact in _DEMO.all(connection)] == ["yes"]


# --- rows -----------------------------------------------------------------------------------------------------------


@cache
def _adapter(kind: LetterKind) -> TypeAdapter[Any]:
    return TypeAdapter(_FACTS[kind])


def letter_of(connection: Connection, number: int) -> Letter:
    """Look up the letter with this number."""
    [row] = _LETTER.all(connection, number=number)
    return _one(row)


def _one(row: AnyRow) -> Letter:
    return Letter(
        number=row.id,
        message_id=row.message_id,
        student=_correspondent(row),
        recipient=row.recipient,
        language=row.language,
        facts=_adapter(LetterKind(row.kind)).validate_json(row.facts),
        written=row.written,
        state=LetterState(row.state),
        tries=row.tries,
        next_try=row.next_try,
        last_answer=row.last_answer,
    )


def _correspondent(row: AnyRow) -> Correspondent:
    kind, career = ProgrammeKind(row.programme_kind), Career(row.programme_career)
    studies = Programme(row.slug, row.name_en, row.name_nl, kind, career, row.position)
    return Correspondent(row.student_number, row.name, row.email, studies)
