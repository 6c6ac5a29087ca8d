"""What becomes of a request, class by class, as things stand now; nothing is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from sqlalchemy import Connection

from enroltui.registrar.enrolling import cart
from enroltui.registrar.enrolling.class_record import ClassRecord, Viewpoint
from enroltui.registrar.enrolling.class_rows import by_key
from enroltui.registrar.enrolling.standing import meetings_of, standing
from enroltui.registrar.people.students import viewpoint_of
from enroltui.registrar.rules.asking import why_not_enrol
from enroltui.registrar.rules.clashes import worst_clash
from enroltui.registrar.rules.enrolling import Full
from enroltui.registrar.rules.reasons import HeldBack, NotInCart, Reason
from enroltui.registrar.values.classes import ClassKey
from enroltui.registrar.values.enrolling import Change, Mode, Outcome, Validation
from enroltui.registrar.values.people import Caller


@dataclass(frozen=True, slots=True)
class EnrolOptions:
    """How somebody wants to enrol."""

    mode: Mode = Mode.FREE
    """Whether a full class gives a place in line, and whether one refusal stops all."""
    from_cart: bool = False
    """Whether to enrol in those classes only that are in the shopping cart."""
    accept_clashes: bool = False
    """Whether to enrol in what clashes with teaching, too."""


def validate(
    connection: Connection,
    caller: Caller,
    student_number: str,
    keys: Sequence[ClassKey],
    *,
    mode: Mode = Mode.FREE,
    accept_clashes: bool = False,
) -> Validation:
    """Tell what would become of classes, in their order, if they were sent now, and what clashes among them.

    Nothing is changed.
    """
    view = viewpoint_of(connection, caller, student_number)
    known = by_key(connection, view, keys)
    clashes = [
        worst_clash(one.facts.class_number, one.facts.meetings, meetings_of(other))
        for one, other in combinations(known.values(), 2)
        if one.course_id != other.course_id
    ]
    outcomes = decide(connection, view, keys, known, EnrolOptions(mode, accept_clashes=accept_clashes))
    return Validation(tuple(outcomes), tuple(clash for clash in clashes if clash))


def decide(
    connection: Connection,
    view: Viewpoint,
    keys: Sequence[ClassKey],
    known: dict[ClassKey, ClassRecord],
    options: EnrolOptions,
) -> list[Outcome]:
    """Each class's outcome, in order: a class counts as enrolled in for those after it. Rows are as before."""
    won: list[ClassRecord] = []
    outcomes = []
    for key in dict.fromkeys(keys):
        one = known.get(key)
        if one is None:
            outcomes.append(Outcome(key, Change.REFUSED, None, cart.unknown(connection, key)))
            continue
        reason = _why_not(connection, view, one, won, options)
        if reason is None:
            won.append(one)
            outcomes.append(Outcome(key, Change.ENROLLED, one.row))
        elif options.mode is Mode.FREE_OR_WAITING and has_room_in_line(reason):
            outcomes.append(Outcome(key, Change.WAITING, one.row))
        else:
            outcomes.append(Outcome(key, Change.REFUSED, one.row, reason))
    return _all_or_nothing(outcomes) if options.mode is Mode.ALL_OR_NOTHING else outcomes


def has_room_in_line(reason: Reason) -> bool:
    """Whether a class that refuses so has a waiting list with a place left."""
    return isinstance(reason, Full) and reason.waiting < reason.waiting_capacity


def _why_not(
    connection: Connection, view: Viewpoint, one: ClassRecord, won: Sequence[ClassRecord], options: EnrolOptions
) -> Reason | None:
    if options.from_cart and not one.row.in_cart and one.row.state is None:
        return NotInCart(one.row.key.class_number)
    how = standing(connection, view, one, sooner=won, accepts_clashes=options.accept_clashes)
    return why_not_enrol(one.facts, how, view.now)


def _all_or_nothing(outcomes: list[Outcome]) -> list[Outcome]:
    refused = next((one.key.class_number for one in outcomes if one.change is Change.REFUSED), None)
    if refused is None:
        return outcomes
    return [
        replace(one, change=Change.REFUSED, reason=HeldBack(one.key.class_number, because=refused))
        if one.change is Change.ENROLLED
        else one
        for one in outcomes
    ]
