"""The shopping cart: what is put in, taken out and shown. It holds no seat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, select

from enroltui.registrar.audit import Event, record
from enroltui.registrar.enrolling.class_record import ClassRecord, Viewpoint
from enroltui.registrar.enrolling.class_rows import by_course, by_id, by_key
from enroltui.registrar.enrolling.standing import first_look
from enroltui.registrar.people.students import viewpoint_of
from enroltui.registrar.permissions import Act
from enroltui.registrar.prepared import Prepared
from enroltui.registrar.rules.asking import why_not_cart, why_not_enrol
from enroltui.registrar.rules.enrolling import PeriodOver
from enroltui.registrar.rules.reasons import NotInCart, OtherYear, Reason, UnknownNumber
from enroltui.registrar.tables import cart_item, class_
from enroltui.registrar.values.classes import ClassKey, ClassRow
from enroltui.registrar.values.enrolling import Change, Outcome
from enroltui.registrar.values.people import Caller
from enroltui.terms import Component, Description

_ITEMS = Prepared(
    select(cart_item.c.class_id).where(cart_item.c.student_id == bindparam("of_student")).order_by(cart_item.c.id)
)
_ADD = Prepared(insert(cart_item), "student_id", "class_id", "added")
_REMOVE = Prepared(
    delete(cart_item).where(
        cart_item.c.student_id == bindparam("of_student"), cart_item.c.class_id == bindparam("of_class")
    )
)
_YEARS = Prepared(
    select(class_.c.academic_year)
    .where(class_.c.class_number == bindparam("number"))
    .order_by(class_.c.academic_year.desc())
)
_EXAMS = (Description.EXAM, Description.RETAKE, Description.PARTIAL_EXAM)


def cart(connection: Connection, caller: Caller, student_number: str) -> tuple[ClassRow, ...]:
    """List what is in the student's cart, in the order in which it was put there."""
    view = viewpoint_of(connection, caller, student_number)
    return items(connection, view)


def items(connection: Connection, view: Viewpoint) -> tuple[ClassRow, ...]:
    """List the cart of the view's student."""
    there = _ITEMS.all(connection, of_student=view.student_id)
    return tuple(class_record.row for class_record in by_id(connection, view, [item.class_id for item in there]))


def add_to_cart(
    connection: Connection, caller: Caller, at: datetime, student_number: str, keys: Sequence[ClassKey]
) -> tuple[Outcome, ...]:
    """Put classes into the cart, each with its own outcome. Full and not yet open ones may be put there."""
    view = viewpoint_of(connection, caller, student_number, Act.CHANGE)
    records = by_key(connection, view, keys)
    outcomes = []
    added = []
    for key in dict.fromkeys(keys):
        class_record = records.get(key)
        reason = why_not(view, class_record) if class_record else unknown(connection, key)
        if class_record and not reason:
            added.append(class_record)
            outcomes.append(Outcome(key, Change.ADDED, replace(class_record.row, in_cart=True)))
        else:
            outcomes.append(Outcome(key, Change.REFUSED, class_record.row if class_record else None, reason))
    for class_record in added:
        _ADD.change(connection, {"student_id": view.student_id, "class_id": class_record.id, "added": caller.now})
    record(
        connection,
        caller,
        at,
        [Event("add_to_cart", Change.ADDED, view.student_id, class_record.id) for class_record in added],
    )
    return tuple(replace(outcome, offer=offer(connection, view, outcome, records)) for outcome in outcomes)


def remove_from_cart(
    connection: Connection, caller: Caller, at: datetime, student_number: str, keys: Sequence[ClassKey]
) -> tuple[Outcome, ...]:
    """Take classes out of the cart, each with its own outcome."""
    view = viewpoint_of(connection, caller, student_number, Act.CHANGE)
    records = by_key(connection, view, keys)
    outcomes = []
    removed = []
    for key in dict.fromkeys(keys):
        class_record = records.get(key)
        if class_record and class_record.row.in_cart:
            removed.append(class_record.id)
            outcomes.append(Outcome(key, Change.REMOVED, replace(class_record.row, in_cart=False)))
        else:
            reason = NotInCart(key.class_number)
            outcomes.append(Outcome(key, Change.REFUSED, class_record.row if class_record else None, reason))
    take_out(connection, view, removed)
    record(connection, caller, at, [Event("remove_from_cart", Change.REMOVED, view.student_id, id_) for id_ in removed])
    return tuple(outcomes)


def take_out(connection: Connection, view: Viewpoint, class_ids: Sequence[int]) -> None:
    """Take these classes, which are in the cart, out of it."""
    for id_ in class_ids:
        _REMOVE.change(connection, {"of_student": view.student_id, "of_class": id_})


def why_not(view: Viewpoint, class_record: ClassRecord) -> Reason | None:
    """Tell why this class can't be put into the cart; None: can, or nobody in particular looks."""
    if view.career is None:
        return None
    return why_not_cart(class_record.facts, first_look(view, class_record), class_record.row.in_cart, view.now)


def unknown(connection: Connection, key: ClassKey) -> Reason:
    """Tell why there is no class with this key."""
    years = years_of(connection, key.class_number)
    return OtherYear(key.class_number, years[0], key.academic_year) if years else UnknownNumber(str(key.class_number))


def years_of(connection: Connection, class_number: int) -> list[str]:
    """List the academic years in which there is a class with this number, the latest first."""
    return [row.academic_year for row in _YEARS.all(connection, number=class_number)]


def offer(
    connection: Connection, view: Viewpoint, outcome: Outcome, records: dict[ClassKey, ClassRecord]
) -> ClassRow | None:
    """Find what would help besides: the open exam of a course whose teaching was taken, the open retake of an exam.

    A retake is offered where its exam is closed, or was just enrolled for: it wants an enrolment of its own. Nothing
    where the student already has what would be offered, or another exam of the course instead of a closed one, enrolled
    or in the cart. Reads what stands now.
    """
    wanted = _wanted(outcome)
    if view.career is None or not wanted:
        return None
    there = by_course(connection, view, outcome.key.academic_year, [records[outcome.key].course_id])
    exams = [exam for exam in there if exam.row.description in wanted and exam.row.key != outcome.key]
    if any(exam.row.in_cart or exam.row.state for exam in exams):
        return None
    able = [exam for exam in exams if why_not_enrol(exam.facts, first_look(view, exam), view.now) is None]
    return able[0].row if able else None


def _wanted(outcome: Outcome) -> tuple[Description, ...]:
    """Tell what kinds of exam would help."""
    if outcome.row is None:
        return ()
    if outcome.row.component not in (Component.EXAM, Component.PARTIAL_EXAM):
        return _EXAMS if outcome.change in (Change.ADDED, Change.ENROLLED) else ()
    if isinstance(outcome.reason, PeriodOver):
        return _EXAMS
    enrolled = outcome.change is Change.ENROLLED and outcome.row.description is Description.EXAM
    return (Description.RETAKE,) if enrolled else ()
