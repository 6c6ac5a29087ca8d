"""Makes up the seats of each class, from 8 to 400, and its waiting-list places, by how many want one."""

from __future__ import annotations

from collections.abc import Iterable

from catalogue_maker import chance, special
from catalogue_maker.classes import Fill, PlannedClass
from catalogue_maker.wishes import PlaceWish, Wishes
from enroltui.terms import Description

SMALLEST, LARGEST = 8, 400
ENOUGH = 12
"""A class for which fewer students ask is never full, unless a special case says so."""


def set_sizes(classes: Iterable[PlannedClass], wishes: Wishes) -> Wishes:
    """Give each class its seats and waiting places. Returns the wishes, less those that would make one too full."""
    kept: Wishes = {}
    exam_seats: dict[int, int] = {}
    for planned in classes:
        wanted = wishes.get(planned.class_number, [])
        asked = sorted((wish for wish in wanted if wish.at), key=lambda wish: (wish.at, wish.student.id))
        fill = special.fill_of(planned)
        if len(asked) < ENOUGH and not special.case_of(planned).fill:
            fill = Fill.OPEN
        if fill is Fill.OPEN:
            for_exam = exam_seats.get(planned.course.id, 0) if planned.description is Description.RETAKE else 0
            spacious = len(wanted) * 5 // 4 + chance.between(2, 12, "seats", planned.key)
            planned.capacity = special.case_of(planned).seats or _rounded_up(max(spacious, for_exam * 6 // 10))
            planned.waiting_capacity = _waiting_places(planned)
            kept[planned.class_number] = asked
        else:
            kept[planned.class_number] = _fill(planned, fill, asked)
        if planned.description is Description.EXAM:
            exam_seats[planned.course.id] = planned.capacity
    return kept


def _fill(planned: PlannedClass, fill: Fill, asked: list[PlaceWish]) -> list[PlaceWish]:
    """Set the sizes so that the class becomes as full as it is to be; withdrawals stay only where others wait."""
    if fill in (Fill.NEARLY_FULL, Fill.ONE_LEFT, Fill.FULL):
        seats = _rounded_down(len(asked) if fill is not Fill.FULL else len(asked) * 9 // 10)
        left = {Fill.FULL: 0, Fill.ONE_LEFT: 1}.get(fill, chance.between(1, 3, "left", planned.key))
        planned.capacity = seats
        planned.waiting_capacity = 0 if fill is Fill.FULL else _waiting_places(planned)
        return _staying(asked)[: seats - left]
    waiting = max(4, len(asked) // 8)
    planned.capacity = _rounded_down(len(asked) - waiting)
    if fill is Fill.WAITING_FULL:
        planned.waiting_capacity = waiting - 2
        return _staying(asked)
    planned.waiting_capacity = (len(asked) - planned.capacity) + chance.between(2, 8, "line", planned.key)
    return asked


def _staying(wishes: list[PlaceWish]) -> list[PlaceWish]:
    return [PlaceWish(wish.student, wish.at, expected=wish.expected) for wish in wishes]


def _waiting_places(planned: PlannedClass) -> int:
    if chance.chosen(40, "no waiting list", planned.key):
        return 0
    return max(3, planned.capacity // 10)


def _rounded_up(seats: int) -> int:
    step = 1 if seats < 20 else 5 if seats < 100 else 10
    return min(LARGEST, max(SMALLEST, -(-seats // step) * step))


def _rounded_down(seats: int) -> int:
    step = 1 if seats < 30 else 5
    return min(LARGEST, max(SMALLEST, seats // step * step))
