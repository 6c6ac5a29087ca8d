"""Spoil what a run recorded or kept, as a broken program would; the checker has to find each such fault."""

from __future__ import annotations

from collections.abc import Callable

from enroltui.proving.checking import CLOSED, ENROLLED, REFUSED, WITHDRAWN, Kept, KeptEvent, KeptSeat, PlayerRequest

Plant = Callable[[list[PlayerRequest], Kept], None]


def one_seat_too_many(asked: list[PlayerRequest], kept: Kept) -> None:
    """Let a class take more than it has places, and let the audit trail tell of it."""
    number = min(kept.places)
    for student in _others(kept, number)[: kept.places[number].seats + 1]:
        kept.seats.append(KeptSeat(student, number, ENROLLED))
        kept.events.append(KeptEvent(student, number, "enrol", ENROLLED, None))


def enrolled_twice(asked: list[PlayerRequest], kept: Kept) -> None:
    """Put a student into a class two times."""
    kept.seats.append(next(seat for seat in kept.seats if seat.state == ENROLLED))


def confirmed_and_lost(asked: list[PlayerRequest], kept: Kept) -> None:
    """Forget an answered request."""
    key = next(request.key for request in reversed(asked) if request.answers)
    kept.requests[:] = [row for row in kept.requests if row.key != key]


def seat_lost(asked: list[PlayerRequest], kept: Kept) -> None:
    """Take a seat away that nobody gave up."""
    kept.seats.remove(next(seat for seat in kept.seats if seat.state == ENROLLED))


def refused_and_there(asked: list[PlayerRequest], kept: Kept) -> None:
    """Say of somebody who was enrolled that it was refused."""
    event = next(event for event in reversed(kept.events) if event.outcome == REFUSED and event.rule == "full")
    kept.seats.append(KeptSeat(event.student, event.class_number, ENROLLED))


def told_undone_and_done(asked: list[PlayerRequest], kept: Kept) -> None:
    """Tell a player that nothing was changed, though it was."""
    request = next(request for request in asked if request.answers)
    request.answers.clear()
    request.ended, request.undone = None, request.times


def carried_out_twice(asked: list[PlayerRequest], kept: Kept) -> None:
    """Carry a request that was sent again out again."""
    kept.requests.append(kept.requests[0])


def swapped_by_half(asked: list[PlayerRequest], kept: Kept) -> None:
    """Let a swap give up the old class without the new one."""
    request = next(request for request in asked if request.action == "swap" and request.answers)
    request.answers[:] = [(WITHDRAWN, REFUSED)]


def jumped_the_line(asked: list[PlayerRequest], kept: Kept) -> None:
    """Let another in than the first in line."""
    place = next(
        place for place, told in enumerate(kept.events) if (told.action, told.outcome) == ("promote", ENROLLED)
    )
    event = kept.events[place]
    other = next(told.student for told in kept.events if told.student != event.student)
    kept.events[place] = event._replace(student=other)


def unaudited(asked: list[PlayerRequest], kept: Kept) -> None:
    """Leave a change out of the audit trail."""
    kept.events.remove(next(event for event in reversed(kept.events) if event.outcome == ENROLLED))


def out_of_order(asked: list[PlayerRequest], kept: Kept) -> None:
    """Carry two requests for a class, one after the other, out the other way round."""
    places = {row.key: place for place, row in enumerate(kept.requests)}
    heard = [request for request in asked if request.ended is not None and request.key in places]
    first, later = next(
        (places[request.key], places[other.key])
        for request in heard
        for other in heard
        if request.ended and request.ended < other.started and set(request.classes) & set(other.classes)
    )
    kept.requests[first], kept.requests[later] = kept.requests[later], kept.requests[first]


def closed_and_enrolled(asked: list[PlayerRequest], kept: Kept) -> None:
    """Close the account of somebody before the enrolment."""
    place = max(place for place, told in enumerate(kept.events) if (told.action, told.outcome) == ("enrol", ENROLLED))
    student = kept.events[place].student
    kept.events.insert(place, KeptEvent(student, 0, CLOSED, student, None))


def _others(kept: Kept, number: int) -> list[str]:
    there = {seat.student for seat in kept.seats if seat.class_number == number and seat.state != WITHDRAWN}
    return sorted({event.student for event in kept.events} - there)


PLANTS: dict[str, Plant] = {
    plant.__name__.replace("_", "-"): plant
    for plant in (
        one_seat_too_many,
        enrolled_twice,
        confirmed_and_lost,
        seat_lost,
        refused_and_there,
        told_undone_and_done,
        carried_out_twice,
        swapped_by_half,
        jumped_the_line,
        unaudited,
        out_of_order,
        closed_and_enrolled,
    )
}
