"""The helpdesk's counter: find a student, look, and give a one-time password."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot

from enroltui.registrar.facts import Account
from enroltui.registrar.registrar import Registrar
from enroltui.terms import Role
from tests.registrar.world import ANNA, BRAM, COORDINATOR, EXAM, HELPDESK, as_role
from tests.screens.kit import app_on, enrolled, running_text, screen_text, until_page, until_shown


async def open_student(pilot: Pilot[None], typed: str = "9900001") -> None:
    await pilot.press("1")
    await until_page(pilot, "counter")
    await until_shown(pilot, "2 of 2 students")
    await pilot.press(*typed)
    await until_shown(pilot, "1 of 2 students")
    await pilot.press("enter")
    await until_page(pilot, "student")


async def test_a_student_is_found_and_shown_read_only(small: Path) -> None:
    enrolled(small, EXAM)
    async with app_on(small, login=HELPDESK) as pilot:
        await open_student(pilot)
        await until_shown(pilot, f"Student {ANNA}", "Read-only", "28114", "✓ enrolled")
        await pilot.press("w", "u", "enter", "c")
        await until_page(pilot, "student")


async def test_the_arrow_keys_move_among_the_students_while_one_types(small: Path) -> None:
    async with app_on(small, login=HELPDESK) as pilot:
        await pilot.press("1")
        await until_shown(pilot, "2 of 2 students")
        await pilot.press(*"student", "down", "enter")
        await until_page(pilot, "student")
        await until_shown(pilot, BRAM)


async def test_nobody_of_this_name(small: Path) -> None:
    async with app_on(small, login=HELPDESK) as pilot:
        await pilot.press("1")
        await until_shown(pilot, "2 of 2 students")
        await pilot.press(*"zzz", "enter")
        await until_shown(pilot, "No student has this number or name.")


async def test_staff_look_at_lists_and_classes_without_a_cart(small: Path) -> None:
    async with app_on(small, size=(120, 40), login=COORDINATOR) as pilot:
        await pilot.press("slash")
        await until_page(pilot, "search")
        await pilot.press(*"logic")
        await until_shown(pilot, "28114")
        await pilot.press("down", "enter")
        await until_page(pilot, "composition")
        await until_shown(pilot, "Main Menu › Search › Composition", "28117")
        await pilot.press("space", "a")
        assert "cart" not in running_text(pilot)
        await pilot.press("escape", "escape", "escape", "1")
        await until_page(pilot, "class_lists")
        await until_shown(pilot, "28114")
        await pilot.press("a", "d")
        await until_page(pilot, "class_details")
        await until_shown(pilot, "places taken")
        assert "cart" not in running_text(pilot)


async def test_a_one_time_password_is_asked_for_shown_once_and_written_down(small: Path) -> None:
    async with app_on(small, login=HELPDESK) as pilot:
        await open_student(pilot)
        await pilot.press("k")
        await until_shown(
            pilot, "Give Student s9900001 a one-time password?", "The present password stops working at once."
        )
        await pilot.press("enter")
        await until_shown(pilot, "It is shown only now.")
        once = re.search(r"\w{4}-\w{4}-\w{4}", running_text(pilot))
        assert once is not None
        await pilot.press("enter")
        await until_page(pilot, "student")
        assert once.group() not in running_text(pilot)
    registrar = Registrar.open(small)
    answer = registrar.sign_in(ANNA, once.group())
    events = [one for one in registrar.audit(as_role(Role.HELPDESK), ANNA) if one.action == "give_password"]
    registrar.close()
    assert isinstance(answer, Account)
    assert answer.password_once
    assert [event.actor for event in events] == [HELPDESK]


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_counter_and_a_student(small: Path, snapshot: SnapshotAssertion, size: tuple[int, int]) -> None:
    enrolled(small, EXAM)
    async with app_on(small, size=size, login=HELPDESK) as pilot:
        await pilot.press("1")
        await until_shown(pilot, "2 of 2 students")
        assert screen_text(pilot.app) == snapshot(name="counter")
        await pilot.press(*"01", "enter")
        await until_shown(pilot, "28114")
        assert screen_text(pilot.app) == snapshot(name="student")
