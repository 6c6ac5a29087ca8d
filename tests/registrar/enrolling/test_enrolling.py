"""Enrolling and withdrawing: each class its own outcome, the cart kept right, a request carried out once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from enroltui.errors import RequestReused
from enroltui.registrar.registrar import Registrar
from enroltui.registrar.rules.enrolling import (
    AlreadyEnrolled,
    Full,
    NotOpenYet,
    OtherCareer,
    PeriodOver,
    ThroughOffice,
    ThroughOsiris,
    TooLateToWithdraw,
)
from enroltui.registrar.rules.reasons import NotEnrolled, NotInCart, OtherYear, Reason, UnknownNumber
from enroltui.registrar.values.classes import ClassKey
from enroltui.registrar.values.enrolling import Change, Outcome
from enroltui.terms import Career, Role, State, Status
from tests.registrar import world
from tests.registrar.world import ANNA, BRAM, as_role, as_student, at

HER = as_student(ANNA)


def enrol(registrar: Registrar, *keys: ClassKey, request: str = "request") -> tuple[Outcome, ...]:
    return registrar.enrol(HER, ANNA, keys, request, from_cart=False)


def states(registrar: Registrar) -> dict[ClassKey, State]:
    return {enrolment.row.key: enrolment.state for enrolment in registrar.enrolments(HER, ANNA)}


def test_what_is_enrolled_leaves_the_cart_and_what_is_refused_stays(leiden: Registrar) -> None:
    keys = [world.EXAM, world.FULL, world.NOT_OPEN, world.PROJECT]
    leiden.add_to_cart(HER, ANNA, keys)
    outcomes = leiden.enrol(HER, ANNA, keys, "request")
    assert [(outcome.change, outcome.reason) for outcome in outcomes] == [
        (Change.ENROLLED, None),
        (Change.REFUSED, Full(28122, 2, 0, 0)),
        (Change.REFUSED, NotOpenYet(28124, at("2018-02-15", 13))),
        (Change.ENROLLED, None),
    ]
    assert [row.key for row in leiden.cart(HER, ANNA)] == [world.FULL, world.NOT_OPEN]
    assert states(leiden) == {world.EXAM: State.ENROLLED, world.PROJECT: State.ENROLLED}


@pytest.mark.parametrize(
    ("key", "reason"),
    [
        (world.UNKNOWN, UnknownNumber("99999")),
        (ClassKey("2017-2018", 27001), OtherYear(27001, "2016-2017", "2017-2018")),
        (world.OFFICE, ThroughOffice(28127)),
        (world.OSIRIS, ThroughOsiris(28128)),
        (world.MASTERS, OtherCareer(28129, Career.MASTER)),
        (world.CLOSED, PeriodOver(28125, at("2018-01-10"), at("2018-01-20").date())),
        (world.WAITING_LIST, Full(28123, 1, 5, 2)),
        (world.LAST_YEARS, PeriodOver(27001, at("2017-03-01"), at("2017-03-22").date())),
    ],
)
def test_each_refusal_tells_its_reason_and_changes_nothing(leiden: Registrar, key: ClassKey, reason: Reason) -> None:
    (outcome,) = enrol(leiden, key)
    assert (outcome.change, outcome.reason) == (Change.REFUSED, reason)
    assert states(leiden) == {}


def test_the_same_class_twice_is_refused(leiden: Registrar) -> None:
    enrol(leiden, world.EXAM)
    (again,) = enrol(leiden, world.EXAM, request="another")
    assert again.reason == AlreadyEnrolled(28114, waiting=False)


def test_what_is_not_in_the_cart_is_not_enrolled_from_it(leiden: Registrar) -> None:
    (outcome,) = leiden.enrol(HER, ANNA, [world.EXAM], "request")
    assert outcome.reason == NotInCart(28114)


def test_the_outcome_shows_the_class_as_it_stands_afterwards(leiden: Registrar) -> None:
    leiden.add_to_cart(HER, ANNA, [world.LAST_SEAT, world.EXAM])
    outcomes = leiden.enrol(HER, ANNA, [world.LAST_SEAT, world.EXAM], "request")
    assert [outcome.row for outcome in outcomes] == [leiden.class_row(HER, ANNA, outcome.key) for outcome in outcomes]
    last = outcomes[0].row
    assert last
    assert (last.enrolled, last.free, last.status, last.state, last.in_cart) == (
        1,
        0,
        Status.FULL,
        State.ENROLLED,
        False,
    )
    gone = leiden.withdraw(HER, ANNA, [world.LAST_SEAT], "another")[0].row
    assert gone == leiden.class_row(HER, ANNA, world.LAST_SEAT)


def test_a_lecture_offers_the_exam_that_it_does_not_enrol_for(leiden: Registrar) -> None:
    lecture, seminar = enrol(leiden, world.LECTURE, world.SEMINAR)
    assert lecture.offer == seminar.offer == leiden.class_row(HER, ANNA, world.EXAM)
    without = enrol(leiden, world.CLOSED, request="another")[0]
    assert without.offer
    assert without.offer.key == world.CLOSEDS_RETAKE


def test_an_exam_that_closed_while_it_was_in_the_cart_offers_its_retake(leiden: Registrar) -> None:
    leiden.add_to_cart(HER, ANNA, [world.EXAM])
    tomorrow = as_student(ANNA, world.NOW + timedelta(days=1))
    (closed,) = leiden.enrol(tomorrow, ANNA, [world.EXAM], "request")
    assert isinstance(closed.reason, PeriodOver)
    assert closed.offer
    assert closed.offer.key == world.RETAKE


def test_the_place_of_who_withdraws_is_free_again(leiden: Registrar) -> None:
    enrol(leiden, world.LAST_SEAT)
    his = as_student(BRAM)
    (full,) = leiden.enrol(his, BRAM, [world.LAST_SEAT], "his", from_cart=False)
    (withdrawn,) = leiden.withdraw(HER, ANNA, [world.LAST_SEAT], "hers")
    (won,) = leiden.enrol(his, BRAM, [world.LAST_SEAT], "his again", from_cart=False)
    assert [outcome.change for outcome in (full, withdrawn, won)] == [Change.REFUSED, Change.WITHDRAWN, Change.ENROLLED]
    (undone,) = enrol(leiden, world.LAST_SEAT, request="undo")
    assert undone.reason == Full(28121, 1, 0, 0)


def test_withdrawing_can_be_undone_by_enrolling_again_and_both_are_remembered(leiden: Registrar) -> None:
    enrol(leiden, world.EXAM)
    leiden.withdraw(HER, ANNA, [world.EXAM], "withdraw")
    (undone,) = enrol(leiden, world.EXAM, request="undo")
    assert undone.change is Change.ENROLLED
    assert [enrolment.state for enrolment in leiden.enrolments(HER, ANNA)] == [State.WITHDRAWN, State.ENROLLED]


def test_withdrawing_from_what_one_is_not_in(leiden: Registrar) -> None:
    refused, unknown = leiden.withdraw(HER, ANNA, [world.EXAM, world.UNKNOWN], "request")
    assert refused.reason == NotEnrolled(28114)
    assert unknown.reason == UnknownNumber("99999")


def test_a_day_later_withdrawing_is_too_late(leiden: Registrar) -> None:
    enrol(leiden, world.EXAM)
    (refused,) = leiden.withdraw(as_student(ANNA, world.NOW + timedelta(days=1)), ANNA, [world.EXAM], "another")
    assert isinstance(refused.reason, TooLateToWithdraw)
    assert states(leiden) == {world.EXAM: State.ENROLLED}


# --- request keys ---------------------------------------------------------------------------------------------------


def test_a_request_sent_twice_is_carried_out_once_and_answered_alike(leiden: Registrar) -> None:
    keys = [
        world.EXAM,
        world.LECTURE,
        world.CLOSED,
        world.NOT_OPEN,
        world.FULL,
        world.MASTERS,
        world.OFFICE,
        world.UNKNOWN,
        ClassKey("2017-2018", 27001),
    ]
    first = enrol(leiden, *keys)
    assert enrol(leiden, *keys) == first
    assert len(leiden.audit(as_role(Role.HELPDESK), ANNA)) == len(keys)


def test_the_first_answer_is_given_again_whatever_happened_since(leiden: Registrar) -> None:
    enrol(leiden, world.EXAM)
    leiden.withdraw(HER, ANNA, [world.EXAM], "withdraw")
    (again,) = enrol(leiden, world.EXAM)
    assert again.change is Change.ENROLLED
    assert states(leiden) == {world.EXAM: State.WITHDRAWN}
    assert leiden.withdraw(HER, ANNA, [world.EXAM], "withdraw")[0].change is Change.WITHDRAWN


def test_a_key_is_for_one_request_only(leiden: Registrar) -> None:
    enrol(leiden, world.EXAM)
    with pytest.raises(RequestReused):
        enrol(leiden, world.RETAKE)
    with pytest.raises(RequestReused):
        leiden.withdraw(HER, ANNA, [world.EXAM], "request")
    with pytest.raises(RequestReused):
        leiden.enrol(as_student(BRAM), BRAM, [world.EXAM], "request", from_cart=False)
    assert states(leiden) == {world.EXAM: State.ENROLLED}


# --- the Student Center and the audit trail -------------------------------------------------------------------------


def test_the_student_center_counts_a_course_once_and_tells_what_lacks_its_exam(leiden: Registrar) -> None:
    enrol(leiden, world.LECTURE, world.SEMINAR, world.OTHER_OPEN, world.PROJECT)
    leiden.add_to_cart(HER, ANNA, [world.NOT_OPEN])
    center = leiden.student_center(HER, ANNA)
    assert [enrolment.row.key for enrolment in center.enrolments] == [
        world.LECTURE,
        world.SEMINAR,
        world.OTHER_OPEN,
        world.PROJECT,
    ]
    assert center.credits == 6 + 3 + 9
    assert [course.catalogue_number for course in center.without_exam] == [world.LOGIC]
    assert [row.key for row in center.cart] == [world.NOT_OPEN]


def test_once_in_the_exam_nothing_lacks_and_what_was_withdrawn_is_not_shown(leiden: Registrar) -> None:
    enrol(leiden, world.LECTURE, world.EXAM, world.OTHER_OPEN)
    leiden.withdraw(HER, ANNA, [world.OTHER_OPEN], "withdraw")
    center = leiden.student_center(HER, ANNA)
    assert center.without_exam == ()
    assert [enrolment.row.key for enrolment in center.enrolments] == [world.EXAM, world.LECTURE]
    assert center.credits == 6


def test_a_place_in_line_is_told_and_moves_up(leiden: Registrar) -> None:
    _, first, second = world.CROWD[:3]

    def place(student: str) -> int | None:
        (waiting,) = leiden.student_center(as_student(student), student).enrolments[-1:]
        assert waiting.state is State.WAITING
        assert waiting.row.key == world.WAITING_LIST
        return waiting.position

    assert (place(first), place(second)) == (1, 2)
    leiden.withdraw(as_student(first), first, [world.WAITING_LIST], "leave")
    assert place(second) == 1


def test_every_change_and_every_refusal_is_in_the_audit_trail(leiden: Registrar) -> None:
    leiden.add_to_cart(HER, ANNA, [world.EXAM])
    leiden.enrol(HER, ANNA, [world.EXAM], "1")
    enrol(leiden, world.FULL, world.UNKNOWN, request="2")
    leiden.withdraw(HER, ANNA, [world.EXAM, world.RETAKE], "3")
    helpdesk = as_role(Role.HELPDESK)
    leiden.enrol(helpdesk, ANNA, [world.PROJECT], "4", from_cart=False)
    trail = leiden.audit(helpdesk, ANNA)
    assert [(event.actor, event.action, event.key, event.outcome, event.rule) for event in trail] == [
        (ANNA, "add_to_cart", world.EXAM, "added", None),
        (ANNA, "enrol", world.EXAM, "enrolled", None),
        (ANNA, "enrol", world.FULL, "refused", "full"),
        (ANNA, "enrol", None, "refused", "unknown_number"),
        (ANNA, "withdraw", world.EXAM, "withdrawn", None),
        (ANNA, "withdraw", world.RETAKE, "refused", "not_enrolled"),
        ("helpdesk", "enrol", world.PROJECT, "enrolled", None),
    ]
    assert {event.visit_at for event in trail} == {world.NOW}
    assert all(event.at.year >= 2026 for event in trail)
    assert len(leiden.audit(helpdesk, key=world.EXAM)) == 3
