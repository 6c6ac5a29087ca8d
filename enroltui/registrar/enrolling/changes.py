"""The transactions that give and take places: enrol, withdraw, swap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from enroltui.registrar import answers, locking, requests
from enroltui.registrar.enrolling import cart, places, waiting_list
from enroltui.registrar.enrolling.class_record import ClassRecord, Viewpoint
from enroltui.registrar.enrolling.class_rows import by_key
from enroltui.registrar.enrolling.deciding import EnrolOptions, decide, has_room_in_line
from enroltui.registrar.enrolling.standing import first_look, standing
from enroltui.registrar.people.students import viewpoint_of
from enroltui.registrar.permissions import Act
from enroltui.registrar.rules.asking import why_not_enrol, why_not_withdraw
from enroltui.registrar.rules.reasons import HeldBack, Reason
from enroltui.registrar.values.classes import ClassKey
from enroltui.registrar.values.enrolling import Change, Mode, Outcome
from enroltui.registrar.values.people import Caller


def enrol(
    connection: Connection,
    caller: Caller,
    at: datetime,
    student_number: str,
    keys: Sequence[ClassKey],
    request_key: str,
    from_cart: bool = True,
    *,
    mode: Mode = Mode.FREE,
    accept_clashes: bool = False,
) -> tuple[Outcome, ...]:
    """Enrol in classes, each with its own outcome; with `from_cart` only in those that are in the cart.

    `mode`: whether a full class gives a place in line, and whether one refusal stops all. A clash with teaching
    is refused unless `accept_clashes`. What is enrolled leaves the cart, what is refused stays there. To undo a
    withdrawal, enrol again without the cart; to undo an enrolment, withdraw. The same request key sent again gets the
    first answer; RequestReused when something else is asked.
    """
    # The places taken are counted under the lock of the class, so that no seat is given twice.
    locking.classes(connection, keys)
    view = viewpoint_of(connection, caller, student_number, Act.CHANGE)
    records = by_key(connection, view, keys)
    asked = requests.asked("enrol", student_number, keys, from_cart, mode, accept_clashes)
    if (again := answers.first_answer(connection, view, request_key, asked, records)) is not None:
        return again
    if waiting_list.let_in_first(connection, caller, records.values(), at):
        records = by_key(connection, view, keys)
    outcomes = decide(connection, view, keys, records, EnrolOptions(mode, from_cart, accept_clashes))
    _give_places(connection, view, outcomes, records)
    outcomes = [
        replace(
            outcome, row=answers.row_after(view, outcome, records), offer=cart.offer(connection, view, outcome, records)
        )
        for outcome in outcomes
    ]
    answers.tell(connection, caller, view, "enrol", outcomes, records, at)
    if any(outcome.change is Change.ENROLLED for outcome in outcomes):
        outcomes = _afterwards(connection, caller, view, [], outcomes, at)
    return answers.keep(connection, request_key, asked, outcomes, at)


def withdraw(
    connection: Connection,
    caller: Caller,
    at: datetime,
    student_number: str,
    keys: Sequence[ClassKey],
    request_key: str,
) -> tuple[Outcome, ...]:
    """Withdraw from classes or their waiting lists, each with its own outcome; request keys as for `enrol`.

    A place that comes free goes to the first in line at once; without a line, seat alerts tell of it.
    """
    locking.classes_and_own_lines(connection, keys, student_number)
    view = viewpoint_of(connection, caller, student_number, Act.CHANGE, also_closed=True)
    records = by_key(connection, view, keys)
    asked = requests.asked("withdraw", student_number, keys)
    if (again := answers.first_answer(connection, view, request_key, asked, records)) is not None:
        return again
    outcomes = []
    for key in dict.fromkeys(keys):
        class_record = records.get(key)
        reason = _why_not_withdraw(view, class_record) if class_record else cart.unknown(connection, key)
        change = Change.REFUSED if reason else Change.WITHDRAWN
        outcomes.append(Outcome(key, change, class_record.row if class_record else None, reason))
    given_up = [records[outcome.key] for outcome in outcomes if outcome.change is Change.WITHDRAWN]
    for class_record in given_up:
        places.take(connection, view, class_record.id)
    outcomes = [replace(outcome, row=answers.row_after(view, outcome, records)) for outcome in outcomes]
    answers.tell(connection, caller, view, "withdraw", outcomes, records, at)
    if given_up:
        outcomes = _afterwards(connection, caller, view, given_up, outcomes, at)
    return answers.keep(connection, request_key, asked, outcomes, at)


def swap(
    connection: Connection,
    caller: Caller,
    at: datetime,
    student_number: str,
    old: ClassKey,
    new: ClassKey,
    request_key: str,
    *,
    mode: Mode = Mode.FREE,
    accept_clashes: bool = False,
) -> tuple[Outcome, ...]:
    """Give up `old` for `new`, both or neither; the outcome of each, `old` first. Request keys as for `enrol`.

    With Mode.FREE_OR_WAITING a full `new` gives a place in line; `old` is then KEPT until that becomes a place.
    """
    locking.classes_and_own_lines(connection, [old, new], student_number)
    view = viewpoint_of(connection, caller, student_number, Act.CHANGE)
    records = by_key(connection, view, [old, new])
    asked = requests.asked("swap", student_number, [old, new], mode, accept_clashes)
    if (again := answers.first_answer(connection, view, request_key, asked, records)) is not None:
        return again
    if waiting_list.let_in_first(
        connection, caller, [class_record for key, class_record in records.items() if key == new], at
    ):
        records = by_key(connection, view, [old, new])
    options = EnrolOptions(mode, accept_clashes=accept_clashes)
    outcomes = _decide_swap(connection, view, old, new, records, options)
    _give_places(connection, view, outcomes, records)
    if outcomes[0].change is Change.KEPT:
        waiting_list.promise(connection, view, records[new], records[old])
    given_up = [records[old]] if outcomes[0].change is Change.WITHDRAWN else []
    for class_record in given_up:
        places.take(connection, view, class_record.id)
    outcomes = [replace(outcome, row=answers.row_after(view, outcome, records)) for outcome in outcomes]
    answers.tell(connection, caller, view, "swap", outcomes, records, at)
    if given_up:
        outcomes = _afterwards(connection, caller, view, given_up, outcomes, at)
    return answers.keep(connection, request_key, asked, outcomes, at)


def _decide_swap(
    connection: Connection,
    view: Viewpoint,
    old: ClassKey,
    new: ClassKey,
    records: dict[ClassKey, ClassRecord],
    options: EnrolOptions,
) -> list[Outcome]:
    """Return the outcomes of the old class and of the new one."""
    leaving, entering = records.get(old), records.get(new)
    why_not_old = _why_not_withdraw(view, leaving) if leaving else cart.unknown(connection, old)
    why_not_new: Reason | None
    if entering is None:
        why_not_new = cart.unknown(connection, new)
    else:
        without = leaving.id if leaving else 0
        how = standing(connection, view, entering, without=without, accepts_clashes=options.accept_clashes)
        why_not_new = why_not_enrol(entering.facts, how, view.now)
    changes = (Change.WITHDRAWN, Change.ENROLLED)
    if why_not_old is None and why_not_new and options.mode is Mode.FREE_OR_WAITING and has_room_in_line(why_not_new):
        changes, why_not_new = (Change.KEPT, Change.WAITING), None
    if why_not_old or why_not_new:
        changes = (Change.REFUSED, Change.REFUSED)
        why_not_new = why_not_new or HeldBack(new.class_number, because=old.class_number)
        why_not_old = why_not_old or HeldBack(old.class_number, because=new.class_number)
    return [
        Outcome(old, changes[0], leaving.row if leaving else None, why_not_old),
        Outcome(new, changes[1], entering.row if entering else None, why_not_new),
    ]


def _why_not_withdraw(view: Viewpoint, class_record: ClassRecord) -> Reason | None:
    return why_not_withdraw(class_record.facts, first_look(view, class_record), view.now)


def _give_places(
    connection: Connection, view: Viewpoint, outcomes: Sequence[Outcome], records: dict[ClassKey, ClassRecord]
) -> None:
    for outcome in outcomes:
        if outcome.change not in (Change.ENROLLED, Change.WAITING):
            continue
        class_record = records[outcome.key]
        if outcome.change is Change.ENROLLED:
            places.give(connection, view, class_record.id)
        else:
            places.give_in_line(connection, view, class_record.id)
        if class_record.row.in_cart:
            cart.take_out(connection, view, [class_record.id])


def _afterwards(
    connection: Connection,
    caller: Caller,
    view: Viewpoint,
    given_up: Sequence[ClassRecord],
    outcomes: list[Outcome],
    at: datetime,
) -> list[Outcome]:
    """Let in whoever may enter now, and return the outcomes with their rows after that."""
    if not waiting_list.let_in(connection, caller, view, at, given_up):
        return outcomes
    rows = by_key(connection, view, [outcome.key for outcome in outcomes])
    return [replace(outcome, row=rows[outcome.key].row if outcome.key in rows else None) for outcome in outcomes]
