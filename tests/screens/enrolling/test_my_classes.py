"""My classes: withdrawing after a question, undoing it, and what is said when it can't be done."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from enroltui.language import Code, Language
from enroltui.registrar.registrar import Registrar
from enroltui.terms import Role, State
from tests.registrar.world import ANNA, CROWD, EXAM, LAST_SEAT, LECTURE, OTHER_OPEN, as_role, as_student, at
from tests.screens.kit import app_on, enrolled, page_of, states, until_page, until_shown

pytestmark = pytest.mark.usefixtures("unpainted")


async def open_page(pilot: Pilot[None]) -> None:
    await pilot.press("1", "2")
    await until_page(pilot, "my_classes")


@pytest.mark.parametrize("language", ["en", "nl"])
async def test_withdrawing_asks_and_can_be_undone_at_once(small: Path, language: Code) -> None:
    enrolled(small, EXAM)
    say = Language(language).text
    async with app_on(small, login=ANNA, language=language) as pilot:
        await open_page(pilot)
        await until_shown(pilot, f"✓ {say('enrolled')}")
        await pilot.press("w")
        await until_shown(pilot, Language(language).plural("Withdraw from this class?", "", 1), "28114")
        await pilot.press("enter")
        await until_shown(pilot, say("Press u to undo."), f"– {say('withdrawn')}")
        assert states(small) == {28114: State.WITHDRAWN}
        await pilot.press("u")
        await until_shown(pilot, f"✓ {say('enrolled')}")
        assert states(small) == {28114: State.ENROLLED}


@pytest.mark.parametrize("key", ["escape", "2"])
async def test_nothing_happens_without_a_yes(small: Path, key: str) -> None:
    enrolled(small, EXAM)
    async with app_on(small, login=ANNA) as pilot:
        await open_page(pilot)
        await until_shown(pilot, "✓ enrolled")
        await pilot.press("w")
        await until_shown(pilot, "Withdraw from this class?")
        await pilot.press(key)
        await until_page(pilot, "my_classes")
        assert states(small) == {28114: State.ENROLLED}


async def test_several_selected_classes_are_withdrawn_from_together(small: Path) -> None:
    enrolled(small, EXAM, LECTURE, OTHER_OPEN)
    async with app_on(small, login=ANNA) as pilot:
        await open_page(pilot)
        await until_shown(pilot, "1 of 3")
        await pilot.press("space", "down", "space", "w")
        await until_shown(pilot, "Withdraw from these 2 classes?", "28114 Logic, exam", "28116 Logic, lecture")
        await pilot.press("enter")
        await until_shown(pilot, "Withdrawn from 2 classes. Press u to undo.", "3 EC")
        assert states(small) == {28114: State.WITHDRAWN, 28116: State.WITHDRAWN, 28120: State.ENROLLED}
        await pilot.press("u")
        await until_shown(pilot, "Enrolled again in 2 classes.")
        assert set(states(small).values()) == {State.ENROLLED}


async def test_a_double_yes_withdraws_once(small: Path) -> None:
    enrolled(small, EXAM)
    async with app_on(small, login=ANNA) as pilot:
        await open_page(pilot)
        await until_shown(pilot, "✓ enrolled")
        await pilot.press("w", "enter", "enter", "escape")
        await until_page(pilot, "my_classes")
        await until_shown(pilot, "– withdrawn")
    registrar = Registrar.open(small)
    withdrawals = [event for event in registrar.audit(as_role(Role.HELPDESK), ANNA) if event.action == "withdraw"]
    registrar.close()
    assert len(withdrawals) == 1


async def test_where_it_is_too_late_nothing_is_asked_and_the_reason_is_said(small: Path) -> None:
    enrolled(small, EXAM)
    async with app_on(small, login=ANNA, today="2018-01-16T09:00") as pilot:
        await open_page(pilot)
        await until_shown(pilot, "too late to withdraw since Mon 15 Jan 2018")
        await pilot.press("w")
        await until_shown(pilot, "Withdrawing ended on Mon 15 Jan 2018, ten days before the exam on Thu 25 Jan.")
        assert page_of(pilot) == "my_classes"
        assert states(small) == {28114: State.ENROLLED}


async def test_a_place_that_has_gone_to_somebody_else_is_not_had_back(small: Path) -> None:
    enrolled(small, LAST_SEAT)
    async with app_on(small, login=ANNA) as pilot:
        await open_page(pilot)
        await until_shown(pilot, "✓ enrolled")
        await pilot.press("w", "enter")
        await until_shown(pilot, "– withdrawn")
        enrolled(small, LAST_SEAT, student=CROWD[5])
        await pilot.press("u")
        await until_shown(pilot, "Full: the only place is taken.", "– withdrawn")


async def test_a_withdrawn_class_can_be_enrolled_in_again_later(small: Path) -> None:
    enrolled(small, EXAM)
    registrar = Registrar.open(small)
    registrar.withdraw(as_student(ANNA), ANNA, [EXAM], "key")
    registrar.close()
    async with app_on(small, login=ANNA) as pilot:
        await open_page(pilot)
        await until_shown(pilot, "– withdrawn", "withdrawn Mon 15 Jan 12:00")
        await pilot.press("u")
        await until_shown(pilot, "Enrolled again in 28114 Logic, exam.", "✓ enrolled")


async def test_who_has_no_classes_is_told_what_to_do(small: Path) -> None:
    async with app_on(small, login=ANNA) as pilot:
        await open_page(pilot)
        await until_shown(pilot, "You are not enrolled in any class yet. Press / to search for a course")
        await pilot.press("w", "u", "d", "enter")
        await pilot.pause()
        assert page_of(pilot) == "my_classes"


async def test_details_open_and_one_comes_back_to_the_same_class(small: Path) -> None:
    enrolled(small, EXAM, LECTURE)
    async with app_on(small, login=ANNA) as pilot:
        await open_page(pilot)
        await until_shown(pilot, "1 of 2")
        await pilot.press("down", "d")
        await until_page(pilot, "class_details")
        await until_shown(pilot, "Logic, lecture")
        await pilot.press("escape")
        await until_page(pilot, "my_classes")
        await until_shown(pilot, "2 of 2")


async def test_grouped_by_status_semester_and_course_with_the_credits_of_each(small: Path) -> None:
    enrolled(small, EXAM, LECTURE, OTHER_OPEN)
    async with app_on(small, login=ANNA) as pilot:
        await open_page(pilot)
        await until_shown(pilot, "1 of 3 · by day (o)", "9 of 60 EC", "semester 1: 9 EC")
        await pilot.press("o")
        await until_shown(pilot, "by status (o)", "(3) enrolled 9")
        await pilot.press("o")
        await until_shown(pilot, "by semester (o)", "(3) 2017-2018, semester 1 9")
        await pilot.press("o")
        await until_shown(pilot, "by course (o)", "(2) Logic 6")
        await pilot.press("home", "space", "w", "s", "h")
        await until_shown(pilot, "0 of 3")
        assert page_of(pilot) == "my_classes", "a group's own line is no class"


async def test_only_what_is_enrolled_waiting_withdrawn_or_over(small: Path) -> None:
    enrolled(small, EXAM, OTHER_OPEN)
    registrar = Registrar.open(small)
    registrar.withdraw(as_student(ANNA), ANNA, [OTHER_OPEN], "key")
    registrar.close()
    async with app_on(small, login=ANNA, today="2018-02-01T10:00") as pilot:
        await open_page(pilot)
        await until_shown(pilot, "1 of 2", "all (f)", "✗ over")
        await pilot.press("f")
        await until_shown(pilot, "0 of 0", "only enrolled (f), 2 hidden", "None of your classes is enrolled.")
        await pilot.press("f", "f")
        await until_shown(pilot, "1 of 1", "only withdrawn (f), 1 hidden", "28120")
        await pilot.press("f")
        await until_shown(pilot, "1 of 1", "only over (f), 1 hidden", "28114")
        await pilot.press("f")
        await until_shown(pilot, "1 of 2", "all (f)")


async def test_the_history_of_an_enrolment_with_who_did_what(small: Path) -> None:
    enrolled(small, EXAM)
    registrar = Registrar.open(small)
    registrar.withdraw(as_role(Role.HELPDESK), ANNA, [EXAM], "key")
    registrar.enrol(as_student(ANNA), ANNA, [EXAM], "again", from_cart=False)
    registrar.withdraw(as_student(ANNA, at("2018-01-16")), ANNA, [EXAM], "too late")
    registrar.close()
    async with app_on(small, login=ANNA) as pilot:
        await open_page(pilot)
        await until_shown(pilot, "✓ enrolled")
        await pilot.press("h")
        await until_shown(
            pilot,
            "Mon 15 Jan 12:00: enrolled, by yourself.",
            "Mon 15 Jan 12:00: withdrawn, by helpdesk.",
            "Tue 16 Jan 12:00: not withdrawn (too late to withdraw)",
        )
        await pilot.press("escape")
        await until_page(pilot, "my_classes")
