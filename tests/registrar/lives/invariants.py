"""What must be so whatever students and staff do, and in whatever order."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from tests.registrar import plain_rules
from tests.registrar.lives.snapshot import Row, Snapshot


def hold(before: Snapshot, after: Snapshot, first: Snapshot) -> None:
    """Between two moments, of which nothing is known but that anybody may have done anything. `first`: the start."""
    for class_id, facts in after.catalogue.classes.items():
        assert len(after.inside(class_id)) <= facts.capacity, "more students than places"
        assert len(after.line(class_id)) <= facts.waiting_capacity, "more students in line than it has room for"
        _line_is_in_order(before, after, class_id)
    active = [(enrolment.student_id, enrolment.class_id) for enrolment in after.active]
    assert len(active) == len(set(active)), "a student is twice in one class"
    assert after.carts.isdisjoint(active), "what is enrolled in is still in the cart"
    assert after.changes - first.changes == after.events - first.events, (
        "not every change is audited, or more than that"
    )
    _promises_are_kept(before, after)
    assert first.changes - after.changes == Counter(), "what was done once has been forgotten"
    promoted = sum(count for (_, kind), count in after.told.items() if kind == "promoted")
    letters = sum(count for (_, kind), count in after.letters.items() if kind == "promoted")
    assert after.promoted == promoted == letters, "somebody was let in and not told, or told and not let in"
    assert all(after.told[told_of] == after.letters[told_of] for told_of in after.told if told_of[1] == "seat_free")


def _line_is_in_order(before: Snapshot, after: Snapshot, class_id: int) -> None:
    now = [enrolment.id for enrolment in after.line(class_id)]
    stayed = [enrolment.id for enrolment in before.line(class_id) if enrolment.id in now]
    assert now[: len(stayed)] == stayed, "the waiting list is out of order"


def _promises_are_kept(before: Snapshot, after: Snapshot) -> None:
    """Who wins a place gives up what was promised for it, and only that."""
    won = [enrolment for enrolment in after.active if enrolment.state == "enrolled" and enrolment.id in before.promises]
    won = [enrolment for enrolment in won if enrolment.id in {place.id for place in before.line(enrolment.class_id)}]
    promised = Counter(
        (enrolment.student_id, gives_up) for enrolment in won if (gives_up := before.gives_up(enrolment.id))
    )
    assert after.given_up - before.given_up <= promised, "something was given up that was not promised"
    kept = {enrolment.id for enrolment in after.active}
    assert kept.isdisjoint(before.promises[enrolment.id] for enrolment in won), "what was promised was not given up"


def nobody_was_passed_over(before: Snapshot, after: Snapshot, now: datetime) -> int:
    """Who came into a class while others wait for it: these may not enter. How many were rightly passed over.

    Of one request, and of those whose standing it did not change: who wins a place elsewhere could not enter before.
    """
    passed = 0
    moved = {enrolment.student_id for enrolment in {*before.active} ^ {*after.active}}
    for class_id in after.catalogue.classes:
        came = {enrolment.id for enrolment in after.inside(class_id)} - {
            enrolment.id for enrolment in before.inside(class_id)
        }
        behind = max(came, default=0)
        ahead = [
            enrolment
            for enrolment in after.line(class_id)
            if enrolment.id < behind and enrolment.student_id not in moved
        ]
        passed += len(ahead)
        for enrolment in ahead:
            assert _may_not_enter(after, enrolment, now), "jumped"
    return passed


def nobody_waits_before_a_free_place(after: Snapshot, now: datetime) -> None:
    """A place stays free only where nobody in line may have it."""
    for class_id, facts in after.catalogue.classes.items():
        if len(after.inside(class_id)) < facts.capacity:
            for enrolment in after.line(class_id):
                assert _may_not_enter(after, enrolment, now), "left waiting"


def _may_not_enter(after: Snapshot, place: Row, now: datetime) -> bool:
    student_id, class_id, kept = place.student_id, place.class_id, after.gives_up(place.id)
    if student_id in after.closed:
        return True
    student = after.standing(student_id, class_id, now, without=kept, accepts=True)
    if plain_rules.why_not_promote(after.facts(class_id), student, now):
        return True
    leaving = after.standing(student_id, kept, now) if kept else None
    return bool(kept and leaving and plain_rules.why_not_withdraw(after.facts(kept), leaving, now))
