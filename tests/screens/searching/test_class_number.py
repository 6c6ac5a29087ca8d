"""Enrol by entering the class number."""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.widgets import Input

from tests.registrar.world import (
    ANNA,
    CLOSED,
    EXAM,
    FULL,
    LAST_YEARS,
    LECTURE,
    MASTERS,
    NOT_OPEN,
    OFFICE,
    OSIRIS,
    OTHER_OPEN,
    RETAKE,
    UNKNOWN,
)
from tests.screens.enrolling.kit import enrol_in, fill_cart, go_to, in_cart, type_ahead
from tests.screens.kit import app_on, page_of, paste, screen_text, type_text, until, until_page, until_shown


async def test_a_number_is_named_in_full_before_it_is_added(small: Path, snapshot: SnapshotAssertion) -> None:
    async with app_on(small, login=ANNA) as pilot:
        await go_to(pilot, "class_number")
        await type_text(pilot, str(EXAM.class_number))
        await pilot.press("enter")
        await until_shown(
            pilot, "Thu 25 Jan 14:00–16:00, Gorlaeus", "10 of 10 places free", "last day: Mon 15 Jan 2018"
        )
        assert in_cart(small, ANNA) == []
        assert screen_text(pilot.app) == snapshot
        await pilot.press("enter")
        await until_shown(pilot, "In your shopping cart: 28114 Logic, exam.")
        assert in_cart(small, ANNA) == [EXAM]


async def test_several_numbers_pasted_with_spaces_commas_and_line_ends(small: Path) -> None:
    async with app_on(small, login=ANNA) as pilot:
        await go_to(pilot, "class_number")
        paste(pilot, f"  {EXAM.class_number}, {RETAKE.class_number}\r\n\r\n{OTHER_OPEN.class_number};\t99999\n")
        await until(pilot, lambda: "99999" in pilot.app.screen.query_one("#numbers", Input).value)
        await pilot.press("enter")
        await until_shown(
            pilot, "Press Enter to put 3 classes in your shopping cart.", "No class has the number 99999."
        )
        await pilot.press("enter")
        await until_shown(pilot, "3 classes are now in your shopping cart.")
        assert in_cart(small, ANNA) == [EXAM, RETAKE, OTHER_OPEN]
        assert pilot.app.screen.query_one("#numbers", Input).value == "99999", "what was not added stays in the box"
        await pilot.press("enter")
        await until_page(pilot, "cart")


REFUSED = {
    str(UNKNOWN.class_number): "No class has the number 99999. Check its digits",
    str(LAST_YEARS.class_number): "Class number 27001 belongs to 2016-2017, not to 2017-2018.",
    str(RETAKE.class_number): "Already in the shopping cart.",
    str(EXAM.class_number): "Already enrolled in this class.",
    str(CLOSED.class_number): "Closed after Wed 10 Jan 2018, ten days before the exam on Sat 20 Jan.",
    str(OFFICE.class_number): "Enrolment goes through the education administration office only.",
    str(OSIRIS.class_number): "Enrolment goes through Delft's Osiris only.",
    str(MASTERS.class_number): "This class is for master students.",
}


async def test_each_reason_why_not_has_its_own_sentence(small: Path) -> None:
    enrol_in(small, ANNA, EXAM)
    fill_cart(small, ANNA, RETAKE)
    async with app_on(small, login=ANNA, size=(120, 50)) as pilot:
        await go_to(pilot, "class_number")
        paste(pilot, " ".join(REFUSED))
        await pilot.press("enter")
        await until_shown(pilot, *REFUSED.values())
        assert in_cart(small, ANNA) == [RETAKE]


@pytest.mark.parametrize(
    ("number", "status"), [(FULL.class_number, "○ full"), (NOT_OPEN.class_number, "opens Thu 15 Feb 13:00")]
)
async def test_a_full_or_not_yet_open_class_says_so_and_may_wait_in_the_cart(
    small: Path, number: int, status: str
) -> None:
    async with app_on(small, login=ANNA) as pilot:
        await go_to(pilot, "class_number")
        await type_text(pilot, str(number))
        await pilot.press("enter")
        await until_shown(pilot, status, "Press Enter to put this class in your shopping cart.")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Type a class number: five digits"),
        ("   \t\n ", "Type a class number: five digits"),
        ("logic", "“logic” is not a class number."),
        ("281140", "“281140” is not a class number."),
        ("９９９９９", "“９９９９９” is not a class number."),
        ("٢٨١١٤", "“٢٨١١٤” is not a class number."),
        ("🎓🎓", "“🎓🎓” is not a class number."),
        ("[bold]28114[/bold]", "“[bold]28114[/bold]” is not a class number."),
        ("\x1b[31m28114", "“[31m28114” is not a class number."),
        ("28114\x00\x07", "28114 Logic, exam"),
    ],
)
async def test_bad_input_gets_a_clear_message_on_the_same_page(small: Path, typed: str, said: str) -> None:
    async with app_on(small, login=ANNA) as pilot:
        await go_to(pilot, "class_number")
        paste(pilot, typed)
        await pilot.press("enter")
        await until_shown(pilot, said)
        assert page_of(pilot) == "class_number"


async def test_what_does_not_fit_in_the_box_is_said(small: Path) -> None:
    async with app_on(small, login=ANNA) as pilot:
        await go_to(pilot, "class_number")
        paste(pilot, "28114 " * 1000)
        await until_shown(pilot, "At most 2000 characters fit in this field; the rest was left out.")
        paste(pilot, "")
        await pilot.press("enter")
        await until_shown(pilot, "28114 Logic, exam")


async def test_another_academic_year_is_chosen_on_the_same_page(small: Path) -> None:
    async with app_on(small, login=ANNA) as pilot:
        await go_to(pilot, "class_number")
        await type_text(pilot, str(LAST_YEARS.class_number))
        await pilot.press("enter")
        await until_shown(pilot, "belongs to 2016-2017")
        await pilot.press("escape", "y", "down", "enter")
        await until(pilot, lambda: "2016-2017" in screen_text(pilot.app))
        await pilot.press("shift+tab", "enter")
        await until_shown(pilot, "27001 Oriëntatie op de bètawetenschappen, exam", "Closed after Wed 1 Mar 2017")


async def test_escape_keeps_what_was_typed(small: Path) -> None:
    async with app_on(small, login=ANNA) as pilot:
        await go_to(pilot, "enrol")
        await pilot.press("2")
        await until_page(pilot, "class_number")
        await type_text(pilot, "281")
        await pilot.press("escape")
        assert page_of(pilot) == "class_number"
        await pilot.press("escape")
        await until_page(pilot, "enrol")
        await pilot.press("2")
        await until_page(pilot, "class_number")
        await until_shown(pilot, " 281 ")


async def test_digits_typed_on_another_page_begin_a_class_number(small: Path) -> None:
    async with app_on(small, login=ANNA) as pilot:
        await go_to(pilot, "cart")
        type_ahead(pilot, str(EXAM.class_number))
        await until_page(pilot, "class_number")
        await until_shown(pilot, " 28114 ")
        await pilot.press("enter")
        await until_shown(pilot, "28114 Logic, exam")


async def test_another_language_or_size_keeps_what_was_typed_and_found(small: Path) -> None:
    async with app_on(small, login=ANNA) as pilot:
        await go_to(pilot, "class_number")
        await type_text(pilot, str(EXAM.class_number))
        await pilot.press("enter")
        await until_shown(pilot, "28114 Logic, exam")
        await pilot.press("f2")
        await until_shown(pilot, "28114 Logica,", "do 25 jan 14:00–16:00")
        await pilot.resize_terminal(120, 40)
        await until_shown(pilot, " 28114 ", "28114 Logica,")
        await pilot.resize_terminal(80, 24)
        await until_shown(pilot, " 28114 ", "28114 Logica,")
        assert pilot.app.screen.query_one("#numbers", Input).has_focus


async def test_a_lecture_offers_its_exam(small: Path) -> None:
    async with app_on(small, login=ANNA) as pilot:
        await go_to(pilot, "class_number")
        await type_text(pilot, str(LECTURE.class_number))
        await pilot.press("enter")
        await until_shown(pilot, "28116 Logic, lecture")
        await pilot.press("enter")
        await until_shown(pilot, "press b to add that too")
        await pilot.press("b")
        await until(pilot, lambda: in_cart(small, ANNA) == [LECTURE, EXAM])
        await pilot.press("u")
        await until(pilot, lambda: in_cart(small, ANNA) == [LECTURE])
