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
    records = by_key(connection, view, keys)
    clashes = [
        worst_clash(first.facts.class_number, first.facts.meetings, meetings_of(second))
        for first, second in combinations(records.values(), 2)
        if first.course_id != second.course_id
    ]
    outcomes = decide(connection, view, keys, records, EnrolOptions(mode, accept_clashes=accept_clashes))
    return Validation(tuple(outcomes), tuple(clash for clash in clashes if clash))


def decide(
    connection: Connection,
    view: Viewpoint,
    keys: Sequence[ClassKey],
    records: dict[ClassKey, ClassRecord],
    options: EnrolOptions,
) -> list[Outcome]:
    """Decide on each class, in order: a class counts as enrolled in for those after it. Rows are as before."""
    won: list[ClassRecord] = []
    outcomes = []
    for key in dict.fromkeys(keys):
        class_record = records.get(key)
        if class_record is None:
            outcomes.append(Outcome(key, Change.REFUSED, None, cart.unknown(connection, key)))
            continue
        reason = _why_not(connection, view, class_record, won, options)
        if reason is None:
            won.append(class_record)
            outcomes.append(Outcome(key, Change.ENROLLED, class_record.row))
        elif options.mode is Mode.FREE_OR_WAITING and has_room_in_line(reason):
            outcomes.append(Outcome(key, Change.WAITING, class_record.row))
        else:
            outcomes.append(Outcome(key, Change.REFUSED, class_record.row, reason))
    return _all_or_nothing(outcomes) if options.mode is Mode.ALL_OR_NOTHING else outcomes


def has_room_in_line(reason: Reason) -> bool:
    """Tell whether a class that refuses so has a waiting list with a place left."""
    return isinstance(reason, Full) and reason.waiting < reason.waiting_capacity


def _why_not(
    connection: Connection,
    view: Viewpoint,
    class_record: ClassRecord,
    won: Sequence[ClassRecord],
    options: EnrolOptions,
) -> Reason | None:
    if options.from_cart and not class_record.row.in_cart and class_record.row.state is None:
        return NotInCart(class_record.row.key.class_number)
    how = standing(connection, view, class_record, sooner=won, accepts_clashes=options.accept_clashes)
    return why_not_enrol(class_record.facts, how, view.now)


def _all_or_nothing(outcomes: list[Outcome]) -> list[Outcome]:
    refused = next((outcome.key.class_number for outcome in outcomes if outcome.change is Change.REFUSED), None)
    if refused is None:
        return outcomes
    return [
        replace(outcome, change=Change.REFUSED, reason=HeldBack(outcome.key.class_number, because=refused))
        if outcome.change is Change.ENROLLED
        else outcome
        for outcome in outcomes
    ]
