"""Why can't they enrol? The verdicts, and what staff do about them: exceptions, holds, enrolling and withdrawing."""

from __future__ import annotations

from pathlib import Path

from enroltui.terms import State
from tests.registrar.world import ANNA, CLOSED, EXAM, HELPDESK, LAST_YEARS, OSIRIS, WAITING_LIST
from tests.screens.kit import app_on, enrolled, states, until_page, until_shown
from tests.screens.staff.kit import HOLDS, TRAIL, ask_why, open_student, trail

COUNTER = "helpdesk"


async def test_an_exception_is_made_to_the_rule_that_refuses_and_then_the_student_is_enrolled(small: Path) -> None:
    async with app_on(small, login=HELPDESK) as pilot:
        await open_student(pilot)
        await ask_why(pilot, CLOSED.class_number)
        await until_shown(pilot, "✗ The student can't enrol: period over.", "Closed after Wed 10 Jan 2018")
        await pilot.press("x")
        await until_page(pilot, "grant")
        await until_shown(pilot, "period over", "2018-01-29")
        await pilot.press("tab", *["backspace"] * 10, *"2018-01-14", "enter", "enter")
        await until_shown(pilot, "Type the last day as in 2018-01-31")
        await pilot.press(*["backspace"] * 2, *"16", "enter", "enter")
        await until_shown(pilot, "Say why, and by whose decision")
        await pilot.press(*"ill", "enter")
        await until_page(pilot, "why")
        await until_shown(pilot, "Until Tue 16 Jan 2018 the rule “period over” does not hold", "✓ The student can")
        await pilot.press("e")
        await until_shown(pilot, f"Enrol Student {ANNA} ({ANNA}) in this class?", "The audit trail keeps")
        await pilot.press("enter")
        await until_shown(pilot, f"Student {ANNA} ({ANNA}) is enrolled in 28125", "already enrolled.")
        await pilot.press("escape", HOLDS)
        await until_page(pilot, "holds")
        await until_shown(pilot, "period over", "Tue 16 Jan 2018", "ill")
        await pilot.press("escape", TRAIL, "end", "up")
        await until_page(pilot, "trail")
        await until_shown(pilot, "make an exception: period over: ill")
    assert states(small) == {CLOSED.class_number: State.ENROLLED}
    assert trail(small) == [
        (COUNTER, "grant", "ill", "period_over"),
        (COUNTER, "enrol", "enrolled", None),
    ]


async def test_on_behalf_onto_a_waiting_list_and_off_it_again(small: Path) -> None:
    async with app_on(small, login=HELPDESK) as pilot:
        await open_student(pilot)
        await ask_why(pilot, WAITING_LIST.class_number)
        await until_shown(pilot, "⧗ Full, but the student can join the waiting list.")
        await pilot.press("e")
        await until_shown(pilot, "Put them on the waiting list")
        await pilot.press("enter")
        await until_shown(pilot, "is on the waiting list of 28123")
        await pilot.press("escape")
        await until_shown(pilot, "waiting, no. 3")
        await pilot.press("w")
        await until_shown(pilot, "Withdraw Student s9900001 (s9900001) from")
        await pilot.press("down", "enter")
        await until_page(pilot, "student")
        await pilot.press("w", "enter")
        await until_shown(pilot, "is withdrawn from 28123", "– withdrawn")
    assert trail(small) == [(COUNTER, "enrol", "waiting", None), (COUNTER, "withdraw", "withdrawn", None)]


async def test_what_no_exception_helps_is_told_with_the_next_step(small: Path) -> None:
    async with app_on(small, login=HELPDESK) as pilot:
        await open_student(pilot)
        await ask_why(pilot, OSIRIS.class_number)
        await until_shown(pilot, "can't enrol: through Osiris", "Enrolment goes through Delft's Osiris only.")
        await pilot.press("e", "w", "n", *str(LAST_YEARS.class_number), "enter")
        await until_page(pilot, "why")
        await until_shown(pilot, "Class number 27001 belongs to 2016-2017")
        await pilot.press(*["backspace"] * 5, *"xyz", "enter")
        await until_shown(pilot, "“xyz” is not a class number.")
    assert trail(small) == []


async def test_a_hold_is_placed_and_lifted_and_all_of_it_stands_in_the_audit_trail(small: Path) -> None:
    enrolled(small, EXAM)
    async with app_on(small, login=HELPDESK) as pilot:
        await open_student(pilot)
        await pilot.press(HOLDS)
        await until_page(pilot, "holds")
        await until_shown(pilot, "never placed", "None was made.")
        await pilot.press("enter")
        await until_shown(pilot, "Place this hold on Student s9900001: tuition fee not paid?")
        await pilot.press("enter")
        await until_shown(pilot, "Hold placed: tuition fee not paid.", "since Mon 15 Jan 2018, by helpdesk")
        await pilot.press("escape")
        await until_shown(pilot, "✗ tuition fee not paid")
        await pilot.press(HOLDS, "enter")
        await until_shown(pilot, "Lift this hold of Student s9900001")
        await pilot.press("enter")
        await until_shown(pilot, "lifted Mon 15 Jan 2018, by helpdesk")
        await pilot.press("escape", TRAIL)
        await until_page(pilot, "trail")
        await until_shown(pilot, "4 · the newest first", "helpdesk (helpdesk), on screen · lift a hold: tuition")
        await pilot.press("end")
        await until_shown(pilot, f"{ANNA} (student), on screen · enrol: enrolled", "the day shown was Mon 15 Jan 2018")
