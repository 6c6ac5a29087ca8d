"""No place stays free while somebody in line may have it, and nothing is given up but what was promised."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count

import pytest
from sqlalchemy import update

from enroltui.registrar.registrar import Registrar
from enroltui.registrar.tables import class_
from enroltui.registrar.values.classes import ClassKey
from enroltui.registrar.values.enrolling import Change, Mode, Outcome
from enroltui.terms import HoldCode, Role, State
from enroltui.where import Where
from tests.registrar import arranging, world
from tests.registrar.minors import world as minor_world
from tests.registrar.world import ANNA, CROWD, NewClass, as_role, as_student, at

OWNER, OTHER, FOURTH = CROWD[3:6]
"""Who has the one place of a class, and others in line."""
COUNTER = as_role(Role.HELPDESK)
MORNING, DAY = at("2018-05-03", 9), at("2018-05-01")


@dataclass
class Small:
    """Classes of one place each, and what students do there."""

    registrar: Registrar
    where: Where
    requests: Iterator[int]

    def a_class(
        self, number: int, *inside: str, course: str = "4031ORIE3", exam_at: datetime | None = None
    ) -> ClassKey:
        """A class of one place that these students are in or wait for: a seminar on a day of its own, or an exam."""
        meets = exam_at or DAY.replace(day=4 + number % 20)
        kind = "exam" if exam_at else "seminar"
        key = ClassKey(world.YEAR, number)
        arranging.add_class(self.where, course, NewClass(key, kind, meets, capacity=1, waiting_capacity=5))
        for student in inside:
            self.enrol(student, key)
        return key

    def enrol(self, student: str, key: ClassKey) -> Change:
        """Enrol, or wait in line."""
        her, mode = as_student(student), Mode.FREE_OR_WAITING
        [outcome] = self.registrar.enrol(her, student, [key], self._request(), from_cart=False, mode=mode)
        self._is_as_shown(student, [outcome])
        return outcome.change

    def leave(self, student: str, *keys: ClassKey) -> None:
        """Let a student withdraw from these classes, all of which must succeed."""
        outcomes = self.registrar.withdraw(as_student(student), student, keys, self._request())
        assert {outcome.change for outcome in outcomes} == {Change.WITHDRAWN}
        self._is_as_shown(student, outcomes)

    def promise(self, student: str, old: ClassKey, new: ClassKey) -> None:
        """Swap for a place in line."""
        assert self.swap(student, old, new) == [Change.KEPT, Change.WAITING]

    def swap(self, student: str, old: ClassKey, new: ClassKey) -> list[Change]:
        """Swap, for a place in line where there is no other."""
        mode = Mode.FREE_OR_WAITING
        outcomes = self.registrar.swap(as_student(student), student, old, new, self._request(), mode=mode)
        self._is_as_shown(student, outcomes)
        return [outcome.change for outcome in outcomes]

    def has(self, student: str = ANNA) -> dict[ClassKey, State]:
        """What a student is in, or waits for."""
        found = self.registrar.enrolments(as_student(student), student)
        return {entry.row.key: entry.state for entry in found if entry.state is not State.WITHDRAWN}

    def _is_as_shown(self, student: str, outcomes: Sequence[Outcome]) -> None:
        for outcome in outcomes:
            assert outcome.row == self.registrar.class_row(as_student(student), student, outcome.key)

    def _request(self) -> str:
        return str(next(self.requests))


@pytest.fixture
def classes(leiden: Registrar, small: Where) -> Small:
    return Small(leiden, small, count())


IN, LINE = State.ENROLLED, State.WAITING


# --- what lets somebody in --------------------------------------------------------------------------------------------


def test_what_was_in_the_way_is_given_up_for_another_class(classes: Small) -> None:
    wanted = classes.a_class(30001, OWNER, ANNA, exam_at=MORNING)
    in_the_way = classes.a_class(30002, ANNA, exam_at=MORNING, course="4032CALC5")
    other = classes.a_class(30003, OTHER)
    classes.promise(ANNA, in_the_way, other)
    classes.leave(OWNER, wanted)
    assert classes.has() == {wanted: LINE, in_the_way: IN, other: LINE}
    classes.leave(OTHER, other)
    assert classes.has() == {wanted: IN, other: IN}


def test_it_goes_on_until_nothing_changes_any_more(classes: Small) -> None:
    free = classes.a_class(30001, OWNER, OTHER, exam_at=MORNING)
    in_the_way = classes.a_class(30002, OTHER, exam_at=MORNING, course="4032CALC5")
    first, second = classes.a_class(30003, ANNA), classes.a_class(30004, FOURTH)
    classes.leave(OWNER, free)
    classes.promise(OTHER, in_the_way, first)
    classes.promise(ANNA, first, second)
    assert classes.has(OTHER) == {free: LINE, in_the_way: IN, first: LINE}
    classes.leave(FOURTH, second)
    assert classes.has() == {second: IN}
    assert classes.has(OTHER) == {free: IN, first: IN}


@pytest.mark.parametrize("by", ["enrolling", "a swap", "a place in line"])
def test_a_requirement_is_fulfilled(classes: Small, by: str) -> None:
    required = classes.a_class(30001, OWNER, course="4032CALC5")
    wanted = classes.a_class(30002, OTHER, ANNA)
    arranging.require(classes.where, "4031ORIE3", "4032CALC5")
    classes.leave(OTHER, wanted)
    assert classes.has() == {wanted: LINE}
    if by == "a place in line":
        classes.enrol(ANNA, required)
        classes.leave(OWNER, required)
    elif by == "a swap":
        classes.leave(OWNER, required)
        classes.enrol(ANNA, world.LECTURE)
        assert classes.swap(ANNA, world.LECTURE, required) == [Change.WITHDRAWN, Change.ENROLLED]
    else:
        classes.leave(OWNER, required)
        classes.enrol(ANNA, required)
    assert classes.has() == {required: IN, wanted: IN}


def test_an_admission_to_a_minor_lets_in(classes: Small) -> None:
    minor_world.add_minors(classes.where)
    registrar = classes.registrar
    assert registrar.apply_for_minor(minor_world.student(ANNA), ANNA, minor_world.STARS) is None
    arranging.seat(classes.where, ANNA, minor_world.OF_STARS, "waiting")
    assert registrar.admit_to_minor(as_role(Role.OFFICE), ANNA, minor_world.STARS) is None
    assert classes.has() == {minor_world.OF_STARS: IN}


# --- what ends a promise ----------------------------------------------------------------------------------------------


def test_who_enrols_again_in_what_was_promised_keeps_it(classes: Small) -> None:
    promised, wanted = classes.a_class(30001, ANNA), classes.a_class(30002, OWNER)
    classes.promise(ANNA, promised, wanted)
    classes.leave(ANNA, promised)
    classes.enrol(ANNA, promised)
    classes.leave(OWNER, wanted)
    assert classes.has() == {promised: IN, wanted: IN}


@pytest.mark.parametrize("by", ["staff", "a swap", "another promise"])
def test_a_promise_ends_with_its_class_however_that_is_left(classes: Small, by: str) -> None:
    promised, wanted = classes.a_class(30001, ANNA), classes.a_class(30002, OWNER)
    elsewhere = classes.a_class(30003, *([OTHER] if by == "another promise" else []))
    classes.promise(ANNA, promised, wanted)
    if by == "staff":
        classes.registrar.withdraw(COUNTER, ANNA, [promised], "at the counter")
    elif by == "a swap":
        assert classes.swap(ANNA, promised, elsewhere) == [Change.WITHDRAWN, Change.ENROLLED]
        classes.leave(ANNA, elsewhere)
    else:
        classes.promise(ANNA, promised, elsewhere)
        classes.leave(OTHER, elsewhere)
        assert classes.has() == {wanted: LINE, elsewhere: IN}
        classes.leave(ANNA, elsewhere)
    assert classes.has() == {wanted: LINE}
    classes.enrol(ANNA, promised)
    classes.leave(OWNER, wanted)
    assert classes.has() == {promised: IN, wanted: IN}


def test_a_line_that_is_given_up_ends_what_was_promised_for_it(classes: Small) -> None:
    promised, between, wanted = (classes.a_class(30001, ANNA), *(classes.a_class(n, OWNER) for n in (30002, 30003)))
    classes.promise(ANNA, promised, between)
    classes.promise(ANNA, between, wanted)
    classes.leave(OWNER, wanted)
    assert classes.has() == {promised: IN, wanted: IN}
    classes.leave(OWNER, between)
    assert classes.has() == {promised: IN, wanted: IN}


def test_a_place_in_line_stays_promised_when_it_becomes_a_place(classes: Small) -> None:
    promised, between, wanted = (classes.a_class(30001, ANNA), *(classes.a_class(n, OWNER) for n in (30002, 30003)))
    classes.promise(ANNA, promised, between)
    classes.promise(ANNA, between, wanted)
    classes.leave(OWNER, between)
    assert classes.has() == {between: IN, wanted: LINE}
    classes.leave(OWNER, wanted)
    assert classes.has() == {wanted: IN}


def test_a_place_is_won_only_while_what_is_promised_can_be_given_up(classes: Small) -> None:
    promised, wanted = classes.a_class(30001, ANNA), classes.a_class(30002, OWNER, OTHER)
    classes.registrar.place_hold(COUNTER, OTHER, HoldCode.TUITION)
    classes.promise(ANNA, promised, wanted)
    with arranging.changed(classes.where) as connection:
        this = class_.c.id == arranging.class_id(connection, promised)
        connection.execute(update(class_).where(this).values(enrol_until=at("2018-01-10")))
    classes.leave(OWNER, wanted)
    assert classes.has() == {promised: IN, wanted: LINE}
    day = at("2018-06-01")
    classes.registrar.grant(COUNTER, ANNA, promised, "too_late_to_withdraw", day, "by the board")
    assert classes.has() == {wanted: IN}
