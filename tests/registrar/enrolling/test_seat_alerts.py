"""Seat alerts: who has one is told once, by message and letter, in the transaction that frees a place."""

from __future__ import annotations

from datetime import timedelta

from enroltui.registrar.registrar import Registrar
from enroltui.registrar.rules.enrolling import OnHold, PeriodOver, TooLateToWithdraw
from enroltui.registrar.rules.reasons import HasWaitingList, PlacesFree, Reason, UnknownNumber
from enroltui.registrar.values.classes import ClassKey
from enroltui.terms import HoldCode, LetterKind, MessageKind, Role
from tests.registrar import world
from tests.registrar.world import ANNA, BRAM, CROWD, as_role, as_student

HER, HIM = as_student(ANNA), as_student(BRAM)


def leave(registrar: Registrar, student: str) -> None:
    registrar.withdraw(as_student(student), student, [world.FULL], f"{student} leaves")


def told(registrar: Registrar, student: str) -> list[tuple[MessageKind, ClassKey | None]]:
    return [(message.kind, message.told.key) for message in registrar.messages(as_student(student), student)]


def test_everybody_who_asked_is_told_once_when_a_place_is_free(leiden: Registrar) -> None:
    for student in (ANNA, ANNA, BRAM):
        assert leiden.set_seat_alert(as_student(student), student, world.FULL) is None
    [row] = leiden.seat_alerts(HER, ANNA)
    assert row.key == world.FULL
    leave(leiden, CROWD[0])
    leave(leiden, CROWD[1])
    assert told(leiden, ANNA) == told(leiden, BRAM) == [(MessageKind.SEAT_FREE, world.FULL)]
    assert [letter.facts.kind for letter in leiden.letters(HER, ANNA)] == [LetterKind.SEAT_FREE]
    assert leiden.seat_alerts(HER, ANNA) == ()
    trail = [(event.action, event.outcome) for event in leiden.audit(as_role(Role.HELPDESK), ANNA)]
    assert trail == [("seat_alert", "set")]


def test_an_alert_is_for_a_full_class_without_a_waiting_list_that_one_could_enrol_in(leiden: Registrar) -> None:
    def why_not(key: ClassKey) -> Reason | None:
        return leiden.set_seat_alert(HER, ANNA, key)

    assert why_not(world.EXAM) == PlacesFree(28114)
    assert why_not(world.WAITING_LIST) == HasWaitingList(28123)
    assert isinstance(why_not(world.CLOSED), PeriodOver)
    assert why_not(world.UNKNOWN) == UnknownNumber("99999")
    leiden.place_hold(as_role(Role.HELPDESK), ANNA, HoldCode.TUITION)
    assert isinstance(why_not(world.FULL), OnHold)
    assert leiden.seat_alerts(HER, ANNA) == ()


def test_who_takes_the_alert_away_is_not_told(leiden: Registrar) -> None:
    leiden.set_seat_alert(HER, ANNA, world.FULL)
    leiden.remove_seat_alert(HER, ANNA, world.FULL)
    leiden.remove_seat_alert(HER, ANNA, world.FULL)
    leiden.remove_seat_alert(HER, ANNA, world.UNKNOWN)
    leave(leiden, CROWD[0])
    assert told(leiden, ANNA) == []


def test_nobody_is_told_of_a_class_that_is_closed_by_then(leiden: Registrar) -> None:
    leiden.set_seat_alert(HER, ANNA, world.FULL)
    afterwards = world.at("2018-03-02")
    counter = as_role(Role.HELPDESK, afterwards)
    until = afterwards + timedelta(days=1)
    leiden.grant(counter, CROWD[0], world.FULL, TooLateToWithdraw.rule, until, "ill")
    leiden.withdraw(counter, CROWD[0], [world.FULL], "late")
    assert told(leiden, ANNA) == []


def test_a_place_swapped_away_is_told_too(leiden: Registrar) -> None:
    leiden.set_seat_alert(HIM, BRAM, world.FULL)
    leiden.swap(as_student(CROWD[0]), CROWD[0], world.FULL, world.EXAM, "swap")
    assert told(leiden, BRAM) == [(MessageKind.SEAT_FREE, world.FULL)]
