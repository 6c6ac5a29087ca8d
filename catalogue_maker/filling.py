"""Gives the places of classes and waiting lists out, in the order in which they were asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from heapq import heapify, heappop

from catalogue_maker.classes import PlannedClass
from catalogue_maker.people import Student
from catalogue_maker.wishes import PlaceWish
from enroltui.terms import State


@dataclass
class Enrolment:
    """What became of a student's wish for a class."""

    student: Student
    planned: PlannedClass
    state: State
    waiting_since: datetime | None = None
    enrolled: datetime | None = None
    withdrawn: datetime | None = None

    def events(self) -> Iterator[tuple[datetime, str, State]]:
        """Yield each change of it: the moment, the audit trail's name for the action, and the state after it."""
        if self.waiting_since:
            yield self.waiting_since, "enrol", State.WAITING
        if self.enrolled:
            yield self.enrolled, "enrol", State.ENROLLED
        if self.withdrawn:
            yield self.withdrawn, "withdraw", State.WITHDRAWN


def give_places(planned: PlannedClass, wishes: Iterable[PlaceWish]) -> list[Enrolment]:
    """Go through a class's wishes and withdrawals in order of time. Who finds class and waiting list full gets nothing.

    A place that is given up goes to the first in line at that moment.
    """
    asked = [wish for wish in wishes if wish.at is not None]
    moments = [(wish.at, 0, wish.student.id, wish) for wish in asked]
    moments += [(wish.withdraws, 1, wish.student.id, wish) for wish in asked if wish.withdraws]
    heapify(moments)
    held: dict[int, Enrolment] = {}
    in_line: list[Enrolment] = []
    taken = 0
    while moments:
        at, leaves, student_id, wish = heappop(moments)
        if not leaves and taken < planned.capacity:
            taken += 1
            held[student_id] = Enrolment(wish.student, planned, State.ENROLLED, enrolled=at)
        elif not leaves and len(in_line) < planned.waiting_capacity:
            held[student_id] = Enrolment(wish.student, planned, State.WAITING, waiting_since=at)
            in_line.append(held[student_id])
        elif leaves and student_id in held:
            left = held[student_id]
            if left.state is State.WAITING:
                in_line.remove(left)
            elif in_line:
                first = in_line.pop(0)
                first.state, first.enrolled = State.ENROLLED, at
            else:
                taken -= 1
            left.state, left.withdrawn = State.WITHDRAWN, at
    _check_demo_students(planned, asked, held)
    return list(held.values())


def _check_demo_students(planned: PlannedClass, wishes: list[PlaceWish], held: dict[int, Enrolment]) -> None:
    for wish in wishes:
        if wish.expected and (wish.student.id not in held or held[wish.student.id].state != wish.expected):
            raise ValueError(f"{wish.student.number} is not {wish.expected} in {planned.key}")
