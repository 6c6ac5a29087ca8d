"""Help on a page: its own words and keys, over the page, which stays as it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from enroltui.actions import ACTIONS
from enroltui.navigation import PAGES
from enroltui.screens.help import page_helps
from tests.registrar.world import ANNA, EXAM
from tests.screens.kit import app_on, enrolled, page_of, running_text, screen_text, until_page, until_shown


@pytest.mark.parametrize("close", ["escape", "question_mark", "f1"])
async def test_help_opens_and_closes_over_the_page(small: Path, close: str) -> None:
    async with app_on(small, login=ANNA) as pilot:
        await pilot.press("question_mark")
        await until_shown(pilot, "Help: Main Menu", page_helps()["main_menu"][0]["en"])
        await pilot.press(close)
        await until_page(pilot, "main_menu")


async def test_it_tells_the_keys_of_the_page_from_the_registry(small: Path) -> None:
    enrolled(small, EXAM)
    async with app_on(small, size=(120, 40), login=ANNA) as pilot:
        await pilot.press("1", "2")
        await until_page(pilot, "my_classes")
        await pilot.press("f1")
        await until_shown(pilot, "Help: My classes", *(ACTIONS[name].help for name in ("withdraw", "undo", "details")))
        assert ACTIONS["add"].help not in running_text(pilot)


async def test_it_speaks_the_other_language_at_once_and_so_does_the_page_below(small: Path) -> None:
    async with app_on(small, login=ANNA) as pilot:
        await pilot.press("question_mark")
        await until_shown(pilot, "Help: Main Menu")
        await pilot.press("l", "escape")
        await until_page(pilot, "main_menu")
        await until_shown(pilot, "ma 15 jan 2018")


async def test_in_a_field_f1_helps_and_a_question_mark_is_typed(small: Path) -> None:
    async with app_on(small) as pilot:
        await pilot.press("question_mark", "f1")
        await until_shown(pilot, "Help: Log in")
        await pilot.press("escape")
        await until_page(pilot, "login")
        await until_shown(pilot, "Student number or login ?")


def test_no_page_is_without_help() -> None:
    assert set(page_helps()) == set(PAGES)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_help_on_the_student_center(small: Path, snapshot: SnapshotAssertion, size: tuple[int, int]) -> None:
    async with app_on(small, size=size, login=ANNA) as pilot:
        await pilot.press("1", "1", "question_mark")
        await until_shown(pilot, "Help: Student Center")
        assert page_of(pilot) == ""
        assert screen_text(pilot.app) == snapshot
