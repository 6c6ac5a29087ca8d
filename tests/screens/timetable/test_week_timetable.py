"""Week timetable: from week to week and class to class, clashes, the cart over it, and the calendar file."""

from __future__ import annotations

from pathlib import Path

import icalendar
import pytest
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot

from enroltui.language import Code, Language
from enroltui.widgets.week_grid import WeekGrid
from tests.registrar.world import ANNA, EXAM, LECTURE, OTHER_OPEN, PROJECT, SEMINAR
from tests.screens.enrolling.kit import fill_cart, go_to
from tests.screens.kit import (
    app_on,
    enrolled,
    paste,
    running_text,
    screen_text,
    type_text,
    until,
    until_page,
    until_shown,
)
from tests.screens.timetable.kit import BUSY, SATURDAY, add_clashing_classes, enrol_all_the_same, go_to_day

pytestmark = pytest.mark.usefixtures("unpainted")


def cursor(pilot: Pilot[None]) -> int | None:
    """The class number of the block with the cursor."""
    block = pilot.app.screen.query_one(WeekGrid).block
    return block.appointment.row.key.class_number if block else None


async def test_it_opens_at_the_week_of_today_and_an_empty_week_names_the_next_one_with_something(small: Path) -> None:
    enrolled(small, LECTURE)
    async with app_on(small, login=ANNA) as pilot:
        await go_to(pilot, "timetable")
        await until_shown(pilot, "Week 3, 15–19 Jan 2018", "[Mon 15]")
        await until_shown(pilot, "Nothing this week. Next is week 6: Logic, Mon 5 Feb 09:00. Press Enter to go there.")
        await pilot.press("enter")
        await until_shown(pilot, "Week 6, 5–9 Feb 2018", "28116 Logic, lecture", "09:00–11:00 · Gorlaeus · ✓ enrolled")
        await pilot.press("n")
        await until_shown(pilot, "Week 7", "Nothing this week, and nothing later.")
        await pilot.press("pageup", "pageup")
        await until_shown(pilot, "Week 5, 29 Jan – 2 Feb 2018")
        await pilot.press("t")
        await until_shown(pilot, "Week 3, 15–19 Jan 2018")


@pytest.mark.parametrize("language", ["en", "nl"])
async def test_who_has_no_class_with_a_day_is_told_what_to_do(small: Path, language: Code) -> None:
    enrolled(small, PROJECT)
    async with app_on(small, login=ANNA, language=language) as pilot:
        await go_to(pilot, "timetable")
        await until_shown(
            pilot,
            Language(language).text(
                "You are not enrolled in any class that has a day. Press / to search for a course, or g and the name "
                "of your programme for its class numbers."
            ),
        )
        await pilot.press("enter", "left", "right", "up", "down", "home", "end")
        await until_shown(pilot, "Week 3")


async def test_to_a_day_by_typing_it(small: Path) -> None:
    enrolled(small, LECTURE)
    async with app_on(small, login=ANNA) as pilot:
        await go_to(pilot, "timetable")
        await until_shown(pilot, "Week 3")
        await go_to_day(pilot, "someday")
        await until_shown(pilot, "That is no day. Type it like 25 jan, 25-1, 2018-01-25 or week 4.")
        await pilot.press("escape")
        await go_to_day(pilot, "")
        await pilot.press("ctrl+u")
        await type_text(pilot, "8 feb")
        await pilot.press("enter")
        await until_shown(pilot, "Week 6, 5–9 Feb 2018")
        assert isinstance(pilot.app.focused, WeekGrid)
        assert "That is no day" not in running_text(pilot)


async def test_the_arrow_keys_go_from_class_to_class_and_beyond_the_last_one_to_another_week(small: Path) -> None:
    add_clashing_classes(small)
    enrol_all_the_same(small, EXAM, LECTURE, SEMINAR, BUSY, SATURDAY)
    async with app_on(small, login=ANNA) as pilot:
        await go_to(pilot, "timetable")
        await go_to_day(pilot, "week 6")
        await until_shown(pilot, "Week 6, 5–10 Feb 2018", "Sat 10")
        for key, number in (
            ("right", 28200),
            ("right", 28117),
            ("right", 28201),
            ("left", 28117),
            ("up", 28200),
            ("up", 28116),
            ("end", 28201),
            ("home", 28116),
        ):
            await pilot.press(key)
            assert cursor(pilot) == number
        await pilot.press("left")
        await until_shown(pilot, "Week 5")
        await pilot.press("left")
        await until_shown(pilot, "Week 4", "28114 Logic, exam")
        await pilot.press("right", "right")
        await until_shown(pilot, "Week 6", "28116 Logic, lecture")
        await pilot.press("enter")
        await until_page(pilot, "class_details")
        await until_shown(pilot, "Logic, lecture")
        await pilot.press("escape")
        await until_shown(pilot, "Week 6", "28116 Logic, lecture")


async def test_a_clash_stands_side_by_side_is_hatched_and_named_with_both_classes(small: Path) -> None:
    add_clashing_classes(small)
    enrol_all_the_same(small, LECTURE, BUSY)
    async with app_on(small, login=ANNA) as pilot:
        await go_to(pilot, "timetable")
        await go_to_day(pilot, "5-2")
        await until_shown(pilot, "Clash Mon 5 Feb 10:00–11:00: Logic (lecture) and AI for X-rays (practical)")
        shown = screen_text(pilot.app).splitlines()
        [titles] = (line for line in shown if line.startswith(" 10:00"))
        assert "╱" in titles
        assert "╱" not in next(line for line in shown if line.startswith(" 09:00"))


async def test_the_cart_is_laid_over_it_told_apart_by_shape_and_clashes_are_seen_beforehand(small: Path) -> None:
    add_clashing_classes(small)
    enrolled(small, LECTURE)
    async with app_on(small, login=ANNA) as pilot:
        await go_to(pilot, "timetable")
        await go_to_day(pilot, "5 feb")
        await until_shown(pilot, "┃lecture")
        await pilot.press("o")
        await until_shown(pilot, "Your shopping cart is empty.", "with your cart (0)")
        fill_cart(small, ANNA, BUSY)
        await pilot.press("r")
        await until_shown(pilot, "with your cart (1)", "┌▪ AI for", "Logic (lecture) and ▪ AI for X-rays (practical)")
        await pilot.press("right")
        await until_shown(pilot, "28200 AI for X-rays, practical", "▪ in cart")
        await pilot.press("o")
        await until(pilot, lambda: "AI for" not in screen_text(pilot.app))


async def test_a_click_chooses_a_class_and_a_second_one_opens_it(small: Path) -> None:
    enrolled(small, LECTURE, SEMINAR)
    async with app_on(small, login=ANNA) as pilot:
        await go_to(pilot, "timetable")
        await go_to_day(pilot, "5 feb")
        await until_shown(pilot, "28116 Logic, lecture")
        left, _, top = pilot.app.screen.query_one(WeekGrid)._places[1]
        await pilot.click(WeekGrid, offset=(left + 2, top + 1))
        await until_shown(pilot, "28117 Logic, seminar")
        await pilot.click(WeekGrid, offset=(left + 2, top + 1))
        await until_page(pilot, "class_details")


async def test_the_calendar_is_saved_as_a_new_file_in_a_chosen_folder(small: Path, tmp_path: Path) -> None:
    enrolled(small, LECTURE, OTHER_OPEN)
    folder = tmp_path / "my calendars"
    async with app_on(small, login=ANNA) as pilot:
        await go_to(pilot, "timetable")
        await until_shown(pilot, "Week 3")
        for count in (0, 1, 2):
            await pilot.press("s")
            await until_shown(pilot, "Enter saves your calendar in that folder")
            await pilot.press("ctrl+u")
            paste(pilot, str(folder))
            await until_shown(pilot, "my calendars")
            await pilot.press("enter")
            if count:
                await until_shown(pilot, "Open it in your calendar program.")
                await until(pilot, lambda: isinstance(pilot.app.focused, WeekGrid))
                assert len(list(folder.iterdir())) == count
            else:
                await until_shown(pilot, "It can't be saved there.")
                folder.mkdir()
                await pilot.press("escape")
    for file in folder.iterdir():
        events = icalendar.Calendar.from_ical(file.read_bytes()).walk("VEVENT")
        assert [str(event["SUMMARY"]) for event in events] == [
            "Logic (lecture)", "Oriëntatie op de bètawetenschappen (exam)",
        ]  # fmt: skip


async def test_a_week_in_the_smallest_window(small: Path, snapshot: SnapshotAssertion) -> None:
    add_clashing_classes(small)
    enrolled(small, LECTURE, SEMINAR)
    fill_cart(small, ANNA, BUSY, SATURDAY)
    async with app_on(small, login=ANNA, size=(60, 18)) as pilot:
        await go_to(pilot, "timetable")
        await go_to_day(pilot, "5 feb")
        await pilot.press("o")
        await until_shown(pilot, "▪", "28116")
        assert screen_text(pilot.app) == snapshot
