"""Enrol by searching the course."""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot

from enroltui.database.engines import open_engine
from tests.registrar.world import ANNA, BRAM, CLOSED, EXAM, LECTURE, MASTERS, OTHER_OPEN, RETAKE, NewClass, add_classes
from tests.screens.enrolling.kit import enrol_in, fill_cart, go_to, in_cart, type_ahead
from tests.screens.kit import (
    app_on,
    into_results,
    page_of,
    paste,
    screen_text,
    type_text,
    until,
    until_page,
    until_shown,
)

pytestmark = pytest.mark.usefixtures("unpainted")


async def search_for(pilot: Pilot[None], words: str) -> None:
    """Type words into the form."""
    await go_to(pilot, "search")
    await type_text(pilot, words)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_results_follow_the_typing(small: Path, size: tuple[int, int], snapshot: SnapshotAssertion) -> None:
    enrol_in(small, ANNA, EXAM)
    fill_cart(small, ANNA, RETAKE)
    async with app_on(small, login=ANNA, size=size) as pilot:
        await go_to(pilot, "search")
        await until_shown(pilot, "Type words of the title")
        await type_text(pilot, "log")
        await until_shown(pilot, "✓ enrolled", "▪ in cart", "1-4 of 4")
        assert screen_text(pilot.app) == snapshot


async def test_the_seeds_steps_begin_with_the_academic_year(small: Path) -> None:
    async with app_on(small, login=ANNA) as pilot:
        await go_to(pilot, "enrol")
        await pilot.press("1")
        await until_page(pilot, "academic_year")
        await until_shown(pilot, "▸ 2017-2018   on offer now")
        await pilot.press("down", "enter")
        await until_page(pilot, "search")
        await type_text(pilot, "orientatie")
        await until_shown(pilot, "27001", "1-1 of 1")


async def test_selected_classes_go_to_the_cart_together(small: Path) -> None:
    async with app_on(small, login=ANNA) as pilot:
        await search_for(pilot, "logic")
        await until_shown(pilot, "28114", "28115")
        await into_results(pilot)
        await pilot.press("space", "down", "space", "a")
        await until_shown(pilot, "2 classes are now in your shopping cart.")
        assert in_cart(small, ANNA) == [EXAM, RETAKE]
        await pilot.press("u")
        await until_shown(pilot, "2 classes taken out of your shopping cart.")
        assert in_cart(small, ANNA) == []


async def test_one_notice_tells_what_was_added_and_what_was_refused(small: Path) -> None:
    async with app_on(small, login=ANNA) as pilot:
        await search_for(pilot, "calculus")
        await until_shown(pilot, str(CLOSED.class_number))
        await into_results(pilot)
        await pilot.press("space", "down", "space", "a")
        await until_shown(pilot, "In your shopping cart: 28126", "28125 Calculus 100%, exam: Closed after Wed 10 Jan")


async def test_a_lecture_says_that_it_does_not_enrol_for_the_exam(small: Path) -> None:
    async with app_on(small, login=ANNA) as pilot:
        await search_for(pilot, str(LECTURE.class_number))
        await until_shown(pilot, "1-1 of 1")
        await into_results(pilot)
        await pilot.press("a")
        await until_shown(
            pilot, "This does not enrol you for the exam: press b to add that too (28114, exam, Thu 25 Jan"
        )
        await pilot.press("b")
        await until(pilot, lambda: in_cart(small, ANNA) == [LECTURE, EXAM])


async def test_the_own_career_first_and_others_by_one_key(small: Path) -> None:
    async with app_on(small, login=ANNA) as pilot:
        await search_for(pilot, "presenting")
        await until_shown(pilot, "1 class of another career matches: press h to see it.")
        await pilot.press("escape", "h")
        await until_shown(pilot, str(MASTERS.class_number), 'Presenting [bold] "resul')
    async with app_on(small, login=BRAM) as pilot:
        await search_for(pilot, "logic")
        await until_shown(pilot, str(EXAM.class_number))


async def test_every_field_is_reached_by_tab(small: Path) -> None:
    async with app_on(small, login=ANNA) as pilot:
        await go_to(pilot, "search")
        await pilot.press("escape", "f")
        await until_shown(pilot, "Catalogue number", "Programme", "Organisation", "Language of instruction")
        await pilot.press("slash")
        reached = set()
        for _ in range(17):
            reached.add(pilot.app.focused)
            await pilot.press("tab")
        fields = set(
            pilot.app.screen.query("SearchForm Field, SearchForm Choice, SearchForm Checkbox, SearchForm Button")
        )
        assert len(fields) == 15
        assert fields <= reached


async def test_credits_and_catalogue_number_with_their_operators(small: Path) -> None:
    async with app_on(small, login=ANNA, size=(120, 40)) as pilot:
        await go_to(pilot, "search")
        await pilot.press("escape", "f", "slash", *["tab"] * 6)
        await pilot.press("enter", "down", "enter", "tab")
        await type_text(pilot, "4031logi6")
        await until_shown(pilot, "1-4 of 4")
        await pilot.press("tab", "tab")
        await type_text(pilot, "5")
        await until_shown(pilot, "Nothing in 2017-2018 matches all of this.")
        await pilot.press("shift+tab", "enter", "down", "enter")
        await until_shown(pilot, "1-4 of 4")


async def test_open_only_and_order(small: Path) -> None:
    async with app_on(small, login=ANNA) as pilot:
        await search_for(pilot, "calculus")
        await until_shown(pilot, "1-3 of 3", "by catalogue number")
        await into_results(pilot)
        await pilot.press("v")
        await until_shown(pilot, "1-1 of 1", "28126")
        await pilot.press("v", "o")
        await until_shown(pilot, "1-3 of 3", "by class number")


async def test_more_rows_come_as_one_scrolls(small: Path) -> None:
    engine = open_engine(small)
    add_classes(engine, 2, NewClass(OTHER_OPEN._replace(class_number=50000)), 125)
    engine.dispose()
    async with app_on(small, login=ANNA) as pilot:
        await search_for(pilot, "orientatie")
        await until_shown(pilot, "1-50 of 126")
        await into_results(pilot)
        await pilot.press("end")
        await until_shown(pilot, "1-100 of 126 · line 50")
        await pilot.press("end")
        await until_shown(pilot, "1-126 of 126 · line 100")
        await pilot.press("end")
        await until_shown(pilot, "line 126", "50124")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Type words of the title"),
        (" \n\t ", "Type words of the title"),
        ("zzzz", "Nothing in 2017-2018 matches all of this."),
        ("x" * 100, "Nothing in 2017-2018 matches all of this."),
        ("x" * 5000, "At most 100 characters fit in this field; the rest was left out."),
        ("логика", "Nothing in 2017-2018 matches all of this."),
        ("🎓", "Nothing in 2017-2018 matches all of this."),
        ("[bold]logic[/bold]", "Nothing in 2017-2018 matches all of this."),
        ("\x1b[31mlogic\x1b[0m", "Nothing in 2017-2018 matches all of this."),
        ("lo\x00gic\n", "1-4 of 4"),
        ("\"'%_*;--", "Nothing in 2017-2018 matches all of this."),
        ("100%", "1-3 of 3"),
    ],
)
async def test_bad_input_gets_a_clear_message_on_the_same_page(small: Path, typed: str, said: str) -> None:
    async with app_on(small, login=ANNA) as pilot:
        await go_to(pilot, "search")
        paste(pilot, typed)
        await until_shown(pilot, said)
        assert page_of(pilot) == "search"


@pytest.mark.parametrize("typed", ["six", "6,5", "-1", "٦", "6\x1b[0m", "[b]6[/b]"])
async def test_credits_that_are_no_number(small: Path, typed: str) -> None:
    async with app_on(small, login=ANNA) as pilot:
        await go_to(pilot, "search")
        await pilot.press("escape", "f")
        pilot.app.screen.query_one("#credits").focus()
        paste(pilot, typed)
        await until_shown(pilot, "is not a number of credits. Type a whole number, such as 6.")


async def test_another_language_or_size_keeps_what_was_typed_selected_and_reached(small: Path) -> None:
    async with app_on(small, login=ANNA) as pilot:
        await search_for(pilot, "logic")
        await until_shown(pilot, "1-4 of 4")
        await into_results(pilot)
        await pilot.press("down", "space", "down", "f2")
        await until_shown(pilot, " logic ", "Logica", "do 25 jan")
        for size in ((120, 40), (80, 24)):
            await pilot.resize_terminal(*size)
            await until_shown(pilot, "☑ 28115", "▸☐ 28116", " logic ")


async def test_from_anywhere_by_one_key_and_typing_at_once(small: Path) -> None:
    async with app_on(small, login=ANNA) as pilot:
        await go_to(pilot, "enrol")
        type_ahead(pilot, "/log")
        await until_shown(pilot, "28114", "1-4 of 4")
        await into_results(pilot)
        await pilot.press("c")
        await until_page(pilot, "cart")
        type_ahead(pilot, "/ic")
        await until_page(pilot, "search")
        await until_shown(pilot, " logic ", "1-4 of 4")
