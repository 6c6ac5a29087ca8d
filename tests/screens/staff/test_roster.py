"""Rosters: of one's own courses, in order, as a plot, for a spreadsheet and on paper; and the staff's pages as text."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from enroltui.language import Code
from enroltui.registrar.registrar import Registrar
from tests.registrar import arranging
from tests.registrar.world import (
    ANNA,
    CLOSED,
    COORDINATOR,
    CROWD,
    EXAM,
    HELPDESK,
    LOGIC,
    MASTERS,
    WAITING_LIST,
    as_student,
)
from tests.screens.kit import app_on, enrolled, paste, screen_text, until, until_page, until_shown
from tests.screens.staff.kit import HOLDS, LOOK_ON, TRAIL, WHY

pytestmark = pytest.mark.usefixtures("unpainted")

LATER = datetime(2018, 3, 1, 9, tzinfo=UTC)


async def test_a_coordinator_opens_the_rosters_of_own_courses_only(small: Path, tmp_path: Path) -> None:
    arranging.coordinate(small, LOGIC)
    enrolled(small, EXAM)
    async with app_on(small, login=COORDINATOR) as pilot:
        await pilot.press("1")
        await until_page(pilot, "rosters")
        await until_shown(pilot, "1 of 4 · classes of your own courses", "28114", "28117")
        await pilot.press(*str(MASTERS.class_number))
        await until_shown(pilot, "No class of your own courses has this number")
        await pilot.press(*["backspace"] * 5, *str(EXAM.class_number))
        await until_shown(pilot, "1 of 1 · classes of your own courses", "28114")
        await pilot.press("enter")
        await until_page(pilot, "roster")
        await until_shown(pilot, "s9900001", "1 of 10 places taken, 0 waiting", "█ Mon 15 Jan 2018")
        for key, suffix in (("s", ".csv"), ("p", ".txt")):
            await pilot.press(key, "ctrl+u")
            paste(pilot, str(tmp_path / "nowhere"))
            await pilot.press("enter")
            await until_shown(pilot, "It can't be saved there.")
            await pilot.press("ctrl+u")
            paste(pilot, str(tmp_path))
            await pilot.press("enter")
            await until(pilot, lambda: (tmp_path / f"28114-2018-01-15{suffix}").exists())  # noqa: B023
            await until_shown(pilot, "✓ Saved:")
        await pilot.press("t")
        await until_page(pilot, "roster")
    assert b"s9900001,Student s9900001" in (tmp_path / "28114-2018-01-15.csv").read_bytes()
    assert "28114 Logic, exam" in (tmp_path / "28114-2018-01-15.txt").read_text()


@pytest.mark.parametrize(
    ("size", "language"), [((80, 24), "en"), ((80, 24), "nl"), ((120, 40), "en"), ((120, 40), "nl")]
)
async def test_pages(small: Path, snapshot: SnapshotAssertion, size: tuple[int, int], language: Code) -> None:
    registrar = Registrar.open(small, lambda: LATER)
    registrar.enrol(as_student(ANNA), ANNA, [EXAM], "exam", from_cart=False)
    registrar.close()
    async with app_on(small, size=size, language=language, login=HELPDESK, real_clock=lambda: LATER) as pilot:

        async def rested(page: str, name: str | None = None) -> None:
            await until_page(pilot, page)
            await pilot.app.workers.wait_for_complete()
            await pilot.pause()
            assert screen_text(pilot.app) == snapshot(name=name or page)

        await pilot.press("1")
        await until_shown(pilot, "42")
        await pilot.press(*"9900001")
        await until(pilot, lambda: CROWD[0] not in screen_text(pilot.app))
        await rested("counter")
        await pilot.press("enter")
        await rested("student")
        await pilot.press(LOOK_ON)
        await rested("student_center", "as the student sees it")
        await pilot.press("escape")
        await until_page(pilot, "student")
        await pilot.press(WHY)
        await until_page(pilot, "why")
        await pilot.press(*str(CLOSED.class_number), "enter")
        await until_shown(pilot, "10 jan" if language == "nl" else "10 Jan")
        await rested("why")
        await pilot.press("x")
        await rested("grant")
        await pilot.press("escape", "escape", HOLDS)
        await rested("holds")
        await pilot.press("escape", TRAIL)
        await until_page(pilot, "trail")
        await until_shown(pilot, "28114")
        await pilot.press("end")  # the last, as the others tell the machine that the test runs on
        await rested("trail")
        await pilot.press("escape", "escape", "escape", "escape", "2")
        await until_page(pilot, "rosters")
        await pilot.press(*str(WAITING_LIST.class_number))
        await until(pilot, lambda: str(CLOSED.class_number) not in screen_text(pilot.app))
        await rested("rosters")
        await pilot.press("enter")
        await until_shown(pilot, CROWD[2])
        await rested("roster")
