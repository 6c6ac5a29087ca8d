"""The rules as pure functions: no database, no clock; every edge that a student could stand on."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from enroltui.registrar import rules
from enroltui.registrar.rules import ClassFacts, Standing
from enroltui.terms import AMSTERDAM, Career, State, Status, WayIn

NOW = datetime(2018, 1, 15, 12, 0, tzinfo=AMSTERDAM)
SECOND = timedelta(seconds=1)

LOGIC = ClassFacts(
    class_number=28114,
    academic_year="2017-2018",
    career=Career.BACHELOR,
    capacity=100,
    waiting_capacity=0,
    enrolled=10,
    waiting=0,
    enrol_from_bachelor=datetime(2017, 12, 15, 13, 0, tzinfo=AMSTERDAM),
    enrol_from_master=datetime(2017, 12, 16, 13, 0, tzinfo=AMSTERDAM),
    enrol_until=rules.last_moment_before_exam(date(2018, 1, 25)),
    way_in=WayIn.HERE,
    exam=date(2018, 1, 25),
)
LAST = LOGIC.enrol_until
OPENS = LOGIC.enrol_from_bachelor


def test_an_exam_on_the_25th_can_be_enrolled_for_up_to_and_including_the_15th() -> None:
    assert rules.last_moment_before_exam(date(2018, 1, 25)) == datetime(2018, 1, 15, 23, 59, 59, tzinfo=AMSTERDAM)


@pytest.mark.parametrize(
    ("exam", "last_in_utc"),
    [
        pytest.param(date(2018, 1, 25), datetime(2018, 1, 15, 22, 59, 59, tzinfo=UTC), id="winter"),
        pytest.param(date(2018, 6, 25), datetime(2018, 6, 15, 21, 59, 59, tzinfo=UTC), id="summer"),
        pytest.param(date(2018, 4, 4), datetime(2018, 3, 25, 21, 59, 59, tzinfo=UTC), id="the day summer time begins"),
        pytest.param(date(2017, 11, 8), datetime(2017, 10, 29, 22, 59, 59, tzinfo=UTC), id="the day it ends"),
        pytest.param(date(2018, 3, 5), datetime(2018, 2, 23, 22, 59, 59, tzinfo=UTC), id="over the end of February"),
        pytest.param(date(2018, 1, 8), datetime(2017, 12, 29, 22, 59, 59, tzinfo=UTC), id="over the end of the year"),
    ],
)
def test_ten_days_are_calendar_days_in_leiden(exam: date, last_in_utc: datetime) -> None:
    assert rules.last_moment_before_exam(exam) == last_in_utc


@pytest.mark.parametrize(
    ("change", "now", "career", "expected"),
    [
        ({}, NOW, Career.BACHELOR, Status.OPEN),
        ({}, LAST, Career.BACHELOR, Status.OPEN),
        ({}, LAST + SECOND, Career.BACHELOR, Status.CLOSED),
        ({}, OPENS - SECOND, Career.BACHELOR, Status.NOT_OPEN),
        ({}, OPENS, Career.BACHELOR, Status.OPEN),
        ({}, OPENS, Career.MASTER, Status.NOT_OPEN),
        ({}, LOGIC.enrol_from_master, Career.MASTER, Status.OPEN),
        ({}, OPENS, None, Status.OPEN),
        ({"career": Career.MASTER}, OPENS, None, Status.NOT_OPEN),
        ({"enrolled": 94}, NOW, Career.BACHELOR, Status.OPEN),
        ({"enrolled": 95}, NOW, Career.BACHELOR, Status.NEARLY_FULL),
        ({"enrolled": 99}, NOW, Career.BACHELOR, Status.NEARLY_FULL),
        ({"enrolled": 100}, NOW, Career.BACHELOR, Status.FULL),
        ({"enrolled": 101}, NOW, Career.BACHELOR, Status.FULL),
        ({"capacity": 8, "enrolled": 4}, NOW, Career.BACHELOR, Status.OPEN),
        ({"capacity": 8, "enrolled": 5}, NOW, Career.BACHELOR, Status.NEARLY_FULL),
        ({"capacity": 0, "enrolled": 0}, NOW, Career.BACHELOR, Status.FULL),
        ({"enrolled": 100, "waiting_capacity": 5, "waiting": 4}, NOW, Career.BACHELOR, Status.WAITING_LIST),
        ({"enrolled": 100, "waiting_capacity": 5, "waiting": 5}, NOW, Career.BACHELOR, Status.FULL),
        ({"way_in": WayIn.OFFICE}, NOW, Career.BACHELOR, Status.ELSEWHERE),
        ({"way_in": WayIn.OSIRIS}, LAST + SECOND, Career.BACHELOR, Status.ELSEWHERE),
    ],
)
def test_status(change: dict[str, object], now: datetime, career: Career | None, expected: Status) -> None:
    assert rules.status(replace(LOGIC, **change), now, career) is expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("change", "state", "career", "now", "expected"),
    [
        ({}, None, Career.BACHELOR, NOW, None),
        ({}, State.WITHDRAWN, Career.BACHELOR, NOW, None),
        ({}, None, Career.MASTER, NOW, None),
        ({}, None, Career.BACHELOR, LAST, None),
        ({}, None, Career.BACHELOR, LAST + SECOND, rules.PeriodOver(28114, LAST, date(2018, 1, 25))),
        ({"exam": None}, None, Career.BACHELOR, LAST + SECOND, rules.PeriodOver(28114, LAST, None)),
        ({}, None, Career.BACHELOR, OPENS - SECOND, rules.NotOpenYet(28114, OPENS)),
        ({}, None, Career.MASTER, OPENS, rules.NotOpenYet(28114, LOGIC.enrol_from_master)),
        ({"enrolled": 100}, None, Career.BACHELOR, NOW, rules.Full(28114, 100, 0, 0)),
        (
            {"enrolled": 100, "waiting_capacity": 5, "waiting": 2},
            None,
            Career.BACHELOR,
            NOW,
            rules.Full(28114, 100, 5, 2),
        ),
        ({}, State.ENROLLED, Career.BACHELOR, NOW, rules.AlreadyEnrolled(28114, waiting=False)),
        ({}, State.WAITING, Career.BACHELOR, NOW, rules.AlreadyEnrolled(28114, waiting=True)),
        ({"way_in": WayIn.OFFICE}, None, Career.BACHELOR, NOW, rules.ThroughOffice(28114)),
        ({"way_in": WayIn.OSIRIS}, None, Career.BACHELOR, NOW, rules.ThroughOsiris(28114)),
        ({"career": Career.MASTER}, None, Career.BACHELOR, NOW, rules.OtherCareer(28114, Career.MASTER)),
        ({"career": Career.MASTER}, None, Career.MASTER, NOW, None),
        # What cannot be changed by waiting is told first.
        ({"career": Career.MASTER}, None, Career.BACHELOR, LAST + SECOND, rules.OtherCareer(28114, Career.MASTER)),
        ({"way_in": WayIn.OFFICE, "enrolled": 100}, None, Career.BACHELOR, NOW, rules.ThroughOffice(28114)),
        ({"enrolled": 100}, State.ENROLLED, Career.BACHELOR, NOW, rules.AlreadyEnrolled(28114, waiting=False)),
    ],
)
def test_why_not_enrol(
    change: dict[str, object], state: State | None, career: Career, now: datetime, expected: rules.Reason | None
) -> None:
    facts = replace(LOGIC, **change)  # type: ignore[arg-type]
    assert rules.why_not_enrol(facts, Standing(career, state), now) == expected


@pytest.mark.parametrize("full", [0, 100])
@pytest.mark.parametrize("career", list(Career))
@pytest.mark.parametrize("now", [OPENS - SECOND, OPENS, NOW, LAST, LAST + SECOND])
def test_who_sees_open_can_enrol_and_who_sees_anything_else_cannot(full: int, career: Career, now: datetime) -> None:
    facts = replace(LOGIC, enrolled=full)
    seen_open = rules.status(facts, now, career) in (Status.OPEN, Status.NEARLY_FULL)
    assert seen_open == (rules.why_not_enrol(facts, Standing(career), now) is None)


@pytest.mark.parametrize(
    ("change", "in_cart", "now", "expected"),
    [
        ({}, False, NOW, None),
        ({}, True, NOW, rules.InCart(28114)),
        ({"enrolled": 100}, False, NOW, None),
        ({}, False, OPENS - SECOND, None),
        ({}, False, LAST + SECOND, rules.PeriodOver(28114, LAST, date(2018, 1, 25))),
        ({"way_in": WayIn.OFFICE}, False, NOW, rules.ThroughOffice(28114)),
        ({"career": Career.MASTER, "enrolled": 100}, False, NOW, rules.OtherCareer(28114, Career.MASTER)),
    ],
)
def test_a_cart_takes_what_is_full_or_not_yet_open_but_nothing_hopeless(
    change: dict[str, object], in_cart: bool, now: datetime, expected: rules.Reason | None
) -> None:
    facts = replace(LOGIC, **change)  # type: ignore[arg-type]
    assert rules.why_not_cart(facts, Standing(Career.BACHELOR), in_cart, now) == expected


@pytest.mark.parametrize(
    ("state", "now", "expected"),
    [
        (State.ENROLLED, NOW, None),
        (State.WAITING, NOW, None),
        (State.ENROLLED, LAST, None),
        (State.ENROLLED, LAST + SECOND, rules.TooLateToWithdraw(28114, LAST, date(2018, 1, 25))),
        (State.WITHDRAWN, NOW, rules.NotEnrolled(28114)),
        (None, LAST + SECOND, rules.NotEnrolled(28114)),
    ],
)
def test_withdrawing_ends_on_the_same_moment_as_enrolling(
    state: State | None, now: datetime, expected: rules.Reason | None
) -> None:
    assert rules.why_not_withdraw(LOGIC, Standing(Career.BACHELOR, state), now) == expected


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        ("a long enough one", None),
        ("12345678", None),
        ("1234567", rules.PasswordTooShort(8)),
        ("", rules.PasswordTooShort(8)),
        ("x" * 128, None),
        ("x" * 129, rules.PasswordTooLong(128)),
        ("the old one", rules.PasswordUnchanged()),
        ("S9900001", rules.PasswordIsName()),
        ("wachtwoord 🗝", None),
    ],
)
def test_a_new_password(new: str, expected: rules.Reason | None) -> None:
    assert rules.why_not_password(new, "the old one", "s9900001") == expected


def test_each_reason_has_a_code_name_of_its_own() -> None:
    every = [one for one in vars(rules).values() if isinstance(one, type) and issubclass(one, rules.Reason)]
    names = [one.rule for one in every if one is not rules.Reason]
    assert all(names)
    assert len(names) >= 15
    assert len(names) == len(set(names))
