"""Compare what was asked and answered with what the database kept; pure, it lists whatever does not fit."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from enroltui.language import N_
from enroltui.proving.faults import Fault, fault

ENROLLED, WAITING, WITHDRAWN, KEPT, REFUSED = "enrolled", "waiting", "withdrawn", "kept", "refused"
CLOSED, OPENED = "close_account", "open_account"
"""These actions are about a student's account, and about no class."""


class Places(NamedTuple):
    """How many seats a class has, and how many may wait in its line."""

    seats: int
    line: int


class KeptSeat(NamedTuple):
    """A row of the table of enrolments."""

    student: str
    class_number: int
    state: str


class KeptEvent(NamedTuple):
    """A row of the audit trail; `class_number` is 0 where it is about no class."""

    student: str
    class_number: int
    action: str
    outcome: str
    rule: str | None


class KeptRequest(NamedTuple):
    """An answered request, as it is kept: what was decided of each class."""

    key: str
    decisions: tuple[tuple[int, str], ...]

    @classmethod
    def read(cls, key: str, answer: str) -> KeptRequest:
        """Make it of its row."""
        return cls(key, tuple((class_key[1], change) for class_key, change, *_ in json.loads(answer)))


class Kept(NamedTuple):
    """All that the database holds, each in the order of its ids."""

    places: dict[int, Places]
    seats: list[KeptSeat]
    events: list[KeptEvent]
    requests: list[KeptRequest]


@dataclass
class PlayerRequest:
    """A request as its player recorded it; times are of one clock for all."""

    key: str
    action: str
    student: str
    classes: tuple[int, ...]
    started: float
    times: int = 0
    """It was sent so many times."""
    answers: list[tuple[str, ...]] = field(default_factory=list)
    ended: float | None = None
    """Its first answer was heard at this moment."""
    undone: int = 0
    """So many times it was told that nothing was changed."""


def violations(asked: Sequence[PlayerRequest], kept: Kept) -> list[Fault]:
    """List everything that is wrong."""
    return list(
        dict.fromkeys(
            [
                *_over_capacity(kept),
                *_twice(kept),
                *_answers(asked, kept),
                *_swaps(asked),
                *_halves(asked, kept),
                *_closed(kept),
                *(fault for number in kept.places for fault in _history(number, kept)),
                *(fault for number in kept.places for fault in _order(number, asked, kept)),
            ]
        )
    )


def as_of(asked: Sequence[PlayerRequest], moment: float) -> list[PlayerRequest]:
    """Return what a backup begun at this moment has to hold: what was answered later may be in it or not."""
    later = [request.ended is not None and request.ended >= moment for request in asked]
    return [
        replace(request, answers=[], ended=None, undone=0) if is_later else request
        for request, is_later in zip(asked, later, strict=True)
    ]


def fights(asked: Iterable[PlayerRequest]) -> int:
    """Count how often somebody won a seat or a place in line that another asked for at that time and did not get."""
    of: dict[int, list[tuple[float, float, str]]] = {}
    for request in asked:
        if request.ended is not None and request.action != "withdraw":
            of.setdefault(request.classes[-1], []).append((request.started, request.ended, request.answers[0][-1]))
    return sum(_fought(spans) for spans in of.values())


def _fought(spans: list[tuple[float, float, str]]) -> int:
    spans.sort()
    found = 0
    for place, (start, end, won) in enumerate(spans):
        if won == ENROLLED:
            near = spans[max(0, place - 32) : place + 33]
            found += any(lost != ENROLLED and begun < end and start < ended for begun, ended, lost in near)
    return found


def _over_capacity(kept: Kept) -> Iterator[Fault]:
    taken = Counter(seat.class_number for seat in kept.seats if seat.state == ENROLLED)
    lines = Counter(seat.class_number for seat in kept.seats if seat.state == WAITING)
    for number, places in kept.places.items():
        if taken[number] > places.seats or lines[number] > places.line:
            said = N_("Class {number} is over its places: {taken} of {seats} are taken, {waiting} of {line} wait.")
            counts = {"taken": taken[number], "seats": places.seats, "waiting": lines[number], "line": places.line}
            yield fault(said, number=number, **counts)


def _twice(kept: Kept) -> Iterator[Fault]:
    active = Counter((seat.student, seat.class_number) for seat in kept.seats if seat.state != WITHDRAWN)
    for (student, number), times in active.items():
        if times > 1:
            yield fault(
                N_("{student} is in class {number} {times} times."), student=student, number=number, times=times
            )


def _answers(asked: Sequence[PlayerRequest], kept: Kept) -> Iterator[Fault]:
    """Find answers that are not kept once as they were heard, or that were told to be undone and are there."""
    answered: dict[str, list[tuple[str, ...]]] = {}
    for row in kept.requests:
        answered.setdefault(row.key, []).append(tuple(change for _, change in row.decisions))
    for request in asked:
        there = answered.pop(request.key, [])
        if len(there) > 1:
            yield fault(N_("Request {key} was carried out {times} times."), key=request.key, times=len(there))
        if len(set(request.answers)) > 1:
            yield fault(N_("Request {key} was answered in different ways."), key=request.key)
        if request.answers and request.answers[0] not in there:
            yield fault(N_("Request {key} was confirmed and is lost."), key=request.key)
        if there and not request.answers and request.undone == request.times:
            yield fault(N_("Request {key} was told to be undone and is done."), key=request.key)
    for key in answered:
        yield fault(N_("Request {key} was never sent and is there."), key=key)


def _swaps(asked: Sequence[PlayerRequest]) -> Iterator[Fault]:
    whole = {(WITHDRAWN, ENROLLED), (KEPT, WAITING), (REFUSED, REFUSED)}
    for request in asked:
        if request.action == "swap" and any(answer not in whole for answer in request.answers):
            yield fault(
                N_("Request {key} swapped by half: {answer}."), key=request.key, answer=", ".join(request.answers[0])
            )


def _halves(asked: Sequence[PlayerRequest], kept: Kept) -> Iterator[Fault]:
    """Find where the audit trail tells something else than the requests decided."""
    students = {request.key: request.student for request in asked}
    decided = Counter(
        (students.get(row.key, ""), number, change) for row in kept.requests for number, change in row.decisions
    )
    told = Counter(
        (event.student, event.class_number, event.outcome)
        for event in kept.events
        if event.class_number and event.action != "promote"
    )
    for what in (decided - told) + (told - decided):
        student, number, outcome = what
        said = N_("The audit trail and the requests differ about {student} in class {number}: {outcome}.")
        yield fault(said, student=student, number=number, outcome=outcome)


def _closed(kept: Kept) -> Iterator[Fault]:
    """Find what somebody did or got whose account was closed; the events of one student are in their true order."""
    closed: set[str] = set()
    for event in kept.events:
        if event.action == CLOSED:
            closed.add(event.student)
        elif event.action == OPENED:
            closed.discard(event.student)
        elif event.student in closed:
            said = N_(
                "{student} had a closed account, but the audit trail of class {number} says: {action}, {outcome}."
            )
            yield fault(said, **_told(event))


def _history(number: int, kept: Kept) -> Iterator[Fault]:
    """Replay the audit trail of a class, one event after the other: each is possible, and the end is what is there."""
    places = kept.places[number]
    seated: list[str] = []
    line: list[str] = []
    closed: set[str] = set()
    for event in kept.events:
        if event.action == CLOSED:
            closed.add(event.student)
        elif event.action == OPENED:
            closed.discard(event.student)
        if event.class_number != number:
            continue
        wrong = _step(event, places, seated, line, closed)
        if wrong:
            said = N_("The audit trail of class {number} says of {student}: {action}, {outcome}; but {why}.")
            yield fault(said, why=wrong, **_told(event))
    there = sorted(seat.student for seat in kept.seats if seat.class_number == number and seat.state == ENROLLED)
    if there != sorted(seated):
        yield fault(N_("The audit trail of class {number} ends in other students than are enrolled."), number=number)
    if [seat.student for seat in kept.seats if seat.class_number == number and seat.state == WAITING] != line:
        yield fault(N_("The audit trail of class {number} ends in another waiting list than there is."), number=number)


def _told(event: KeptEvent) -> dict[str, object]:
    number, action, outcome = event.class_number, event.action, event.outcome
    return {"student": event.student, "number": number, "action": action, "outcome": outcome}


def _step(event: KeptEvent, places: Places, seated: list[str], line: list[str], closed: set[str]) -> str:
    """Carry an event out; return the message that tells why it could not be.

    Who is `closed` keeps a place in line that nobody gets.
    """
    student, full = event.student, len(seated) >= places.seats
    there = student in seated or student in line
    may_enter = [student for student in line if student not in closed]
    reasons: list[tuple[bool, str]] = []
    match event.outcome:
        case "enrolled" if event.action == "promote":
            reasons = [
                (may_enter[:1] != [student], N_("another is first on the waiting list")),
                (full, N_("the class is full")),
            ]
            line[:] = [who for who in line if who != student]
            seated.append(student)
        case "enrolled":
            reasons = [
                (full, N_("the class is full")),
                (bool(may_enter), N_("others are on the waiting list")),
                (there, N_("the student was there already")),
            ]
            seated.append(student)
        case "waiting":
            reasons = [(not full, N_("places are free")), (len(line) >= places.line, N_("the waiting list is full"))]
            reasons += [(there, N_("the student was there already"))]
            line.append(student)
        case "withdrawn":
            reasons = [(not there, N_("the student was not there"))]
            for of in (seated, line):
                of[:] = [who for who in of if who != student]
        case "refused":
            right = {"full": full, "already_enrolled": there, "not_enrolled": not there}
            reasons = [(not right.get(event.rule or "", True), N_("that rule did not hold"))]
    return next((wrong for is_so, wrong in reasons if is_so), "")


def _order(number: int, asked: Sequence[PlayerRequest], kept: Kept) -> Iterator[Fault]:
    """Find what comes before something that was answered before it was asked: the order holds in real time too."""
    heard = {request.key: request for request in asked if request.ended is not None and number in request.classes}
    earliest_end = float("inf")
    for row in reversed(kept.requests):
        request = heard.get(row.key)
        if request is None or request.ended is None:
            continue
        if earliest_end < request.started:
            said = N_("In class {number} request {key} comes before one that was answered before it was sent.")
            yield fault(said, number=number, key=row.key)
        earliest_end = min(earliest_end, request.ended)
