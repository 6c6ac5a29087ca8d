"""The class-number lists by programme."""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot
from textual.widgets import Select

from enroltui.screens.searching.class_lists import ClassListsPage
from enroltui.terms import Description, Session
from kit.filling import LONG, LONG_VISITOR, PASSWORD, SHORT, fill
from tests.registrar.world import ANNA, EXAM, LECTURE, RETAKE, WAITING_LIST
from tests.screens.enrolling.kit import enrol_in, fill_cart, go_to, in_cart
from tests.screens.kit import app_on, log_in, page_of, screen_text, type_text, until, until_page, until_shown

MASTER, BACHELOR, BIO_PHARMACEUTICAL = "s9900004", "s9900001", "s9900005"
"""Demo students: Media Technology, Computer Science, Bio-pharmaceutical Sciences."""


def page(pilot: Pilot[None]) -> ClassListsPage:
    """The page on screen."""
    assert isinstance(pilot.app.screen, ClassListsPage)
    return pilot.app.screen


async def open_lists(pilot: Pilot[None], *shown: str) -> None:
    """Go to the page, and wait until its list is shown."""
    await go_to(pilot, "class_lists")
    await until(pilot, lambda: bool(page(pilot).table.rows))
    await until_shown(pilot, *shown)


async def choose(pilot: Pilot[None], letters: str, *shown: str) -> None:
    """Choose a programme by letters of its name."""
    await pilot.press("p")
    await until_shown(pilot, "Enter chooses")
    await type_text(pilot, letters)
    await pilot.press("enter")
    await until_shown(pilot, *shown)


def numbers(pilot: Pilot[None]) -> list[int | None]:
    """The class numbers of the list, as it is shown."""
    return [row.class_row.key.class_number if row.class_row else None for row in page(pilot).table.rows]


# --- which list -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_page_opens_on_the_own_programme(
    catalogue: Path, snapshot: SnapshotAssertion, size: tuple[int, int]
) -> None:
    async with app_on(catalogue, login=MASTER, size=size) as pilot:
        await open_lists(pilot, "[Media Technology]", "Media Technology 2017-2018", "31 October 2017")
        assert screen_text(pilot.app) == snapshot


@pytest.mark.parametrize("size", [(60, 18), (70, 22), (200, 60)])
async def test_each_size_of_terminal_shows_titles_status_and_filter(catalogue: Path, size: tuple[int, int]) -> None:
    async with app_on(catalogue, login="s9900003", size=size) as pilot:
        await open_lists(pilot, "[Astronomy]")
        await until_shown(pilot, "Active Galactic", "free", "words, number", "open only", "104")
        assert sum("☐" in line for line in screen_text(pilot.app).splitlines()) > 4


async def test_a_programme_of_several_lists_opens_on_the_first_of_them(catalogue: Path) -> None:
    async with app_on(catalogue, login=BIO_PHARMACEUTICAL) as pilot:
        await open_lists(pilot, "Bio-pharmaceutical Sciences, year 1 2017-2018", "class numbers without a date")


async def test_three_letters_and_two_keys_put_two_classes_in_the_cart(catalogue: Path) -> None:
    async with app_on(catalogue, login=MASTER) as pilot:
        await open_lists(pilot)
        page(pilot).choose_list("statistical-science-msc")
        await until_shown(pilot, "Behavioural Sciences 2017-2018", "class numbers of 10 December 2017")
        await choose(pilot, "med", "Media Technology 2017-2018", "class numbers of 31 October 2017")
        await pilot.press("a")
        await until_shown(pilot, "Shopping cart: 1 class", "▪ in cart")
        await pilot.press("down", "a")
        await until_shown(pilot, "Shopping cart: 2 classes")


async def test_the_chosen_list_is_opened_again_at_the_next_login(catalogue: Path) -> None:
    async with app_on(catalogue, login=MASTER) as pilot:
        await open_lists(pilot)
        await choose(pilot, "industrial", "Industrial Ecology 2017-2018", "class numbers of 4 September 2017")
        await pilot.press("ctrl+o")
        await until_page(pilot, "login")
        await log_in(pilot, MASTER, "leiden-04")
        await open_lists(pilot, "[Industrial Ecology]")
    async with app_on(catalogue, login=MASTER) as pilot:
        await open_lists(pilot, "[Industrial Ecology]", "Programme  Industrial Ecology ▾")


async def test_a_list_of_thousands_is_whole_soon_after_its_start(tmp_path: Path) -> None:
    fill(tmp_path / "large.db", SHORT + LONG)
    async with app_on(tmp_path / "large.db", login=LONG_VISITOR, password=PASSWORD) as pilot:
        await open_lists(pilot, f"1 of {LONG} ·", "by course")
        await until(pilot, lambda: len(page(pilot).table.rows) == LONG)
        shown = numbers(pilot)
        await pilot.press("end")
        await until_shown(pilot, f"{LONG} of {LONG} ·", str(shown[-1]))
        page(pilot).choose_list("short-list")
        await until_shown(pilot, f" of {SHORT} ·")
        page(pilot).choose_list("long-list")
        await until(pilot, lambda: numbers(pilot) == shown)


async def test_tabs_lead_to_every_list_and_focus_filters_and_cart_stay(catalogue: Path) -> None:
    async with app_on(catalogue, login=MASTER) as pilot:
        await open_lists(pilot)
        await pilot.press("v", "a")
        await until_shown(pilot, "Shopping cart: 1 class")
        await pilot.press("t", "right")
        await until_shown(pilot, "[Mathematics]", "class numbers of 27 November 2017", "open only", "1 class")
        await pilot.press("right")
        await until_shown(pilot, "class numbers of 10 December 2017", "shown: open only")
        await pilot.press("up", "left")
        await until_shown(
            pilot, "[Bachelor]", "[Astronomy]", "Check the Exam Schedule on the Astronomy information page."
        )
        assert pilot.app.focused is not None
        assert pilot.app.focused.id == "kinds"
        await pilot.press("enter")
        assert page(pilot).table.has_focus


async def test_a_list_that_points_to_another_leads_there(catalogue: Path) -> None:
    async with app_on(catalogue, login=MASTER) as pilot:
        await open_lists(pilot)
        page(pilot).choose_list("physics-msc")
        await until_shown(pilot, "Check the Physics information pages.", "› Class numbers: Astronomy-Physics")
        await pilot.click("#pointers Link:last-child")
        await until_shown(pilot, "[Astronomy-Physics]", "The shared class numbers of the masters")


@pytest.mark.parametrize(
    ("slug", "said"),
    [
        ("minor-data-science", "[Data Science (no numbers)]"),
        ("minor-data-science", "Class numbers not yet defined. Look again after 1 February 2018."),
        ("minor-alst", "→ in Osiris"),
        ("minor-geo-resources", "Delft gives this minor: enrol there, in Osiris."),
    ],
)
async def test_an_empty_list_says_why_and_when_to_come_back(catalogue: Path, slug: str, said: str) -> None:
    async with app_on(catalogue, login=BACHELOR) as pilot:
        await open_lists(pilot)
        page(pilot).choose_list(slug)
        await until_shown(pilot, said)
        await pilot.press("a", "d", "space", "enter", "down")
        assert page_of(pilot) == "class_lists"


# --- rows -----------------------------------------------------------------------------------------------------------


async def test_what_a_class_is_for_me_is_marked(small: Path) -> None:
    enrol_in(small, ANNA, RETAKE)
    fill_cart(small, ANNA, LECTURE)
    async with app_on(small, login=ANNA, size=(80, 40)) as pilot:
        await open_lists(pilot)
        page(pilot).choose_list("all-years")
        await until_shown(pilot, "all-years 2017-2018")
        lines = [line for line in screen_text(pilot.app).splitlines() if "☐" in line]
        marks = {int(line.split("☐")[1].split()[0]): line[61:].strip() for line in lines if "open only" not in line}
        assert marks == {
            28114: "● last day today",
            28115: "✓ enrolled",
            28116: "▪ in cart",
            28117: "● 10 free",
            28120: "● 10 free",
            28121: "◐ 1 free",
            28122: "○ full",
            28123: "⧗ waiting list",
            28124: "· not open yet",
            28125: "✗ closed",
            28126: "● 10 free",
            28127: "→ elsewhere",
            28128: "→ elsewhere",
            28129: "● 10 free",
            28130: "● 10 free",
        }


async def test_a_course_without_numbers_says_so_and_cannot_be_added(small: Path) -> None:
    async with app_on(small, login=ANNA, size=(80, 40)) as pilot:
        await open_lists(pilot)
        page(pilot).choose_list("all-years")
        await until_shown(pilot, "Not yet numbered")
        page(pilot).table.cursor = numbers(pilot).index(None)
        await until_shown(pilot, "Class numbers not yet defined. Look again after 1 February 2018.")
        await pilot.press("space", "a", "d", "enter")
        await pilot.pause()
        assert page_of(pilot) == "class_lists"
        assert in_cart(small, ANNA) == []


async def test_several_selected_are_added_at_once_and_details_are_one_key_away(small: Path) -> None:
    async with app_on(small, login=ANNA) as pilot:
        await open_lists(pilot, "first-year 2017-2018", "class numbers of 1 December 2017")
        await pilot.press("space", "down", "down", "space")
        await until_shown(pilot, "2 selected")
        await pilot.press("a")
        await until_shown(pilot, "2 classes are now in your shopping cart.")
        assert in_cart(small, ANNA) == [EXAM, LECTURE]
        assert "selected" not in screen_text(pilot.app)
        await pilot.press("d")
        await until_page(pilot, "class_details")
        await pilot.press("escape")
        await until_page(pilot, "class_lists")
        assert page(pilot).table.cursor == 2


async def test_words_year_semester_kind_and_open_narrow_the_list_and_h_shows_all(small: Path) -> None:
    async with app_on(small, login=ANNA) as pilot:
        await open_lists(pilot)
        page(pilot).choose_list("all-years")
        await until_shown(pilot, "of 16 · by course")
        await pilot.press("f")
        await type_text(pilot, "orientatie")
        await until_shown(pilot, "1 of 1 · by course · 15 hidden, shown: “orientatie”")
        assert numbers(pilot) == [28120]
        await pilot.press("escape", "h")
        await until_shown(pilot, "of 16")
        await pilot.press("v")
        await until_shown(pilot, "hidden, shown: open only")
        assert not {28122, 28124, 28125, 28127, 28128, None} & set(numbers(pilot))
        page(pilot).query_one("#study-year", Select).value = 1
        page(pilot).query_one("#semester", Select).value = Session.S1
        page(pilot).query_one("#description", Select).value = Description.RETAKE
        await until_shown(pilot, "shown: year 1, semester 1, retake, open only")
        assert numbers(pilot) == [28115]
        page(pilot).query_one("#description", Select).value = Description.INTERNSHIP
        await until_shown(pilot, "None of the 16 lines of this list fits what you ask. Press h to show them.")
        await pilot.press("h")
        await until_shown(pilot, "of 16 · by course · seen at")


async def test_the_list_is_sorted_by_key_and_by_a_click_on_a_heading(small: Path) -> None:
    async with app_on(small, login=ANNA) as pilot:
        await open_lists(pilot)
        page(pilot).choose_list("all-years")
        await until_shown(pilot, "by course")
        await pilot.press("o")
        await until_shown(pilot, "by class number")
        assert [number for number in numbers(pilot) if number] == sorted(number for number in numbers(pilot) if number)
        assert numbers(pilot)[-1] is None
        await pilot.click("#rows", offset=(48, 0))
        await until_shown(pilot, "by date")
        assert numbers(pilot)[:3] == [28125, 28114, 28116]
        for words in ("by year of study", "by description", "by credits", "by status", "by course"):
            await pilot.press("o")
            await until_shown(pilot, words)


async def test_another_academic_year_shows_its_own_classes_only(small: Path) -> None:
    async with app_on(small, login=ANNA) as pilot:
        await open_lists(pilot)
        await pilot.press("y")
        await until_shown(pilot, "first-year 2016-2017", "1 of 1")
        assert numbers(pilot) == [27001]
        await pilot.press("y")
        await until_shown(pilot, "first-year 2017-2018")


async def test_a_change_of_language_keeps_cursor_selection_and_filter(small: Path) -> None:
    async with app_on(small, login=ANNA) as pilot:
        await open_lists(pilot)
        page(pilot).choose_list("all-years")
        await until_shown(pilot, "of 16")
        await pilot.press("f")
        await type_text(pilot, "281")
        await pilot.press("escape", "end", "space")
        await until_shown(pilot, "15 of 15", "1 selected")
        chosen = page(pilot).table.row
        await pilot.press("l")
        await until(
            pilot, lambda: "Studentcentrum" in screen_text(pilot.app) or page(pilot).visit.language.code == "nl"
        )
        await pilot.pause()
        assert page(pilot).table.row == chosen
        assert page(pilot).table.selected == (chosen,)


async def test_others_changes_are_seen_on_refresh(small: Path) -> None:
    async with app_on(small, login=ANNA) as pilot:
        await open_lists(pilot, "● 10 free")
        fill_cart(small, ANNA, RETAKE)
        await pilot.press("r")
        await until_shown(pilot, "▪ in cart", "Shopping cart: 1 class")


async def test_a_waiting_list_is_not_hidden_by_open_only(small: Path) -> None:
    async with app_on(small, login=ANNA) as pilot:
        await open_lists(pilot)
        page(pilot).choose_list("all-years")
        await until_shown(pilot, "of 16")
        await pilot.press("v")
        await until_shown(pilot, "shown: open only")
        assert WAITING_LIST.class_number in numbers(pilot)
