"""The waiting list: joining it, being let in by the transaction that frees a place, and nobody jumping it."""

from __future__ import annotations

import pytest

from enroltui.registrar.registrar import Registrar
from enroltui.registrar.rules.enrolling import AlreadyEnrolled, Full, OnHold, SameExam, TimeConflict, WaitingListFull
from enroltui.registrar.rules.reasons import HeldBack, NotEnrolled, UnknownNumber
from enroltui.registrar.values.classes import ClassKey
from enroltui.registrar.values.enrolling import Change, Mode, Outcome
from enroltui.terms import HoldCode, LetterKind, MessageKind, Role, State
from enroltui.where import Where
from tests.registrar import arranging, world
from tests.registrar.world import ANNA, BRAM, CROWD, as_role, as_student

INSIDE, FIRST, SECOND = CROWD[:3]
"""The one place of WAITING_LIST is INSIDE's; FIRST and SECOND wait for it."""
LINE = world.WAITING_LIST
COUNTER = as_role(Role.HELPDESK)


def ask(registrar: Registrar, student: str, key: ClassKey = LINE, mode: Mode = Mode.FREE_OR_WAITING) -> Outcome:
    request = f"{student} {key} {mode} {len(registrar.audit(COUNTER))}"
    [outcome] = registrar.enrol(as_student(student), student, [key], request, from_cart=False, mode=mode)
    return outcome


def leave(registrar: Registrar, student: str, key: ClassKey = LINE) -> Outcome:
    [outcome] = registrar.withdraw(as_student(student), student, [key], f"{student} leaves {key}")
    return outcome


def line(registrar: Registrar, key: ClassKey = LINE) -> tuple[list[str], list[str]]:
    """Who is in the class, and who waits."""
    roster = registrar.roster(COUNTER, key)
    return [line.student_number for line in roster.enrolled], [line.student_number for line in roster.waiting]


def test_a_full_class_is_refused_unless_a_place_in_line_is_asked_for(leiden: Registrar) -> None:
    refused = ask(leiden, ANNA, mode=Mode.FREE)
    assert (refused.change, refused.reason) == (Change.REFUSED, Full(28123, 1, 5, 2))
    leiden.add_to_cart(as_student(ANNA), ANNA, [LINE])
    waiting = ask(leiden, ANNA)
    assert (waiting.change, waiting.reason) == (Change.WAITING, None)
    assert waiting.row == leiden.class_row(as_student(ANNA), ANNA, LINE)
    assert waiting.row
    assert (waiting.row.state, waiting.row.position, waiting.row.waiting) == (State.WAITING, 3, 3)
    assert leiden.cart(as_student(ANNA), ANNA) == ()
    assert ask(leiden, ANNA).reason == AlreadyEnrolled(28123, waiting=True)


def test_without_a_list_or_with_a_full_one_there_is_no_place_in_line(leiden: Registrar) -> None:
    assert ask(leiden, ANNA, world.FULL).reason == Full(28122, 2, 0, 0)
    assert [ask(leiden, student).change for student in CROWD[3:6]] == [Change.WAITING] * 3
    assert ask(leiden, ANNA).reason == WaitingListFull(28123, 1, 5)


def test_who_may_not_enrol_may_not_wait_either(leiden: Registrar) -> None:
    leiden.place_hold(COUNTER, ANNA, HoldCode.TUITION)
    assert ask(leiden, ANNA).reason == OnHold(HoldCode.TUITION)


@pytest.mark.parametrize("by", ["herself", "the helpdesk"])
def test_the_first_in_line_is_let_in_when_a_place_is_given_up_and_is_told(leiden: Registrar, by: str) -> None:
    if by == "herself":
        left = leave(leiden, INSIDE)
    else:
        [left] = leiden.withdraw(COUNTER, INSIDE, [LINE], "at the counter")
    assert left.change is Change.WITHDRAWN
    assert left.row == leiden.class_row(as_student(INSIDE), INSIDE, LINE)
    assert left.row
    assert (left.row.enrolled, left.row.waiting) == (1, 1)
    assert line(leiden) == ([FIRST], [SECOND])
    [message] = leiden.student_center(as_student(FIRST), FIRST).messages
    assert (message.kind, message.told.key, message.read) == (MessageKind.PROMOTED, LINE, None)
    [letter] = leiden.letters(as_student(FIRST), FIRST)
    assert letter.facts.kind is LetterKind.PROMOTED
    leiden.mark_read(as_student(FIRST), FIRST, [message.number])
    assert leiden.student_center(as_student(FIRST), FIRST).messages == ()
    [read] = leiden.messages(as_student(FIRST), FIRST)
    assert read.read == world.NOW
    [promoted] = leiden.history(as_student(FIRST), FIRST)
    assert (promoted.action, promoted.outcome, promoted.key) == ("promote", "enrolled", LINE)
    assert promoted.actor == (INSIDE if by == "herself" else "helpdesk")


def test_the_same_withdrawal_sent_again_lets_nobody_else_in(leiden: Registrar) -> None:
    assert leave(leiden, INSIDE).change is Change.WITHDRAWN
    assert leave(leiden, INSIDE).change is Change.WITHDRAWN
    assert line(leiden) == ([FIRST], [SECOND])


def test_who_may_not_enter_is_passed_over_and_keeps_the_place_in_line(leiden: Registrar) -> None:
    leiden.place_hold(COUNTER, FIRST, HoldCode.DOCUMENTS)
    leave(leiden, INSIDE)
    assert line(leiden) == ([SECOND], [FIRST])
    leiden.lift_hold(COUNTER, FIRST, HoldCode.DOCUMENTS)
    leave(leiden, SECOND)
    assert line(leiden) == ([FIRST], [])


def test_a_free_place_is_got_as_soon_as_nothing_is_in_the_way(leiden: Registrar, small: Where) -> None:
    clash = world.NewClass(ClassKey(world.YEAR, 30001), meets=world.at("2018-03-25"))
    other = arranging.add_class(small, "4031ORIE3", clash)
    with arranging.changed(small) as connection:
        connection.exec_driver_sql("UPDATE meeting SET kind = 'exam'")
    leiden.place_hold(COUNTER, FIRST, HoldCode.DOCUMENTS)
    arranging.seat(small, SECOND, other)
    leave(leiden, INSIDE)
    assert line(leiden) == ([], [FIRST, SECOND])
    leave(leiden, SECOND, other)
    assert line(leiden) == ([SECOND], [FIRST])
    leiden.withdraw(COUNTER, SECOND, [LINE], "at the counter")
    assert line(leiden) == ([], [FIRST])
    leiden.grant(COUNTER, FIRST, LINE, "hold", world.NOW, "by the board")
    assert line(leiden) == ([FIRST], [])


def test_who_is_first_gets_in_when_the_hold_is_lifted(leiden: Registrar) -> None:
    for student in (FIRST, SECOND):
        leiden.place_hold(COUNTER, student, HoldCode.DOCUMENTS)
    leave(leiden, INSIDE)
    leiden.lift_hold(COUNTER, SECOND, HoldCode.DOCUMENTS)
    assert line(leiden) == ([SECOND], [FIRST])


def test_an_exam_at_the_same_time_passes_one_over_but_teaching_does_not(leiden: Registrar, small: Where) -> None:
    exam = arranging.add_class(
        small, "4032CALC5", world.NewClass(ClassKey(world.YEAR, 30001), meets=world.at("2018-05-01", 9))
    )
    lecture = world.NewClass(ClassKey(world.YEAR, 30002), "lecture", meets=world.at("2018-05-01", 9))
    lecture_key = arranging.add_class(small, world.LOGIC, lecture)
    wanted = world.NewClass(
        ClassKey(world.YEAR, 30003), meets=world.at("2018-05-01", 10), capacity=1, waiting_capacity=9
    )
    wanted_key = arranging.add_class(small, "4031ORIE3", wanted)
    arranging.seat(small, INSIDE, wanted_key)
    arranging.seat(small, FIRST, wanted_key, "waiting")
    arranging.seat(small, SECOND, wanted_key, "waiting")
    arranging.seat(small, FIRST, exam)
    arranging.seat(small, SECOND, lecture_key)
    leave(leiden, INSIDE, wanted_key)
    assert line(leiden, wanted_key) == ([SECOND], [FIRST])


def test_a_free_place_goes_to_the_first_in_line_and_not_to_a_newcomer(leiden: Registrar, small: Where) -> None:
    arranging.set_capacity(small, LINE, 2)
    newcomer = ask(leiden, ANNA, mode=Mode.FREE)
    assert newcomer.reason == Full(28123, 2, 5, 1)
    assert line(leiden) == ([INSIDE, FIRST], [SECOND])


def test_a_place_that_nobody_in_line_can_have_goes_to_the_newcomer(leiden: Registrar) -> None:
    for student in (FIRST, SECOND):
        leiden.place_hold(COUNTER, student, HoldCode.TUITION)
    leave(leiden, INSIDE)
    assert line(leiden) == ([], [FIRST, SECOND])
    assert ask(leiden, ANNA, mode=Mode.FREE).change is Change.ENROLLED
    assert line(leiden) == ([ANNA], [FIRST, SECOND])


def test_a_place_in_line_can_be_given_up_and_frees_nothing(leiden: Registrar) -> None:
    assert leave(leiden, FIRST).change is Change.WITHDRAWN
    assert line(leiden) == ([INSIDE], [SECOND])
    assert ask(leiden, FIRST).row == leiden.class_row(as_student(FIRST), FIRST, LINE)
    assert line(leiden) == ([INSIDE], [SECOND, FIRST])


def test_a_day_that_is_set_back_is_no_way_to_the_front(leiden: Registrar) -> None:
    long_ago = as_student(BRAM, world.at("2017-12-18"))
    [early] = leiden.enrol(long_ago, BRAM, [LINE], "early", from_cart=False, mode=Mode.FREE_OR_WAITING)
    assert early.row
    assert early.row.position == 3
    leave(leiden, INSIDE)
    assert line(leiden) == ([FIRST], [SECOND, BRAM])


# --- swapping -------------------------------------------------------------------------------------------------------


def swap(registrar: Registrar, old: ClassKey, new: ClassKey, mode: Mode = Mode.FREE) -> list[Change]:
    outcomes = registrar.swap(as_student(ANNA), ANNA, old, new, f"{old} {new} {mode}", mode=mode)
    assert [outcome.key for outcome in outcomes] == [old, new]
    assert [outcome.row for outcome in outcomes] == [
        registrar.class_row(as_student(ANNA), ANNA, outcome.key) for outcome in outcomes
    ]
    return [outcome.change for outcome in outcomes]


def states(registrar: Registrar, student: str = ANNA) -> dict[ClassKey, State]:
    found = registrar.enrolments(as_student(student), student)
    return {entry.row.key: entry.state for entry in found if entry.state is not State.WITHDRAWN}


def test_a_swap_gives_up_the_old_class_for_the_new_one(leiden: Registrar) -> None:
    ask(leiden, ANNA, world.LAST_SEAT)
    assert swap(leiden, world.LAST_SEAT, world.EXAM) == [Change.WITHDRAWN, Change.ENROLLED]
    assert states(leiden) == {world.EXAM: State.ENROLLED}
    assert swap(leiden, world.LAST_SEAT, world.EXAM) == [Change.WITHDRAWN, Change.ENROLLED]
    assert ask(leiden, BRAM, world.LAST_SEAT).change is Change.ENROLLED
    assert [event.action for event in leiden.history(as_student(ANNA), ANNA)] == ["enrol", "swap", "swap"]
    kinds = [letter.facts.kind for letter in leiden.letters(as_student(ANNA), ANNA)]
    assert kinds == [LetterKind.ENROLLED, LetterKind.WITHDRAWN, LetterKind.ENROLLED]


def test_a_swap_that_is_refused_changes_nothing(leiden: Registrar) -> None:
    ask(leiden, ANNA, world.EXAM)
    old, new = leiden.swap(as_student(ANNA), ANNA, world.EXAM, world.FULL, "full")
    assert (old.reason, new.reason) == (HeldBack(28114, because=28122), Full(28122, 2, 0, 0))
    old, new = leiden.swap(as_student(ANNA), ANNA, world.RETAKE, world.PROJECT, "not in it")
    assert (old.reason, new.reason) == (NotEnrolled(28115), HeldBack(28130, because=28115))
    old, new = leiden.swap(as_student(ANNA), ANNA, world.EXAM, world.UNKNOWN, "unknown")
    assert (old.reason, new.reason) == (HeldBack(28114, because=99999), UnknownNumber("99999"))
    assert states(leiden) == {world.EXAM: State.ENROLLED}


def test_a_class_clashes_not_with_the_one_that_it_is_swapped_for(leiden: Registrar, small: Where) -> None:
    same = world.NewClass(ClassKey(world.YEAR, 30001), meets=world.at("2018-01-25", 15))
    other = arranging.add_class(small, "4031ORIE3", same)
    again = arranging.add_class(small, world.LOGIC, world.NewClass(ClassKey(world.YEAR, 30002), meets=same.meets))
    ask(leiden, ANNA, world.EXAM)
    assert isinstance(ask(leiden, ANNA, other).reason, TimeConflict)
    assert ask(leiden, ANNA, again).reason == SameExam(30002, 28114)
    assert swap(leiden, world.EXAM, again) == [Change.WITHDRAWN, Change.ENROLLED]
    assert swap(leiden, again, other) == [Change.WITHDRAWN, Change.ENROLLED]


def test_a_swap_for_a_place_in_line_keeps_the_old_class_until_there_is_a_place(leiden: Registrar) -> None:
    ask(leiden, ANNA, world.LAST_SEAT)
    leave(leiden, FIRST)
    leave(leiden, SECOND)
    assert swap(leiden, world.LAST_SEAT, LINE) == [Change.REFUSED, Change.REFUSED]
    assert swap(leiden, world.LAST_SEAT, LINE, Mode.FREE_OR_WAITING) == [Change.KEPT, Change.WAITING]
    assert states(leiden) == {world.LAST_SEAT: State.ENROLLED, LINE: State.WAITING}
    leave(leiden, INSIDE)
    assert states(leiden) == {LINE: State.ENROLLED}
    [message] = leiden.messages(as_student(ANNA), ANNA)
    assert (message.told.key, message.told.gave_up) == (LINE, world.LAST_SEAT)
    assert ask(leiden, BRAM, world.LAST_SEAT).change is Change.ENROLLED


def test_one_withdrawal_can_move_several_lines(leiden: Registrar, small: Where) -> None:
    second = world.NewClass(ClassKey(world.YEAR, 30001), meets=world.at("2018-05-01"), capacity=1, waiting_capacity=9)
    other = arranging.add_class(small, "4031ORIE3", second)
    ask(leiden, ANNA, other)
    ask(leiden, BRAM, other)
    leave(leiden, FIRST)
    leave(leiden, SECOND)
    assert swap(leiden, other, LINE, Mode.FREE_OR_WAITING) == [Change.KEPT, Change.WAITING]
    leave(leiden, INSIDE)
    assert line(leiden) == ([ANNA], [])
    assert line(leiden, other) == ([BRAM], [])


def test_what_is_promised_is_forgotten_with_the_place_in_line_or_the_old_class(leiden: Registrar) -> None:
    ask(leiden, ANNA, world.LAST_SEAT)
    swap(leiden, world.LAST_SEAT, LINE, Mode.FREE_OR_WAITING)
    leave(leiden, ANNA, LINE)
    ask(leiden, ANNA)
    for student in (INSIDE, FIRST, SECOND):
        leave(leiden, student)
    assert states(leiden) == {world.LAST_SEAT: State.ENROLLED, LINE: State.ENROLLED}
