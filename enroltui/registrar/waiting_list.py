"""The waiting list: who is let in when a place is free, and what they are told. Nobody jumps it.

A free place goes to the first in line whom the rules then allow; those passed over keep their place in line. Only when
nobody in line can have it does it go to somebody who asks for it now, as the last in line would.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select

from enroltui.registrar import locking, messages, outbox, places, rules, seat_alerts
from enroltui.registrar.audit import Event, record
from enroltui.registrar.class_rows import AnyRow, Known, View, by_id
from enroltui.registrar.facts import Caller, Change, Told
from enroltui.registrar.letter_facts import Promoted
from enroltui.registrar.prepared import Prepared
from enroltui.registrar.standing import NO_CLASS, first_look, standing
from enroltui.registrar.students import view_from
from enroltui.registrar.tables import enrolment, exchange, is_state, student
from enroltui.terms import Career, MessageKind, State

_IN_LINE = (
    select(enrolment.c.id, enrolment.c.student_id, student.c.career, exchange.c.class_id.label("gives_up"))
    .select_from(enrolment.join(student).outerjoin(exchange))
    .where(enrolment.c.class_id == bindparam("of_class"), is_state(State.WAITING))
)
_LINE = Prepared(_IN_LINE.order_by(enrolment.c.id))
_OWN_LINES = Prepared(
    select(enrolment.c.class_id)
    .where(enrolment.c.student_id == bindparam("of_student"), is_state(State.WAITING))
    .order_by(enrolment.c.id)
)
_WAITING = select(enrolment.c.id).where(
    enrolment.c.student_id == bindparam("of_student"),
    enrolment.c.class_id == bindparam("of_class"),
    is_state(State.WAITING),
)


def promise(connection: Connection, view: View, waiting: Known, kept: Known) -> None:
    """Write down that a student who waits for one class gives up another when a place there is won."""
    place = connection.scalar(_WAITING, {"of_student": view.student_id, "of_class": waiting.id})
    connection.execute(insert(exchange), {"enrolment_id": place, "class_id": kept.id})


def let_in_first(connection: Connection, caller: Caller, asked: Iterable[Known], at: datetime) -> bool:
    """Before somebody else asks for a place: let in those in line, where places are free; whether anybody was."""
    return _let_in(connection, caller, [one.id for one in asked if one.facts.waiting and one.row.free], at)


def freed(connection: Connection, caller: Caller, given_up: Sequence[Known], at: datetime) -> bool:
    """After places in these classes were given up: let in those in line, tell the others; whether anybody was let in.

    `given_up` are as they were before that; what was only waited for frees nothing.
    """
    places = [one for one in given_up if one.row.state is State.ENROLLED]
    seat_alerts.tell(connection, caller, [one for one in places if not one.row.free], at)
    return _let_in(connection, caller, [one.id for one in places if one.facts.waiting], at)


def let_in(connection: Connection, caller: Caller, view: View, at: datetime) -> bool:
    """After a change for the view's student: let in who is first, where the student waits; whether anybody was.

    What kept the student out of a free place may be gone: a hold, or a class that clashed.
    """
    waits_for = [row.class_id for row in _OWN_LINES.all(connection, of_student=view.student_id)]
    return _let_in(connection, caller, waits_for, at)


def _let_in(connection: Connection, caller: Caller, class_ids: Sequence[int], at: datetime) -> bool:
    anybody = False
    to_do = list(class_ids)
    while to_do:
        class_id = to_do.pop(0)
        locking.class_by_id(connection, class_id)
        for place in _LINE.all(connection, of_class=class_id):
            locking.student_by_id(connection, place.student_id)
            view = view_from(connection, place.student_id, Career(place.career), caller.now)
            [one] = by_id(connection, view, [class_id])
            if not one.row.free:
                break
            old = _to_give_up(connection, view, place)
            if _may_enter(connection, view, one, old):
                anybody = True
                _promote(connection, caller, view, place, one, old, at)
                if old:
                    seat_alerts.tell(connection, caller, [old] if not old.row.free else [], at)
                    to_do.append(old.id)
    return anybody


def _to_give_up(connection: Connection, view: View, place: AnyRow) -> Known | None:
    if place.gives_up is None:
        return None
    locking.class_by_id(connection, place.gives_up)
    [old] = by_id(connection, view, [place.gives_up])
    return old if old.row.state else None


def _may_enter(connection: Connection, view: View, one: Known, old: Known | None) -> bool:
    """Whether the rules allow it now. Teaching that clashes has been accepted by joining the line."""
    how = standing(connection, view, one, without=old.id if old else NO_CLASS, accepts_clashes=True)
    if rules.why_not_promote(one.facts, how, view.now):
        return False
    return old is None or rules.why_not_withdraw(old.facts, first_look(view, old), view.now) is None


def _promote(
    connection: Connection, caller: Caller, view: View, place: AnyRow, one: Known, old: Known | None, at: datetime
) -> None:
    places.promote(connection, view, place.id)
    events = [Event("promote", Change.ENROLLED, view.student_id, one.id)]
    if old:
        places.take(connection, view, old.id)
        events.append(Event("promote", Change.WITHDRAWN, view.student_id, old.id))
    record(connection, caller, at, events)
    told = Told(one.row.key, gave_up=old.row.key if old else None)
    messages.write(connection, caller, view, MessageKind.PROMOTED, told)
    outbox.tell(connection, caller, view, Promoted, one.row, at)
