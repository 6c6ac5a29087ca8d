"""What a student can do about a class that is full: join its waiting list, or be told of a free place."""

from __future__ import annotations

from enroltui.registrar.values.classes import ClassRow
from enroltui.terms import Status


def can_wait(row: ClassRow) -> bool:
    """Return whether there is room on the waiting list of a class, and the student is not in the class."""
    return row.status is Status.WAITING_LIST and row.state is None and row.waiting < row.waiting_capacity


def can_be_told(row: ClassRow) -> bool:
    """Return whether the class is full, without a waiting list, and the student is not in it."""
    return row.status is Status.FULL and row.state is None and not row.waiting_capacity
