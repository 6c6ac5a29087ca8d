"""The exam schedule and the E-guide, to which the class-number lists point."""

from __future__ import annotations

from pathlib import Path

from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot

from enroltui.screens.searching.programme_page import ProgrammePage
from tests.registrar.world import ANNA, CLOSEDS_RETAKE, EXAM, RETAKE
from tests.screens.enrolling.kit import go_to, in_cart
from tests.screens.kit import app_on, screen_text, until, until_page, until_shown

ELIF = "s9900003"
"""A demo student of Astronomy, a master whose list points to both pages."""


async def open_page(pilot: Pilot[None], name: str) -> ProgrammePage:
    """Go to a page, and wait until its rows are shown."""
    await go_to(pilot, name)
    page = pilot.app.screen
    assert isinstance(page, ProgrammePage)
    await until(pilot, lambda: bool(page.table.rows))
    await pilot.pause()
    return page


def numbers(page: ProgrammePage) -> list[int]:
    """The class numbers shown, in order."""
    return [row.class_row.key.class_number for row in page.table.rows if row.class_row]


async def test_exams_stand_by_date_from_the_first_that_is_not_over(
    catalogue: Path, snapshot: SnapshotAssertion
) -> None:
    async with app_on(catalogue, login=ELIF) as pilot:
        page = await open_page(pilot, "exam_schedule")
        starts = [row.class_row.meetings[0].starts for row in page.table.rows if row.class_row]
        assert starts == sorted(starts)
        now = page.now()
        assert page.table.cursor == sum(
            row.class_row.meetings[0].ends < now for row in page.table.rows if row.class_row
        )
        await until(pilot, lambda: page.table.scroll_offset.y == page.table.cursor)
        await pilot.pause()
        assert screen_text(pilot.app) == snapshot


async def test_only_exams_stand_in_the_schedule_and_one_key_adds_one(small: Path) -> None:
    async with app_on(small, login=ANNA, today="2018-01-24T10:00") as pilot:
        page = await open_page(pilot, "exam_schedule")
        page.choose_list("all-years")
        await until_shown(pilot, "Exam schedule 2017-2018: all-years")
        assert numbers(page) == [28125, 28114, 28115, 28120, 28121, 28122, 28126]
        assert page.table.row is not None
        assert page.table.row.class_row is not None
        assert page.table.row.class_row.key == EXAM, "on 24 January the exam of the 20th is over"
        await pilot.press("down", "space", "end", "space", "a")
        await until_shown(pilot, "2 classes are now in your shopping cart.")
        assert in_cart(small, ANNA) == [RETAKE, CLOSEDS_RETAKE]


async def test_the_guide_tells_of_each_course_once_with_all_its_classes(
    catalogue: Path, snapshot: SnapshotAssertion
) -> None:
    async with app_on(catalogue, login=ELIF) as pilot:
        page = await open_page(pilot, "e_guide")
        assert screen_text(pilot.app) == snapshot
        assert len(numbers(page)) > 80
        assert screen_text(pilot.app).count("Astrochemistry") == 1


async def test_a_list_leads_to_both_and_they_show_the_same_programme(catalogue: Path) -> None:
    async with app_on(catalogue, login=ELIF) as pilot:
        await open_page(pilot, "class_lists")
        await until_shown(pilot, "› Exam schedule   › E-guide   › Class numbers: Astronomy-Physics")
        await pilot.press("p")
        await until_shown(pilot, "Enter chooses")
        await pilot.press(*"physics", "enter")
        await until_shown(pilot, "Check the Exam Schedule on the Physics information page.")
        await pilot.click("#pointers Link")
        await until_page(pilot, "exam_schedule")
        await until_shown(pilot, "Exam schedule 2017-2018: Physics")
        await go_to(pilot, "e_guide")
        await until_shown(pilot, "E-guide 2017-2018: Physics")
        await pilot.press("d")
        await until_page(pilot, "class_details")
