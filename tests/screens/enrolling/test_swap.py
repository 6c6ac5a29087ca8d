"""Swapping a class for another: both or neither, and undone by one key."""

from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot

from enroltui.database.engines import open_engine
from enroltui.registrar.values.classes import ClassKey
from enroltui.terms import State
from tests.registrar.world import ANNA, FULL, LECTURE, SEMINAR, WAITING_LIST, YEAR, NewClass, add_classes, at
from tests.screens.kit import app_on, enrolled, page_of, states, type_text, until_page, until_shown

LECTURE_THEN = ClassKey(YEAR, 28300)
"""A lecture of another course while Logic's is given."""


async def open_swap(pilot: Pilot[None]) -> None:
    await pilot.press("1", "2")
    await until_page(pilot, "my_classes")
    await until_shown(pilot, "▸☐")
    await pilot.press("s")
    await until_page(pilot, "swap")


async def test_one_of_the_courses_other_classes_and_back_again(small: Path) -> None:
    enrolled(small, LECTURE)
    async with app_on(small, login=ANNA) as pilot:
        await open_swap(pilot)
        await until_shown(pilot, "Swap 28116 Logic, lecture for another class", "▸ 28114")
        await pilot.press("end", "enter")
        await until_shown(pilot, "Give up 28116 Logic, lecture for 28117 Logic, seminar?", "Both happen, or neither.")
        await pilot.press("enter")
        await until_page(pilot, "results")
        assert states(small) == {28116: State.WITHDRAWN, 28117: State.ENROLLED}
        await pilot.press("u")
        await until_shown(pilot, "Undone: you have your old class again.")
        assert states(small)[28116] is State.ENROLLED
        assert states(small)[28117] is State.WITHDRAWN


async def test_any_other_class_by_its_number_and_nothing_without_a_yes(small: Path) -> None:
    enrolled(small, LECTURE)
    async with app_on(small, login=ANNA) as pilot:
        await open_swap(pilot)
        await until_shown(pilot, "▸ 28114")
        await type_text(pilot, "99999")
        await pilot.press("enter")
        await until_shown(pilot, "No class has the number 99999.")
        await pilot.press(*["backspace"] * 5, *"28120", "enter")
        await until_shown(pilot, "Give up 28116 Logic, lecture for 28120")
        await pilot.press("2")
        await until_page(pilot, "swap")
        assert states(small) == {28116: State.ENROLLED}


async def test_the_old_class_is_kept_where_the_new_one_is_refused(small: Path) -> None:
    enrolled(small, LECTURE)
    async with app_on(small, login=ANNA) as pilot:
        await open_swap(pilot)
        await until_shown(pilot, "▸ 28114")
        await type_text(pilot, str(FULL.class_number))
        await pilot.press("enter")
        await until_shown(pilot, "Both happen, or neither.")
        await pilot.press("enter")
        await until_shown(pilot, "Not swapped, nothing was changed. 28122: Full: all 2 places are taken.")
        assert page_of(pilot) == "swap"
        assert states(small) == {28116: State.ENROLLED}


async def test_the_old_class_is_kept_while_one_waits_for_the_new_one(small: Path) -> None:
    enrolled(small, LECTURE)
    async with app_on(small, login=ANNA) as pilot:
        await open_swap(pilot)
        await until_shown(pilot, "▸ 28114")
        await type_text(pilot, str(WAITING_LIST.class_number))
        await pilot.press("enter")
        await until_shown(pilot, "You can join its waiting list, as number 3, and keep 28116")
        await pilot.press("enter")
        await until_page(pilot, "results")
        await until_shown(pilot, "Kept until there is a place for you in the other class.", "You are number 3")
        assert states(small) == {28116: State.ENROLLED, 28123: State.WAITING}


async def test_a_clash_with_teaching_is_asked_again(small: Path) -> None:
    engine = open_engine(small)
    add_classes(engine, 2, NewClass(LECTURE_THEN, "lecture", at("2018-02-05", 10)), 1)
    engine.dispose()
    enrolled(small, LECTURE, SEMINAR)
    async with app_on(small, login=ANNA) as pilot:
        await pilot.press("1", "2")
        await until_page(pilot, "my_classes")
        await until_shown(pilot, "1 of 2")
        await pilot.press("down", "s")
        await until_page(pilot, "swap")
        await until_shown(pilot, "28117 Logic, seminar")
        await type_text(pilot, "28300")
        await pilot.press("enter")
        await until_shown(pilot, "Both happen, or neither.")
        await pilot.press("enter")
        await until_shown(pilot, "It clashes with teaching that you are enrolled in.", "Clashes with 28116 Logic")
        await pilot.press("enter")
        await until_page(pilot, "results")
        assert states(small)[28300] is State.ENROLLED
