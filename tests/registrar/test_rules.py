"""The rules as pure functions: no database, no clock; every edge that a student could stand on."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from enroltui.registrar.rules.asking import (
    why_not_alert,
    why_not_cart,
    why_not_enrol,
    why_not_promote,
    why_not_withdraw,
)
from enroltui.registrar.rules.clashes import Busy, Clash
from enroltui.registrar.rules.classes import ClassFacts, last_moment_before_exam, status
from enroltui.registrar.rules.enrolling import (
    AlreadyEnrolled,
    Full,
    NotOpenYet,
    OnHold,
    OtherCareer,
    PeriodOver,
    Requirements,
    SameExam,
    ThroughOffice,
    ThroughOsiris,
    TimeConflict,
    TooLateToWithdraw,
    WaitingListFull,
)
from enroltui.registrar.rules.reasons import HasWaitingList, InCart, NotEnrolled, PlacesFree, Reason
from enroltui.registrar.rules.rule import RequiredCourse, Standing
from enroltui.registrar.values.classes import Meeting
from enroltui.terms import AMSTERDAM, Career, HoldCode, MeetingKind, State, Status, WayIn

NOW = datetime(2018, 1, 15, 12, 0, tzinfo=AMSTERDAM)
SECOND = timedelta(seconds=1)
EXAM, TEACHING = MeetingKind.EXAM, MeetingKind.TEACHING

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
    enrol_until=last_moment_before_exam(date(2018, 1, 25)),
    way_in=WayIn.HERE,
    exam=date(2018, 1, 25),
)
LAST = LOGIC.enrol_until
OPENS = LOGIC.enrol_from_bachelor


def test_an_exam_on_the_25th_can_be_enrolled_for_up_to_and_including_the_15th() -> None:
    assert last_moment_before_exam(date(2018, 1, 25)) == datetime(2018, 1, 15, 23, 59, 59, tzinfo=AMSTERDAM)


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
    assert last_moment_before_exam(exam) == last_in_utc


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
    assert status(replace(LOGIC, **change), now, career) is expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("change", "state", "career", "now", "expected"),
    [
        ({}, None, Career.BACHELOR, NOW, None),
        ({}, State.WITHDRAWN, Career.BACHELOR, NOW, None),
        ({}, None, Career.MASTER, NOW, None),
        ({}, None, Career.BACHELOR, LAST, None),
        ({}, None, Career.BACHELOR, LAST + SECOND, PeriodOver(28114, LAST, date(2018, 1, 25))),
        ({"exam": None}, None, Career.BACHELOR, LAST + SECOND, PeriodOver(28114, LAST, None)),
        ({}, None, Career.BACHELOR, OPENS - SECOND, NotOpenYet(28114, OPENS)),
        ({}, None, Career.MASTER, OPENS, NotOpenYet(28114, LOGIC.enrol_from_master)),
        ({"enrolled": 100}, None, Career.BACHELOR, NOW, Full(28114, 100, 0, 0)),
        (
            {"enrolled": 100, "waiting_capacity": 5, "waiting": 2},
            None,
            Career.BACHELOR,
            NOW,
            Full(28114, 100, 5, 2),
        ),
        ({}, State.ENROLLED, Career.BACHELOR, NOW, AlreadyEnrolled(28114, waiting=False)),
        ({}, State.WAITING, Career.BACHELOR, NOW, AlreadyEnrolled(28114, waiting=True)),
        ({"way_in": WayIn.OFFICE}, None, Career.BACHELOR, NOW, ThroughOffice(28114)),
        ({"way_in": WayIn.OSIRIS}, None, Career.BACHELOR, NOW, ThroughOsiris(28114)),
        ({"career": Career.MASTER}, None, Career.BACHELOR, NOW, OtherCareer(28114, Career.MASTER)),
        ({"career": Career.MASTER}, None, Career.MASTER, NOW, None),
        # What cannot be changed by waiting is told first.
        ({"career": Career.MASTER}, None, Career.BACHELOR, LAST + SECOND, OtherCareer(28114, Career.MASTER)),
        ({"way_in": WayIn.OFFICE, "enrolled": 100}, None, Career.BACHELOR, NOW, ThroughOffice(28114)),
        ({"enrolled": 100}, State.ENROLLED, Career.BACHELOR, NOW, AlreadyEnrolled(28114, waiting=False)),
    ],
)
def test_why_not_enrol(
    change: dict[str, object], state: State | None, career: Career, now: datetime, expected: Reason | None
) -> None:
    facts = replace(LOGIC, **change)  # type: ignore[arg-type]
    assert why_not_enrol(facts, Standing(career, state), now) == expected


EXAM_HOURS = Meeting(datetime(2018, 1, 25, 14, tzinfo=AMSTERDAM), datetime(2018, 1, 25, 17, tzinfo=AMSTERDAM), "", EXAM)
WITH_HOURS = replace(LOGIC, catalogue_number="4031LOGI6", meetings=(EXAM_HOURS,))
CALCULUS = RequiredCourse("4032CALC5", "Calculus", "Analyse")


def busy(starts: int, ends: int, kind: MeetingKind = EXAM, course: str = "4032CALC5") -> Busy:
    """What else the student has on the day of Logic's exam, from and to these hours."""
    day = EXAM_HOURS.starts
    return Busy(30001, course, "Calculus", "Analyse", day.replace(hour=starts), day.replace(hour=ends), kind)


def clash(starts: int, ends: int, *, exams: bool) -> TimeConflict:
    """What is told when these hours overlap."""
    day = EXAM_HOURS.starts
    between = day.replace(hour=starts), day.replace(hour=ends)
    return TimeConflict(Clash(28114, 30001, "Calculus", "Analyse", *between, exams=exams))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"holds": (HoldCode.DOCUMENTS, HoldCode.TUITION)}, OnHold(HoldCode.DOCUMENTS)),
        ({"missing": (CALCULUS,)}, Requirements(28114, (CALCULUS,))),
        # An interval ends before the moment that it ends at.
        ({"busy": (busy(12, 14), busy(17, 19))}, None),
        ({"busy": (busy(12, 15),)}, clash(14, 15, exams=True)),
        ({"busy": (busy(16, 19),)}, clash(16, 17, exams=True)),
        ({"busy": (busy(15, 16),)}, clash(15, 16, exams=True)),
        ({"busy": (busy(13, 18),)}, clash(14, 17, exams=True)),
        # An exam comes before all else, then what is earliest.
        ({"busy": (busy(14, 15, TEACHING), busy(16, 17))}, clash(16, 17, exams=True)),
        ({"busy": (busy(16, 17, TEACHING), busy(15, 16, TEACHING))}, clash(15, 16, exams=False)),
        ({"busy": (busy(15, 16, TEACHING),), "accepts_clashes": True}, None),
        ({"busy": (busy(15, 16),), "accepts_clashes": True}, clash(15, 16, exams=True)),
        # A course never clashes with itself, but an exam is sat once.
        ({"busy": (busy(15, 16, TEACHING, "4031LOGI6"),)}, None),
        ({"busy": (busy(15, 16, EXAM, "4031LOGI6"),)}, SameExam(28114, 30001)),
        ({"busy": (busy(17, 18, EXAM, "4031LOGI6"),)}, None),
        # What staff have switched off, and nothing else.
        ({"holds": (HoldCode.TUITION,), "granted": frozenset({"hold"})}, None),
        ({"holds": (HoldCode.TUITION,), "granted": frozenset({"time_conflict"})}, OnHold(HoldCode.TUITION)),
        ({"busy": (busy(15, 16),), "granted": frozenset({"time_conflict"})}, None),
        # What waiting cannot change is told first.
        ({"holds": (HoldCode.TUITION,), "missing": (CALCULUS,)}, Requirements(28114, (CALCULUS,))),
        ({"holds": (HoldCode.TUITION,), "busy": (busy(15, 16),)}, OnHold(HoldCode.TUITION)),
    ],
)
def test_what_stands_between_a_student_and_an_open_class(change: dict[str, object], expected: Reason | None) -> None:
    student = replace(Standing(Career.BACHELOR), **change)  # type: ignore[arg-type]
    assert why_not_enrol(WITH_HOURS, student, NOW) == expected
    assert why_not_promote(WITH_HOURS, student, NOW) == expected
    assert why_not_cart(WITH_HOURS, student, in_cart=False, now=NOW) is None


@pytest.mark.parametrize(
    ("change", "enrols", "alert"),
    [
        ({}, None, PlacesFree(28114)),
        ({"enrolled": 100}, Full(28114, 100, 0, 0), None),
        (
            {"enrolled": 100, "waiting_capacity": 2, "waiting": 1},
            Full(28114, 100, 2, 1),
            HasWaitingList(28114),
        ),
        (
            {"enrolled": 100, "waiting_capacity": 2, "waiting": 2},
            WaitingListFull(28114, 100, 2),
            WaitingListFull(28114, 100, 2),
        ),
        ({"enrolled": 99, "waiting_capacity": 2, "waiting": 2}, None, PlacesFree(28114)),
    ],
)
def test_full_classes(change: dict[str, object], enrols: Reason | None, alert: Reason | None) -> None:
    facts, student = replace(LOGIC, **change), Standing(Career.BACHELOR)  # type: ignore[arg-type]
    assert why_not_enrol(facts, student, NOW) == enrols
    assert why_not_alert(facts, student, NOW) == alert
    assert why_not_promote(facts, replace(student, state=State.WAITING), NOW) is None


def test_a_grant_lets_one_withdraw_late() -> None:
    late, granted = LAST + SECOND, frozenset({"too_late_to_withdraw"})
    student = Standing(Career.BACHELOR, State.ENROLLED, granted=granted)
    assert why_not_withdraw(LOGIC, student, late) is None


@pytest.mark.parametrize("full", [0, 100])
@pytest.mark.parametrize("career", list(Career))
@pytest.mark.parametrize("now", [OPENS - SECOND, OPENS, NOW, LAST, LAST + SECOND])
def test_who_sees_open_can_enrol_and_who_sees_anything_else_cannot(full: int, career: Career, now: datetime) -> None:
    facts = replace(LOGIC, enrolled=full)
    seen_open = status(facts, now, career) in (Status.OPEN, Status.NEARLY_FULL)
    assert seen_open == (why_not_enrol(facts, Standing(career), now) is None)


@pytest.mark.parametrize(
    ("change", "in_cart", "now", "expected"),
    [
        ({}, False, NOW, None),
        ({}, True, NOW, InCart(28114)),
        ({"enrolled": 100}, False, NOW, None),
        ({}, False, OPENS - SECOND, None),
        ({}, False, LAST + SECOND, PeriodOver(28114, LAST, date(2018, 1, 25))),
        ({"way_in": WayIn.OFFICE}, False, NOW, ThroughOffice(28114)),
        ({"career": Career.MASTER, "enrolled": 100}, False, NOW, OtherCareer(28114, Career.MASTER)),
    ],
)
def test_a_cart_takes_what_is_full_or_not_yet_open_but_nothing_hopeless(
    change: dict[str, object], in_cart: bool, now: datetime, expected: Reason | None
) -> None:
    facts = replace(LOGIC, **change)  # type: ignore[arg-type]
    assert why_not_cart(facts, Standing(Career.BACHELOR), in_cart, now) == expected


@pytest.mark.parametrize(
    ("state", "now", "expected"),
    [
        (State.ENROLLED, NOW, None),
        (State.WAITING, NOW, None),
        (State.ENROLLED, LAST, None),
        (State.ENROLLED, LAST + SECOND, TooLateToWithdraw(28114, LAST, date(2018, 1, 25))),
        (State.WITHDRAWN, NOW, NotEnrolled(28114)),
        (None, LAST + SECOND, NotEnrolled(28114)),
    ],
)
def test_withdrawing_ends_on_the_same_moment_as_enrolling(
    state: State | None, now: datetime, expected: Reason | None
) -> None:
    assert why_not_withdraw(LOGIC, Standing(Career.BACHELOR, state), now) == expected


def test_each_reason_has_a_code_name_of_its_own() -> None:
    # A dataclass with slots replaces the class that it was made of, which may still be there: one name of both.
    names = {kind.__name__: kind.rule for kind in Reason.__subclasses__()}.values()
    assert all(names)
    assert len(names) >= 15
    assert len(names) == len(set(names))
