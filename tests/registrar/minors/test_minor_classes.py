"""Who enrols in the classes of minors: only who is admitted."""

from __future__ import annotations

from enroltui.registrar.registrar import Registrar
from enroltui.registrar.rules.enrolling import MinorNotAdmitted
from enroltui.registrar.rules.minor_reasons import (
    MinorClassesLeft,
)
from enroltui.registrar.values.enrolling import Change
from enroltui.terms import State
from tests.registrar import world
from tests.registrar.minors import world as minor_world
from tests.registrar.minors.world import OF_BOTH, OF_STARS, SKY, STARS, admit, named, staff, student
from tests.registrar.world import ANNA

HER = student(ANNA)
IN_JANUARY = student(ANNA, world.NOW)


def test_a_class_of_a_minor_is_for_who_is_admitted(registrar: Registrar) -> None:
    closed = MinorNotAdmitted(29001, (named(STARS),))
    (found,) = registrar.find(IN_JANUARY, ANNA, world.YEAR, ["29001"])
    (added,) = registrar.add_to_cart(IN_JANUARY, ANNA, [OF_STARS])
    (enrolled,) = registrar.enrol(IN_JANUARY, ANNA, [OF_STARS], "request", from_cart=False)
    assert [found.reason, added.reason, enrolled.reason] == [closed, closed, closed]
    registrar.apply_for_minor(HER, ANNA, STARS)
    (enrolled,) = registrar.enrol(IN_JANUARY, ANNA, [OF_STARS], "applied only", from_cart=False)
    assert enrolled.reason == closed
    registrar.admit_to_minor(staff(), ANNA, STARS)
    registrar.add_to_cart(IN_JANUARY, ANNA, [OF_STARS])
    (enrolled,) = registrar.enrol(IN_JANUARY, ANNA, [OF_STARS], "admitted")
    assert enrolled.change is Change.ENROLLED


def test_a_class_that_waits_in_the_cart_is_refused_when_the_admission_has_gone(registrar: Registrar) -> None:
    admit(registrar, ANNA)
    registrar.add_to_cart(IN_JANUARY, ANNA, [OF_STARS])
    registrar.withdraw_from_minor(HER, ANNA, STARS)
    (enrolled,) = registrar.enrol(IN_JANUARY, ANNA, [OF_STARS], "request")
    assert enrolled.reason == MinorNotAdmitted(29001, (named(STARS),))
    assert [row.key for row in registrar.cart(IN_JANUARY, ANNA)] == [OF_STARS]


def test_the_first_answer_is_given_again_with_its_minors(registrar: Registrar) -> None:
    first = registrar.enrol(IN_JANUARY, ANNA, [OF_BOTH], "request", from_cart=False)
    assert first[0].reason == MinorNotAdmitted(29002, (named(SKY), named(STARS)))
    assert registrar.enrol(IN_JANUARY, ANNA, [OF_BOTH], "request", from_cart=False) == first


def test_a_shared_class_is_for_who_is_admitted_to_either_minor(registrar: Registrar) -> None:
    admit(registrar, ANNA, slug=SKY)
    both, of_stars = registrar.enrol(IN_JANUARY, ANNA, [OF_BOTH, OF_STARS], "request", from_cart=False)
    assert (both.change, of_stars.change) == (Change.ENROLLED, Change.REFUSED)


def test_a_class_that_a_bachelor_programme_has_as_well_is_for_everybody(registrar: Registrar) -> None:
    key = minor_world.OF_A_BACHELOR_TOO
    (outcome,) = registrar.enrol(IN_JANUARY, ANNA, [key], "request", from_cart=False)
    assert outcome.change is Change.ENROLLED


def test_nobody_stays_in_a_minors_classes_without_being_admitted(registrar: Registrar) -> None:
    admit(registrar, ANNA)
    keys = [OF_STARS, OF_BOTH, minor_world.OF_A_BACHELOR_TOO]
    registrar.enrol(IN_JANUARY, ANNA, keys, "request", from_cart=False)
    assert registrar.withdraw_from_minor(IN_JANUARY, ANNA, STARS) == MinorClassesLeft(2)
    registrar.withdraw(IN_JANUARY, ANNA, keys[:2], "withdraw")
    assert registrar.withdraw_from_minor(IN_JANUARY, ANNA, STARS) is None
    left = {
        enrolment.row.key for enrolment in registrar.enrolments(IN_JANUARY, ANNA) if enrolment.state is State.ENROLLED
    }
    assert left == {minor_world.OF_A_BACHELOR_TOO}
