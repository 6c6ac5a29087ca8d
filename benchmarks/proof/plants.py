"""Planted faults: each spoils what a run recorded or kept, as a broken program would; the checker has to find it."""

from __future__ import annotations

from collections.abc import Callable

from benchmarks.proof.checking import CLOSED, ENROLLED, REFUSED, WITHDRAWN, Asked, Event, Kept, Seat

Plant = Callable[[list[Asked], Kept], None]


def one_seat_too_many(asked: list[Asked], kept: Kept) -> None:
    """A class takes more than it has places; the audit trail tells of it in good faith."""
    number = min(kept.places)
    for student in _others(kept, number)[: kept.places[number].seats + 1]:
        kept.seats.append(Seat(student, number, ENROLLED))
        kept.events.append(Event(student, number, "enrol", ENROLLED, None))


def enrolled_twice(asked: list[Asked], kept: Kept) -> None:
    """A student is in a class two times."""
    kept.seats.append(next(one for one in kept.seats if one.state == ENROLLED))


def confirmed_and_lost(asked: list[Asked], kept: Kept) -> None:
    """An answered request left nothing."""
    key = next(one.key for one in reversed(asked) if one.answers)
    kept.requests[:] = [one for one in kept.requests if one.key != key]


def seat_lost(asked: list[Asked], kept: Kept) -> None:
    """A seat is gone without anybody's doing."""
    kept.seats.remove(next(one for one in kept.seats if one.state == ENROLLED))


def refused_and_there(asked: list[Asked], kept: Kept) -> None:
    """Who was refused is enrolled."""
    event = next(one for one in reversed(kept.events) if one.outcome == REFUSED and one.rule == "full")
    kept.seats.append(Seat(event.student, event.class_number, ENROLLED))


def told_undone_and_done(asked: list[Asked], kept: Kept) -> None:
    """A player was told that nothing was changed, but it was."""
    request = next(one for one in asked if one.answers)
    request.answers.clear()
    request.ended, request.undone = None, request.times


def carried_out_twice(asked: list[Asked], kept: Kept) -> None:
    """A request that was sent again was carried out again."""
    kept.requests.append(kept.requests[0])


def swapped_by_half(asked: list[Asked], kept: Kept) -> None:
    """A swap gave up the old class without the new one."""
    request = next(one for one in asked if one.action == "swap" and one.answers)
    request.answers[:] = [(WITHDRAWN, REFUSED)]


def jumped_the_line(asked: list[Asked], kept: Kept) -> None:
    """Another than the first in line was let in."""
    place = next(place for place, one in enumerate(kept.events) if (one.action, one.outcome) == ("promote", ENROLLED))
    event = kept.events[place]
    other = next(one.student for one in kept.events if one.student != event.student)
    kept.events[place] = event._replace(student=other)


def unaudited(asked: list[Asked], kept: Kept) -> None:
    """A change is missing in the audit trail."""
    kept.events.remove(next(one for one in reversed(kept.events) if one.outcome == ENROLLED))


def out_of_order(asked: list[Asked], kept: Kept) -> None:
    """Two requests for a class, one after the other, were carried out the other way round."""
    places = {one.key: place for place, one in enumerate(kept.requests)}
    heard = [one for one in asked if one.ended is not None and one.key in places]
    first, later = next(
        (places[one.key], places[other.key])
        for one in heard
        for other in heard
        if one.ended and one.ended < other.started and set(one.classes) & set(other.classes)
    )
    kept.requests[first], kept.requests[later] = kept.requests[later], kept.requests[first]


def closed_and_enrolled(asked: list[Asked], kept: Kept) -> None:
    """The account of somebody who was enrolled had been closed before."""
    place = max(place for place, one in enumerate(kept.events) if (one.action, one.outcome) == ("enrol", ENROLLED))
    student = kept.events[place].student
    kept.events.insert(place, Event(student, 0, CLOSED, student, None))


def _others(kept: Kept, number: int) -> list[str]:
    there = {one.student for one in kept.seats if one.class_number == number and one.state != WITHDRAWN}
    return sorted({one.student for one in kept.events} - there)


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
