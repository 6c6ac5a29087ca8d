"""The outbox: letters in, and out again for whoever sends them. It holds kinds and facts, never words.

Each letter is sent once. It is claimed in a transaction before it is sent, and only the holder of the database's
sending right claims (see `database.alone`). Who holds that right and finds a claimed letter knows that its sender died:
it is sent again, with the same Message-ID, as nobody can know whether the mail server had taken it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from uuid import uuid4

from pydantic import TypeAdapter
from sqlalchemy import Connection, bindparam, func, insert, or_, select, update

from enroltui.errors import RequestReused
from enroltui.printable import harmless_json
from enroltui.registrar.audit import Event, record
from enroltui.registrar.enrolling.class_rows import AnyRow, Viewpoint
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
    SendAttempt,
    SendResult,
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

FIRST_PAUSE = timedelta(minutes=2)
LONGEST_PAUSE = timedelta(hours=4)
GIVE_UP_AFTER = timedelta(days=5)
"""RFC 5321, 4.5.4.1: retry for four to five days, twice in the first hour, then every two or three hours."""

MESSAGE_ID_DOMAIN = "enroltui.invalid"
"""Nobody else's, by RFC 2606; what is before it is unique by itself."""

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
_NEXT = (
    select(letter.c.id)
    .where(letter.c.state == LetterState.WAITING.value, letter.c.id > bindparam("after"))
    .order_by(letter.c.id)
    .limit(1)
)
_NEXT_AT_ALL = Prepared(_NEXT)
_NEXT_DUE = Prepared(_NEXT.where(or_(letter.c.next_try.is_(None), letter.c.next_try <= bindparam("now"))))
_CLAIM = Prepared(
    update(letter)
    .where(letter.c.id == bindparam("number"))
    .values(
        state=LetterState.SENDING.value,
        tries=letter.c.tries + 1,
        next_try=None,
        first_try=func.coalesce(letter.c.first_try, bindparam("at", type_=letter.c.first_try.type)),
    )
)
_NOTE = Prepared(update(letter).where(letter.c.id == bindparam("number")), "state", "next_try", "last_answer")
_DEMO = Prepared(select(catalogue_fact.c.value).where(catalogue_fact.c.name == "demo"))
_TAKE_BACK = Prepared(
    update(letter)
    .where(letter.c.state == LetterState.SENDING.value)
    .values(state=LetterState.WAITING.value, next_try=None)
)


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
        return _letter(connection, first.id)
    row = _new(facts.kind, told, caller.language, OFFICES[facts.kind], view, at)
    _WRITE.change(connection, {**row, "request_key": request_key})
    record(connection, caller, at, [Event("write_letter", facts.kind, view.student_id)])
    [written] = _SAME_REQUEST.all(connection, key=request_key)
    return _letter(connection, written.id)


def confirm(connection: Connection, caller: Caller, view: Viewpoint, outcomes: Sequence[Outcome], at: datetime) -> None:
    """Write the student a confirmation of each enrolment and withdrawal, in the transaction that they are done in.

    usis.md: "A mail confirms every enrolment and withdrawal."
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


# --- sending: for the holder of the sending right only ---------------------------------------------------------------


def take_back(connection: Connection) -> None:
    """Let letters wait again whose sender died while it was sending them."""
    _TAKE_BACK.change(connection, {})


def next_to_send(connection: Connection, after: int, now: datetime | None) -> int | None:
    """The number of the first waiting letter after this one; with a `now`, only one that is due by then."""
    if now is None:
        waiting = _NEXT_AT_ALL.first(connection, after=after)
    else:
        waiting = _NEXT_DUE.first(connection, after=after, now=now)
    return None if waiting is None else int(waiting.id)


def claim(connection: Connection, number: int, at: datetime) -> Letter:
    """Mark a waiting letter as being sent, and get it."""
    _CLAIM.change(connection, {"number": number, "at": at})
    return _letter(connection, number)


def note(connection: Connection, number: int, answer: SendAttempt, at: datetime) -> Letter:
    """Write down what came of a claimed letter's try, and get the letter as it stands now."""
    [row] = _LETTER.all(connection, number=number)
    next_try = None
    match answer.verdict:
        case SendResult.ACCEPTED:
            state = LetterState.SENT
        case SendResult.REFUSED:
            state = LetterState.GAVE_UP
        case SendResult.LATER | SendResult.UNREACHABLE:
            next_try = try_again(row.tries, row.first_try, at)
            state = LetterState.WAITING if next_try else LetterState.GAVE_UP
    _NOTE.change(connection, {"number": number, "state": state.value, "next_try": next_try, "last_answer": answer.said})
    return _letter(connection, number)


def try_again(tries: int, first_try: datetime, now: datetime) -> datetime | None:
    """When to try again after so many tries: after pauses that grow; None: it has been tried for long enough."""
    if now - first_try > GIVE_UP_AFTER:
        return None
    doubled: int = 2 ** min(tries - 1, 10)
    return now + min(LONGEST_PAUSE, FIRST_PAUSE * doubled)


# --- rows -----------------------------------------------------------------------------------------------------------


@cache
def _adapter(kind: LetterKind) -> TypeAdapter[Any]:
    return TypeAdapter(_FACTS[kind])


def _letter(connection: Connection, number: int) -> Letter:
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
