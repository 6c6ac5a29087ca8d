"""The shopping cart: what may be put in, what is offered besides, and that it is the student's own."""

from __future__ import annotations

from datetime import timedelta

import pytest

from enroltui.errors import UnknownStudent
from enroltui.registrar.registrar import Registrar
from enroltui.registrar.rules.enrolling import AlreadyEnrolled, OtherCareer, PeriodOver, ThroughOffice, ThroughOsiris
from enroltui.registrar.rules.reasons import InCart, NotInCart, OtherYear, Reason, UnknownNumber
from enroltui.registrar.values.classes import ClassKey
from enroltui.registrar.values.enrolling import Change
from enroltui.terms import Career, Role
from tests.registrar import world
from tests.registrar.world import ANNA, BRAM, as_role, as_student

HER = as_student(ANNA)


def in_cart(registrar: Registrar) -> list[ClassKey]:
    return [row.key for row in registrar.cart(HER, ANNA)]


def test_what_is_put_in_stays_in_this_order_and_is_marked_everywhere(leiden: Registrar) -> None:
    outcomes = leiden.add_to_cart(HER, ANNA, [world.OTHER_OPEN, world.EXAM])
    assert [outcome.change for outcome in outcomes] == [Change.ADDED, Change.ADDED]
    assert all(outcome.row and outcome.row.in_cart for outcome in outcomes)
    assert in_cart(leiden) == [world.OTHER_OPEN, world.EXAM]
    row = leiden.class_row(HER, ANNA, world.EXAM)
    assert row
    assert row.in_cart


@pytest.mark.parametrize("key", [world.FULL, world.WAITING_LIST, world.NOT_OPEN])
def test_what_is_full_or_not_yet_open_may_wait_in_the_cart(leiden: Registrar, key: ClassKey) -> None:
    (outcome,) = leiden.add_to_cart(HER, ANNA, [key])
    assert outcome.change is Change.ADDED


@pytest.mark.parametrize(
    ("key", "reason"),
    [
        (world.UNKNOWN, UnknownNumber("99999")),
        (ClassKey("2017-2018", 27001), OtherYear(27001, "2016-2017", "2017-2018")),
        (world.OFFICE, ThroughOffice(28127)),
        (world.OSIRIS, ThroughOsiris(28128)),
        (world.MASTERS, OtherCareer(28129, Career.MASTER)),
    ],
)
def test_what_is_hopeless_is_refused_with_its_reason(leiden: Registrar, key: ClassKey, reason: Reason) -> None:
    (outcome,) = leiden.add_to_cart(HER, ANNA, [key])
    assert (outcome.change, outcome.reason) == (Change.REFUSED, reason)
    assert in_cart(leiden) == []


def test_a_class_is_put_in_once(leiden: Registrar) -> None:
    (first,) = leiden.add_to_cart(HER, ANNA, [world.EXAM, world.EXAM])
    (again,) = leiden.add_to_cart(HER, ANNA, [world.EXAM])
    assert first.change is Change.ADDED
    assert again.reason == InCart(28114)
    assert in_cart(leiden) == [world.EXAM]


def test_an_enrolled_class_is_not_put_in(leiden: Registrar) -> None:
    leiden.enrol(HER, ANNA, [world.EXAM], "key", from_cart=False)
    (outcome,) = leiden.add_to_cart(HER, ANNA, [world.EXAM])
    assert outcome.reason == AlreadyEnrolled(28114, waiting=False)


def test_one_refused_class_does_not_stop_the_others(leiden: Registrar) -> None:
    outcomes = leiden.add_to_cart(HER, ANNA, [world.UNKNOWN, world.EXAM, world.OFFICE, world.PROJECT])
    assert [outcome.key for outcome in outcomes] == [world.UNKNOWN, world.EXAM, world.OFFICE, world.PROJECT]
    assert in_cart(leiden) == [world.EXAM, world.PROJECT]


def test_adding_a_lecture_offers_its_exam_while_that_is_open(leiden: Registrar) -> None:
    (outcome,) = leiden.add_to_cart(HER, ANNA, [world.LECTURE])
    assert outcome.offer
    assert outcome.offer.key == world.EXAM


def test_after_the_exams_last_day_the_retake_is_offered_instead(leiden: Registrar) -> None:
    tomorrow = as_student(ANNA, world.NOW + timedelta(days=1))
    (lecture,) = leiden.add_to_cart(tomorrow, ANNA, [world.LECTURE])
    (closed,) = leiden.add_to_cart(tomorrow, ANNA, [world.EXAM])
    assert isinstance(closed.reason, PeriodOver)
    assert [outcome.offer and outcome.offer.key for outcome in (lecture, closed)] == [world.RETAKE, world.RETAKE]


def test_nothing_is_offered_to_who_has_the_exam(leiden: Registrar) -> None:
    outcomes = leiden.add_to_cart(HER, ANNA, [world.LECTURE, world.EXAM])
    leiden.enrol(HER, ANNA, [world.EXAM], "key")
    outcomes += leiden.add_to_cart(HER, ANNA, [world.SEMINAR])
    assert [outcome.offer for outcome in outcomes] == [None, None, None]


def test_taking_out(leiden: Registrar) -> None:
    leiden.add_to_cart(HER, ANNA, [world.EXAM, world.PROJECT])
    removed, absent = leiden.remove_from_cart(HER, ANNA, [world.EXAM, world.RETAKE])
    assert removed.change is Change.REMOVED
    assert absent.reason == NotInCart(28115)
    assert in_cart(leiden) == [world.PROJECT]


def test_carts_are_apart(leiden: Registrar) -> None:
    leiden.add_to_cart(HER, ANNA, [world.EXAM])
    his = as_student(BRAM)
    leiden.add_to_cart(his, BRAM, [world.MASTERS])
    assert in_cart(leiden) == [world.EXAM]
    assert [row.key for row in leiden.cart(his, BRAM)] == [world.MASTERS]


def test_an_unknown_student_has_no_cart(leiden: Registrar) -> None:
    with pytest.raises(UnknownStudent):
        leiden.cart(as_role(Role.HELPDESK), "s0000000")
