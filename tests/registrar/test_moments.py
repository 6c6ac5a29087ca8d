"""Deadlines include their last minute, and moments are compared as moments, also in the hour that comes twice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone, tzinfo

import pytest

from enroltui.registrar.registrar import Registrar
from enroltui.registrar.rules.minors import why_not_apply_now
from enroltui.registrar.values.classes import ClassKey
from enroltui.registrar.values.enrolling import Change
from enroltui.registrar.values.searching import Search
from enroltui.terms import AMSTERDAM, Role
from enroltui.where import Where
from tests.registrar import arranging, world
from tests.registrar.world import ANNA, BRAM, NewClass, as_role, as_student, at

TWICE = ClassKey(world.YEAR, 40000)
"""Enrolment ends at 02:30 summer time on 29 October 2017; at 03:00 the clocks go back to 02:00."""
DEADLINE = datetime(2017, 10, 29, 2, 30, tzinfo=AMSTERDAM)
BEFORE = datetime(2017, 10, 29, 2, 10, tzinfo=AMSTERDAM)
LAST_MINUTE = datetime(2017, 10, 29, 2, 30, 59, tzinfo=AMSTERDAM)
LATER = datetime(2017, 10, 29, 2, 10, tzinfo=AMSTERDAM, fold=1)
"""Forty minutes after the deadline, though clocks show a time before it."""


@pytest.fixture
def twice(small: Where) -> None:
    arranging.add_class(small, world.LOGIC, NewClass(TWICE, "paper", None, DEADLINE, at("2017-07-15")))


def enrol(registrar: Registrar, now: datetime, key: ClassKey, student: str = ANNA) -> Change:
    [outcome] = registrar.enrol(as_student(student, now), student, [key], f"{student} {now}", from_cart=False)
    return outcome.change


def test_a_deadline_includes_the_last_second_of_its_last_minute(leiden: Registrar) -> None:
    last = datetime(2018, 1, 15, 23, 59, 59, 500_000, tzinfo=AMSTERDAM)
    assert found_open(leiden, last, world.EXAM)
    assert enrol(leiden, last, world.EXAM) is Change.ENROLLED
    [outcome] = leiden.withdraw(as_student(ANNA, last), ANNA, [world.EXAM], "changes her mind")
    assert outcome.change is Change.WITHDRAWN
    over = last + timedelta(milliseconds=500)
    assert not found_open(leiden, over, world.EXAM)
    assert enrol(leiden, over, world.EXAM, BRAM) is Change.REFUSED


def test_an_exception_holds_to_the_end_of_its_last_minute(leiden: Registrar) -> None:
    end = datetime(2018, 1, 20, 23, 59, 59, tzinfo=AMSTERDAM)
    leiden.grant(as_role(Role.HELPDESK), ANNA, world.CLOSED, "period_over", end, "ill")
    assert enrol(leiden, end + timedelta(seconds=1), world.CLOSED) is Change.REFUSED
    assert enrol(leiden, end + timedelta(seconds=0.9), world.CLOSED) is Change.ENROLLED


def test_what_closes_in_its_last_minute_is_still_told_as_closing(leiden: Registrar) -> None:
    last = datetime(2018, 1, 15, 23, 59, 59, 500_000, tzinfo=AMSTERDAM)
    leiden.enrol(as_student(ANNA), ANNA, [world.LECTURE], "the lecture", from_cart=False)
    closing = leiden.student_center(as_student(ANNA, last), ANNA).closing_soon
    assert world.EXAM in {row.key for row in closing}


def test_minors_are_applied_for_to_the_end_of_the_last_minute() -> None:
    end = datetime(2017, 8, 1, tzinfo=AMSTERDAM)
    assert why_not_apply_now(world.YEAR, end - timedelta(milliseconds=1)) is None
    assert why_not_apply_now(world.YEAR, end) is not None


@pytest.mark.usefixtures("twice")
@pytest.mark.parametrize("zone", [AMSTERDAM, UTC, timezone(timedelta(hours=-5))])
def test_in_the_hour_that_comes_twice_moments_are_compared_and_not_what_clocks_show(
    leiden: Registrar, zone: tzinfo
) -> None:
    assert enrol(leiden, LATER.astimezone(zone), TWICE) is Change.REFUSED
    assert not found_open(leiden, LATER.astimezone(zone), TWICE)
    assert enrol(leiden, BEFORE.astimezone(zone), TWICE) is Change.ENROLLED
    assert enrol(leiden, LAST_MINUTE.astimezone(zone), TWICE, BRAM) is Change.ENROLLED


def test_a_class_opens_in_the_second_of_two_hours(leiden: Registrar, small: Where) -> None:
    opens = datetime(2017, 10, 29, 2, 10, tzinfo=AMSTERDAM, fold=1)
    key = arranging.add_class(small, world.LOGIC, NewClass(TWICE, "paper", None, at("2018-01-01"), opens))
    assert enrol(leiden, datetime(2017, 10, 29, 2, 30, tzinfo=AMSTERDAM), key) is Change.REFUSED
    assert enrol(leiden, datetime(2017, 10, 29, 2, 30, tzinfo=AMSTERDAM, fold=1), key) is Change.ENROLLED


def test_two_meetings_in_the_hour_that_comes_twice_do_not_clash(leiden: Registrar, small: Where) -> None:
    # Each is two hours long: until 02:30 summer time, and from half an hour later on, which clocks show as 02:00.
    early, late = datetime(2017, 10, 28, 22, 30, tzinfo=UTC), datetime(2017, 10, 29, 1, 0, tzinfo=UTC)
    until, opens = at("2017-10-01"), at("2017-07-15")
    first = arranging.add_class(small, world.LOGIC, NewClass(TWICE, "exam", early, until, opens))
    other = TWICE._replace(class_number=40001)
    second = arranging.add_class(small, "4032CALC5", NewClass(other, "exam", late, until, opens))
    validation = leiden.validate(as_student(ANNA, at("2017-09-01")), ANNA, [first, second])
    assert validation.clashes == ()


@pytest.mark.usefixtures("twice")
def test_moments_that_the_registrar_gives_compare_as_moments(leiden: Registrar) -> None:
    """Also where a page compares them among themselves, or with its clock."""
    assert enrol(leiden, BEFORE, TWICE) is Change.ENROLLED
    leiden.withdraw(as_student(ANNA, LAST_MINUTE), ANNA, [TWICE], "withdraws")
    leiden.grant(as_role(Role.HELPDESK), BRAM, TWICE, "period_over", LATER, "ill")
    [enrolment] = leiden.enrolments(as_student(ANNA), ANNA)
    [grant] = leiden.grants(as_student(BRAM), BRAM)
    assert enrolment.withdrawn is not None
    assert enrolment.row.enrol_until < grant.until
    assert enrolment.withdrawn < grant.until
    assert grant.until - enrolment.row.enrol_until == timedelta(minutes=40)
    assert f"{grant.until:%H:%M}" == "02:10"


def found_open(registrar: Registrar, now: datetime, key: ClassKey) -> bool:
    results = registrar.search(as_student(ANNA, now), ANNA, Search(academic_year=key.academic_year, open_only=True))
    return key in {row.key for row in results.rows}
