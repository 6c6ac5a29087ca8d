"""The rules and a second, plain statement of them (`plain_rules.py`) agree, whatever the facts are."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from enroltui.registrar.rules.asking import (
    verdicts,
    why_not_alert,
    why_not_cart,
    why_not_enrol,
    why_not_promote,
    why_not_withdraw,
)
from enroltui.registrar.rules.clashes import Busy
from enroltui.registrar.rules.classes import ClassFacts, status
from enroltui.registrar.rules.enrolling import MinorNotAdmitted, OtherCareer, TimeConflict, TooLateToWithdraw
from enroltui.registrar.rules.minor_reasons import MinorName
from enroltui.registrar.rules.reasons import Reason
from enroltui.registrar.rules.rule import RequiredCourse, Standing
from enroltui.registrar.values.classes import Meeting
from enroltui.terms import Career, Description, HoldCode, MeetingKind, State, WayIn
from tests.registrar import plain_rules

NOON = datetime(2018, 1, 15, 11, 0, tzinfo=UTC)
COURSES = ("4031LOGI6", "4032CALC5")

moments = st.integers(-3, 3).map(lambda minutes: NOON + timedelta(minutes=minutes))
opened = st.sampled_from([-2, -1, 0, 0, 1]).map(lambda minutes: NOON + timedelta(minutes=minutes))
closes = st.sampled_from([-1, 0, 0, 1, 2]).map(lambda minutes: NOON + timedelta(minutes=minutes))
few = st.integers(0, 3)


@st.composite
def meetings(draw: st.DrawFn) -> Meeting:
    starts = draw(moments)
    return Meeting(starts, starts + timedelta(minutes=draw(st.integers(1, 3))), "", draw(st.sampled_from(MeetingKind)))


@st.composite
def busy(draw: st.DrawFn) -> Busy:
    number = draw(st.integers(30001, 30003))
    meeting = draw(meetings())
    return Busy(number, draw(st.sampled_from(COURSES)), "", "", meeting.starts, meeting.ends, meeting.kind)


classes = st.builds(
    ClassFacts,
    class_number=st.just(28114),
    academic_year=st.just("2017-2018"),
    career=st.sampled_from(Career),
    capacity=few,
    waiting_capacity=few,
    enrolled=few,
    waiting=few,
    enrol_from_bachelor=opened,
    enrol_from_master=opened,
    enrol_until=closes,
    way_in=st.sampled_from([*[WayIn.HERE] * 8, WayIn.OFFICE, WayIn.OSIRIS]),
    exam=st.none(),
    catalogue_number=st.sampled_from(COURSES),
    description=st.sampled_from(Description),
    meetings=st.lists(meetings(), max_size=2).map(tuple),
    minors=st.sampled_from([*[()] * 8, (MinorName("minor-stars", "Stars", "Sterren"),)]),
)
RULES = [*plain_rules.ORDER, TooLateToWithdraw.rule]
students = st.builds(
    Standing,
    career=st.sampled_from(Career),
    state=st.sampled_from([*[None] * 8, *State]),
    holds=st.lists(st.sampled_from(HoldCode), max_size=1).map(tuple),
    missing=st.sampled_from([*[()] * 8, (RequiredCourse("4031LOGI6", "Logic", "Logica"),)]),
    busy=st.lists(busy(), max_size=2).map(tuple),
    admitted=st.booleans(),
    accepts_clashes=st.booleans(),
    granted=st.frozensets(st.sampled_from(RULES), max_size=4),
)


def name(reason: Reason | None) -> str | None:
    return reason.rule if reason else None


@settings(max_examples=500)
@given(classes, students)
def test_the_first_rule_that_refuses_is_the_same(facts: ClassFacts, student: Standing) -> None:
    assert name(why_not_enrol(facts, student, NOON)) == plain_rules.why_not_enrol(facts, student, NOON)
    assert name(why_not_promote(facts, student, NOON)) == plain_rules.why_not_promote(facts, student, NOON)
    assert name(why_not_withdraw(facts, student, NOON)) == plain_rules.why_not_withdraw(facts, student, NOON)
    assert name(why_not_alert(facts, student, NOON)) == plain_rules.why_not_alert(facts, student, NOON)


@settings(max_examples=500)
@given(classes, students, st.booleans())
def test_the_cart_takes_the_same(facts: ClassFacts, student: Standing, in_cart: bool) -> None:
    said = name(why_not_cart(facts, student, in_cart, NOON))
    assert said == plain_rules.why_not_cart(facts, student, in_cart, NOON)


@settings(max_examples=500)
@given(classes, students)
def test_every_verdict_is_the_same(facts: ClassFacts, student: Standing) -> None:
    told = verdicts(facts, student, NOON)
    asked = [verdict for verdict in told if verdict.rule in plain_rules.ORDER]
    refuses = plain_rules.refuses(facts, student, NOON)
    assert {verdict.rule: verdict.reason is not None for verdict in asked} == refuses
    assert {verdict.rule for verdict in asked if verdict.granted} == {
        rule for rule in refuses if refuses[rule]
    } & student.granted
    assert all(verdict.ok == (verdict.reason is None or verdict.granted) for verdict in asked)
    leaving = [verdict for verdict in told if verdict.rule == "too_late_to_withdraw"]
    assert len(leaving) == (student.state in (State.ENROLLED, State.WAITING))
    for verdict in leaving:
        assert verdict.ok == (plain_rules.why_not_withdraw(facts, student, NOON) is None)
    others = [verdict for verdict in told if verdict.rule not in plain_rules.ORDER and verdict not in leaving]
    assert all(verdict.ok for verdict in others)
    assert {verdict.rule for verdict in others if verdict.reason} == plain_rules.notes(facts)


@settings(max_examples=500)
@given(classes, students)
def test_a_clash_is_the_moments_that_both_classes_meet_at(facts: ClassFacts, student: Standing) -> None:
    reason = why_not_promote(facts, student, NOON)
    if isinstance(reason, TimeConflict):
        clash = reason.clash
        assert clash.starts < clash.ends
        assert clash.exams == ("exams" in plain_rules.clashes(facts, student))
        assert any(meeting.starts <= clash.starts and clash.ends <= meeting.ends for meeting in facts.meetings)
        other = [busy_time for busy_time in student.busy if busy_time.class_number == clash.other_number]
        assert any(busy_time.starts <= clash.starts and clash.ends <= busy_time.ends for busy_time in other)


@given(classes, st.sampled_from(Career))
def test_who_sees_open_is_refused_by_nothing_but_the_own_affairs(facts: ClassFacts, career: Career) -> None:
    seen = status(facts, NOON, career)
    reason = why_not_enrol(facts, Standing(career), NOON)
    if seen in ("open", "nearly_full"):
        assert reason is None or isinstance(reason, OtherCareer | MinorNotAdmitted)
    else:
        assert reason is not None
