"""Steps 2 and 3 of enrolling: confirming, and what became of each class."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot

from enroltui.errors import DatabaseTrouble, Trouble
from enroltui.registrar.registrar import Registrar
from enroltui.registrar.values.classes import ClassKey
from enroltui.registrar.values.enrolling import Outcome
from enroltui.registrar.values.people import Caller
from enroltui.terms import Role
from tests.registrar.world import (
    ANNA,
    BRAM,
    CLOSED,
    CLOSEDS_RETAKE,
    EXAM,
    FULL,
    LAST_SEAT,
    LECTURE,
    NOT_OPEN,
    RETAKE,
    WAITING_LIST,
    as_role,
    as_student,
)
from tests.screens.enrolling.kit import confirm, enrol_in, enrolled, fill_cart, go_to, in_cart
from tests.screens.kit import app_on, page_of, screen_text, until, until_page, until_shown


async def enrol(pilot: Pilot[None]) -> None:
    """From the cart, with everything in it, to step 3."""
    await confirm(pilot)
    await pilot.press("enter")
    await until_page(pilot, "results")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_step_2_names_the_classes_in_full_and_changes_nothing(
    small: Path, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    fill_cart(small, ANNA, EXAM, RETAKE)
    async with app_on(small, login=ANNA, size=size) as pilot:
        await confirm(pilot)
        assert screen_text(pilot.app) == snapshot
        await pilot.press("escape")
        await until_page(pilot, "cart")
        assert enrolled(small, ANNA) == []


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_each_class_has_its_own_outcome_and_one_refused_never_stops_the_others(
    small: Path, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    fill_cart(small, ANNA, FULL, EXAM, NOT_OPEN)
    async with app_on(small, login=ANNA, size=size) as pilot:
        await enrol(pilot)
        await until_shown(
            pilot,
            "✓ 28114 Logic, exam",
            "This class has been added to your schedule.",
            "Full: all 2 places are taken.",
            "Not open yet: enrolment opens on Thu 15 Feb",
        )
        assert screen_text(pilot.app) == snapshot
        assert enrolled(small, ANNA) == [EXAM]
        assert in_cart(small, ANNA) == [FULL, NOT_OPEN], "what was refused stays in the cart"


async def test_a_double_enter_enrols_once(small: Path) -> None:
    fill_cart(small, ANNA, EXAM)
    async with app_on(small, login=ANNA) as pilot:
        await confirm(pilot)
        await pilot.press("enter", "enter", "e")
        await until_page(pilot, "results")
        await until_shown(pilot, "This class has been added to your schedule.")
        await pilot.press("enter")
        assert page_of(pilot) == "results"
    registrar = Registrar.open(small)
    events = registrar.audit(as_role(Role.HELPDESK), ANNA, EXAM)
    registrar.close()
    assert [event.outcome for event in events if event.action == "enrol"] == ["enrolled"]


async def test_a_retry_after_trouble_is_the_same_request(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first answer gets lost after all was done: the retry is answered as the first time."""
    keys: list[str] = []
    carry_out = Registrar.enrol

    def lose_the_first_answer(
        self: Registrar, caller: Caller, student: str, classes: Sequence[ClassKey], request_key: str, **how: Any
    ) -> tuple[Outcome, ...]:
        keys.append(request_key)
        outcomes = carry_out(self, caller, student, classes, request_key, **how)
        if len(keys) == 1:
            raise DatabaseTrouble(Trouble.GONE)
        return outcomes

    monkeypatch.setattr(Registrar, "enrol", lose_the_first_answer)
    fill_cart(small, ANNA, EXAM)
    async with app_on(small, login=ANNA) as pilot:
        await confirm(pilot)
        await pilot.press("enter")
        await until_shown(pilot, "✗ The database cannot be reached")
        assert page_of(pilot) == "confirm"
        await pilot.press("enter")
        await until_page(pilot, "results")
        await until_shown(pilot, "This class has been added to your schedule.")
    assert len(set(keys)) == 1
    assert enrolled(small, ANNA) == [EXAM]


async def test_a_seat_lost_meanwhile_is_refused_in_the_result_line(small: Path) -> None:
    fill_cart(small, ANNA, LAST_SEAT)
    async with app_on(small, login=ANNA) as pilot:
        await confirm(pilot)
        enrol_in(small, BRAM, LAST_SEAT)
        await pilot.press("enter")
        await until_shown(pilot, "✗ 28121", "Full: the only place is taken.")
        assert in_cart(small, ANNA) == [LAST_SEAT]


async def test_a_full_class_has_its_waiting_list_or_a_seat_alert_one_key_away(small: Path) -> None:
    fill_cart(small, ANNA, FULL, WAITING_LIST)
    async with app_on(small, login=ANNA) as pilot:
        await enrol(pilot)
        await until_shown(pilot, "You can join the waiting list, as number 3. Press j to join it.")
        await until_shown(pilot, "Press i to be told when a place is free.")
        await pilot.press("i")
        await until_shown(pilot, "You will be told when a place is free (i: no longer).")
        await pilot.press("j")
        await until_shown(pilot, "⧗ 28123", "number 3 on the waiting list", "When a place is yours")
        assert in_cart(small, ANNA) == [FULL]
        await pilot.press("i", "j")
        await until_shown(pilot, "Press i to be told when a place is free.")
        await pilot.press("f2", "i")
        await until_shown(pilot, "Je krijgt een melding", "(i: niet meer)")
    registrar = Registrar.open(small)
    assert [row.key for row in registrar.seat_alerts(as_student(ANNA), ANNA)] == [FULL]
    registrar.close()


async def test_a_closed_exam_offers_its_retake_by_one_key(small: Path) -> None:
    async with app_on(small, login=ANNA, today="2018-01-10T10:00") as pilot:
        registrar = Registrar.open(small)
        early = Caller(ANNA, Role.STUDENT, as_role(Role.OPERATOR).via, as_role(Role.OPERATOR).now.replace(day=5))
        registrar.add_to_cart(early, ANNA, [CLOSED])
        registrar.close()
        await go_to(pilot, "cart")
        await until_shown(pilot, str(CLOSED.class_number))
    async with app_on(small, login=ANNA) as pilot:
        await enrol(pilot)
        await until_shown(pilot, "Next: 28126, the retake on Mon 26 Mar 12:00.", "Press a to add it.")
        await pilot.press("a")
        await until(pilot, lambda: in_cart(small, ANNA) == [CLOSED, CLOSEDS_RETAKE])


async def test_a_lecture_offers_its_exam_in_the_result_too(small: Path) -> None:
    fill_cart(small, ANNA, LECTURE)
    async with app_on(small, login=ANNA) as pilot:
        await enrol(pilot)
        await until_shown(pilot, "Next: 28114, the exam on Thu 25 Jan 14:00.")
        await pilot.press("a")
        await until(pilot, lambda: in_cart(small, ANNA) == [EXAM])


async def test_undone_at_once(small: Path) -> None:
    fill_cart(small, ANNA, EXAM)
    async with app_on(small, login=ANNA) as pilot:
        await enrol(pilot)
        await pilot.press("u")
        await until_shown(pilot, "Undone: 1 class is back in your shopping cart.")
        assert enrolled(small, ANNA) == []
        assert in_cart(small, ANNA) == [EXAM]


@pytest.mark.parametrize(("key", "page"), [("escape", "student_center"), ("n", "enrol"), ("m", "my_classes")])
async def test_from_the_results_on_and_never_back_to_confirming(small: Path, key: str, page: str) -> None:
    fill_cart(small, ANNA, EXAM)
    async with app_on(small, login=ANNA) as pilot:
        await go_to(pilot, "student_center")
        await enrol(pilot)
        await pilot.press(key)
        await until_page(pilot, page)
        seen = []
        while page_of(pilot) != "main_menu":
            await pilot.press("escape")
            await pilot.pause()
            seen.append(page_of(pilot))
        assert not {"confirm", "results"} & set(seen)
