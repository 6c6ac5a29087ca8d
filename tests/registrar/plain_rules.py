"""The rules of enrolling once more: slow, without any shortcut, and as docs/rules.md tells them. For tests only."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache

from enroltui.registrar.rules.classes import ClassFacts
from enroltui.registrar.rules.rule import Standing
from enroltui.terms import Career, Description, MeetingKind, State, WayIn

ORDER = (
    "already_enrolled",
    "same_exam",
    "through_office",
    "through_osiris",
    "career",
    "minor_not_admitted",
    "requirements",
    "period_over",
    "not_open_yet",
    "hold",
    "time_conflict",
    "full",
    "waiting_list_full",
)
SEATS = {"full", "waiting_list_full"}
NOT_FOR_THE_CART = {"same_exam", "requirements", "not_open_yet", "hold", "time_conflict", *SEATS}


def is_over(facts: ClassFacts, now: datetime) -> bool:
    """Whether the last minute to enrol has gone by."""
    return now >= facts.enrol_until.replace(second=0, microsecond=0) + timedelta(minutes=1)


def refuses(facts: ClassFacts, student: Standing, now: datetime) -> dict[str, bool]:
    """What each rule says by itself."""
    bachelor = student.career is Career.BACHELOR
    opens = facts.enrol_from_bachelor if bachelor else facts.enrol_from_master
    no_place = facts.enrolled >= facts.capacity
    has_list = facts.waiting_capacity > 0
    no_place_in_line = facts.waiting >= facts.waiting_capacity
    kinds = clashes(facts, student)
    return {
        "already_enrolled": student.state is State.ENROLLED or student.state is State.WAITING,
        "same_exam": "same exam" in kinds,
        "through_office": facts.way_in is WayIn.OFFICE,
        "through_osiris": facts.way_in is WayIn.OSIRIS,
        "career": bachelor and facts.career is Career.MASTER,
        "minor_not_admitted": len(facts.minors) > 0 and not student.admitted,
        "requirements": len(student.missing) > 0,
        "period_over": is_over(facts, now),
        "not_open_yet": now < opens,
        "hold": len(student.holds) > 0,
        "time_conflict": "exams" in kinds or ("teaching" in kinds and not student.accepts_clashes),
        "full": no_place and not (has_list and no_place_in_line),
        "waiting_list_full": no_place and has_list and no_place_in_line,
    }


def clashes(facts: ClassFacts, student: Standing) -> set[str]:
    """What kinds of clashes there are: the same exam, exams of two courses, teaching of two courses with anything."""
    kinds = set()
    for own in facts.meetings:
        for other in student.busy:
            if _minutes(own.starts, own.ends) & _minutes(other.starts, other.ends):
                exams = own.kind is MeetingKind.EXAM and other.kind is MeetingKind.EXAM
                if other.catalogue_number != facts.catalogue_number:
                    kinds.add("exams" if exams else "teaching")
                elif exams:
                    kinds.add("same exam")
    return kinds


def why_not_enrol(facts: ClassFacts, student: Standing, now: datetime) -> str | None:
    """The first rule that refuses, of those that staff have not switched off."""
    return _first(facts, student, now, set(ORDER))


def why_not_promote(facts: ClassFacts, student: Standing, now: datetime) -> str | None:
    """Somebody in line waits already, and waits because there was no place."""
    return _first(facts, student, now, set(ORDER) - SEATS - {"already_enrolled"})


def why_not_cart(facts: ClassFacts, student: Standing, in_cart: bool, now: datetime) -> str | None:
    """A cart may hold what may change until it is sent."""
    return "in_cart" if in_cart else _first(facts, student, now, set(ORDER) - NOT_FOR_THE_CART)


def why_not_withdraw(facts: ClassFacts, student: Standing, now: datetime) -> str | None:
    """Until the same moment as enrolling, unless staff allow it later."""
    if student.state is None or student.state is State.WITHDRAWN:
        return "not_enrolled"
    late = is_over(facts, now) and "too_late_to_withdraw" not in student.granted
    return "too_late_to_withdraw" if late else None


def why_not_alert(facts: ClassFacts, student: Standing, now: datetime) -> str | None:
    """A seat alert helps who is kept out by nothing but that the class is full, and has no line to stand in."""
    refused_by = why_not_enrol(facts, student, now)
    if refused_by is None:
        return "places_free"
    if refused_by == "full":
        return "has_waiting_list" if facts.waiting_capacity > 0 else None
    return refused_by


def notes(facts: ClassFacts) -> set[str]:
    """What one should know though it refuses nothing."""
    retake = {"retake"} if facts.description is Description.RETAKE else set()
    return retake | ({"research_project"} if len(facts.meetings) == 0 else set())


def _first(facts: ClassFacts, student: Standing, now: datetime, asked: set[str]) -> str | None:
    said = refuses(facts, student, now)
    for rule in ORDER:
        if rule in asked and said[rule] and rule not in student.granted:
            return rule
    return None


@cache
def _minutes(starts: datetime, ends: datetime) -> frozenset[datetime]:
    """Every minute that begins within the meeting; the one in which it ends is free."""
    minutes = set()
    while starts < ends:
        minutes.add(starts)
        starts += timedelta(minutes=1)
    return frozenset(minutes)
