"""The Student Center: the first look at one's own affairs."""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from enroltui.language import Code, Language
from enroltui.registrar.registrar import Registrar
from tests.registrar.world import ANNA, EXAM, LECTURE, OTHER_OPEN, as_student
from tests.screens.kit import app_on, enrolled, screen_text, until_page, until_shown

NOTHING_YET = "You are not enrolled in any class yet. Press 1 to enrol, or 5 for the class numbers of your programme."


@pytest.mark.parametrize("language", ["en", "nl"])
async def test_who_has_nothing_yet_is_told_what_to_do(small: Path, language: Code) -> None:
    say = Language(language).text
    async with app_on(small, login=ANNA, language=language) as pilot:
        await pilot.press("1", "1")
        await until_shown(pilot, say("My classes ({count}, {credits} EC)", count=0, credits=0))
        await until_shown(pilot, say(NOTHING_YET))
        await pilot.press("1")
        await until_page(pilot, "enrol")


async def test_the_next_exam_stands_on_top_and_credits_count_once_a_course(small: Path) -> None:
    enrolled(small, EXAM, LECTURE)
    async with app_on(small, login=ANNA) as pilot:
        await pilot.press("1", "1")
        await until_shown(pilot, "Next exam: Logic, Thu 25 Jan 14:00, Gorlaeus (in 10 days).")
        await until_shown(pilot, "My classes (2, 6 EC)", "6 of 60 EC", "Mon 5 Feb 09:00")
        assert "Not enrolled for the exam" not in screen_text(pilot.app)


async def test_a_lecture_without_its_exam_is_pointed_at(small: Path) -> None:
    enrolled(small, LECTURE)
    async with app_on(small, login=ANNA) as pilot:
        await pilot.press("1", "1")
        await until_shown(pilot, "! Not enrolled for the exam yet: Logic. Press e to see it.")
        await pilot.press("e")
        await until_page(pilot, "composition")
        await until_shown(pilot, "28114")


async def test_the_cart_tells_how_long_one_can_still_enrol(small: Path) -> None:
    registrar = Registrar.open(small)
    registrar.add_to_cart(as_student(ANNA), ANNA, [EXAM, OTHER_OPEN])
    registrar.close()
    async with app_on(small, login=ANNA) as pilot:
        await pilot.press("1", "1")
        await until_shown(
            pilot, "Shopping cart (2)", "Shopping cart: 2 classes, 9 EC", "last day today", "45 days left"
        )


async def test_enter_on_a_coming_meeting_opens_its_class_and_digits_work_there_too(small: Path) -> None:
    enrolled(small, EXAM)
    async with app_on(small, login=ANNA) as pilot:
        await pilot.press("1", "1")
        await until_shown(pilot, "Thu 25 Jan 14:00")
        await pilot.press("tab", "enter")
        await until_page(pilot, "class_details")
        await until_shown(pilot, "Logic, exam")
        await pilot.press("escape")
        await until_page(pilot, "student_center")
        await pilot.press("3")
        await until_page(pilot, "my_classes")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_student_center(small: Path, snapshot: SnapshotAssertion, size: tuple[int, int]) -> None:
    enrolled(small, EXAM, LECTURE, OTHER_OPEN)
    async with app_on(small, size=size, login=ANNA) as pilot:
        await pilot.press("1", "1")
        await until_shown(pilot, "My classes (3, 9 EC)", "Coming up")
        assert screen_text(pilot.app) == snapshot
