"""What staff ask and do at the counter: holds, grants, why, rosters, finding students."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from enroltui.errors import NotAllowed, UnknownClass
from enroltui.registrar.registrar import Registrar
from enroltui.registrar.rules.asking import ENROLLING, Verdict
from enroltui.registrar.rules.enrolling import OnHold, TooLateToWithdraw
from enroltui.registrar.rules.notes import NoExamDay, RetakeOnItsOwn
from enroltui.registrar.rules.reasons import Reason
from enroltui.registrar.values.classes import ClassKey
from enroltui.registrar.values.enrolling import Change, Mode
from enroltui.terms import HoldCode, MessageKind, Role
from enroltui.where import Where
from tests.registrar import arranging, world
from tests.registrar.test_permissions import asked_of
from tests.registrar.world import ANNA, BRAM, CROWD, NOW, NewClass, as_role, as_student, at

COUNTER = as_role(Role.HELPDESK)
HER = as_student(ANNA)
TOMORROW = NOW + timedelta(days=1)


def enrol(registrar: Registrar, key: ClassKey, request: str) -> Reason | None:
    [outcome] = registrar.enrol(HER, ANNA, [key], request, from_cart=False)
    assert (outcome.reason is None) == (outcome.change is Change.ENROLLED)
    return outcome.reason


# --- holds ----------------------------------------------------------------------------------------------------------


def test_a_hold_stops_enrolling_until_it_is_lifted_and_the_student_is_told_both(leiden: Registrar) -> None:
    assert leiden.place_hold(COUNTER, ANNA, HoldCode.TUITION)
    assert not leiden.place_hold(COUNTER, ANNA, HoldCode.TUITION)
    [hold] = leiden.holds(HER, ANNA)
    assert (hold.code, hold.placed, hold.placed_by, hold.lifted) == (HoldCode.TUITION, NOW, "helpdesk", None)
    assert leiden.student_center(HER, ANNA).holds == (hold,)
    assert enrol(leiden, world.EXAM, "1") == OnHold(HoldCode.TUITION)
    assert leiden.add_to_cart(HER, ANNA, [world.EXAM])[0].change is Change.ADDED
    assert leiden.lift_hold(COUNTER, ANNA, HoldCode.TUITION)
    assert not leiden.lift_hold(COUNTER, ANNA, HoldCode.TUITION)
    assert leiden.holds(HER, ANNA) == ()
    [lifted] = leiden.holds(COUNTER, ANNA, lifted=True)
    assert (lifted.lifted, lifted.lifted_by) == (NOW, "helpdesk")
    assert enrol(leiden, world.EXAM, "2") is None
    kinds = [message.kind for message in leiden.messages(HER, ANNA)]
    assert kinds == [MessageKind.HOLD_LIFTED, MessageKind.HOLD_PLACED]
    trail = [(event.actor, event.action, event.outcome) for event in leiden.audit(COUNTER, ANNA)]
    assert trail[0] == ("helpdesk", "hold_placed", "tuition")
    assert ("helpdesk", "hold_lifted", "tuition") in trail


# --- grants ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "rule"),
    [
        (world.MASTERS, "career"),
        (world.CLOSED, "period_over"),
        (world.NOT_OPEN, "not_open_yet"),
        (world.OFFICE, "through_office"),
    ],
)
def test_a_grant_switches_off_one_rule_for_one_class_for_a_time(leiden: Registrar, key: ClassKey, rule: str) -> None:
    refused = enrol(leiden, key, "1")
    assert refused
    assert refused.rule == rule
    leiden.grant(COUNTER, ANNA, key, rule, TOMORROW, "by letter of the board of examiners")
    late = as_student(ANNA, TOMORROW + timedelta(minutes=1))
    [too_late] = leiden.enrol(late, ANNA, [key], "2", from_cart=False)
    assert too_late.reason
    assert too_late.reason.rule == rule
    assert leiden.add_to_cart(HER, ANNA, [key])[0].change is Change.ADDED
    assert enrol(leiden, key, "3") is None
    [grant] = leiden.grants(COUNTER, ANNA)
    assert (grant.key, grant.rule, grant.until, grant.by) == (key, rule, TOMORROW, "helpdesk")
    assert leiden.messages(HER, ANNA)[0].told.rule == rule
    [granted] = [event for event in leiden.audit(COUNTER, ANNA) if event.action == "grant"]
    assert (granted.actor, granted.key, granted.rule) == ("helpdesk", key, rule)
    assert granted.outcome == "by letter of the board of examiners"


def test_who_was_granted_it_may_withdraw_late(leiden: Registrar) -> None:
    enrol(leiden, world.EXAM, "1")
    counter, her = as_role(Role.HELPDESK, TOMORROW), as_student(ANNA, TOMORROW)
    leiden.grant(counter, ANNA, world.EXAM, "too_late_to_withdraw", TOMORROW, "ill")
    [withdrawn] = leiden.withdraw(her, ANNA, [world.EXAM], "2")
    assert withdrawn.change is Change.WITHDRAWN


def test_no_grant_makes_a_place_and_none_is_for_an_unknown_class(leiden: Registrar) -> None:
    for rule in ("full", "waiting_list_full", "already_enrolled", "no such rule"):
        with pytest.raises(ValueError, match=rule):
            leiden.grant(COUNTER, ANNA, world.FULL, rule, TOMORROW, "please")
    with pytest.raises(UnknownClass):
        leiden.grant(COUNTER, ANNA, world.UNKNOWN, "career", TOMORROW, "please")
    assert leiden.grants(COUNTER, ANNA) == ()


# --- why ------------------------------------------------------------------------------------------------------------


def _hold(leiden: Registrar, path: Where) -> ClassKey:
    leiden.place_hold(COUNTER, ANNA, HoldCode.TUITION)
    return world.EXAM


def _requirements(leiden: Registrar, path: Where) -> ClassKey:
    arranging.require(path, world.LOGIC, "4032CALC5")
    return world.EXAM


def _same_exam(leiden: Registrar, path: Where) -> ClassKey:
    enrol(leiden, world.EXAM, "exam")
    again = NewClass(ClassKey(world.YEAR, 30001), meets=at("2018-01-25", 14))
    return arranging.add_class(path, world.LOGIC, again)


def _time_conflict(leiden: Registrar, path: Where) -> ClassKey:
    enrol(leiden, world.EXAM, "exam")
    other = NewClass(ClassKey(world.YEAR, 30001), meets=at("2018-01-25", 15))
    return arranging.add_class(path, "4031ORIE3", other)


def _already(leiden: Registrar, path: Where) -> ClassKey:
    enrol(leiden, world.EXAM, "exam")
    return world.EXAM


def _list_full(leiden: Registrar, path: Where) -> ClassKey:
    for student in CROWD[3:6]:
        how = Mode.FREE_OR_WAITING
        leiden.enrol(as_student(student), student, [world.WAITING_LIST], student, from_cart=False, mode=how)
    return world.WAITING_LIST


def _just(key: ClassKey) -> Callable[[Registrar, Where], ClassKey]:
    return lambda leiden, path: key


@pytest.mark.parametrize(
    ("rule", "arrange"),
    [
        ("other_year", _just(ClassKey(world.YEAR, 27001))),
        ("unknown_number", _just(world.UNKNOWN)),
        ("already_enrolled", _already),
        ("same_exam", _same_exam),
        ("through_office", _just(world.OFFICE)),
        ("through_osiris", _just(world.OSIRIS)),
        ("career", _just(world.MASTERS)),
        ("requirements", _requirements),
        ("period_over", _just(world.CLOSED)),
        ("not_open_yet", _just(world.NOT_OPEN)),
        ("hold", _hold),
        ("time_conflict", _time_conflict),
        ("full", _just(world.FULL)),
        ("waiting_list_full", _list_full),
    ],
)
def test_why_names_the_one_rule_that_refuses(
    leiden: Registrar, small: Where, rule: str, arrange: Callable[[Registrar, Where], ClassKey]
) -> None:
    key = arrange(leiden, small)
    verdicts = leiden.why(COUNTER, ANNA, key)
    assert [verdict.rule for verdict in verdicts if not verdict.ok] == [rule]
    [refused] = [verdict for verdict in verdicts if not verdict.ok]
    assert refused.reason
    assert refused.reason.rule == rule
    assert refused.facts
    [told] = leiden.enrol(HER, ANNA, [key], "last", from_cart=False)
    assert told.reason == refused.reason


def test_why_goes_through_every_rule_in_their_order_and_tells_what_was_granted(leiden: Registrar) -> None:
    leiden.grant(COUNTER, ANNA, world.MASTERS, "career", TOMORROW, "honours")
    verdicts = leiden.why(COUNTER, ANNA, world.MASTERS)
    assert [verdict.rule for verdict in verdicts] == [
        "other_year",
        *(rule.name for rule in ENROLLING),
        "retake",
        "research_project",
    ]
    assert all(verdict.ok for verdict in verdicts)
    [career] = [verdict for verdict in verdicts if verdict.granted]
    assert (career.rule, career.facts) == ("career", {"class": "master", "student": "bachelor"})


def test_why_also_tells_who_is_in_whether_they_can_leave(leiden: Registrar) -> None:
    enrol(leiden, world.EXAM, "1")

    def withdrawing(when: datetime) -> Verdict:
        [told] = [
            verdict
            for verdict in leiden.why(as_role(Role.HELPDESK, when), ANNA, world.EXAM)
            if "withdraw" in verdict.rule
        ]
        return told

    assert withdrawing(NOW).ok
    late = withdrawing(TOMORROW)
    assert (late.ok, late.rule, late.facts["now"]) == (False, "too_late_to_withdraw", TOMORROW)
    assert isinstance(late.reason, TooLateToWithdraw)
    leiden.grant(COUNTER, ANNA, world.EXAM, "too_late_to_withdraw", TOMORROW, "ill")
    granted = withdrawing(TOMORROW)
    assert (granted.ok, granted.granted, granted.reason) == (True, True, late.reason)


def test_why_notes_what_refuses_nothing(leiden: Registrar) -> None:
    [retake] = [verdict for verdict in leiden.why(COUNTER, ANNA, world.RETAKE) if verdict.reason]
    assert (retake.ok, retake.reason) == (True, RetakeOnItsOwn(28115))
    [project] = [verdict for verdict in leiden.why(COUNTER, ANNA, world.PROJECT) if verdict.reason]
    assert (project.ok, project.reason) == (True, NoExamDay(28130))


# --- rosters --------------------------------------------------------------------------------------------------------


def test_a_roster_has_who_is_in_it_who_waits_and_how_it_filled(leiden: Registrar) -> None:
    crowd = CROWD[:3]
    leiden.withdraw(as_student(crowd[0]), crowd[0], [world.WAITING_LIST], "leave")
    roster = leiden.roster(COUNTER, world.WAITING_LIST)
    [enrolled], [waiting] = roster.enrolled, roster.waiting
    assert (enrolled.student_number, enrolled.programme.slug, enrolled.since) == (crowd[1], "computer-science-bsc", NOW)
    assert (waiting.student_number, waiting.since) == (crowd[2], at("2017-12-20", minute=2))
    assert roster.row == leiden.class_row(COUNTER, None, world.WAITING_LIST)
    assert roster.counts == ((at("2017-12-20").date(), 1), (NOW.date(), 1))
    with pytest.raises(UnknownClass):
        leiden.roster(COUNTER, world.UNKNOWN)


def test_coordinators_see_the_rosters_of_their_own_courses_only(leiden: Registrar, small: Where) -> None:
    arranging.coordinate(small, world.LOGIC)
    coordinator = as_role(Role.COORDINATOR)
    assert leiden.roster(coordinator, world.EXAM).enrolled == ()
    with pytest.raises(NotAllowed):
        leiden.roster(coordinator, world.WAITING_LIST)
    with pytest.raises(NotAllowed):
        leiden.why(coordinator, ANNA, world.EXAM)


def test_a_student_may_not(leiden: Registrar, subtests: pytest.Subtests) -> None:
    asking: list[Callable[[Registrar], object]] = [
        lambda leiden: leiden.roster(HER, world.EXAM),
        lambda leiden: leiden.why(HER, ANNA, world.EXAM),
        lambda leiden: leiden.place_hold(HER, ANNA, HoldCode.TUITION),
        lambda leiden: leiden.lift_hold(HER, ANNA, HoldCode.TUITION),
        lambda leiden: leiden.grant(HER, ANNA, world.EXAM, "career", TOMORROW, "please"),
        lambda leiden: leiden.students(HER),
        lambda leiden: leiden.holds(HER, BRAM),
        lambda leiden: leiden.messages(HER, BRAM),
        lambda leiden: leiden.history(HER, BRAM),
        lambda leiden: leiden.swap(HER, BRAM, world.EXAM, world.RETAKE, "his"),
        lambda leiden: leiden.set_seat_alert(HER, BRAM, world.FULL),
        lambda leiden: leiden.validate(HER, BRAM, [world.EXAM]),
        lambda leiden: leiden.save_plan(HER, BRAM, "his"),
    ]
    for ask in asking:
        with subtests.test(asked_of(ask)), pytest.raises(NotAllowed):
            ask(leiden)
