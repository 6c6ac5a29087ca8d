"""The student's own pages as text, each at 80x24 and 120x40 and in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from enroltui.language import Code
from enroltui.registrar.registrar import Registrar
from enroltui.registrar.values.enrolling import Mode
from enroltui.screens.searching.class_details import ClassDetailsPage
from enroltui.terms import HoldCode, Role
from tests.registrar.world import (
    ANNA,
    EXAM,
    FULL,
    LAST_SEAT,
    LECTURE,
    OTHER_OPEN,
    WAITING_LIST,
    as_role,
    as_student,
    at,
)
from tests.screens.enrolling.kit import fill_cart, go_to
from tests.screens.kit import app_on, enrolled, screen_text, type_text, until_page
from tests.screens.timetable.kit import BUSY, SATURDAY, add_clashing_classes, enrol_all_the_same, go_to_day

pytestmark = pytest.mark.usefixtures("unpainted")

COUNTER = as_role(Role.HELPDESK)


def a_student_with_something_of_everything(database: Path) -> None:
    """Enrolled, waiting, withdrawn and over; a cart with what clashes and what is full; a hold."""
    add_clashing_classes(database)
    enrolled(database, LAST_SEAT, now=at("2018-01-02"))
    enrolled(database, EXAM, LECTURE, OTHER_OPEN)
    enrol_all_the_same(database, WAITING_LIST, mode=Mode.FREE_OR_WAITING)
    fill_cart(database, ANNA, BUSY, SATURDAY, FULL)
    registrar = Registrar.open(database)
    registrar.withdraw(as_student(ANNA), ANNA, [OTHER_OPEN], "withdraw")
    registrar.place_hold(COUNTER, ANNA, HoldCode.DOCUMENTS)
    registrar.close()


@pytest.mark.parametrize(
    ("size", "language"), [((80, 24), "en"), ((80, 24), "nl"), ((120, 40), "en"), ((120, 40), "nl")]
)
async def test_pages(small: Path, snapshot: SnapshotAssertion, size: tuple[int, int], language: Code) -> None:
    a_student_with_something_of_everything(small)
    async with app_on(small, size=size, language=language, login=ANNA) as pilot:

        async def rested(page: str, name: str | None = None) -> None:
            await until_page(pilot, page)
            await pilot.app.workers.wait_for_complete()
            await pilot.pause()
            assert screen_text(pilot.app) == snapshot(name=name or page)

        await pilot.press("1", "1")
        await rested("student_center")
        registrar = Registrar.open(small)
        registrar.lift_hold(COUNTER, ANNA, HoldCode.DOCUMENTS)
        registrar.close()
        await go_to(pilot, "messages")
        await rested("messages")
        await go_to(pilot, "my_classes")
        await rested("my_classes")
        await pilot.press("h")
        await rested("", "history")
        await pilot.press("escape", "s")
        await rested("swap")
        await go_to(pilot, "timetable")
        await pilot.app.workers.wait_for_complete()
        await go_to_day(pilot, "5 feb")
        await pilot.press("o")
        await rested("timetable")
        await go_to(pilot, "exam_calendar")
        await pilot.app.workers.wait_for_complete()
        await pilot.press("o")
        await rested("exam_calendar")
        await pilot.press("v")
        await rested("exam_calendar", "exam_calendar by month")
        pilot.app.show(ClassDetailsPage(FULL))  # type: ignore[attr-defined]
        await rested("class_details", "a full class")
        await go_to(pilot, "plans")
        await pilot.app.workers.wait_for_complete()
        await type_text(pilot, "spring")
        await pilot.press("enter")
        await rested("plans")
        await go_to(pilot, "cart")
        await pilot.app.workers.wait_for_complete()
        await pilot.press("v")
        await rested("cart", "validated")
        await pilot.press("s", "e")
        await rested("confirm")
        await pilot.press("enter")
        await rested("results")
