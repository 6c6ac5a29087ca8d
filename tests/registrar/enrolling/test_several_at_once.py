"""Several classes at once: the three ways to send a cart, what validating it says, and plans that keep it for later."""

from __future__ import annotations

import pytest

from enroltui.registrar.registrar import Registrar
from enroltui.registrar.rules.clashes import Clash
from enroltui.registrar.rules.enrolling import AlreadyEnrolled, Full, Requirements, TimeConflict
from enroltui.registrar.rules.reasons import HeldBack
from enroltui.registrar.rules.rule import RequiredCourse
from enroltui.registrar.values.classes import ClassKey
from enroltui.registrar.values.enrolling import Change, Mode
from enroltui.terms import Role
from enroltui.where import Where
from tests.registrar import arranging, world
from tests.registrar.world import ANNA, NewClass, as_role, as_student, at

HER = as_student(ANNA)
CART = [world.EXAM, world.WAITING_LIST, world.FULL, world.PROJECT]


@pytest.mark.parametrize(
    ("mode", "changes"),
    [
        (Mode.FREE, [Change.ENROLLED, Change.REFUSED, Change.REFUSED, Change.ENROLLED]),
        (Mode.FREE_OR_WAITING, [Change.ENROLLED, Change.WAITING, Change.REFUSED, Change.ENROLLED]),
        (Mode.ALL_OR_NOTHING, [Change.REFUSED] * 4),
    ],
)
def test_what_validating_says_is_what_sending_does(leiden: Registrar, mode: Mode, changes: list[Change]) -> None:
    leiden.add_to_cart(HER, ANNA, CART)
    before = leiden.cart(HER, ANNA), leiden.enrolments(HER, ANNA), leiden.audit(as_role(Role.OPERATOR))
    told = leiden.validate(HER, ANNA, CART, mode=mode)
    assert before == (leiden.cart(HER, ANNA), leiden.enrolments(HER, ANNA), leiden.audit(as_role(Role.OPERATOR)))
    sent = leiden.enrol(HER, ANNA, CART, "request", mode=mode)
    assert [outcome.change for outcome in sent] == [outcome.change for outcome in told.outcomes] == changes
    assert [outcome.reason for outcome in sent] == [outcome.reason for outcome in told.outcomes]
    left = [key for key, change in zip(CART, changes, strict=True) if change is Change.REFUSED]
    assert [row.key for row in leiden.cart(HER, ANNA)] == left


def test_all_or_nothing_names_the_class_that_stopped_the_others(leiden: Registrar) -> None:
    outcomes = leiden.enrol(HER, ANNA, [world.EXAM, world.FULL], "1", from_cart=False, mode=Mode.ALL_OR_NOTHING)
    assert [outcome.reason for outcome in outcomes] == [HeldBack(28114, because=28122), Full(28122, 2, 0, 0)]
    assert leiden.enrolments(HER, ANNA) == ()
    both = leiden.enrol(HER, ANNA, [world.EXAM, world.PROJECT], "2", from_cart=False, mode=Mode.ALL_OR_NOTHING)
    assert [outcome.change for outcome in both] == [Change.ENROLLED, Change.ENROLLED]


def test_a_request_sent_again_in_another_mode_is_another_request(leiden: Registrar) -> None:
    [first] = leiden.enrol(HER, ANNA, [world.WAITING_LIST], "1", from_cart=False, mode=Mode.FREE_OR_WAITING)
    again = leiden.enrol(HER, ANNA, [world.WAITING_LIST], "1", from_cart=False, mode=Mode.FREE_OR_WAITING)
    assert again == (first,)


# --- clashes --------------------------------------------------------------------------------------------------------


@pytest.fixture
def clashing(small: Where) -> dict[str, ClassKey]:
    """An exam, and what meets at the same time: another exam, a lecture, and an exam that begins when it ends."""
    made = {
        "exam": ("4032CALC5", NewClass(ClassKey(world.YEAR, 30001), meets=at("2018-05-01", 10))),
        "other exam": ("4031ORIE3", NewClass(ClassKey(world.YEAR, 30002), meets=at("2018-05-01", 11))),
        "lecture": (world.LOGIC, NewClass(ClassKey(world.YEAR, 30003), "lecture", meets=at("2018-05-01", 9))),
        "next exam": ("4031PROJ9", NewClass(ClassKey(world.YEAR, 30004), meets=at("2018-05-01", 12))),
        "own lecture": ("4032CALC5", NewClass(ClassKey(world.YEAR, 30005), "lecture", meets=at("2018-05-01", 10))),
    }
    return {name: arranging.add_class(small, code, new_class) for name, (code, new_class) in made.items()}


def test_exams_at_the_same_time_are_refused_and_the_overlap_is_named(
    leiden: Registrar, clashing: dict[str, ClassKey]
) -> None:
    keys = [clashing["exam"], clashing["other exam"], clashing["next exam"]]
    outcomes = leiden.enrol(HER, ANNA, keys, "1", from_cart=False, accept_clashes=True)
    assert [outcome.change for outcome in outcomes] == [Change.ENROLLED, Change.REFUSED, Change.ENROLLED]
    start, end = at("2018-05-01", 11), at("2018-05-01", 12)
    clash = Clash(30002, 30001, "Calculus 100%", "Analyse_1", start, end, exams=True)
    assert outcomes[1].reason == TimeConflict(clash)


def test_a_clash_with_teaching_is_refused_until_it_is_accepted(
    leiden: Registrar, clashing: dict[str, ClassKey]
) -> None:
    keys = [clashing["exam"], clashing["lecture"]]
    warned = leiden.enrol(HER, ANNA, keys, "1", from_cart=False)[1]
    assert isinstance(warned.reason, TimeConflict)
    assert warned.reason.can_be_accepted
    [accepted] = leiden.enrol(HER, ANNA, [clashing["lecture"]], "2", from_cart=False, accept_clashes=True)
    assert accepted.change is Change.ENROLLED


def test_a_course_does_not_clash_with_itself(leiden: Registrar, clashing: dict[str, ClassKey]) -> None:
    outcomes = leiden.enrol(HER, ANNA, [clashing["exam"], clashing["own lecture"]], "1", from_cart=False)
    assert [outcome.change for outcome in outcomes] == [Change.ENROLLED, Change.ENROLLED]


def test_validating_names_every_clash_within_the_cart(leiden: Registrar, clashing: dict[str, ClassKey]) -> None:
    told = leiden.validate(HER, ANNA, [clashing[name] for name in ("exam", "other exam", "lecture", "next exam")])
    assert [(clash.class_number, clash.other_number, clash.exams) for clash in told.clashes] == [
        (30001, 30002, True),
        (30001, 30003, False),
        (30002, 30004, True),
    ]
    assert [outcome.change for outcome in told.outcomes] == [
        Change.ENROLLED,
        Change.REFUSED,
        Change.REFUSED,
        Change.ENROLLED,
    ]


# --- requirements ---------------------------------------------------------------------------------------------------


def test_a_required_course_must_be_done_or_enrolled_in_before(leiden: Registrar, small: Where) -> None:
    arranging.require(small, "4032CALC5", world.LOGIC)
    logic = RequiredCourse(world.LOGIC, "Logic", "Logica")
    [alone] = leiden.enrol(HER, ANNA, [world.CLOSEDS_RETAKE], "1", from_cart=False)
    assert alone.reason == Requirements(28126, (logic,))
    both = leiden.enrol(HER, ANNA, [world.LECTURE, world.CLOSEDS_RETAKE], "2", from_cart=False)
    assert [outcome.change for outcome in both] == [Change.ENROLLED, Change.ENROLLED]
    leiden.withdraw(HER, ANNA, [world.LECTURE, world.CLOSEDS_RETAKE], "3")
    arranging.complete(small, ANNA, world.LOGIC)
    [done] = leiden.enrol(HER, ANNA, [world.CLOSEDS_RETAKE], "4", from_cart=False)
    assert done.change is Change.ENROLLED


def test_what_is_given_up_does_not_count_as_enrolled_in(leiden: Registrar, small: Where) -> None:
    arranging.require(small, "4032CALC5", world.LOGIC)
    leiden.enrol(HER, ANNA, [world.LECTURE], "1", from_cart=False)
    new = leiden.swap(HER, ANNA, world.LECTURE, world.CLOSEDS_RETAKE, "2")[1]
    assert isinstance(new.reason, Requirements)


# --- plans ----------------------------------------------------------------------------------------------------------


def test_a_cart_is_kept_under_a_name_and_put_back(leiden: Registrar) -> None:
    leiden.add_to_cart(HER, ANNA, [world.EXAM, world.PROJECT])
    assert leiden.save_plan(HER, ANNA, " spring ").name == "spring"
    leiden.enrol(HER, ANNA, [world.EXAM, world.PROJECT], "1")
    leiden.withdraw(HER, ANNA, [world.PROJECT], "2")
    [plan] = leiden.plans(HER, ANNA)
    assert (plan.name, [row.key for row in plan.rows]) == ("spring", [world.EXAM, world.PROJECT])
    loaded = leiden.load_plan(HER, ANNA, "spring")
    assert [outcome.change for outcome in loaded] == [Change.REFUSED, Change.ADDED]
    assert loaded[0].reason == AlreadyEnrolled(28114, waiting=False)
    assert [row.key for row in leiden.cart(HER, ANNA)] == [world.PROJECT]


def test_a_plan_is_replaced_by_its_name_and_forgotten(leiden: Registrar) -> None:
    leiden.add_to_cart(HER, ANNA, [world.EXAM])
    leiden.save_plan(HER, ANNA, "b")
    leiden.save_plan(HER, ANNA, "a")
    leiden.remove_from_cart(HER, ANNA, [world.EXAM])
    leiden.save_plan(HER, ANNA, "b")
    assert [(plan.name, len(plan.rows)) for plan in leiden.plans(HER, ANNA)] == [("a", 1), ("b", 0)]
    leiden.delete_plan(HER, ANNA, "a")
    leiden.delete_plan(HER, ANNA, "no such plan")
    assert [plan.name for plan in leiden.plans(HER, ANNA)] == ["b"]
    assert leiden.load_plan(HER, ANNA, "a") == ()
    trail = [
        (event.action, event.outcome) for event in leiden.audit(as_role(Role.HELPDESK), ANNA) if "plan" in event.action
    ]
    assert trail == [("save_plan", "b"), ("save_plan", "a"), ("save_plan", "b"), ("delete_plan", "a")]
