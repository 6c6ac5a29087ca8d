"""Plans: named carts that are kept for later. They may hold anything, and hold no seat."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, select

from enroltui.registrar.audit import Event, record
from enroltui.registrar.enrolling import cart
from enroltui.registrar.enrolling.class_record import Viewpoint
from enroltui.registrar.enrolling.class_rows import by_id, by_key
from enroltui.registrar.people.students import viewpoint_of
from enroltui.registrar.permissions import Act
from enroltui.registrar.tables import plan, plan_item
from enroltui.registrar.values.enrolling import Outcome
from enroltui.registrar.values.people import Caller
from enroltui.registrar.values.student_center import Plan

LONGEST_NAME = 40

_PLANS = select(plan).where(plan.c.student_id == bindparam("of_student"))
_ITEMS = select(plan_item.c.class_id).where(plan_item.c.plan_id == bindparam("of_plan")).order_by(plan_item.c.id)
_EMPTY = delete(plan_item).where(plan_item.c.plan_id == bindparam("of_plan"))
_DELETE = delete(plan).where(plan.c.id == bindparam("of_plan"))


def plans(connection: Connection, caller: Caller, student_number: str) -> tuple[Plan, ...]:
    """List the student's named carts, by name."""
    view = viewpoint_of(connection, caller, student_number)
    found = []
    for row in connection.execute(_PLANS.order_by(plan.c.name), {"of_student": view.student_id}).all():
        ids = connection.scalars(_ITEMS, {"of_plan": row.id}).all()
        found.append(Plan(row.name, tuple(class_record.row for class_record in by_id(connection, view, ids))))
    return tuple(found)


def save_plan(connection: Connection, caller: Caller, at: datetime, student_number: str, name: str) -> Plan:
    """Keep what is in the cart under a name, of at most LONGEST_NAME letters; a plan of that name is replaced."""
    view = viewpoint_of(connection, caller, student_number, Act.CHANGE)
    name = name.strip()[:LONGEST_NAME]
    _forget(connection, view, name)
    rows = cart.items(connection, view)
    key = connection.execute(insert(plan), {"student_id": view.student_id, "name": name}).inserted_primary_key
    assert key is not None
    for class_record in by_key(connection, view, [row.key for row in rows]).values():
        connection.execute(insert(plan_item), {"plan_id": key[0], "class_id": class_record.id})
    record(connection, caller, at, [Event("save_plan", name, view.student_id)])
    return Plan(name, rows)


def load_plan(
    connection: Connection, caller: Caller, at: datetime, student_number: str, name: str
) -> tuple[Outcome, ...]:
    """Put what a plan holds into the cart, each class with its own outcome; none for a plan that there is not."""
    found = [plan_found for plan_found in plans(connection, caller, student_number) if plan_found.name == name]
    keys = [row.key for plan_found in found for row in plan_found.rows]
    return cart.add_to_cart(connection, caller, at, student_number, keys)


def delete_plan(connection: Connection, caller: Caller, at: datetime, student_number: str, name: str) -> None:
    """Forget a plan, if there is one of this name."""
    view = viewpoint_of(connection, caller, student_number, Act.CHANGE)
    if _forget(connection, view, name):
        record(connection, caller, at, [Event("delete_plan", name, view.student_id)])


def _forget(connection: Connection, view: Viewpoint, name: str) -> bool:
    """Delete the plan of this name, and tell whether there was one."""
    found = connection.execute(_PLANS.where(plan.c.name == name), {"of_student": view.student_id}).all()
    for row in found:
        connection.execute(_EMPTY, {"of_plan": row.id})
        connection.execute(_DELETE, {"of_plan": row.id})
    return bool(found)
