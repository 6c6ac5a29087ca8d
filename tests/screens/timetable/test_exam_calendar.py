"""Exam calendar: by date and by month, with the days to go, what clashes, and the programme's other exams."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from enroltui.database.engines import open_engine
from enroltui.language import Code, Language
from enroltui.registrar.values.classes import ClassKey
from enroltui.registrar.values.enrolling import Mode
from enroltui.widgets.month_grid import MonthGrid
from enroltui.widgets.table import Table
from tests.registrar.world import (
    ANNA,
    CLOSEDS_RETAKE,
    EXAM,
    LECTURE,
    OTHER_OPEN,
    RETAKE,
    YEAR,
    NewClass,
    add_classes,
    at,
)  # fmt: skip
from tests.screens.enrolling.kit import go_to
from tests.screens.kit import app_on, enrolled, running_text, screen_text, until, until_page, until_shown
from tests.screens.timetable.kit import enrol_all_the_same

LATE = ClassKey(YEAR, 28210)
"""An exam of Calculus while Logic's is still going on."""
TEACHING = ClassKey(YEAR, 28211)
"""A practical that begins during Logic's exam."""


def add_clashing_exams(database: Path) -> None:
    engine = open_engine(database)
    add_classes(engine, 4, NewClass(LATE, "exam", at("2018-01-25", 15)), 1)
    add_classes(engine, 4, NewClass(TEACHING, "practical", at("2018-01-25", 15)), 1)
    engine.dispose()


def cursor(pilot: Pilot[None]) -> int | None:
    """The class number of the exam with the cursor."""
    page = pilot.app.screen
    exam = page.query_one(MonthGrid).exam if page.has_class("-month") else page.query_one("#agenda", Table).row
    return exam.row.key.class_number if exam else None


async def test_exams_and_retakes_by_date_with_the_days_to_go_and_the_last_day(small: Path) -> None:
    enrolled(small, EXAM, RETAKE, OTHER_OPEN, LECTURE)
    async with app_on(small, size=(120, 40), login=ANNA) as pilot:
        await go_to(pilot, "exam_calendar")
        await until_shown(pilot, "Your exams and retakes", "1 of 3 · by date")
        await until_shown(pilot, "✓ Thu 25 Jan 14:00 Logic exam Gorlaeus 10 Mon 15 Jan ✓ enrolled")
        await until_shown(pilot, "✓ Tue 20 Mar 14:00 Logic retake Gorlaeus 64 Thu 1 Mar ✓ enrolled")
        await until_shown(pilot, "28114 Logic, exam · in 10 days", "withdraw until Mon 15 Jan 2018: last day today")
        assert "lecture" not in running_text(pilot)
        await pilot.press("down", "enter")
        await until_page(pilot, "class_details")


async def test_it_begins_at_the_first_exam_that_is_not_over(small: Path) -> None:
    enrolled(small, EXAM, RETAKE, OTHER_OPEN)
    async with app_on(small, login=ANNA, today="2018-01-26T10:00") as pilot:
        await go_to(pilot, "exam_calendar")
        await until_shown(pilot, "2 of 3 · by date · 1 is over", "Thu 25 Jan 14:00 Logic exam over ✗ Mon 15 Jan")
        await pilot.press("home", "t")
        await until(pilot, lambda: cursor(pilot) == RETAKE.class_number)


async def test_a_waiting_list_is_in_it_too(small: Path) -> None:
    engine = open_engine(small)
    add_classes(engine, 4, NewClass(LATE, "exam", at("2018-03-25"), capacity=1, waiting_capacity=5, enrolled=1), 1)
    engine.dispose()
    enrol_all_the_same(small, LATE, mode=Mode.FREE_OR_WAITING)
    async with app_on(small, login=ANNA) as pilot:
        await go_to(pilot, "exam_calendar")
        await until_shown(pilot, "⧗ Sun 25 Mar", "⧗ waiting")


@pytest.mark.parametrize("language", ["en", "nl"])
async def test_an_exam_that_clashes_with_teaching_is_marked_and_both_are_named(small: Path, language: Code) -> None:
    add_clashing_exams(small)
    enrol_all_the_same(small, EXAM, TEACHING)
    text = Language(language).text
    async with app_on(small, login=ANNA, language=language) as pilot:
        await go_to(pilot, "exam_calendar")
        moment = Language(language).moment(at("2018-01-25", 15))
        one, other = (
            ("Logic (exam)", "Calculus 100% (practical)")
            if language == "en"
            else ("Logica (tentamen)", "Analyse_1 (practicum)")
        )
        clash = text("Clash {start}–{end}: {one} and {other}", start=moment, end="16:00", one=one, other=other)
        await until_shown(pilot, "✓╱", f"╱╱ {clash}")


async def test_the_programmes_other_exams_are_laid_over_it_and_what_would_clash_is_told(small: Path) -> None:
    add_clashing_exams(small)
    enrolled(small, EXAM)
    async with app_on(small, login=ANNA) as pilot:
        await go_to(pilot, "exam_calendar")
        await until_shown(pilot, "1 of 1")
        await pilot.press("o")
        await until_shown(pilot, "with the other exams of your programme", "✓╱", "●╱")
        await until_shown(pilot, "Exams clash Thu 25 Jan 15:00–16:00: Logic (exam) and ● Calculus 100% (exam)")
        await pilot.press("end")
        await until_shown(pilot, f"{CLOSEDS_RETAKE.class_number} Calculus 100%, retake", "a to cart")
        assert "Exams clash" not in running_text(pilot)
        await pilot.press("o")
        await until_shown(pilot, "1 of 1")


@pytest.mark.parametrize("by_month", [False, True])
async def test_an_exam_of_the_programme_goes_to_the_cart_in_one_key(small: Path, by_month: bool) -> None:
    add_clashing_exams(small)
    enrolled(small, EXAM)
    async with app_on(small, login=ANNA) as pilot:
        await go_to(pilot, "exam_calendar")
        await until_shown(pilot, "1 of 1")
        await pilot.press("a", "o", *["v"] * by_month)
        await until_shown(pilot, "with the other exams of your programme", "The shopping cart is empty.")
        await pilot.press("right" if by_month else "down", "a")
        await until_shown(pilot, "In your shopping cart: 28210 Calculus 100%, exam.", "1 class, 5 EC", "▪ in cart")
        await pilot.press("u")
        await until_shown(pilot, "Taken out of your shopping cart", "The shopping cart is empty.")


async def test_where_not_all_exams_of_a_day_fit_each_has_its_shape_and_the_cursor_its_title(small: Path) -> None:
    add_clashing_exams(small)
    enrolled(small, EXAM)
    async with app_on(small, login=ANNA) as pilot:
        await go_to(pilot, "exam_calendar")
        await until_shown(pilot, "1 of 1")
        await pilot.press("o", "v")
        await until_shown(pilot, "25 ▸●", "▸╱Logic")
        await pilot.press("right")
        await until_shown(pilot, "25 ✓▸", "▸╱Calculus")


async def test_who_has_no_exam_is_told_what_to_do(small: Path) -> None:
    async with app_on(small, login=ANNA) as pilot:
        await go_to(pilot, "exam_calendar")
        await until_shown(pilot, "You are not enrolled in any exam yet. Press o for the exams of your programme")
        await pilot.press("v", "enter", "left", "p")
        await until_shown(pilot, "December 2017")
        await pilot.press("v", "o")
        await until_shown(pilot, "with the other exams of your programme", "Logic")


async def test_month_by_month_the_arrow_keys_go_from_exam_to_exam(small: Path) -> None:
    enrolled(small, EXAM, RETAKE, OTHER_OPEN)
    async with app_on(small, login=ANNA) as pilot:
        await go_to(pilot, "exam_calendar")
        await until_shown(pilot, "1 of 3")
        await pilot.press("v")
        await until_shown(pilot, "January 2018", "[15]", "▸14:00", "28114 Logic, exam")
        for key, number, month in (
            ("right", RETAKE.class_number, "March 2018"),
            ("down", OTHER_OPEN.class_number, "March 2018"),
            ("right", OTHER_OPEN.class_number, "March 2018"),
            ("home", RETAKE.class_number, "March 2018"),
            ("left", EXAM.class_number, "January 2018"),
        ):
            await pilot.press(key)
            await until_shown(pilot, month)
            await until(pilot, lambda number=number: cursor(pilot) == number)  # type: ignore[misc]
        await pilot.press("n")
        await until_shown(pilot, "February 2018", "No exam this month.")
        await pilot.press("t", "enter")
        await until_page(pilot, "class_details")
        await pilot.press("escape")
        await until_page(pilot, "exam_calendar")
        await pilot.press("right", "v")
        await until_shown(pilot, "2 of 3", "28115 Logic, retake")


async def test_a_click_in_a_month_chooses_an_exam(small: Path) -> None:
    enrolled(small, RETAKE, OTHER_OPEN)
    async with app_on(small, login=ANNA) as pilot:
        await go_to(pilot, "exam_calendar")
        await until_shown(pilot, "1 of 2")
        await pilot.press("v")
        await until_shown(pilot, "March 2018", "22")
        shown = screen_text(pilot.app).splitlines()
        line = next(index for index, text in enumerate(shown) if "Oriënt" in text)
        await pilot.click(offset=(shown[line].index("Oriënt"), line))
        await until(pilot, lambda: cursor(pilot) == OTHER_OPEN.class_number)
