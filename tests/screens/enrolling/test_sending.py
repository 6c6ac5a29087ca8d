"""Sending a cart: validated before, in one of three ways, with clashes accepted only when they were seen."""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from enroltui.database.engines import open_engine
from enroltui.language import Code, Language
from enroltui.registrar.values.classes import ClassKey
from tests.registrar.world import ANNA, EXAM, FULL, LECTURE, OTHER_OPEN, WAITING_LIST, YEAR, NewClass, add_classes, at
from tests.screens.enrolling.kit import confirm, enrol_in, enrolled, fill_cart, go_to, in_cart
from tests.screens.kit import app_on, into_results, screen_text, until_page, until_shown

pytestmark = pytest.mark.usefixtures("unpainted")

SEMINAR_THEN = ClassKey(YEAR, 28300)
"""A seminar of another course while Logic's lecture is given."""
EXAM_THEN = ClassKey(YEAR, 28310)
"""An exam of another course while Logic's exam is held."""


@pytest.fixture
def clashing(small: Path) -> Path:
    engine = open_engine(small)
    add_classes(engine, 2, NewClass(SEMINAR_THEN, "seminar", at("2018-02-05", 10)), 1)
    add_classes(engine, 2, NewClass(EXAM_THEN, "exam", at("2018-01-25", 15)), 1)
    engine.dispose()
    return small


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_validating_tries_every_rule_and_changes_nothing(
    clashing: Path, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    fill_cart(clashing, ANNA, EXAM, EXAM_THEN, FULL)
    async with app_on(clashing, login=ANNA, size=size) as pilot:
        await go_to(pilot, "cart")
        await until_shown(pilot, "3 classes")
        await pilot.press("v")
        await until_shown(
            pilot,
            "1 of 3 classes can be enrolled in. 28114 and 28310 clash, Thu 25 Jan 15:00–16:00. Nothing was changed.",
            "✓ can enrol",
            "✗ refused",
            "Full: all 2 places are taken.",
        )
        await pilot.press("up")
        await until_shown(pilot, "Nobody can sit two exams at once")
        assert screen_text(pilot.app) == snapshot
        assert in_cart(clashing, ANNA) == [EXAM, EXAM_THEN, FULL]
        assert enrolled(clashing, ANNA) == []


async def test_what_was_validated_is_forgotten_when_the_cart_is_another(small: Path) -> None:
    fill_cart(small, ANNA, EXAM, OTHER_OPEN)
    async with app_on(small, login=ANNA) as pilot:
        await go_to(pilot, "cart")
        await until_shown(pilot, "2 classes")
        await pilot.press("v")
        await until_shown(pilot, "✓ can enrol")
        await pilot.press("x")
        await until_shown(pilot, "1 class", "● 10 free")


async def test_whatever_is_free_is_what_is_sent_by_itself(small: Path) -> None:
    fill_cart(small, ANNA, EXAM, WAITING_LIST)
    async with app_on(small, login=ANNA) as pilot:
        await confirm(pilot, "▸ Whatever is free")
        await pilot.press("enter")
        await until_page(pilot, "results")
        await until_shown(pilot, "You can join the waiting list, as number 3.")
        assert enrolled(small, ANNA) == [EXAM]
        assert in_cart(small, ANNA) == [WAITING_LIST]


async def test_the_waiting_list_for_the_rest_by_one_key(small: Path) -> None:
    fill_cart(small, ANNA, EXAM, WAITING_LIST)
    async with app_on(small, login=ANNA) as pilot:
        await confirm(pilot, "▸ Whatever is free")
        await pilot.press("m")
        await until_shown(
            pilot,
            "(m, 2 of 3): ▸ Whatever is free, and the waiting list for the rest",
            "You would be number 3 on the waiting list",
        )
        await pilot.press("enter")
        await until_page(pilot, "results")
        await until_shown(pilot, "✓ 28114", "⧗ 28123", "You are number 3 on the waiting list.")
        assert in_cart(small, ANNA) == []


async def test_all_or_nothing_by_the_arrow_keys(small: Path) -> None:
    fill_cart(small, ANNA, EXAM, FULL)
    async with app_on(small, login=ANNA) as pilot:
        await confirm(pilot, "▸ Whatever is free")
        await pilot.press("down", "down")
        await until_shown(pilot, "▸ All or nothing", "Left as it was, because 28122 was refused.")
        await pilot.press("enter")
        await until_page(pilot, "results")
        await until_shown(pilot, "✗ 28114", "✗ 28122")
        assert enrolled(small, ANNA) == []
        assert in_cart(small, ANNA) == [EXAM, FULL]


@pytest.mark.parametrize("language", ["en", "nl"])
async def test_a_clash_with_teaching_is_refused_until_it_is_accepted(clashing: Path, language: Code) -> None:
    say = Language(language).text
    fill_cart(clashing, ANNA, LECTURE, SEMINAR_THEN)
    async with app_on(clashing, login=ANNA, language=language) as pilot:
        await go_to(pilot, "cart")
        await until_shown(pilot, "28300")
        await pilot.press("s", "e")
        await until_page(pilot, "confirm")
        await until_shown(pilot, f"☐ {say('Enrol in spite of clashes with teaching (k)')}")
        await pilot.press("k")
        await until_shown(pilot, f"☑ {say('Enrol in spite of clashes with teaching (k)')}")
        await pilot.press("enter")
        await until_page(pilot, "results")
        assert enrolled(clashing, ANNA) == [LECTURE, SEMINAR_THEN]


async def test_two_exams_at_once_cannot_be_accepted(clashing: Path) -> None:
    fill_cart(clashing, ANNA, EXAM, EXAM_THEN)
    async with app_on(clashing, login=ANNA) as pilot:
        await confirm(pilot, "▸ Whatever is free")
        await until_shown(pilot, "Nobody can sit two exams at once")
        assert "in spite of" not in screen_text(pilot.app)
        await pilot.press("k", "enter")
        await until_page(pilot, "results")
        assert enrolled(clashing, ANNA) == [EXAM]


async def test_only_what_fits_the_timetable_is_found(clashing: Path) -> None:
    enrol_in(clashing, ANNA, EXAM)
    async with app_on(clashing, login=ANNA) as pilot:
        await go_to(pilot, "search")
        await pilot.press(*"orientatie")
        await until_shown(pilot, "1-3 of 3")
        await into_results(pilot)
        await pilot.press("t")
        await until_shown(pilot, "1-2 of 2", "fits my timetable (t)")
        assert "28310" not in screen_text(pilot.app)
        await pilot.press("t")
        await until_shown(pilot, "1-3 of 3", "28310")
