"""The waiting list: who is let in when a place is free, and what they are told. Nobody jumps it.

A free place goes to the first in line whom the rules then allow; those passed over keep their place in line. Only when
nobody in line can have it does it go to somebody who asks for it now, as the last in line would. So that no place stays
free while somebody in line may have it, every change ends with `let_in`, which goes on until nothing changes any more.
A closed account is let in nowhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Connection, and_, bindparam, insert, literal_column, select

from enroltui.registrar import locking
from enroltui.registrar.audit import Event, record
from enroltui.registrar.enrolling import places, seat_alerts
from enroltui.registrar.enrolling.class_record import ClassRecord, Viewpoint
from enroltui.registrar.enrolling.class_rows import by_id, count_of
from enroltui.registrar.enrolling.standing import NO_CLASS, first_look, standing
from enroltui.registrar.letters import messages, outbox
from enroltui.registrar.letters.contents import Promoted
from enroltui.registrar.people.students import viewpoint_from
from enroltui.registrar.prepared import Prepared
from enroltui.registrar.rules.asking import why_not_promote, why_not_withdraw
from enroltui.registrar.tables import class_, enrolment, exchange, is_state, student
from enroltui.registrar.values.enrolling import Change
from enroltui.registrar.values.people import Caller
from enroltui.registrar.values.student_center import MessageContent
from enroltui.terms import Career, MessageKind, State

_IN_LINE = select(enrolment.c.id, enrolment.c.student_id).where(
    enrolment.c.class_id == bindparam("of_class"), is_state(State.WAITING)
)
_LINE = Prepared(_IN_LINE.order_by(enrolment.c.id))
_kept = enrolment.alias("kept")
_promised = and_(
    _kept.c.student_id == student.c.id,
    _kept.c.class_id == exchange.c.class_id,
    _kept.c.state != literal_column(f"'{State.WITHDRAWN}'"),
    _kept.c.id < exchange.c.enrolment_id,
)
"""A promise is about the enrolment that there was when it was made: not about a later one in the same class."""
_WAITS = Prepared(
    select(student.c.career, student.c.closed, _kept.c.class_id.label("gives_up"))
    .select_from(
        student.outerjoin(exchange, exchange.c.enrolment_id == bindparam("of_enrolment")).outerjoin(_kept, _promised)
    )
    .where(student.c.id == bindparam("of_student"))
)
_OWN_LINES = Prepared(
    select(enrolment.c.class_id)
    .join_from(enrolment, class_)
    .where(
        enrolment.c.student_id == bindparam("of_student"),
        is_state(State.WAITING),
        class_.c.capacity > count_of(State.ENROLLED).scalar_subquery(),
    )
    .order_by(enrolment.c.id)
)
"""Finds the classes for which a student waits although a place is free."""
_WAITING = Prepared(
    select(enrolment.c.id).where(
        enrolment.c.student_id == bindparam("of_student"),
        enrolment.c.class_id == bindparam("of_class"),
        is_state(State.WAITING),
    )
)
_PROMISE = Prepared(insert(exchange), "enrolment_id", "class_id")


def promise(connection: Connection, view: Viewpoint, waiting: ClassRecord, kept: ClassRecord) -> None:
    """Write down that a student who waits for one class gives up another when a place there is won.

    It ends with either enrolment, however that ends.
    """
    [place] = _WAITING.all(connection, of_student=view.student_id, of_class=waiting.id)
    _PROMISE.change(connection, {"enrolment_id": place.id, "class_id": kept.id})


def let_in_first(connection: Connection, caller: Caller, asked: Iterable[ClassRecord], at: datetime) -> bool:
    """Let in those in line where places are free, before somebody else asks; tell whether anybody was let in."""
    return _let_in(
        connection,
        caller,
        [class_record.id for class_record in asked if class_record.facts.waiting and class_record.row.free],
        at,
    )


def let_in(
    connection: Connection, caller: Caller, view: Viewpoint, at: datetime, given_up: Sequence[ClassRecord] = ()
) -> bool:
    """Let in everybody who may enter after a change for the view's student; tell whether anybody was let in.

    Places in the classes `given_up` may be free, of which those without a line are told to who asked for it; they are
    as they were before. And what kept the student out of a place that is free elsewhere may be gone: a hold, a class
    that clashed, a requirement. Every change of a student's affairs ends with this.
    """
    places = [class_record for class_record in given_up if class_record.row.state is State.ENROLLED]
    seat_alerts.tell(connection, caller, [class_record for class_record in places if not class_record.row.free], at)
    freed = [class_record.id for class_record in places if class_record.facts.waiting]
    return _let_in(connection, caller, [*freed, *_waits_beside_a_free_place(connection, view.student_id)], at)


def _let_in(connection: Connection, caller: Caller, class_ids: Sequence[int], at: datetime) -> bool:
    """Let in whom the rules allow, until nothing changes any more; tell whether anybody was let in.

    Who is let in may give up another class, so that a place is free there, and may now enter where the student waits
    besides.
    """
    anybody = False
    to_do = list(dict.fromkeys(class_ids))
    while to_do:
        class_id = to_do.pop(0)
        locking.class_by_id(connection, class_id)
        for place in _LINE.all(connection, of_class=class_id):
            locking.student_by_id(connection, place.student_id)
            [waits] = _WAITS.all(connection, of_student=place.student_id, of_enrolment=place.id)
            view = viewpoint_from(connection, place.student_id, Career(waits.career), caller.now)
            [entered] = by_id(connection, view, [class_id])
            if not entered.row.free:
                break
            old = _to_give_up(connection, view, waits.gives_up)
            if waits.closed or not _may_enter(connection, view, entered, old):
                continue
            anybody = True
            _promote(connection, caller, view, place.id, entered, old, at)
            if old:
                seat_alerts.tell(connection, caller, [old] if not old.row.free else [], at)
                to_do.append(old.id)
            to_do += _waits_beside_a_free_place(connection, place.student_id)
    return anybody


def _waits_beside_a_free_place(connection: Connection, student_id: int | None) -> list[int]:
    return [row.class_id for row in _OWN_LINES.all(connection, of_student=student_id)]


def _to_give_up(connection: Connection, view: Viewpoint, class_id: int | None) -> ClassRecord | None:
    if class_id is None:
        return None
    locking.class_by_id(connection, class_id)
    [old] = by_id(connection, view, [class_id])
    return old


def _may_enter(connection: Connection, view: Viewpoint, entered: ClassRecord, old: ClassRecord | None) -> bool:
    """Tell whether the rules let the student in now. Who joined the line has accepted teaching that clashes."""
    how = standing(connection, view, entered, without=old.id if old else NO_CLASS, accepts_clashes=True)
    if why_not_promote(entered.facts, how, view.now):
        return False
    return old is None or why_not_withdraw(old.facts, first_look(view, old), view.now) is None


def _promote(
    connection: Connection,
    caller: Caller,
    view: Viewpoint,
    enrolment_id: int,
    entered: ClassRecord,
    old: ClassRecord | None,
    at: datetime,
) -> None:
    places.promote(connection, view, enrolment_id)
    events = [Event("promote", Change.ENROLLED, view.student_id, entered.id)]
    if old:
        places.take(connection, view, old.id)
        events.append(Event("promote", Change.WITHDRAWN, view.student_id, old.id))
    record(connection, caller, at, events)
    told = MessageContent(entered.row.key, gave_up=old.row.key if old else None)
    messages.write(connection, caller, view, MessageKind.PROMOTED, told)
    outbox.tell(connection, caller, view, Promoted, entered.row, at)
